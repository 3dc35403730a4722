"""Registers the room of the assistant."""

from django.apps import AppConfig


class AssistantConfig(AppConfig):
    """Questions and answers."""

    name = "hocvuso.assistant"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what this room holds about a person, and the nightly removal of old threads."""
        from hocvuso.assistant import own_data
        from hocvuso.assistant.authoring import tasks

        own_data.register()
        tasks.register()
