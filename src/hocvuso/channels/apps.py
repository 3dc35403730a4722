"""Registers the room of notices."""

from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    """Notices on the site and by e-mail, texts to copy."""

    name = "hocvuso.channels"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what the room holds of a person, and its jobs."""
        from hocvuso.channels import own_data, tasks

        own_data.register()
        tasks.register()
