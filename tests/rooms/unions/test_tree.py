"""The dated tree: where a unit stood on a day, what lies under it, and that it never stands under itself."""

from datetime import date

import pytest

from hocvuso.core.structure import Refused
from hocvuso.plumbing.models import Audit
from hocvuso.unions import actions, queries
from hocvuso.unions.models import UnitLink, UnitPath
from tests.rooms import places

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]
MOVED = date(2026, 7, 1)


def under(unit, day):
    return set(queries.subtree_ids(unit, day))


def test_subtree_holds_the_unit_and_all_below():
    place = places.province()
    assert under(place.ward, places.LONG_AGO) == {place.ward, place.sewing, place.shoes}
    assert under(place.top, places.LONG_AGO) == set(vars_of(place))
    assert under(place.sewing, places.LONG_AGO) == {place.sewing}


def vars_of(place):
    return [place.top, place.ward, place.sewing, place.shoes, place.zone, place.packing]


def test_before_it_was_founded_a_unit_stands_nowhere():
    place = places.province()
    day_before = date(2025, 6, 30)
    assert under(place.top, day_before) == set()
    assert not UnitPath.objects.filter(unit=place.sewing, valid_from__lte=day_before).exists()


def test_a_move_keeps_the_tree_of_the_day_before():
    place = places.province()
    decree = actions.Decree("12/QĐ-LĐLĐ", "Trần Văn Bình", "Sắp xếp")
    actions.move([place.shoes], place.zone, on=MOVED, decree=decree)
    assert under(place.ward, date(2026, 6, 30)) == {place.ward, place.sewing, place.shoes}
    assert under(place.ward, MOVED) == {place.ward, place.sewing}
    assert under(place.zone, MOVED) == {place.zone, place.packing, place.shoes}
    assert UnitLink.objects.get(unit=place.shoes, valid_from=MOVED).change.signer == "Trần Văn Bình"


def test_moving_an_upper_unit_moves_what_hangs_on_it():
    place = places.province()
    actions.move([place.ward], place.zone, on=MOVED)
    assert under(place.zone, MOVED) == {place.zone, place.packing, place.ward, place.sewing, place.shoes}
    assert (
        UnitPath.objects.get(unit=place.sewing, valid_from=MOVED).path
        == place.top.hex + place.zone.hex + place.ward.hex + place.sewing.hex
    )


def test_the_newest_word_about_a_day_wins():
    place = places.province()
    actions.move([place.shoes], place.zone, on=MOVED)
    actions.move([place.shoes], place.ward, on=MOVED)
    assert place.shoes in under(place.ward, MOVED)
    assert UnitLink.objects.filter(unit=place.shoes, valid_to=None).count() == 1


def test_a_unit_never_stands_under_itself():
    place = places.province()
    before = set(UnitPath.objects.values_list("unit", "path", "valid_from", "valid_to"))
    with pytest.raises(Refused, match="ring"):
        actions.move([place.top], place.ward, on=MOVED)
    assert set(UnitPath.objects.values_list("unit", "path", "valid_from", "valid_to")) == before


def test_two_units_may_change_places_in_time():
    place = places.province()
    actions.move([place.ward], place.zone, on=date(2026, 1, 1))
    actions.move([place.ward], place.top, on=date(2026, 3, 1))
    actions.move([place.zone], place.ward, on=date(2026, 3, 1))
    assert under(place.zone, date(2026, 2, 1)) == {place.zone, place.packing, place.ward, place.sewing, place.shoes}
    assert under(place.ward, date(2026, 3, 1)) == {place.ward, place.sewing, place.shoes, place.zone, place.packing}


def test_rebuilding_changes_nothing_and_makes_one_row_a_stretch():
    place = places.province()
    actions.move([place.shoes], place.zone, on=MOVED)
    rows = set(UnitPath.objects.values_list("unit", "path", "valid_from", "valid_to"))
    actions.rebuild_paths()
    assert set(UnitPath.objects.values_list("unit", "path", "valid_from", "valid_to")) == rows
    assert UnitPath.objects.filter(unit=place.shoes).count() == 2
    assert UnitPath.objects.filter(unit=place.sewing).count() == 1


def test_members_of_a_subtree_count_once_and_only_in_their_time():
    place = places.province()
    both = places.worker("Nguyễn Thị Lan", place.sewing)
    actions.join(both, place.shoes, on=places.LONG_AGO)
    late = places.worker("Trần Văn Hùng", place.packing)
    assert set(queries.member_ids(place.ward, places.today())) == {both}
    assert set(queries.people_ids(queries.subtree_ids(place.top, places.today()), places.today())) == {both, late}
    assert set(queries.member_ids(place.top, date(2025, 6, 30))) == set()


def test_said_by_himself_until_an_official_confirms():
    place = places.province()
    person = places.worker("Lò Thị Én", place.sewing)
    actions.declare(person, place.shoes, on=places.today())
    actions.declare(person, place.packing, on=places.today())
    declared = {each.unit.code: each.is_declared for each in queries.units_of([person], places.today())}
    assert declared == {"SEW": False, "PAC": True}
    chair = places.official(place.packing)
    actions.confirm(person, place.packing, on=places.today(), by=chair)
    assert queries.declared_ids([person], place.packing, places.today()) == set()
    assert person in set(queries.employed_ids(place.packing, places.today(), "worker"))
    assert Audit.objects.filter(verb="confirm", actor=chair, subject=person).count() == 1


def test_a_headcount_is_dated_and_the_later_one_takes_over():
    place = places.province()
    actions.declare_headcount(place.sewing, audience="worker", count=200, signed_by="Hạnh", on=date(2026, 1, 5))
    actions.declare_headcount(place.sewing, audience="worker", count=214, signed_by="Hạnh", on=date(2026, 3, 2))
    units = [place.sewing, place.shoes]
    assert queries.headcounts(units, "worker", date(2026, 2, 1))[place.sewing].count == 200
    assert queries.headcounts(units, "worker", date(2026, 3, 2))[place.sewing].count == 214
    assert queries.headcounts(units, "worker", date(2026, 1, 4)) == {}
    assert place.shoes not in queries.headcounts(units, "worker", date(2026, 3, 2))


@pytest.mark.parametrize("typed", ["may ben nua", "BẾN NỨA", "cong ty  may", "nứa may"])
def test_units_are_found_without_marks(typed):
    place = places.province()
    assert [line.id for line in queries.search_units(typed, places.today())] == [place.sewing]


def test_units_are_found_by_their_code_and_listed_by_the_alphabet():
    place = places.province()
    assert queries.unit_by_join_code("214 002", places.today()).id == place.shoes
    assert queries.unit_by_join_code("999999", places.today()) is None
    names = [line.name for line in queries.search_units("cong ty", places.today())]
    assert names == ["CĐCS Công ty Đóng gói Đồng Sậy", "CĐCS Công ty Giày Cánh Diều", "CĐCS Công ty May Bến Nứa"]
    assert queries.search_units("phuong", places.today()) == []
