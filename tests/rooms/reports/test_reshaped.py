"""Old figures in the shape of today: what a unit that is gone had reached stands with its heir, small groups do not."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hocvuso.core.returns import month_of
from hocvuso.plumbing import clock
from hocvuso.reports.definitions import catalogue
from hocvuso.reports.definitions.shape import Asked
from hocvuso.reports.models import ClosedFigure
from hocvuso.reports.rollups import closing, reshaped
from hocvuso.reports.targets import of_workers
from hocvuso.unions import actions as unions
from hocvuso.unions import queries
from tests.rooms import places

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]
BIG = {"reached": 4, "people": 10, "unknown": 0}
SMALL = {"reached": 1, "people": 3, "unknown": 0}


def last_month():
    return month_of(places.today()) - timedelta(days=1)


def closed(unit, measure="", **said):
    """Write down what the month that is over said of a unit."""
    target, day = of_workers(), last_month()
    ClosedFigure.objects.create(
        unit_id=unit, target=target.id, measure=measure or target.measure.key, grain=closing.MONTH, last_day=day,
        closed_at=clock.now(), is_demo=True, **said,
    )  # fmt: skip


def shown(unit):
    found = reshaped.months(unit, of_workers(), places.today())
    assert [each.last_day for each in found] == [last_month()]
    return found[0].reached, found[0].people, found[0].unknown


def test_a_merged_unit_stands_with_its_heir_and_the_sum_above_stays(place):
    closed(place.sewing, **BIG)
    closed(place.shoes, reached=6, people=20, unknown=0)
    closed(place.packing, reached=0, people=0, unknown=1)
    assert (shown(place.sewing), shown(place.ward)) == ((4, 10, 0), (10, 30, 0))
    unions.merge([place.shoes], place.packing, on=places.today())
    assert shown(place.packing) == (6, 20, 1)
    assert (shown(place.ward), shown(place.zone), shown(place.top)) == ((4, 10, 0), (6, 20, 1), (10, 30, 1))
    assert closing.months(place.ward, of_workers(), places.today()) == []  # what was closed is not touched by this


def test_a_group_under_five_is_not_found_through_its_heir(place):
    closed(place.sewing, **BIG)
    closed(place.shoes, **SMALL)
    unions.merge([place.shoes], place.sewing, on=places.today())
    assert shown(place.sewing) == (4, 10, 1)


def test_what_was_counted_otherwise_is_not_known_and_the_report_says_so(place):
    closed(place.sewing, measure="worker|kns.1.1|", **BIG)
    assert shown(place.sewing) == (None, None, 1)
    closed(place.shoes, reached=5, people=20, unknown=0)
    asked = Asked(queries.unit(place.ward, places.today()), places.today(), of_workers(), last_month())
    rows = list(catalogue.named("by-period-reshaped").make(asked).rows())
    assert rows == [(f"{last_month().month}/{last_month().year}", 5, 20, 0.25, 1)]
