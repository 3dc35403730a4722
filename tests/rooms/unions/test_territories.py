"""The second tree: territories and their changes, each with its paper and undone exactly; many to many with units."""

from datetime import date, timedelta

import pytest

from hocvuso.core.structure import Refused
from hocvuso.unions import actions
from hocvuso.unions.actions import Decree, StandsOn
from hocvuso.unions.models import StructureChange, TerritoryLink, TerritoryName, TerritorySuccession, UnitTerritory
from hocvuso.unions.structure import names, territories, wording
from hocvuso.unions.structure import territory_changes as changes
from hocvuso.unions.structure.territory_changes import NewTerritory
from tests.rooms import places
from tests.rooms.places import LONG_AGO

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]
OLD, DAY = date(2020, 1, 1), date(2026, 3, 2)
ROWS = [
    NewTerritory("t-st", "Tỉnh Sông Trăng", "province"),
    NewTerritory("t-bn", "Phường Bến Nứa", "ward", "t-st"),
    NewTerritory("t-lt", "Xã Lá Tre", "commune", "t-st"),
    NewTerritory("t-gd", "Xã Gió Đông", "commune", "t-st"),
]


def newest():
    return StructureChange.objects.order_by("-number").first()


def everything():
    """Return all rows of the second tree, without their ids."""
    return {
        model.__name__: sorted(map(str, model.objects.values_list(*fields)))
        for model, fields in (
            (TerritoryLink, ("territory", "parent", "valid_from", "valid_to")),
            (TerritoryName, ("territory", "name", "valid_from", "valid_to")),
            (TerritorySuccession, ("territory", "heir", "on")),
            (UnitTerritory, ("unit", "territory", "valid_from", "valid_to")),
        )
    }


def test_a_union_covers_several_communes_and_a_commune_has_several_unions():
    place = places.province()
    ids = changes.found(ROWS, on=LONG_AGO)
    for unit, code in ((place.ward, "t-bn"), (place.ward, "t-lt"), (place.packing, "t-bn")):
        changes.place(unit, ids[code], on=LONG_AGO)
    assert [line.code for line in territories.of_unit(place.ward, DAY)] == ["t-bn", "t-lt"]
    assert set(territories.units_in(ids["t-bn"], DAY)) == {place.ward, place.packing}
    assert set(territories.units_in(ids["t-st"], DAY)) == {place.ward, place.packing}
    changes.leave(place.ward, ids["t-bn"], on=DAY, decree=Decree("8/QĐ"))
    assert [line.code for line in territories.of_unit(place.ward, DAY)] == ["t-lt"]
    assert [line.code for line in territories.of_unit(place.ward, DAY - timedelta(1))] == ["t-bn", "t-lt"]
    actions.dissolve([place.packing], on=DAY)
    assert territories.units_in(ids["t-bn"], DAY) == [], "a unit that has ended is active nowhere"


def test_the_same_key_is_one_change_and_ids_stay():
    decree = Decree("1/NQ", key="k")
    assert changes.found(ROWS, on=LONG_AGO, decree=decree) == changes.found(ROWS, on=LONG_AGO, decree=decree)
    assert StructureChange.objects.filter(kind="t_found").count() == 1


def test_the_reorganisation_of_july_2025_is_seen_on_both_sides_of_the_day():
    """Two provinces become one, the district level ends, communes merge into a ward; units go along."""
    place = places.province()
    ids = changes.found(
        [
            NewTerritory("a", "Tỉnh Sông Trăng", "province"), NewTerritory("b", "Tỉnh Đồng Sậy", "province"),
            NewTerritory("a1", "Huyện Cầu Mây", "district", "a"), NewTerritory("b1", "Huyện Gò Sim", "district", "b"),
            NewTerritory("a11", "Xã Lá Tre", "commune", "a1"), NewTerritory("a12", "Thị trấn Nứa", "township", "a1"),
            NewTerritory("b11", "Xã Gió Đông", "commune", "b1"),
        ],
        on=OLD,
    )  # fmt: skip
    changes.move([ids["b11"]], ids["b"], on=LONG_AGO)
    changes.merge([ids["a11"], ids["a12"]], NewTerritory("w", "Phường Bến Nứa", "ward", ids["a"]), on=LONG_AGO)
    changes.end([ids["a1"], ids["b1"]], on=LONG_AGO, decree=Decree("72/2025/QH15"))
    changes.merge([ids["b"]], ids["a"], on=LONG_AGO)
    before, after = LONG_AGO - timedelta(1), LONG_AGO
    assert territories.counts(before) == {"province": 2, "district": 2, "commune": 2, "township": 1}
    assert territories.counts(after) == {"province": 1, "commune": 1, "ward": 1}
    rows = territories.rows(after, ["a"], [place.ward])
    assert [(row.territory.name, row.level, row.lower) for row in rows] == [
        ("Tỉnh Sông Trăng", 0, 2), ("Phường Bến Nứa", 1, 0), ("Xã Gió Đông", 1, 0)
    ]  # fmt: skip
    assert [row.territory.code for row in territories.rows(before, ["a", "a1"], [])] == ["b", "a", "a1", "a12", "a11"]
    past = territories.history(ids["b"])
    assert past.dissolved_on == LONG_AGO and [kin.code for kin in past.went_to] == ["a"]
    assert {kin.code for kin in territories.history(territories.by_code("W", DAY).id).came_from} == {"a11", "a12"}
    with pytest.raises(Refused, match="kind_not_then"):
        changes.found([NewTerritory("late", "Huyện Muộn", "district", ids["a"])], on=LONG_AGO)


