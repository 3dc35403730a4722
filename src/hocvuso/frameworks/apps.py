"""Registers the room of frameworks."""

from django.apps import AppConfig


class FrameworksConfig(AppConfig):
    """Official tables, their rows and matches, dated rules, training programmes."""

    name = "hocvuso.frameworks"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what this room holds about a person."""
        from hocvuso.frameworks import own_data

        own_data.register()
