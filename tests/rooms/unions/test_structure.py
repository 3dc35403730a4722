"""Structure changes on the database: each is one recorded change with its rows, and undoing it is exact."""

import uuid
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hocvuso.core.orders import Merge, Move
from hocvuso.core.structure import Refused
from hocvuso.people import actions as people
from hocvuso.plumbing import clock
from hocvuso.unions import actions, queries
from hocvuso.unions.actions import Decree, NewPart, NewUnit
from hocvuso.unions.models import (
    Employment,
    Membership,
    StructureChange,
    StructureRow,
    Succession,
    Unit,
    UnitLink,
    UnitName,
    UnitPath,
)
from hocvuso.unions.structure import changes, names
from tests.examples import examples
from tests.rooms import places
from tests.rooms.places import LONG_AGO

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]
DAY = date(2026, 3, 2)
LATER = date(2026, 5, 4)
PAPER = Decree("12/QĐ-LĐLĐ", "Trần Văn Bình", "Sắp xếp lại", by=uuid.UUID(int=7))


def picture():
    """Return every row of the tree, by what it says."""
    spells = [
        set(model.objects.values_list("person_id", "unit_id", "valid_from", "valid_to"))
        for model in (Membership, Employment)
    ]
    return (
        set(Unit.objects.values_list("id", "code", "name", "kind", "search", "founded_on", "dissolved_on")),
        set(UnitLink.objects.values_list("unit_id", "parent_id", "valid_from", "valid_to")),
        set(UnitName.objects.values_list("unit_id", "name", "valid_from", "valid_to")),
        set(UnitPath.objects.values_list("unit_id", "path", "valid_from", "valid_to")),
        set(Succession.objects.values_list("unit_id", "heir_id", "on", "part", "whole")),
        spells,
    )


def paths_are_those_of_a_rebuild():
    before = picture()[3]
    actions.rebuild_paths()
    return before == picture()[3]


def each_operation(place):
    """Yield (name, act) for one order of each kind."""
    new = NewUnit("NEW", "Công đoàn phường Lá Tre", "commune", place.top)
    split = [
        NewPart(NewUnit("P1", "CĐCS May Một", "grassroots", place.ward), weight=1),
        NewPart(NewUnit("P2", "CĐCS May Hai", "grassroots", place.ward), people=None, weight=3),
    ]
    join = NewUnit("J", "CĐCS Gộp", "grassroots", place.top)
    return {
        "found": lambda: actions.found_many([new], on=DAY, decree=PAPER),
        "rename": lambda: actions.rename(place.sewing, "CĐCS Công ty May Mới", on=DAY, decree=PAPER),
        "move": lambda: actions.move([place.shoes, place.sewing], place.zone, on=DAY, decree=PAPER),
        "merge": lambda: actions.merge([place.sewing], place.shoes, on=DAY, decree=PAPER),
        "merge_new": lambda: actions.merge([place.sewing, place.packing], join, on=DAY, decree=PAPER),
        "merge_upper": lambda: actions.merge([place.ward], place.zone, on=DAY, decree=PAPER),
        "split": lambda: actions.split(place.sewing, split, ends=True, on=DAY, decree=PAPER),
        "dissolve": lambda: actions.dissolve([place.sewing], on=DAY, decree=PAPER),
        "dissolve_upper": lambda: actions.dissolve([place.ward], children_to=place.top, on=DAY, decree=PAPER),
        "hand_over": lambda: actions.hand_over(place.sewing, place.packing, on=DAY, decree=PAPER),
    }  # fmt: skip


