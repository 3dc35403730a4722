"""What the tests of people share."""

from __future__ import annotations

import pytest
from django.test import Client

from hocvuso.people import actions
from tests.rooms import places
from tests.rooms.people.learners import agree, answered, claim_by_card


@pytest.fixture
def hers(site: Client, place: places.Province) -> Client:
    """Hường's phone: claimed, agreed, counted."""
    person = places.worker("Nguyễn Thị Hường", place.sewing)
    answered(site)
    claim_by_card(site, actions.deal_card(person))
    agree(site, count=True)
    return site
