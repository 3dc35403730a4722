"""What the tests of the exchange share."""

from __future__ import annotations

import pytest

from hocvuso.exchange.carriers.https import PARCELS, TYPE
from tests.rooms.exchange.partner import Partner


@pytest.fixture
def ward(place):
    """The installation of the ward, paired below this one."""
    return Partner().paired_below(place.ward)


@pytest.fixture
def above(place):
    """The installation of the province, paired above this one, which works for the ward."""
    return Partner("Công đoàn tỉnh (thử)").paired_above(place.ward)


@pytest.fixture
def bring(client):
    """Bring a parcel over the line."""
    return lambda data: client.post(PARCELS, data=data, content_type=TYPE)
