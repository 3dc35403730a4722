"""The reorganisation of 1 July 2025 on an invented province: as it was, as it became, and old figures carried on."""

import random
import uuid
from collections import Counter
from datetime import date, timedelta
from fractions import Fraction

import pytest

from hocvuso.people import actions as people
from hocvuso.unions import actions, queries
from hocvuso.unions.actions import Decree, NewUnit
from hocvuso.unions.models import Membership, StructureChange, Succession, UnitPath
from hocvuso.unions.structure import shape
from hocvuso.unions.structure.reorganisation import REFORM_DAY, Reorganisation, reorganise

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]
FOUNDED = date(2018, 1, 1)
EVE = REFORM_DAY - timedelta(days=1)
DISTRICTS, COMMUNES, EACH = 24, 30, 4


@pytest.fixture
def before():
    """24 district federations with four grassroots unions each; one to three members in each of these."""
    chance = random.Random(7)
    units = [NewUnit("ST", "Liên đoàn Lao động tỉnh Sông Trăng", "province", None)]
    units += [NewUnit(f"H{n}", f"LĐLĐ huyện {n}", "district", "ST") for n in range(DISTRICTS)]
    units += [NewUnit(f"C{n}", f"CĐCS {n}", "grassroots", f"H{n // EACH}") for n in range(DISTRICTS * EACH)]
    ids = actions.found_many(units, on=FOUNDED)
    members = Counter()
    for n in range(DISTRICTS * EACH):
        for _ in range(chance.randint(1, 3)):
            actions.join(people.enrol(full_name="Người thử"), ids[f"C{n}"], on=FOUNDED)
            members[ids[f"C{n}"]] += 1
    return ids, members


def order(ids, **more):
    """Half of the grassroots unions go to commune unions, a quarter to the province, a quarter is state-funded."""
    grassroots = [ids[f"C{n}"] for n in range(DISTRICTS * EACH)]
    communes = [NewUnit(f"X{n}", f"Công đoàn xã {n}", "commune", ids["ST"]) for n in range(COMMUNES)]
    return Reorganisation(
        province=ids["ST"],
        communes=communes,
        assigned={unit: f"X{n % COMMUNES}" for n, unit in enumerate(grassroots) if n % 2 == 0},
        direct=[unit for n, unit in enumerate(grassroots) if n % 4 == 1],
        dissolved=[unit for n, unit in enumerate(grassroots) if n % 4 == 3],
        ending=[ids[f"H{n}"] for n in range(DISTRICTS)],
        decree=Decree(key="2025-07-01", signer="Trần Văn Bình", reason="Bỏ cấp huyện"),
        **more,
    )


def test_the_tree_of_each_day(before):
    ids, members = before
    wanted = order(ids)
    outcome = reorganise(wanted)
    assert (outcome.moved, outcome.dissolved, len(outcome.communes)) == (72, 24, COMMUNES)
    eve, day = shape.as_of(EVE), shape.as_of(REFORM_DAY)
    assert len(eve.children[ids["ST"].hex]) == DISTRICTS
    assert len(day.children[ids["ST"].hex]) == COMMUNES + 24
    assert not {ids[f"H{n}"].hex for n in range(DISTRICTS)} & set(day.parents)
    total = sum(members.values())
    lost = sum(members[unit] for unit in wanted.dissolved)
    assert queries.member_ids(ids["ST"], EVE).count() == total
    assert queries.member_ids(ids["ST"], REFORM_DAY).count() == total - lost
    by_commune = Counter(wanted.assigned.values())
    for code, unit in outcome.communes.items():
        assert len(queries.leaf_paths(unit, REFORM_DAY)) == by_commune[code]
    assert queries.unit(wanted.direct[0], REFORM_DAY).parent == "Liên đoàn Lao động tỉnh Sông Trăng"
    assert queries.unit(wanted.direct[0], EVE).parent == "LĐLĐ huyện 0"
    rows = set(UnitPath.objects.values_list("unit_id", "path", "valid_from", "valid_to"))
    actions.rebuild_paths()
    assert set(UnitPath.objects.values_list("unit_id", "path", "valid_from", "valid_to")) == rows


def test_old_figures_in_the_shape_of_today(before):
    ids, members = before
    wanted = order(ids)
    outcome = reorganise(wanted)
    districts = {}
    for n in range(DISTRICTS):
        districts[ids[f"H{n}"]] = sum(members[ids[f"C{k}"]] for k in range(n * EACH, (n + 1) * EACH))
    carried = shape.carried(districts, since=EVE, until=REFORM_DAY)
    into = Counter()
    for unit, code in wanted.assigned.items():
        into[outcome.communes[code].hex] += members[unit]
    into[ids["ST"].hex] = sum(members[unit] for unit in wanted.direct)
    assert carried.figures == {unit: Fraction(count) for unit, count in into.items()}
    assert carried.outside == sum(members[unit] for unit in wanted.dissolved)
    assert shape.carried({ids["H0"]: None}, since=EVE, until=REFORM_DAY).figures == {}
    assert shape.carried(districts, since=REFORM_DAY, until=date(2026, 1, 1)).outside == 0


def test_it_is_all_or_nothing_replays_to_the_same_and_is_undone_step_by_step(before):
    ids, _ = before
    paths = set(UnitPath.objects.values_list("unit_id", "path", "valid_from", "valid_to"))
    open_ones = set(Membership.objects.values_list("person_id", "unit_id", "valid_from", "valid_to"))
    outcome = reorganise(order(ids))
    count = StructureChange.objects.count()
    assert reorganise(order(ids)).communes == outcome.communes
    assert StructureChange.objects.count() == count == 1 + outcome.changes
    assert Succession.objects.filter(unit_id=ids["H0"]).exists()
    for change in StructureChange.objects.order_by("-number")[: outcome.changes]:
        actions.undo(change.id, by=uuid.UUID(int=1))
    assert set(UnitPath.objects.values_list("unit_id", "path", "valid_from", "valid_to")) == paths
    assert set(Membership.objects.values_list("person_id", "unit_id", "valid_from", "valid_to")) == open_ones
    assert not Succession.objects.exists()


def test_a_district_that_is_not_empty_stops_everything(before):
    ids, _ = before
    wanted = order(ids)
    forgotten = Reorganisation(
        wanted.province, wanted.communes, wanted.assigned, wanted.direct[1:], wanted.dissolved, wanted.ending
    )
    with pytest.raises(actions.Refused, match="has_children"):
        reorganise(forgotten)
    assert StructureChange.objects.count() == 1