NAMES = ["found", "rename", "move", "merge", "merge_new", "merge_upper", "split", "dissolve", "dissolve_upper",
         "hand_over"]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_each_change_is_recorded_once_and_undone_exactly(name):
    place = places.province()
    for person in ("Nguyễn Thị Lan", "Trần Văn Hùng", "Lò Thị Én"):
        places.worker(person, place.sewing)
    places.worker("Lê Văn Tám", place.packing)
    before, recorded = picture(), StructureChange.objects.count()
    each_operation(place)[name]()
    assert picture() != before
    assert paths_are_those_of_a_rebuild()
    change = StructureChange.objects.order_by("-number").first()
    assert StructureChange.objects.count() == recorded + 1
    assert (change.decision, change.signer, change.entered_by) == ("12/QĐ-LĐLĐ", "Trần Văn Bình", PAPER.by)
    assert change.effective_on == DAY and change.rows.exists() and change.units.exists()
    actions.undo(change.id, by=PAPER.by)
    actions.undo(change.id, by=uuid.UUID(int=8))
    assert picture() == before
    change.refresh_from_db()
    assert change.undone_by == PAPER.by, "undone twice is undone once"


def test_the_same_key_is_the_same_change():
    place = places.province()
    decree = Decree("9/QĐ", "Bình", key="form-1")
    first = actions.move([place.shoes], place.zone, on=DAY, decree=decree)
    assert actions.move([place.shoes], place.zone, on=DAY, decree=decree).id == first.id
    new = [NewUnit("A", "Công đoàn phường A", "commune", place.top), NewUnit("B", "CĐCS B", "grassroots", "A")]
    assert actions.found_many(new, on=DAY, decree=Decree(key="x")) == actions.found_many(
        new, on=DAY, decree=Decree(key="x")
    )
    assert Unit.objects.filter(code="A").count() == 1


def test_a_merge_takes_people_and_lower_units_along():
    place = places.province()
    lan, hung = places.worker("Nguyễn Thị Lan", place.sewing), places.worker("Trần Văn Hùng", place.shoes)
    group = actions.found(code="G", name="Tổ cắt", kind="group", on=LONG_AGO, parent=place.sewing)
    actions.join(lan, place.shoes, on=LONG_AGO)  # a member of both already: no second membership afterwards
    actions.merge([place.sewing], place.shoes, on=DAY)
    assert set(queries.subtree_ids(place.shoes, DAY)) == {place.shoes, group}
    assert set(queries.subtree_ids(place.sewing, DAY)) == set()
    assert set(queries.subtree_ids(place.sewing, DAY - timedelta(1))) == {place.sewing, group}
    members = list(queries.member_ids(place.shoes, DAY))
    assert sorted(members) == sorted([lan, hung]), "each exactly once"
    assert set(queries.employed_ids(place.shoes, DAY, "worker")) == {lan, hung}
    assert set(queries.employed_ids(place.sewing, DAY - timedelta(1), "worker")) == {lan}


def test_dissolving_without_an_heir_leaves_people_in_no_union_but_at_work():
    place = places.province()
    lan = places.worker("Nguyễn Thị Lan", place.sewing)
    actions.dissolve([place.sewing], on=DAY)
    assert set(queries.member_ids(place.top, DAY)) == set()
    assert set(queries.member_ids(place.top, DAY - timedelta(1))) == {lan}
    assert Employment.objects.get(person_id=lan).valid_to is None
    assert Succession.objects.get(unit_id=place.sewing).heir_id is None


def test_old_names_stay_on_old_dates():
    place = places.province()
    tomorrow = clock.today() + timedelta(days=1)
    actions.rename(place.sewing, "CĐCS Công ty May Gió Mới", on=DAY)
    actions.rename(place.sewing, "CĐCS Tập đoàn May Gió Mới", on=tomorrow)
    called = [queries.unit(place.sewing, day).name for day in (LONG_AGO, DAY, clock.today(), tomorrow)]
    assert called == ["CĐCS Công ty May Bến Nứa", "CĐCS Công ty May Gió Mới", "CĐCS Công ty May Gió Mới",
                      "CĐCS Tập đoàn May Gió Mới"]  # fmt: skip
    assert [line.id for line in queries.search_units("may gio moi", clock.today())] == [place.sewing]
    assert queries.search_units("tap doan may", clock.today()) == []
    assert names.follow_calendar(tomorrow) == 1
    assert [line.id for line in queries.search_units("tap doan may", clock.today())] == [place.sewing]
    assert queries.unit(place.ward, DAY).name == "Công đoàn phường Bến Nứa"


