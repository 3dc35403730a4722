"""Registers the authors' corner."""

from django.apps import AppConfig


class StudioConfig(AppConfig):
    """Pages of whoever writes lessons, beside those of the assistant."""

    name = "hocvuso.studio"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Add the pages to the ways of authors, and say on their first page what waits."""
        from hocvuso.studio import corner, tasks

        corner.register()
        tasks.register()
