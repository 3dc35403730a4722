"""Registers the room of people."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Accounts, cards, phones, consent."""

    name = "hocvuso.people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the account with the page of own data, and the nightly removal of what was never claimed."""
        from hocvuso.people import circumstances, departures, tasks
        from hocvuso.people.actions import erasing

        erasing.register()
        circumstances.register()
        departures.register()
        tasks.register()
