"""Each test speaks Vietnamese from the start, whatever language a page before it was asked in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def vietnamese() -> Iterator[None]:
    """Begin in the language of the site."""
    with translation.override("vi"):
        yield
