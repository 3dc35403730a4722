"""House tests that open pages do so on the real content, published once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import translation

from tests import published


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: Any
) -> Iterator[None]:
    """Begin on a copy of the database that has all migrations and the published curriculum."""
    with published.opened(django_db_blocker):
        yield


@pytest.fixture(autouse=True)
def own_language() -> None:
    """Begin in the language of the site: a page answered in English leaves the thread in English."""
    translation.deactivate()
