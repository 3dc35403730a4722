"""Registers the room of awareness at places."""

from django.apps import AppConfig


class AwarenessConfig(AppConfig):
    """Posters, three questions before and after, the drill of the week."""

    name = "hocvuso.awareness"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the jobs."""
        from hocvuso.awareness import tasks

        tasks.register()
