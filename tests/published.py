"""The database that rooms and house are tested on: the real content of `content/`, published once a run."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management import call_command


def hash_quickly() -> None:
    """Let codes and passwords cost a fifth of a millisecond: the same hash, as little of it as Argon2 allows."""
    from hocvuso.people.hashing import ThriftyArgon2

    ThriftyArgon2.time_cost, ThriftyArgon2.memory_cost = 1, 8


def fill(blocker: Any) -> None:
    """Add the cache table and the published curriculum and scenarios to the test database."""
    from hocvuso.curriculum import actions as curriculum
    from hocvuso.plumbing import clock
    from hocvuso.practice import actions as practice

    hash_quickly()
    with blocker.unblock():
        database = "scratch" if "scratch" in settings.DATABASES else "default"
        call_command("createcachetable", database=database, verbosity=0)
        curriculum.publish(settings.CONTENT, now=clock.now())
        practice.publish(settings.CONTENT / "scenarios", now=clock.now())
