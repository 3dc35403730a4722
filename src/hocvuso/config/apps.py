"""Puts Django's admin behind the operators' own door."""

from django.contrib.admin.apps import AdminConfig


class OperatorPages(AdminConfig):
    """Django's admin with the site of `operators`; a module of its own, because apps load before models."""

    default_site = "hocvuso.config.operators.OperatorSite"
