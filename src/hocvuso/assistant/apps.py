"""Registers the room of the assistant."""

from django.apps import AppConfig


class AssistantConfig(AppConfig):
    """Questions and answers."""

    name = "hocvuso.assistant"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what this room holds about a person, its recurring jobs, and own questions."""
        from hocvuso.assistant import own_data, refusing, talks
        from hocvuso.assistant.authoring import tasks
        from hocvuso.assistant.own import certificates, classes, contests, drives, learner, rhythm

        own_data.register()
        talks.register()
        refusing.register()
        tasks.register()
        learner.register()
        certificates.register()
        classes.register()
        drives.register()
        contests.register()
        rhythm.register()
