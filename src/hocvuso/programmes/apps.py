"""Registers the room of programmes."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    """Programmes of units and the job that counts for their tasks."""

    name = "hocvuso.programmes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the recurring job, and what the room itself can count."""
        from hocvuso.programmes import counting, tasks

        tasks.register()
        counting.register()