def test_undo_is_refused_while_a_later_change_stands_on_it():
    place = places.province()
    new = actions.found_many([NewUnit("L", "Công đoàn phường Lá Tre", "commune", place.top)], on=DAY)["L"]
    founding = StructureChange.objects.order_by("-number").first()
    moving = actions.move([place.shoes], new, on=LATER)
    with pytest.raises(actions.StandsOn) as refused:
        actions.undo(founding.id, by=None)
    assert refused.value.later == (moving.id,)
    actions.undo(moving.id, by=None)
    actions.undo(founding.id, by=None)
    assert not Unit.objects.filter(code="L").exists()


def test_undo_is_refused_when_the_old_place_is_gone():
    place = places.province()
    first = actions.move([place.sewing, place.shoes], place.zone, on=DAY)
    gone = actions.dissolve([place.ward], on=LATER)
    before = picture()
    with pytest.raises(actions.StandsOn) as refused:
        actions.undo(first.id, by=None)
    assert refused.value.later == (gone.id,)
    assert picture() == before


def test_undo_of_a_founding_is_refused_while_somebody_belongs_there():
    place = places.province()
    new = actions.found(code="L", name="CĐCS Lá Tre", kind="grassroots", on=DAY, parent=place.top)
    founding = StructureChange.objects.order_by("-number").first()
    places.worker("Nguyễn Thị Lan", new)
    with pytest.raises(actions.InUse) as refused:
        actions.undo(founding.id, by=None)
    assert refused.value.name == "CĐCS Lá Tre"
    assert Membership.objects.filter(unit_id=new).count() == 1


def test_declared_headcounts_add_up_in_a_merger_and_go_back():
    place = places.province()
    actions.declare_headcount(place.sewing, audience="worker", count=200, signed_by="Hạnh", on=date(2026, 1, 5))
    actions.declare_headcount(place.shoes, audience="worker", count=300, signed_by="Thuận", on=date(2026, 2, 2))
    change = actions.merge([place.sewing], place.shoes, on=DAY)
    after = queries.headcounts([place.shoes], "worker", DAY)[place.shoes]
    assert (after.count, after.signed_on) == (500, date(2026, 1, 5)) and {"Hạnh", "Thuận"} == set(
        after.signed_by.split(", ")
    )
    assert queries.headcounts([place.shoes], "worker", DAY - timedelta(1))[place.shoes].count == 300
    actions.undo(change.id, by=None)
    found = queries.headcounts([place.sewing, place.shoes], "worker", DAY)
    assert (found[place.sewing].count, found[place.shoes].count) == (200, 300)
    actions.merge([place.packing], place.shoes, on=DAY)
    assert queries.headcounts([place.shoes], "worker", DAY) == {}, "unknown, for one of the two had not declared"


def test_who_left_after_a_merge_stays_gone_when_it_is_undone():
    place = places.province()
    lan, hung = places.worker("Nguyễn Thị Lan", place.sewing), places.worker("Trần Văn Hùng", place.sewing)
    change = actions.merge([place.sewing], place.shoes, on=DAY)
    Membership.objects.filter(person_id=lan, valid_to=None).update(valid_to=LATER)
    Membership.objects.filter(person_id=hung).delete()  # erased
    actions.undo(change.id, by=None)
    assert Membership.objects.get(person_id=lan).valid_to == LATER
    assert set(queries.member_ids(place.sewing, LATER)) == set()
    assert not Membership.objects.filter(person_id=hung).exists()


def test_the_journal_names_no_person():
    place = places.province()
    lan = places.worker("Nguyễn Thị Lan", place.sewing)
    actions.merge([place.sewing], place.shoes, on=DAY)
    kept = str(list(StructureRow.objects.values_list("key", "before", "after")))
    assert lan.hex not in kept and str(lan) not in kept
    assert "Lan" not in str(list(StructureChange.objects.values_list("facts")))


