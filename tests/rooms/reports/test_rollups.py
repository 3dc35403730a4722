"""Tallies: within one run of the job they show what happened, whatever happened; and counting anew finds the same."""

import random
from contextlib import suppress
from datetime import date, datetime, timedelta

import pytest

from hocvuso.core import indicators
from hocvuso.learning.models import BandChange
from hocvuso.people import actions as people
from hocvuso.people.models import Consent
from hocvuso.plumbing import changes, clock
from hocvuso.plumbing.alone import alone
from hocvuso.reports import facts, figures, tasks
from hocvuso.reports.models import ClosedFigure, FigureCorrection, Stale, Tally, TallyState
from hocvuso.reports.rollups import closing, counting
from hocvuso.reports.targets import find, of_workers
from hocvuso.unions import actions as unions
from hocvuso.unions import queries as union_queries
from hocvuso.unions.models import Employment, Unit, UnitPath
from tests.rooms import places

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]
SKILLS = ("kns.10.1", "kns.4.3")
COLUMNS = ("measure", "unit", "valid_from", "valid_to", *counting.COUNTS)


def kept():
    return sorted(map(str, Tally.objects.exclude(measure="units").values_list(*COLUMNS)))


def declare(unit, count, on=date(2026, 3, 2)):
    unions.declare_headcount(unit, audience="worker", count=count, signed_by="Lê Thị Hạnh", on=on)


def worker(unit, number=0):
    """Enter a worker who agreed long ago to be counted."""
    person = places.worker(f"Nguyễn Thị {chr(65 + number)}", unit, agreed=True)
    Consent.objects.filter(person_id=person).update(at=datetime(2025, 7, 2, 12, tzinfo=clock.VIETNAM))
    return person


def reached(unit, day=None):
    return figures.of_unit(unit, of_workers(), day or places.today()).share.reached


# --- by hand: who is counted where, said in another way than the code says it


def home_by_hand(person, day):
    rows = [
        row for row in Employment.objects.filter(person_id=person, audience="worker")
        if row.valid_from <= day and (row.valid_to is None or day < row.valid_to)
    ]  # fmt: skip
    return min(rows, key=lambda row: (row.valid_from, row.id)).unit_id if rows else None


def mastered_by_hand(person, skill, day):
    rows = [row for row in BandChange.objects.filter(person=person, skill=skill) if clock.day_of(row.at) <= day]
    return bool(rows) and max(rows, key=lambda row: (clock.day_of(row.at), row.id)).band == "mastered"


def reached_by_hand(persons, agreed, day):
    found = {}
    for person in persons:
        unit = home_by_hand(person, day)
        if unit and person in agreed and all(mastered_by_hand(person, skill, day) for skill in SKILLS):
            found[unit] = found.get(unit, 0) + 1
    return found


def subtree_sum(own, unit, day):
    ids = set(union_queries.subtree_ids(unit, day))
    return sum(number for each, number in own.items() if each in ids)


@pytest.mark.parametrize("seed", range(6))
def test_whatever_happens_children_add_up_and_counting_anew_is_equal(place, seed):
    """Random moves of units, people who come, go and change, bands won and lost, consents; on several days."""
    chance = random.Random(seed)
    today = places.today()
    leaves, uppers = [place.sewing, place.shoes, place.packing], [place.ward, place.zone]
    for leaf in leaves:
        declare(leaf, 50)
    persons = [worker(chance.choice(leaves), n) for n in range(8)]
    agreed = set(persons)
    for _ in range(25):
        person, act = chance.choice(persons), chance.randrange(5)
        day = today - timedelta(days=chance.randrange(40))
        if act == 0:
            unions.employ(person, chance.choice(leaves), on=day)
        elif act == 1:
            rows = Employment.objects.filter(person_id=person, valid_from__lt=day)
            rows.filter(id__in=list(rows.values_list("id", flat=True)[:1])).update(valid_to=day)
            changes.tell(changes.PERSONS, [person])
        elif act == 2:
            for skill in SKILLS:
                at = clock.now() - timedelta(days=chance.randrange(40))
                BandChange.objects.create(person=person, skill=skill, band="mastered", at=at)
        elif act == 3:
            BandChange.objects.create(person=person, skill=chance.choice(SKILLS), band="learning", at=clock.now())
        else:
            with suppress(unions.Refused):  # it stands there already, or moved on a later day
                unions.move([chance.choice(leaves)], chance.choice(uppers), on=day)
        if chance.random() < 0.3:
            places.counted()
    for person in persons[:2]:
        people.decide(person, "count", given=False, way="test")
        agreed.discard(person)
    places.counted()
    assert not Stale.objects.exists()
    own = reached_by_hand(persons, agreed, today)
    for unit in (place.top, *uppers, *leaves):
        assert reached(unit) == subtree_sum(own, unit, today), unit
    for back in (0, 3, 17, 39):
        day = today - timedelta(days=back)
        sums = {each: reached(each, day) for each in (place.top, *uppers, *leaves)}
        below = {above: union_queries.children(above, day) for above in (place.top, *uppers)}
        for above, ids in below.items():
            assert sums[above] == sum(sums[each] for each in ids), (above, day)
    before = kept()
    result = counting.rebuild()
    assert (kept(), result.written) == (before, 0)


