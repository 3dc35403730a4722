"""Registers the room of awareness work."""

from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    """Kits, plans, posts, short links, openings."""

    name = "hocvuso.campaigns"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what this room holds about an official and its recurring jobs."""
        from hocvuso.campaigns import own_data, tasks

        own_data.register()
        tasks.register()
