"""Registers the room of frameworks."""

from django.apps import AppConfig


class FrameworksConfig(AppConfig):
    """Official tables, their rows and matches, dated rules, training programmes."""

    name = "hocvuso.frameworks"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what this room holds about a person, and its programmes as ways that the planner may follow."""
        from hocvuso.frameworks import offering, own_data
        from hocvuso.learning import goals

        own_data.register()
        goals.ways_from(offering.followed)
