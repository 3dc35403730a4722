"""Taking a list back, and what is forgotten after its term."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hocvuso.people import actions as people
from hocvuso.people import queries as people_queries
from hocvuso.people.models import Person
from hocvuso.plumbing import clock
from hocvuso.roster import actions, queries, tasks
from hocvuso.roster.models import RosterEntry, RosterImport, RosterPart
from tests.rooms import places
from tests.rooms.roster import files
from tests.rooms.roster.files import HEAD, row
from tests.rooms.roster.lists import GOOD, everything, stage

pytestmark = pytest.mark.django_db


@pytest.mark.both
def test_undo_restores_exactly(place):
    actions.enter(
        stage(
            place.sewing,
            files.xlsx([HEAD, row(1, "Nguyen Thi Hoa", "0100000117", code="A1"), row(2, "Lê An", code="A2")]),
        )
    )
    places.worker("Trần Văn Bình", place.shoes, phone="0912345678")
    before = everything()
    found = stage(place.sewing, files.xlsx(GOOD))
    assert actions.enter(found) == {"added": 1, "updated": 2, "unchanged": 0}
    assert everything() != before
    assert actions.undo(found, by=None) == {"removed": 1, "kept": 0}
    assert everything() == before
    assert actions.undo(found, by=None) == {"removed": 1, "kept": 0}


def test_undo_leaves_who_has_come_in_since_and_says_so(place):
    found = stage(place.sewing, files.xlsx(GOOD))
    actions.enter(found)
    stays = Person.objects.get(full_name="Nguyễn Thị Hoa")
    Person.objects.filter(id=stays.id).update(claimed_at=clock.now())
    assert actions.undo(found, by=None) == {"removed": 2, "kept": 1}
    assert Person.objects.filter(source="roster").get().id == stays.id


def test_undo_leaves_who_is_on_another_list_by_now(place):
    found = stage(place.sewing, files.xlsx(GOOD))
    actions.enter(found)
    actions.enter(stage(place.shoes, files.xlsx([HEAD, row(1, "Nguyễn Thị Hoa", "0100000117")])))
    assert actions.undo(found, by=None) == {"removed": 2, "kept": 1}


def test_undo_ends_after_24_hours(place):
    found = stage(place.sewing, files.xlsx(GOOD))
    with pytest.raises(actions.NotNow):
        actions.undo(found, by=None)
    actions.enter(found)
    RosterImport.objects.update(done_at=clock.now() - timedelta(hours=24, seconds=1))
    assert queries.preview(found).undo_until is None
    with pytest.raises(actions.NotNow):
        actions.undo(found, by=None)
    assert Person.objects.filter(source="roster").count() == 3


def test_uploads_are_forgotten_after_their_term(place, settings):
    settings.ROSTER_UPLOAD_DAYS = 7
    kept, old, entered = (stage(place.sewing, files.xlsx([*GOOD, row(9, "", "")])) for _ in range(3))
    actions.enter(entered)
    long_ago = clock.now() - timedelta(days=8)
    RosterImport.objects.filter(id=old).update(made_at=long_ago)
    RosterImport.objects.filter(id=entered).update(made_at=long_ago, done_at=long_ago)
    tasks.forget_uploads()
    assert RosterImport.objects.filter(id=kept).exists()
    assert not RosterImport.objects.filter(id=old).exists()
    assert [(bytes(part.lines), bytes(part.undo)) for part in RosterPart.objects.filter(roster_import_id=entered)] == [
        (b"", b"")
    ]


def test_people_who_never_came_are_forgotten_after_their_term(place, settings):
    settings.ROSTER_UNCLAIMED_DAYS = 365
    actions.enter(stage(place.sewing, files.xlsx(GOOD)))
    Person.objects.filter(full_name="Lê Thị Cúc").update(claimed_at=clock.now())
    RosterEntry.objects.exclude(person__full_name="Nguyễn Thị Hoa").update(listed_at=clock.now() - timedelta(days=366))
    assert tasks.forget_unclaimed() == 1
    assert set(Person.objects.filter(source="roster").values_list("full_name", flat=True)) == {
        "Nguyễn Thị Hoa",
        "Lê Thị Cúc",
    }


def test_new_cards_end_older_ones_that_nobody_used(place):
    person = places.worker("Nguyễn Thị Hoa", place.sewing)
    first = people.deal_cards([person], by=None)[person]
    second = people.deal_cards([person], by=None)[person]
    assert people_queries.card(first).state == "unknown"
    assert people_queries.card(second).state == "ok"
    Person.objects.filter(id=person).update(claimed_at=clock.now())
    assert people.deal_cards([person], by=None) == {}
