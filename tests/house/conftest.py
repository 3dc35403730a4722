"""House tests that open pages do so on the real content, published once."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import translation

from tests import published


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Add the cache table and the published curriculum to the test database."""
    published.fill(django_db_blocker)


@pytest.fixture(autouse=True)
def own_language() -> None:
    """Begin in the language of the site: a page answered in English leaves the thread in English."""
    translation.deactivate()
