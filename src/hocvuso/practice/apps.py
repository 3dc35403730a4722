"""Registers the room of practice."""

from django.apps import AppConfig


class PracticeConfig(AppConfig):
    """Practice simulators."""

    name = "hocvuso.practice"
    default_auto_field = "django.db.models.BigAutoField"
