"""Registers the room of contests."""

from django.apps import AppConfig


class ContestsConfig(AppConfig):
    """Contests, their rounds and entries."""

    name = "hocvuso.contests"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what this room holds about a person, its jobs, and its kind of certificate."""
        from hocvuso.contests import own_data, recognising, tasks

        own_data.register()
        tasks.register()
        recognising.register()
