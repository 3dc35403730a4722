"""Registers the room of the union tree."""

from django.apps import AppConfig


class UnionsConfig(AppConfig):
    """Units, links, memberships, roles, grants."""

    name = "hocvuso.unions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what this room holds about a person, how changes are taken back, what follows the calendar."""
        from hocvuso.unions import appointing, arriving, belonging, own_data, tasks

        arriving.register()
        own_data.register()
        appointing.register()
        belonging.register()
        tasks.register()
