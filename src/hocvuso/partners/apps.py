"""Registers the room of partners."""

from django.apps import AppConfig


class PartnersConfig(AppConfig):
    """Forms of other offices, the API for them, webhooks, the log of changes."""

    name = "hocvuso.partners"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what keys tell of connection, what leaves the site about persons, what is told, and the jobs."""
        from hocvuso.partners import connected, own_data, tasks
        from hocvuso.partners.hooks import telling

        connected.register()
        own_data.register()
        telling.register_known()
        tasks.register()
