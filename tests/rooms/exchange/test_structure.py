"""A change of the tree below, told with who went where, is done here by one button, and ends up as it did there."""

import re
from datetime import timedelta

import pytest
from django.db import transaction

from hocvuso.exchange import actions, queries
from hocvuso.people.models import Person
from hocvuso.plumbing import clock
from hocvuso.unions import actions as unions
from hocvuso.unions.models import Membership, StructureChange, Succession, Unit, UnitLink
from hocvuso.unions.queries import in_force
from hocvuso.unions.structure import again, travelling
from tests.rooms import places
from tests.rooms.exchange.partner import worker

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]


class Back(Exception):
    """Undo all that was done meanwhile."""


def snapshot():
    """Return the tree of today with its people and successions, by codes and names."""
    today = clock.today()
    members = Membership.objects.filter(in_force(today)).values_list("unit__code", "person__full_name")
    links = UnitLink.objects.filter(in_force(today)).values_list("unit__code", "parent__code")
    ended = Unit.objects.exclude(dissolved_on=None).values_list("code", "dissolved_on")
    heirs = Succession.objects.values_list("unit__code", "heir__code", "on", "part", "whole")
    return sorted(members), sorted(links, key=str), sorted(ended), sorted(heirs, key=str)


def told_of(do):
    """Do a change as the other side did it, take it back, and return what it tells of it and how things stood then."""
    since = clock.now()
    with pytest.raises(Back), transaction.atomic():
        do()
        (row,) = travelling.changes_of(list(Unit.objects.values_list("id", flat=True)), since)
        found = row, snapshot()
        raise Back
    return found


@pytest.fixture
def sewers(place):
    """People of the sewing firm, and a workshop under it."""
    return [places.worker(f"Lò Thị {name}", place.sewing) for name in ("An", "Bưởi", "Cúc", "Dung", "Én", "Gấm")]


def new(code, name, place):
    return unions.NewUnit(code, name, "grassroots", place.ward)


def divides(place, people, *, ends):
    parts = [unions.NewPart(new("SE1", "CĐCS May 1", place), people=people[:2], weight=2)]
    if ends:
        parts.append(unions.NewPart(new("SE2", "CĐCS May 2", place), people=None, weight=len(people) - 2))
    unions.split(place.sewing, parts, ends=ends, on=day(), stays=0 if ends else 4, decree=PAPER)


def day():
    return clock.today() - timedelta(1)


PAPER = unions.Decree(decision="9/QĐ-CĐ", signer="Lò Văn Ký", key="k-9")
CHANGES = {
    "split": lambda place, people: divides(place, people, ends=True),
    "part": lambda place, people: divides(place, people, ends=False),
    "dissolve": lambda place, _people: unions.dissolve(
        [place.sewing], on=day(), members_to=place.shoes, children_to=place.ward, decree=PAPER
    ),
    "to nobody": lambda place, _people: unions.dissolve(
        [place.sewing], on=day(), children_to=place.ward, decree=PAPER
    ),
    "hand over some": lambda place, people: unions.hand_over(
        place.sewing, place.shoes, on=day(), people=people[:3], decree=PAPER
    ),
    "hand over all": lambda place, _people: unions.hand_over(place.sewing, place.shoes, on=day(), decree=PAPER),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_one_button_makes_of_it_here_what_was_made_there(ward, bring, place, sewers, name):
    row, there = told_of(lambda: CHANGES[name](place, sewers))
    before = snapshot()
    assert before != there
    bring(ward.parcel(ward.say("SEW", "unit", row)))
    (held,) = queries.held(ward.id)
    assert held.choices[0] == "lam-theo"
    again.would_do(row)
    assert snapshot() == before  # looking does nothing
    assert actions.decide(held.id, "lam-theo", by=ward.id) == "done"
    assert snapshot() == there
    assert StructureChange.objects.get(key="k-9").decision == "9/QĐ-CĐ"
    bring(ward.parcel(ward.say("SEW", "unit", row)))  # told once more
    assert queries.held(ward.id) == []


def test_what_names_nobody_is_done_by_hand_as_older_versions_tell_it(ward, bring, place, sewers):
    row, _there = told_of(lambda: CHANGES["hand over all"](place, sewers))
    del row["moves"]
    bring(ward.parcel(ward.say("SEW", "unit", row)))
    assert queries.held(ward.id)[0].choices == ("da-lam", "khong")


def test_lists_of_a_unit_that_the_change_founds_go_on_once_it_is_done(ward, bring, place, sewers):
    row, _there = told_of(lambda: CHANGES["split"](place, sewers))
    bring(ward.parcel(ward.say("SE1", "roster", worker("Lò Thị Mới")), ward.say("SEW", "unit", row)))
    assert {one.why for one in queries.held(ward.id)} == {"unit_unknown", "change"}
    change = next(one for one in queries.held(ward.id) if one.why == "change")
    actions.decide(change.id, "lam-theo", by=ward.id)
    actions.drain()
    assert queries.held(ward.id) == []
    assert Membership.objects.filter(unit__code="SE1", person__full_name="Lò Thị Mới").exists()


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


def test_the_page_says_what_it_would_do_and_who_may_press(ward, bring, place, sewers):
    row, there = told_of(lambda: CHANGES["split"](place, sewers))
    bring(ward.parcel(ward.say("SEW", "unit", row)))
    (held,) = queries.held(ward.id)
    address = f"/cb/trao-doi/cho/{held.id}"
    Person.objects.filter(id=places.official(place.packing, username="van-hanh")).update(is_staff=True)
    operator = places.come_in("van-hanh")
    page = text(operator.get(address))
    assert "<h3>Tách</h3>" in page
    assert "2 người của SEW sang SE1" in page
    assert "Những người còn lại của SEW sang SE2" in page
    assert "6 đoàn viên" in page
    refused = operator.post(address, {"viec": "lam-theo"})
    assert refused.status_code == 422
    assert "người có quyền thay đổi" in text(refused)
    places.official(place.ward, username="quan")
    quan = places.come_in("quan")
    assert quan.post(address, {"viec": "lam-theo"}).status_code == 302
    assert snapshot() == there
    assert StructureChange.objects.get(key="k-9").entered_by is not None


def test_the_page_says_why_it_cannot_be_done_here(ward, bring, place, sewers):
    row, _there = told_of(lambda: CHANGES["dissolve"](place, sewers))
    unions.dissolve([place.shoes], on=day(), members_to=place.sewing, children_to=place.ward)
    bring(ward.parcel(ward.say("SEW", "unit", row)))
    (held,) = queries.held(ward.id)
    places.official(place.ward, username="quan")
    page = text(places.come_in("quan").get(f"/cb/trao-doi/cho/{held.id}"))
    assert "Không làm ở đây như bên kia được" in page
    assert 'value="lam-theo"' not in page
    assert 'value="da-lam"' in page
