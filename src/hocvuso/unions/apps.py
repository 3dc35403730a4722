"""Registers the room of the union tree."""

from django.apps import AppConfig


class UnionsConfig(AppConfig):
    """Units, links, memberships, roles, grants."""

    name = "hocvuso.unions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what this room holds about a person."""
        from hocvuso.unions import appointing, belonging, own_data

        own_data.register()
        appointing.register()
        belonging.register()
