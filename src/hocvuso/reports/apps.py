"""Registers the room of reports."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Pages for officials."""

    name = "hocvuso.reports"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register jobs, what is held about officials, and the words of their readings."""
        from hocvuso.reports import own_data
        from hocvuso.reports.evidence import building
        from hocvuso.reports.persons import words
        from hocvuso.reports.returns import opening

        opening.register()
        building.register()
        own_data.register()
        words.register()
