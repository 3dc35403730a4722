"""Registers the room of reports."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Pages for officials."""

    name = "hocvuso.reports"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the words of officials' readings."""
        from hocvuso.reports.persons import words

        words.register()