def test_the_job_shows_a_band_change_and_leaves_nothing_waiting(place):
    declare(place.sewing, 10)
    person = worker(place.sewing)
    places.counted()
    assert reached(place.sewing) == 0
    places.master(person, *SKILLS)
    assert reached(place.sewing) == 0
    assert counting.catch_up() == 1
    assert reached(place.sewing) == reached(place.top) == 1
    assert not BandChange.objects.filter(is_new=True).exists()
    assert counting.catch_up() == 0


def test_the_page_says_up_to_when_it_counts(place):
    person = worker(place.sewing)
    places.counted()
    before = clock.now()
    assert counting.as_of() >= before
    places.master(person, *SKILLS)
    changed_at = BandChange.objects.filter(is_new=True).earliest("id").at
    assert before <= changed_at == counting.as_of()


def test_a_stay_that_ends_tomorrow_counts_today_and_no_longer_then(place):
    declare(place.sewing, 10)
    person = worker(place.sewing)
    places.master(person, *SKILLS)
    tomorrow = places.today() + timedelta(days=1)
    Employment.objects.filter(person_id=person).update(valid_to=tomorrow)
    changes.tell(changes.PERSONS, [person])
    places.counted()
    assert (reached(place.sewing), reached(place.sewing, tomorrow)) == (1, 0)


def test_who_moves_to_another_unit_is_counted_there_from_that_day(place):
    declare(place.sewing, 10)
    declare(place.packing, 10)
    person = worker(place.sewing)
    places.master(person, *SKILLS, on=date(2026, 5, 1))
    day = places.today() - timedelta(days=5)
    Employment.objects.filter(person_id=person).update(valid_to=day)
    unions.employ(person, place.packing, on=day)
    places.counted()
    before = day - timedelta(days=1)
    assert [reached(unit, before) for unit in (place.sewing, place.packing, place.top)] == [1, 0, 1]
    assert [reached(unit, day) for unit in (place.sewing, place.packing, place.top)] == [0, 1, 1]


def test_moving_a_unit_needs_no_counting_and_keeps_the_past(place):
    declare(place.sewing, 10)
    person = worker(place.sewing)
    places.master(person, *SKILLS, on=date(2026, 5, 1))
    places.counted()
    today = places.today()
    unions.move([place.sewing], place.zone, on=today)
    assert (reached(place.ward), reached(place.zone)) == (0, 1)
    before = today - timedelta(days=1)
    assert (reached(place.ward, before), reached(place.zone, before)) == (1, 0)


def test_where_there_are_devices_their_skill_is_asked_for_too(place):
    declare(place.sewing, 10)
    person = worker(place.sewing)
    places.master(person, *SKILLS)
    places.counted()
    assert reached(place.sewing) == 1
    facts.declare(place.sewing, facts.DEVICES, value=True, proof="", on=places.today(), by=person, name="Lê Thị Hạnh")
    assert reached(place.sewing) == 0
    places.master(person, "kns.8.2")
    places.counted()
    assert reached(place.sewing) == 1


