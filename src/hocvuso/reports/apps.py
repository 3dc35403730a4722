"""Registers the room of reports."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Pages for officials."""

    name = "hocvuso.reports"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the jobs for returns and folders of proof, and what is held about officials."""
        from hocvuso.reports import own_data
        from hocvuso.reports.evidence import building
        from hocvuso.reports.returns import opening

        opening.register()
        building.register()
        own_data.register()
