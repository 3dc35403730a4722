"""Registers the room of lectures."""

from django.apps import AppConfig


class LecturesConfig(AppConfig):
    """Lessons told by a voice."""

    name = "hocvuso.lectures"
    default_auto_field = "django.db.models.BigAutoField"
