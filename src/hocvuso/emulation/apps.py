"""Registers the room of emulation drives."""

from django.apps import AppConfig


class EmulationConfig(AppConfig):
    """Emulation drives, their pledges, reviews and commendations."""

    name = "hocvuso.emulation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what can be counted, what is held about a person, the job, and the kind of certificate."""
        from hocvuso.emulation import counted, own_data, recognising, tasks

        counted.register()
        own_data.register()
        recognising.register()
        tasks.register()