def test_units_go_along_when_territories_merge_and_come_back_when_it_is_undone():
    place = places.province()
    ids = changes.found(ROWS, on=OLD)
    changes.place(place.ward, ids["t-lt"], on=LONG_AGO)
    changes.place(place.ward, ids["t-gd"], on=LONG_AGO)
    changes.place(place.zone, ids["t-gd"], on=LONG_AGO)
    before = everything()
    merged = changes.merge([ids["t-gd"]], ids["t-lt"], on=DAY, decree=Decree("5/NQ", "Chủ tịch", "gộp xã"))
    assert [line.code for line in territories.of_unit(place.ward, DAY)] == ["t-lt"]
    assert [line.code for line in territories.of_unit(place.zone, DAY)] == ["t-lt"]
    assert everything() != before
    actions.undo(merged.id, by=None)
    assert everything() == before
    assert StructureChange.objects.get(id=merged.id).undone_at is not None


@pytest.mark.parametrize("what", ["found", "rename", "move", "end", "place", "leave"])
def test_each_change_is_undone_to_the_very_rows(what):
    place = places.province()
    ids = changes.found(ROWS, on=OLD)
    changes.place(place.zone, ids["t-gd"], on=LONG_AGO)
    before = everything()
    {
        "found": lambda: changes.found([NewTerritory("t-x", "Xã Mới", "commune", ids["t-st"])], on=DAY),
        "rename": lambda: changes.rename(ids["t-gd"], "Xã Gió Nam", on=DAY),
        "move": lambda: changes.move(
            [ids["t-gd"]], changes.found([NewTerritory("t-y", "Tỉnh Khác", "province")], on=OLD)["t-y"], on=DAY
        ),
        "end": lambda: changes.end([ids["t-gd"]], on=DAY),
        "place": lambda: changes.place(place.ward, ids["t-gd"], on=DAY),
        "leave": lambda: changes.leave(place.zone, ids["t-gd"], on=DAY),
    }[what]()
    assert everything() != before
    actions.undo(newest().id, by=None)
    if what == "move":
        actions.undo(
            StructureChange.objects.filter(kind="t_found", undone_at=None).order_by("-number").first().id, by=None
        )
    assert everything() == before


def test_a_change_that_others_stand_on_is_not_undone():
    place = places.province()
    ids = changes.found(ROWS, on=OLD)
    founding = newest()
    joined = changes.place(place.ward, ids["t-bn"], on=LONG_AGO)
    with pytest.raises(StandsOn) as refused:
        actions.undo(founding.id, by=None)
    assert refused.value.later == (joined.id,)
    unit = actions.found(code="NEW", name="Công đoàn xã Mới", kind="commune", on=DAY, parent=place.top)
    unit_founding = newest()
    changes.place(unit, ids["t-lt"], on=DAY)
    with pytest.raises(StandsOn):
        actions.undo(unit_founding.id, by=None)


def test_parting_and_joining_on_one_day_is_one_row():
    place = places.province()
    ids = changes.found(ROWS, on=OLD)
    for _ in range(2):
        changes.place(place.ward, ids["t-bn"], on=DAY)
        changes.leave(place.ward, ids["t-bn"], on=DAY)
    assert territories.of_unit(place.ward, DAY) == [] and territories.past_of_unit(place.ward, DAY) == []
    changes.place(place.ward, ids["t-bn"], on=DAY)
    assert UnitTerritory.objects.count() == 1
    assert [active.until for active in territories.past_of_unit(place.ward, DAY)] == [None]


def test_a_new_name_holds_from_its_day_and_comes_into_search_on_it():
    ids = changes.found(ROWS, on=OLD)
    ahead = places.today() + timedelta(30)
    changes.rename(ids["t-gd"], "Xã Mây Trắng", on=ahead)
    assert territories.by_code("t-gd", ahead).name == "Xã Mây Trắng"
    assert territories.by_code("t-gd", DAY).name == "Xã Gió Đông"
    assert [line.code for line in territories.search("gio dong", DAY)] == ["t-gd"]
    assert names.follow_calendar(ahead) == 1
    assert [line.code for line in territories.search("may trang", ahead)] == ["t-gd"]


@pytest.mark.parametrize(
    ("order", "word"),
    [
        (lambda ids, place: changes.move([ids["t-st"]], ids["t-bn"], on=DAY), "ring"),
        (lambda ids, place: changes.move([ids["t-gd"]], ids["t-bn"], on=DAY), "kind_not_here"),
        (lambda ids, place: changes.found([NewTerritory("t-x", "X", "hamlet")], on=DAY), "unknown_kind"),
        (lambda ids, place: changes.found([NewTerritory("t-x", "X", "commune", "no")], on=DAY), "unknown_territory"),
        (lambda ids, place: changes.found([NewTerritory("t-bn", "X", "province")], on=DAY), "territory_code_taken"),
        (lambda ids, place: changes.end([ids["t-st"]], on=DAY), "has_children"),
        (lambda ids, place: changes.leave(place.ward, ids["t-bn"], on=DAY), "not_placed"),
        (lambda ids, place: changes.place(place.ward, ids["t-bn"], on=date(2019, 1, 1)), "not_there"),
        (lambda ids, place: changes.place(place.ward, ids["t-bn"], on=date(2021, 1, 1)), "not_there"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_in_one_sentence(order, word):
    place = places.province()
    ids = changes.found(ROWS, on=OLD)
    with pytest.raises(Refused, match=word) as refused:
        order(ids, place)
    assert "%(" not in wording.sentence(refused.value, of_territories=True)
