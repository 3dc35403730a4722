"""The tree changes: a wifi point goes with its unit into the only heir, and comes back with the undoing."""

from __future__ import annotations

import uuid

import pytest

from hocvuso.hotspots import following
from hocvuso.hotspots.models import Hotspot, HotspotMove
from hocvuso.plumbing import clock
from hocvuso.unions.structure import undoing, verbs
from tests.rooms import places

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]


def point(unit: uuid.UUID, code: str) -> Hotspot:
    return Hotspot.objects.create(
        code=code, unit_id=unit, name=f"Điểm {code}", address="Cổng 1", search=code, owner="Quán nước",
        since=places.today(), created_at=clock.now(),
    )  # fmt: skip


def unit_of(of: Hotspot) -> uuid.UUID:
    return Hotspot.objects.values_list("unit_id", flat=True).get(pk=of.pk)


def test_points_go_into_the_heir_once_and_come_back_with_the_undoing(place):
    first, second, other = point(place.sewing, "aaaa"), point(place.sewing, "bbbb"), point(place.shoes, "cccc")
    assert following.follow() == 0
    change = verbs.merge([place.sewing], place.shoes, on=places.today())
    assert following.follow() == 2 and following.follow() == 0
    assert {unit_of(each) for each in (first, second, other)} == {place.shoes}
    undoing.undo(change.id, by=None)
    assert following.follow() == 2 and following.follow() == 0
    assert [unit_of(first), unit_of(second), unit_of(other)] == [place.sewing, place.sewing, place.shoes]


def test_where_a_unit_went_into_none_the_point_stays_until_a_person_decides(place):
    first = point(place.sewing, "aaaa")
    verbs.dissolve([place.sewing], on=places.today())
    assert following.follow() == 0 and unit_of(first) == place.sewing
    assert not HotspotMove.objects.exists()


def test_a_point_that_went_on_from_the_heir_is_not_brought_back(place):
    first = point(place.sewing, "aaaa")
    change = verbs.merge([place.sewing], place.shoes, on=places.today())
    following.follow()
    Hotspot.objects.filter(pk=first.pk).update(unit_id=place.ward)
    undoing.undo(change.id, by=None)
    assert following.follow() == 0 and unit_of(first) == place.ward