def test_two_officials_at_one_unit():
    place = places.province()
    mai = people.enrol(full_name="Lê Thị Mai", address="chị")
    seen = dict(Unit.objects.values_list("id", "version"))
    actions.rename(place.sewing, "CĐCS May Một", on=DAY, decree=Decree(by=mai, seen={place.sewing: seen[place.sewing]}))
    with pytest.raises(actions.ChangedMeanwhile) as refused:
        decree = Decree(by=uuid.UUID(int=9), seen={place.sewing: seen[place.sewing]})
        actions.rename(place.sewing, "CĐCS May Hai", on=LATER, decree=decree)
    assert (refused.value.unit, refused.value.by) == (place.sewing, mai)
    assert Unit.objects.get(id=place.sewing).name == "CĐCS May Một"


@pytest.mark.parametrize(
    ("code", "act"),
    {
        "ring": lambda place: actions.move([place.ward], place.ward, on=DAY),
        "kind_not_here": lambda place: actions.move([place.sewing], place.shoes, on=DAY),
        "already_there": lambda place: actions.move([place.sewing], place.ward, on=DAY),
        "unknown_unit": lambda place: actions.move([uuid.UUID(int=5)], place.ward, on=DAY),
        "unknown_kind": lambda place: actions.found(code="X", name="X", kind="club", on=DAY, parent=place.top),
        "kind_not_then": lambda place: actions.found(code="X", name="X", kind="district", on=DAY, parent=place.top),
        "not_yet": lambda place: actions.rename(place.sewing, "X", on=LONG_AGO - timedelta(1)),
        "impossible_day": lambda place: actions.rename(place.sewing, "X", on=clock.today() + timedelta(days=900)),
        "code_taken": lambda place: actions.found(code="SEW", name="X", kind="group", on=DAY, parent=place.sewing),
        "no_name": lambda place: actions.found(code="X", name="  ", kind="group", on=DAY, parent=place.sewing),
        "has_children": lambda place: actions.dissolve([place.ward], on=DAY),
        "too_few": lambda place: actions.merge([place.sewing], place.sewing, on=DAY),
        "founded_that_day": lambda place: actions.dissolve([place.sewing], on=LONG_AGO),
        "shares": lambda place: actions.dissolve(
            [place.sewing], on=DAY, heirs={place.sewing: {place.shoes: Fraction(3, 2)}}
        ),
        "nobody": lambda place: actions.hand_over(place.sewing, place.shoes, on=DAY),
        "join_code_taken": lambda place: actions.found(
            code="X", name="X", kind="grassroots", on=DAY, parent=place.top, join_code="214001"
        ),
    }.items(),
)  # fmt: skip
def test_bad_orders_are_refused_with_their_reason_and_change_nothing(code, act):
    place = places.province()
    before = picture()
    with pytest.raises(Refused) as refused:
        act(place)
    assert refused.value.code == code
    assert picture() == before


def test_a_past_order_holds_until_the_next_one():
    place = places.province()
    actions.move([place.shoes], place.zone, on=LATER)
    actions.move([place.shoes], place.top, on=DAY)
    above = [queries.unit(place.shoes, day).parent for day in (LONG_AGO, DAY, LATER)]
    assert above == ["Công đoàn phường Bến Nứa", "Công đoàn tỉnh Sông Trăng", "Công đoàn KCN Gió Đông"]
    assert paths_are_those_of_a_rebuild()


