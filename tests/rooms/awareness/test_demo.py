"""The demonstration's posters, answers and drills: there once, however often it is shown."""

from __future__ import annotations

import pytest

from hocvuso.awareness import asking, demo
from hocvuso.awareness.models import DrillCount, Poster, PosterOpening, Pulse, PulseSlip
from tests.rooms import places

pytestmark = pytest.mark.django_db(databases="__all__")


def test_shown_twice_it_is_there_once(place):
    for _ in range(2):
        demo.show({demo.UNIT: place.sewing}, places.today())
    asked = asking.one(Pulse.objects.get().id)
    assert asked is not None and asked.after is not None and asked.after.is_open
    assert PulseSlip.objects.count() == sum(demo.BEFORE.values()) + sum(demo.AFTER.values())
    assert Poster.objects.count() == 3 and PosterOpening.objects.count() == 21
    assert DrillCount.objects.count() == len(demo.WEEKS)
    assert any(found.is_clear for _question, found in asking.result(asked))


def test_without_the_unit_nothing_is_entered(place):
    demo.show({}, places.today())
    assert not Poster.objects.exists() and not Pulse.objects.exists()
