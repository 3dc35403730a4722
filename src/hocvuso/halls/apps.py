"""Registers the room of halls."""

from django.apps import AppConfig


class HallsConfig(AppConfig):
    """Exercises of a whole hall, questions of the people in it, quizzes on paper."""

    name = "hocvuso.halls"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what this room holds about a person, and its jobs."""
        from hocvuso.halls import own_data, tasks

        own_data.register()
        tasks.register()
