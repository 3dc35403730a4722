"""An author who has come in."""

from __future__ import annotations

import pytest
from django.test import Client

from hocvuso.unions import access
from tests.rooms import places


@pytest.fixture
def author(site: Client) -> Client:
    """An author with a second factor, in her browser."""
    units = places.province()
    places.official(units.top, username="tam", role=access.AUTHOR)
    return places.come_in("tam")
