"""House tests that open pages do so on the real content, published once."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import translation

from hocvuso.curriculum import actions as curriculum
from hocvuso.plumbing import clock


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Add the cache table and the published curriculum to the test database."""
    with django_db_blocker.unblock():
        database = "scratch" if "scratch" in settings.DATABASES else "default"
        call_command("createcachetable", database=database, verbosity=0)
        curriculum.publish(settings.CONTENT, now=clock.now())


@pytest.fixture(autouse=True)
def own_language() -> None:
    """Begin in the language of the site: a page answered in English leaves the thread in English."""
    translation.deactivate()
