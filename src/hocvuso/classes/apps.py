"""Registers the room of classes."""

from django.apps import AppConfig


class ClassesConfig(AppConfig):
    """Classes, their meetings, seats and attendance."""

    name = "hocvuso.classes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what this room holds about a person, its jobs, and its kind of certificate."""
        from hocvuso.classes import carrying, own_data, recognising, tasks

        carrying.register()
        own_data.register()
        recognising.register()
        tasks.register()
