"""Registers the room of awareness work."""

from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    """Kits, short links, openings."""

    name = "hocvuso.campaigns"
    default_auto_field = "django.db.models.BigAutoField"
