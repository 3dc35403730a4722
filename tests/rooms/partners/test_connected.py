"""The fact of the local authority: true by what its program has read, and only by that."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.test import Client

from hocvuso.partners import keys
from hocvuso.partners.models import PartnerKey
from hocvuso.partners.reading import pages
from hocvuso.plumbing import clock
from hocvuso.reports import connection
from tests.rooms.reports import months

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]
BY = uuid.UUID(int=7)


@pytest.fixture(autouse=True)
def in_a_minute(monkeypatch) -> None:
    """Let a minute pass, so that what was just written is settled."""
    monkeypatch.setattr(pages, "SETTLED", timedelta(minutes=-1))


def key_for(*units: uuid.UUID, is_authority: bool = True) -> tuple[PartnerKey, str]:
    """Make a key that reads returns."""
    day = clock.today() + timedelta(days=30)
    return keys.make(keys.Wanted("Phường Mẫu", units, [keys.RETURNS], day, is_authority), by=BY)


def read(key: str, cursor: str = "", **more: str) -> str:
    """Read one page of returns, return the cursor behind it."""
    answer = Client().get(
        "/api/v1/exchange/returns", {"cursor": cursor, **more}, headers={"Authorization": f"Bearer {key}"}
    )
    assert answer.status_code == 200, answer.content
    return str(answer.json()["next"])


def fact(unit: uuid.UUID) -> bool | None:
    """What is known of the connection of a unit with the local authority."""
    return connection.of_units([unit], clock.today())[unit].authority


def test_a_unit_is_connected_once_the_authority_asks_for_what_follows_its_newest_return(accepted):
    unit, shoes = accepted.place.sewing, accepted.place.shoes
    assert fact(unit) is None
    _row, key = key_for(accepted.place.ward)
    assert fact(unit) is False
    cursor = read(key)
    assert fact(unit) is False, "a page that was sent may have been lost on the way"
    read(key, cursor)
    assert (fact(unit), fact(shoes)) == (True, False), "shoes has handed nothing in"
    months.hand_in(months.signer(shoes, "mai", "Phạm Thị Mai"), months.opened(shoes, accepted.month))
    assert fact(shoes) is False, "the newest return has not arrived yet"
    read(key, read(key, cursor))
    assert (fact(unit), fact(shoes)) == (True, True)


def test_what_another_partner_reads_or_a_part_of_the_line_is_no_receipt_of_the_authority(accepted):
    unit = accepted.place.sewing
    _row, other = key_for(accepted.place.ward, is_authority=False)
    read(other, read(other))
    assert fact(unit) is None
    _row, key = key_for(accepted.place.ward)
    cursor = read(key, month=f"{accepted.month:%Y-%m}")
    read(key, cursor)  # its cursor jumped over other months
    assert fact(unit) is False


def test_an_exchanged_key_keeps_what_arrived_and_one_taken_back_says_nothing_more(accepted):
    unit = accepted.place.sewing
    row, key = key_for(accepted.place.ward)
    read(key, read(key))
    made = keys.exchange(row.id, by=BY)
    assert made is not None and made[0].is_authority
    keys.revoke(row.id, by=BY)
    assert fact(unit) is True
    keys.revoke(made[0].id, by=BY)
    assert fact(unit) is None


def test_a_receipt_grows_old_with_the_return(accepted, monkeypatch):
    _row, key = key_for(accepted.place.ward)
    read(key, read(key))
    day = clock.today() + connection.FRESH + timedelta(days=1)
    assert connection.of_units([accepted.place.sewing], day)[accepted.place.sewing].authority is False


def test_a_key_of_an_authority_must_read_returns():
    day = clock.today() + timedelta(days=30)
    want, problems = keys.wanted("Phường Mẫu", "T", [keys.UNITS], f"{day}", clock.today(), is_authority=True)
    assert want is None and any("báo cáo" in each for each in problems)
