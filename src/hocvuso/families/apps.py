"""Registers the room of families."""

from django.apps import AppConfig


class FamiliesConfig(AppConfig):
    """Digital Workers' Families."""

    name = "hocvuso.families"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what this room holds about a person."""
        from hocvuso.families import own_data

        own_data.register()
