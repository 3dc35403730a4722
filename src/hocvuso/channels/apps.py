"""Registers the room of notices."""

from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    """Notices on the site and by e-mail, texts to copy."""

    name = "hocvuso.channels"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what the room holds of a person, its jobs, and what rooms below ask of it."""
        from hocvuso.channels import actions, own_data, queries, tasks
        from hocvuso.learning import regularity
        from hocvuso.plumbing import outbox

        own_data.register()
        tasks.register()
        outbox.when_forgotten(actions.forget)
        regularity.shifts_from(queries.shifts_of)
