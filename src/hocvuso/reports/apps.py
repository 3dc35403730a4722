"""Registers the room of reports."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Pages for officials."""

    name = "hocvuso.reports"
    default_auto_field = "django.db.models.BigAutoField"