def test_an_erased_person_counts_no_longer(place):
    declare(place.sewing, 10)
    person = worker(place.sewing)
    places.master(person, *SKILLS)
    places.counted()
    people.erase(person, by=None, way="test")
    assert not BandChange.objects.filter(person=person).exists()
    places.counted()
    assert reached(place.sewing) == 0


def test_two_never_count_at_once(place):
    places.worker("Nguyễn Thị Lan", place.sewing)
    with alone(counting.LOCK) as mine:
        assert mine
        assert counting.catch_up() == 0
        with pytest.raises(counting.Busy):
            counting.rebuild()
    assert counting.catch_up() > 0


def test_a_machine_that_died_while_counting_anew_begins_once_more(place):
    places.worker("Nguyễn Thị Lan", place.sewing)
    places.counted()
    Tally.objects.all().delete()
    Stale.objects.create(at=clock.now())
    places.counted()
    assert Tally.objects.filter(measure="all||").exists()
    assert not Stale.objects.exists()


def test_until_it_is_counted_it_is_unknown_and_not_zero(place):
    declare(place.sewing, 10)
    assert figures.of_unit(place.sewing, of_workers(), places.today()).share.share is None
    places.counted()
    assert figures.of_unit(place.sewing, of_workers(), places.today()).share.share == 0.0
    assert TallyState.objects.filter(measure=of_workers().measure.key).exists()


def test_old_days_are_kept_by_weeks_and_months_and_stay_right_on_them(place):
    person = worker(place.sewing)
    declare(place.sewing, 10, on=date(2026, 1, 1))
    places.master(person, *SKILLS, on=date(2026, 3, 3))  # a Tuesday
    places.counted()
    assert counting.fine_from(date(2026, 11, 28)) == date(2026, 9, 1)
    assert [reached(place.sewing, date(2026, 3, day)) for day in (1, 7, 8, 31)] == [0, 0, 1, 1]


# --- closed periods


def close(place):
    places.counted()
    tasks.close_periods()
    return closed()


def closed():
    rows = ClosedFigure.objects.values_list(
        "unit", "target", "grain", "last_day", "reached", "people", "unknown", "closed_at"
    )
    return sorted(map(str, rows))


def last_month():
    return places.today().replace(day=1) - timedelta(days=1)


def test_closed_figures_never_change_and_what_comes_late_is_a_correction(place):
    declare(place.sewing, 10)
    declare(place.packing, 20)
    persons = [worker(place.sewing, n) for n in range(3)]
    for person in persons:
        places.master(person, *SKILLS, on=last_month() - timedelta(days=9))
    before = close(place)
    month = ClosedFigure.objects.get(unit=place.top, target="workers", grain="month", last_day=last_month())
    assert (month.reached, month.people, month.unknown) == (3, 30, 1)
    # It turns out that one of them had left before the month ended, and that a headcount was another one.
    gone = last_month() - timedelta(days=1)
    Employment.objects.filter(person_id=persons[0]).update(valid_to=gone)
    changes.tell(changes.PERSONS, [persons[0]])
    declare(place.packing, 25, on=gone)
    tasks.count_anew()
    tasks.close_periods()
    assert closed() == before
    late = FigureCorrection.objects.get(of=month)
    assert (late.reached, late.people, late.unknown) == (2, 35, 1)
    shown = closing.months(place.top, of_workers(), places.today())[0]
    assert (shown.reached, shown.people, shown.corrected) == (3, 30, (2, 35, 1))
    assert tasks.count_anew().corrections == 0


@pytest.mark.parametrize("seed", range(3))
def test_closed_figures_add_up_along_the_tree_of_their_day(place, seed):
    chance = random.Random(seed)
    leaves = [place.sewing, place.shoes, place.packing]
    for leaf in leaves:
        declare(leaf, chance.randrange(6, 40))
    for number in range(10):
        person = worker(chance.choice(leaves), number)
        places.master(person, *SKILLS, on=places.today() - timedelta(days=chance.randrange(50)))
    unions.move(
        [chance.choice(leaves)], chance.choice([place.ward, place.zone]), on=places.today() - timedelta(days=20)
    )
    before = close(place)
    for row in ClosedFigure.objects.filter(target="workers"):
        below = union_queries.children(row.unit_id, row.last_day)
        if below:
            parts = ClosedFigure.objects.filter(
                unit__in=below, target="workers", grain=row.grain, last_day=row.last_day
            )
            assert row.reached == sum(part.reached for part in parts)
            assert row.people == sum(part.people for part in parts)
    unions.move([place.sewing], place.zone, on=places.LONG_AGO)
    tasks.close_periods()
    assert closed() == before


