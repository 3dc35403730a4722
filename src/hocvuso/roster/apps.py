"""Registers the room of members' lists."""

from django.apps import AppConfig


class RosterConfig(AppConfig):
    """Imports of lists, what lists say of persons, printed cards."""

    name = "hocvuso.roster"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what this room holds about a person, and the nightly removal of uploads and unclaimed people."""
        from hocvuso.roster import own_data, tasks

        own_data.register()
        tasks.register()
