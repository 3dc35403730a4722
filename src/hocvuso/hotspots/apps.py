"""Registers the room of wifi points."""

from django.apps import AppConfig


class HotspotsConfig(AppConfig):
    """Free wifi points and the pages at them."""

    name = "hocvuso.hotspots"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the job."""
        from hocvuso.hotspots import tasks

        tasks.register()
