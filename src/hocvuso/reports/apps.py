"""Registers the room of reports."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Pages for officials."""

    name = "hocvuso.reports"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the jobs that open each month's returns and put folders of proof together."""
        from hocvuso.reports.evidence import building
        from hocvuso.reports.returns import opening

        opening.register()
        building.register()
