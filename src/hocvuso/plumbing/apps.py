"""Registers the technical floor with Django."""

from django.apps import AppConfig


class PlumbingConfig(AppConfig):
    """Technical tables: audit, schedules, jobs, outbox."""

    name = "hocvuso.plumbing"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what recurs here."""
        from hocvuso.plumbing.jobs import every, working

        every(24 * 3600, "plumbing.forget_jobs", working.forget_old)
