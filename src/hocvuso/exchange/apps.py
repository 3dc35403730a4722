"""Registers the room of the exchange."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """What installations tell each other."""

    name = "hocvuso.exchange"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register jobs, what is held of a person, who hands in elsewhere, facts of connected units, certificates."""
        from hocvuso.certificates import queries as certificates
        from hocvuso.exchange import actions, connected, own_data, parts, tasks
        from hocvuso.reports.returns import travelling

        tasks.register()
        own_data.register()
        connected.register()
        actions.certificates_from(certificates.facts_of)
        travelling.handed_in_elsewhere(parts.goes_elsewhere)
