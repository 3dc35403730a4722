"""The tree changes: a group goes with its unit into the heir, waits for a person where it is not clear, comes back."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest

from hocvuso.groups import following, queries
from hocvuso.groups.help_desk import asking
from hocvuso.groups.models import Group, GroupMove, HelpRequest
from hocvuso.plumbing import clock
from hocvuso.unions.structure import undoing, verbs
from tests.rooms import places
from tests.rooms.groups.people_of_groups import founded

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]


@pytest.fixture
def group(place, chair) -> Group:
    """A group of the sewing factory."""
    return founded(
        place.sewing, chair, places.worker("Trần Văn Dũng", place.sewing), places.worker("Phạm Thị Hoa", place.sewing)
    )


def unit_of(group: Group) -> uuid.UUID:
    """Return where a group belongs now."""
    return Group.objects.values_list("unit", flat=True).get(pk=group.pk)


def test_a_group_goes_into_the_heir_with_what_waits_and_comes_back_with_the_undoing(place, chair, group):
    lan = places.worker("Nguyễn Thị Lan", place.sewing)
    row = asking.open_request(lan, "giup em", now=clock.now())
    change = verbs.merge([place.sewing], place.shoes, on=places.today())
    assert following.follow() == 1 and following.follow() == 0
    assert unit_of(group) == place.shoes
    row.refresh_from_db()
    assert (row.home_unit, row.unit) == (place.shoes, place.shoes)
    owner = places.official(place.shoes, username="giay")
    assert [each.pk for each in queries.of_unit(place.shoes)] == [group.pk]
    page = places.come_in("giay").get(f"/cb/to/{group.pk}?don-vi=SHO")
    assert page.status_code == 200 and owner
    undoing.undo(change.id, by=None)
    assert following.follow() == 1 and following.follow() == 0
    assert unit_of(group) == place.sewing
    row.refresh_from_db()
    assert row.home_unit == place.sewing and HelpRequest.objects.get().pk == row.pk


def test_two_groups_of_one_name_keep_apart_after_a_merger(place, chair, group):
    other = founded(
        place.shoes, chair, places.worker("A B", place.shoes), places.worker("C D", place.shoes), name=group.name
    )
    verbs.merge(
        [place.sewing, place.shoes], verbs.NewUnit("NEW", "CĐCS Mới", "grassroots", place.ward), on=places.today()
    )
    following.follow()
    names = set(Group.objects.values_list("name", flat=True))
    assert len(names) == 2 and group.name in names
    assert len(set(Group.objects.values_list("unit", flat=True))) == 1 and other


def test_a_merger_into_a_new_unit_can_still_be_undone(place, chair, group):
    new = verbs.NewUnit("NEW", "CĐCS Mới", "grassroots", place.ward)
    change = verbs.merge([place.sewing, place.shoes], new, on=places.today())
    following.follow()
    assert unit_of(group) not in {place.sewing, place.shoes}
    undoing.undo(change.id, by=None)
    following.follow()
    assert unit_of(group) == place.sewing


def test_a_divided_unit_leaves_the_group_to_a_person(place, chair, group):
    new = [verbs.NewUnit(code, f"CĐCS {code}", "grassroots", place.ward) for code in ("S1", "S2")]
    parts = [verbs.NewPart(new[0], people=None), verbs.NewPart(new[1])]
    change = verbs.split(place.sewing, parts, ends=True, on=places.today())
    following.follow()
    assert unit_of(group) == place.sewing
    ward = places.official(place.ward, username="phuong")
    day = places.today()
    waiting = following.undecided(ward, place.ward, day)
    assert [each.name for each in waiting] == [group.name]
    assert {each.code for each in waiting[0].units} == {"S1", "S2"}
    packer = places.official(place.packing, username="dong")
    assert not following.undecided(packer, place.packing, day)
    choice = waiting[0].units[0].id
    assert not following.decide(packer, waiting[0].move, choice, now=clock.now())
    assert not following.decide(ward, waiting[0].move, place.packing, now=clock.now()), "a unit that is not in question"
    browser = places.come_in("phuong")
    assert "thuộc đơn vị nào" in browser.get("/cb/to?don-vi=T-W").content.decode()
    sent = {"so": str(waiting[0].move), "thuoc": str(choice)}
    assert browser.post("/cb/to/thuoc?don-vi=T-W", sent).status_code == 302
    assert unit_of(group) == choice
    assert browser.post("/cb/to/thuoc?don-vi=T-W", sent).status_code == 403
    undoing.undo(change.id, by=None)
    following.follow()
    assert unit_of(group) == place.sewing, "what a person decided goes back with the change"


def test_a_unit_that_stays_after_a_division_is_asked_too(place, chair, group):
    part = verbs.NewPart(verbs.NewUnit("S1", "CĐCS S1", "grassroots", place.ward), people=())
    verbs.split(place.sewing, [part], ends=False, on=places.today())
    following.follow()
    waiting = following.undecided(chair, place.sewing, places.today())
    assert [each.code for each in waiting[0].units] == ["SEW", "S1"], "where it stands comes first"
    assert following.decide(chair, waiting[0].move, place.sewing, now=clock.now())
    assert unit_of(group) == place.sewing and following.follow() == 0


def test_a_dissolved_unit_leaves_the_group_to_the_level_above(place, chair, group):
    change = verbs.dissolve([place.sewing], on=places.today())
    following.follow()
    ward = places.official(place.ward, username="phuong")
    waiting = following.undecided(ward, place.ward, places.today())
    assert [each.code for each in waiting[0].units] == ["T-W"]
    assert following.decide(ward, waiting[0].move, place.ward, now=clock.now())
    assert unit_of(group) == place.ward
    undoing.undo(change.id, by=None)
    following.follow()
    assert unit_of(group) == place.sewing


def test_a_change_that_holds_later_is_followed_on_its_day(place, chair, group, monkeypatch):
    later = places.today() + timedelta(days=10)
    verbs.merge([place.sewing], place.shoes, on=later)
    assert following.follow() == 0 and unit_of(group) == place.sewing
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(days=10))
    assert following.follow() == 1 and unit_of(group) == place.shoes
    assert GroupMove.objects.count() == 1
