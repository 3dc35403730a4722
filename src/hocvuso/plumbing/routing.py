"""Sends the cache table to the second SQLite file, where losing the last second does no harm."""

from __future__ import annotations

from typing import Any

from django.conf import settings

SCRATCH = {"django_cache"}


class ScratchRouter:
    """Route caches and rate limits to `scratch` where there is one, all else to `default`."""

    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        """Return the database that answers."""
        if model._meta.app_label in SCRATCH and "scratch" in settings.DATABASES:
            return "scratch"
        return None

    db_for_write = db_for_read

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        """Keep our tables out of the scratch file and the cache table out of the main one."""
        if "scratch" not in settings.DATABASES:
            return None
        return (db == "scratch") == (app_label in SCRATCH)
