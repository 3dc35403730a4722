"""Registers the room of reports."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Pages for officials, and the counts kept ready for them."""

    name = "hocvuso.reports"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register jobs, what is noted of changes, who knows of connections, what officials hold and ask."""
        from hocvuso.plumbing import changes
        from hocvuso.reports import counted_lines, facts, own_data, own_questions, tasks
        from hocvuso.reports.evidence import building
        from hocvuso.reports.groups import writing
        from hocvuso.reports.persons import words
        from hocvuso.reports.programmes import measuring
        from hocvuso.reports.returns import connected, opening
        from hocvuso.reports.rollups import counting

        changes.listen(changes.PERSONS, counting.note_persons)
        changes.listen(changes.UNITS, counting.note_units)
        facts.register()
        counted_lines.register()
        tasks.register()
        connected.register()
        opening.register()
        building.register()
        own_data.register()
        own_questions.register()
        words.register()
        writing.register()
        measuring.register()