def test_weeks_make_the_outlook(place):
    declare(place.sewing, 100, on=date(2026, 1, 1))
    persons = [worker(place.sewing, n) for n in range(10)]
    for weeks, person in enumerate(persons):
        places.master(person, *SKILLS, on=places.today() - timedelta(weeks=weeks))
    close(place)
    figure = figures.of_unit(place.sewing, of_workers(), places.today())
    assert len(figure.weeks) == 9
    assert figure.outlook.weekly == pytest.approx(0.01, abs=0.002)
    assert figure.outlook.low <= figure.outlook.share <= figure.outlook.high
    assert figure.share.share == pytest.approx(0.10)


def test_an_honest_start_has_no_range(place):
    declare(place.sewing, 100)
    places.counted()
    assert figures.of_unit(place.sewing, of_workers(), places.today()).outlook is None


# --- the table below a unit


def test_the_units_directly_below_add_up_to_the_unit(place):
    for leaf, count in ((place.sewing, 20), (place.shoes, 30), (place.packing, 40)):
        declare(leaf, count)
        for number in range(6):
            places.master(worker(leaf, number), *SKILLS)
    places.counted()
    table = figures.by_unit(place.top, of_workers(), places.today(), level=figures.CHILDREN)
    assert {(row.unit.code, row.people, row.reached, row.units) for row in table.rows} == {
        ("T-W", 50, 12, 2), ("T-Z", 40, 6, 1),
    }  # fmt: skip
    whole = figures.of_unit(place.top, of_workers(), places.today()).share
    assert (whole.reached, whole.people) == (18, 90)


@pytest.mark.parametrize("seed", range(4))
def test_no_single_hidden_unit_can_be_worked_out_by_subtraction(place, seed):
    chance = random.Random(seed)
    for number in range(6):
        leaf = unions.found(
            code=f"X{number}", name=f"CĐCS {number}", kind="grassroots", on=places.LONG_AGO, parent=place.ward
        )
        declare(leaf, chance.choice([1, 2, 3, 4, 6, 30]))
    places.counted()
    table = figures.by_unit(place.ward, of_workers(), places.today())
    whole = figures.of_unit(place.ward, of_workers(), places.today()).share
    left = whole.people - sum(row.people or 0 for row in table.rows)
    assert left == table.hidden_people
    assert table.hidden != 1
    assert left == 0 or left >= indicators.SMALLEST_GROUP
    assert all(row.people is None or row.people >= indicators.SMALLEST_GROUP for row in table.rows)


def test_a_unit_taken_away_takes_its_counts_along(place):
    places.worker("Nguyễn Thị Lan", place.sewing)
    places.counted()
    Unit.objects.filter(id=place.sewing).delete()
    UnitPath.objects.filter(unit_id=place.sewing).delete()
    assert not Tally.objects.filter(unit_id=place.sewing).exists()
    assert counting.catch_up() >= 0


def test_the_target_of_units_is_unknown_until_somebody_knows(place):
    places.counted()
    target = find("connected-unions", places.today())
    counting.rebuild()
    share = figures.of_unit(place.top, target, places.today()).share
    assert (share.share, len(share.unknown)) == (None, 3)


def test_more_changes_than_one_round_takes_are_all_taken_in(monkeypatch, place):
    workers = [places.worker(f"Nguyễn Văn {letter}", place.sewing) for letter in "ABCDE"]
    counting.catch_up()
    monkeypatch.setattr(counting, "AT_ONCE", 2)
    counting.note_persons(workers)
    assert counting.catch_up() == 3  # one unit, counted once a round
    assert not Stale.objects.exists()
