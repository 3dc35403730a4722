"""Registers the technical floor with Django."""

from django.apps import AppConfig


class PlumbingConfig(AppConfig):
    """Technical tables: audit, schedules, outbox."""

    name = "hocvuso.plumbing"
    default_auto_field = "django.db.models.BigAutoField"
