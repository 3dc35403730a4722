"""The second tree: communes and wards, dated, joined many to many with the units."""

from datetime import date, timedelta

import pytest

from hocvuso.core.structure import Refused
from hocvuso.unions.structure import territories
from hocvuso.unions.structure.territories import NewTerritory
from tests.rooms import places
from tests.rooms.places import LONG_AGO

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]
DAY = date(2026, 3, 2)
ROWS = [
    NewTerritory("t-st", "Tỉnh Sông Trăng", "province"),
    NewTerritory("t-bn", "Phường Bến Nứa", "ward", "t-st"),
    NewTerritory("t-lt", "Xã Lá Tre", "commune", "t-st"),
    NewTerritory("t-gd", "Xã Gió Đông", "commune", "t-st"),
]


def test_a_union_covers_several_communes_and_a_commune_has_several_unions():
    place = places.province()
    ids = territories.enter(ROWS, on=LONG_AGO)
    assert territories.enter(ROWS, on=DAY) == ids, "a second time changes nothing"
    territories.place(place.ward, [ids["t-bn"], ids["t-lt"]], on=LONG_AGO)
    territories.place(place.packing, [ids["t-bn"]], on=LONG_AGO)
    assert [line.code for line in territories.of_unit(place.ward, DAY)] == ["t-bn", "t-lt"]
    assert set(territories.units_in(ids["t-bn"], DAY)) == {place.ward, place.packing}
    assert set(territories.units_in(ids["t-st"], DAY)) == {place.ward, place.packing}
    territories.place(place.ward, [ids["t-lt"], ids["t-gd"]], on=DAY)
    territories.place(place.ward, [ids["t-lt"], ids["t-gd"]], on=DAY)
    assert [line.code for line in territories.of_unit(place.ward, DAY)] == ["t-gd", "t-lt"]
    assert [line.code for line in territories.of_unit(place.ward, DAY - timedelta(1))] == ["t-bn", "t-lt"]


def test_territories_move_end_and_are_found_without_marks():
    ids = territories.enter(ROWS, on=LONG_AGO)
    territories.move(ids["t-gd"], ids["t-bn"], on=DAY)
    assert territories.on_day(DAY).parents[ids["t-gd"].hex] == ids["t-bn"].hex
    assert territories.on_day(LONG_AGO).parents[ids["t-gd"].hex] == ids["t-st"].hex
    assert [line.code for line in territories.search("gio dong", DAY)] == ["t-gd"]
    territories.end(ids["t-gd"], on=DAY + timedelta(7))
    assert territories.search("gio dong", DAY + timedelta(7)) == []


def test_bad_territories_are_refused():
    ids = territories.enter(ROWS, on=LONG_AGO)
    with pytest.raises(Refused, match="ring"):
        territories.move(ids["t-st"], ids["t-bn"], on=DAY)
    with pytest.raises(Refused, match="unknown_kind"):
        territories.enter([NewTerritory("t-x", "X", "district")], on=DAY)
    with pytest.raises(Refused, match="unknown_unit"):
        territories.enter([NewTerritory("t-x", "X", "commune", "t-nowhere")], on=DAY)