@settings(max_examples=examples(15), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(
        st.tuples(st.integers(0, 7), st.integers(0, 30), st.integers(0, 30), st.integers(0, 20)), min_size=1, max_size=7
    )
)
def test_random_changes_keep_paths_and_are_undone_backwards(steps):
    clear()
    place = places.province()
    ids = [place.top, place.ward, place.sewing, place.shoes, place.zone, place.packing]
    for index, unit in enumerate((place.sewing, place.shoes, place.packing)):
        person = people.enrol(full_name=f"Người {index}")
        actions.join(person, unit, on=LONG_AGO)
    pictures = []
    for number, (verb, first, second, weeks) in enumerate(steps):
        one, two = ids[first % len(ids)], ids[second % len(ids)]
        on = LONG_AGO + timedelta(weeks=weeks)
        before = picture()
        try:
            random_order(verb, one, two, number, on, ids)
        except Refused:
            assert picture() == before
            continue
        pictures.append((StructureChange.objects.order_by("-number").first().id, before))
        assert paths_are_those_of_a_rebuild()
        for day in (on, on + timedelta(weeks=4), date(2027, 1, 1)):
            members = list(queries.member_ids(place.top, day)) if queries.unit(place.top, day) else []
            assert len(members) == len(set(members))
    for change, before in reversed(pictures):
        actions.undo(change, by=None)
        assert picture() == before


def random_order(verb, one, two, number, on, ids):
    if verb == 0:
        ids.append(actions.found(code=f"N{number}", name=f"N {number}", kind="grassroots", on=on, parent=one))
    elif verb == 1:
        actions.rename(one, f"Tên {number}", on=on)
    elif verb in (2, 3):
        actions.move([one], two, on=on)
    elif verb == 4:
        actions.merge([one], two, on=on)
    elif verb == 5:
        actions.dissolve([one], on=on, members_to=two if number % 2 else None, children_to=two)
    elif verb == 6:
        actions.hand_over(one, two, on=on)
    else:
        parts = [NewPart(NewUnit(f"S{number}", f"S {number}", "grassroots", two), people=None, weight=1)]
        actions.split(one, parts, ends=bool(number % 2), on=on, stays=1)


def clear():
    StructureChange.objects.all().delete()
    Unit.objects.all().delete()


def test_founding_many_takes_few_statements_and_a_second_time_does_nothing(django_assert_max_num_queries):
    top = actions.found(code="T", name="Công đoàn tỉnh", kind="province", on=LONG_AGO)
    units = [NewUnit(f"U{n}", f"Công đoàn phường {n}", "commune", top) for n in range(30)]
    units += [NewUnit(f"G{n}", f"CĐCS {n}", "grassroots", f"U{n % 30}") for n in range(1170)]
    with django_assert_max_num_queries(120):
        ids = actions.found_many(units[::-1], on=LONG_AGO, decree=Decree(key="many"))
    assert len(ids) == 1200 and len(set(queries.subtree_ids(top, LONG_AGO))) == 1201
    assert queries.unit(ids["G31"], LONG_AGO).parent == "Công đoàn phường 1"
    assert paths_are_those_of_a_rebuild()
    assert actions.found_many(units, on=LONG_AGO, decree=Decree(key="many")) == ids
    assert StructureChange.objects.count() == 2


def test_a_batch_that_hangs_on_itself_or_on_nobody_is_refused():
    rows = [NewUnit("A", "A", "upper", "B"), NewUnit("B", "B", "upper", "A")]
    with pytest.raises(Refused, match="ring"):
        actions.found_many(rows, on=DAY)
    with pytest.raises(Refused, match="unknown_unit"):
        actions.found_many([NewUnit("A", "A", "upper", "C")], on=DAY)
    assert not Unit.objects.exists()


def test_preview_counts_and_writes_nothing():
    place = places.province()
    for person in ("Nguyễn Thị Lan", "Trần Văn Hùng"):
        places.worker(person, place.sewing)
    before = picture()
    facts = changes.preview(Move((place.sewing.hex, place.shoes.hex), place.zone.hex), on=DAY).facts
    assert (facts["units"], facts["members"], facts["to"]) == (2, 2, [["T-Z", "Công đoàn KCN Gió Đông"]])
    merged = changes.preview(Merge((place.ward.hex,), place.zone.hex), on=DAY)
    assert merged.facts["units"] == 2 and set(merged.seen) >= {place.ward, place.zone, place.sewing}
    assert picture() == before
