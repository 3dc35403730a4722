"""Registers the room of partners."""

from django.apps import AppConfig


class PartnersConfig(AppConfig):
    """Forms of other offices, the API for them, webhooks, the log of changes."""

    name = "hocvuso.partners"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what leaves the site about persons, what partners are told of, and the jobs."""
        from hocvuso.partners import own_data, tasks
        from hocvuso.partners.hooks import telling

        own_data.register()
        telling.register_known()
        tasks.register()
