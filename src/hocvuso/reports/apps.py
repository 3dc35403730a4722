"""Registers the room of reports."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Pages for officials, and the counts kept ready for them."""

    name = "hocvuso.reports"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the jobs, what is noted down when people or units change, and who knows of connections."""
        from hocvuso.plumbing import changes
        from hocvuso.reports import facts, tasks
        from hocvuso.reports.rollups import counting

        changes.listen(changes.PERSONS, counting.note_persons)
        changes.listen(changes.UNITS, counting.note_units)
        facts.register()
        tasks.register()
