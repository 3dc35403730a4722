"""Counting reads much or little and finds the same; what changes no count is not counted."""

from datetime import timedelta

import pytest

from hocvuso.learning.models import BandChange
from hocvuso.plumbing import clock, raw
from hocvuso.reports.rollups import counting
from tests.rooms import places
from tests.rooms.reports.test_rollups import SKILLS, kept, worker

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]


def test_facts_are_the_same_read_in_small_pieces(place, monkeypatch):
    persons = [worker(unit, n) for n, unit in enumerate([place.sewing, place.shoes, place.packing] * 3)]
    for number, person in enumerate(persons):
        places.master(person, *SKILLS, on=places.today() - timedelta(days=5 * number))
        BandChange.objects.create(person=person, skill=SKILLS[number % 2], band="learning", at=clock.now())
    places.counted()
    before = kept()
    monkeypatch.setattr(raw, "ROWS", 2)
    result = counting.rebuild()
    assert (kept(), result.written) == (before, 0)
    assert result.rows == len(before)


def test_a_skill_of_no_target_is_taken_in_without_counting(place, monkeypatch):
    person = worker(place.sewing)
    places.begin(person)
    places.counted()
    places.master(person, "kns.1.1")
    monkeypatch.setattr(counting, "_counted", None)  # whoever counts now fails
    counting.catch_up()
    assert not BandChange.objects.filter(is_new=True).exists()
