"""Registers the room of learning."""

from django.apps import AppConfig


class LearningConfig(AppConfig):
    """Events, learner states, plans, and the learner's pages."""

    name = "hocvuso.learning"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what this room holds about a person, for the page 'my data'."""
        from hocvuso.learning import own_data, queries, usage, ways
        from hocvuso.learning.calibrating import nightly
        from hocvuso.learning.foretelling import nightly as foretelling
        from hocvuso.learning.problems import own_data as problems
        from hocvuso.practice import onward, wording

        wording.easy_from(lambda person: queries.choices(person).easy)
        onward.onward_from(ways.onward)
        own_data.register_exporter()
        problems.register()
        usage.register()
        nightly.register()
        foretelling.register()
