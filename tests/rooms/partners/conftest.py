"""Each test speaks Vietnamese from the start; a unit with a signed return of last month."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from django.test import Client
from django.utils import translation

from hocvuso.reports.models import Return
from hocvuso.reports.returns import actions
from tests.rooms import places
from tests.rooms.reports import months


@pytest.fixture(autouse=True)
def vietnamese() -> Iterator[None]:
    """Begin in the language of the site."""
    with translation.override("vi"):
        yield


@dataclass(frozen=True, slots=True)
class Office:
    """The sewing factory's union with seven workers, its chair, her browser, and the return of last month."""

    place: places.Province
    chair: uuid.UUID
    browser: Client
    month: date
    row: Return
    workers: list[uuid.UUID]


@pytest.fixture
def office(place: places.Province) -> Office:
    """A union that has handed its return in."""
    workers = months.workers(place.sewing, 7)
    signer = months.signer(place.sewing, "hanh")
    month = months.last_month()
    row = months.hand_in(signer, months.opened(place.sewing, month))
    return Office(place, signer.id, places.come_in("hanh"), month, row, workers)


@pytest.fixture
def accepted(office: Office) -> Office:
    """The same, accepted by the union above."""
    above = months.signer(office.place.ward, "tuan", "Trần Văn Tuấn")
    actions.accept(above, office.row.id, version=1)
    office.row.refresh_from_db()
    return office
