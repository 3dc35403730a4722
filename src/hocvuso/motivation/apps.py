"""Registers the room of motivation."""

from django.apps import AppConfig


class MotivationConfig(AppConfig):
    """Rhythm, badges and challenges of units."""

    name = "hocvuso.motivation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what is held about a person, the jobs, and the quiet line."""
        from hocvuso.learning import quiet_line
        from hocvuso.motivation import own_data, queries, tasks

        own_data.register()
        tasks.register()
        quiet_line.told_by(queries.quiet_line)
