"""Registers the room of wifi points."""

from django.apps import AppConfig


class HotspotsConfig(AppConfig):
    """Free wifi points and the pages at them."""

    name = "hocvuso.hotspots"
    default_auto_field = "django.db.models.BigAutoField"
