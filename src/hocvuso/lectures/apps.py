"""Registers the room of lectures."""

from django.apps import AppConfig


class LecturesConfig(AppConfig):
    """Lessons told by a voice."""

    name = "hocvuso.lectures"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell learning which lessons can be heard and seen, and what that weighs."""
        from hocvuso.learning import forming
        from hocvuso.lectures import queries

        forming.media_from(queries.media)
