"""Registers the room of families."""

from django.apps import AppConfig


class FamiliesConfig(AppConfig):
    """Digital Workers' Families."""

    name = "hocvuso.families"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what this room holds about a person, and its papers with the page that checks any."""
        from hocvuso.certificates import kinds
        from hocvuso.families import own_data, queries

        own_data.register()
        kinds.register_source(queries.certificate)
