"""Setting a contest up, announcing it, and that nothing of a running one is edited; look-ups of rooms above."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hocvuso.contests import planning, queries, settling
from hocvuso.contests.models import Contest, Round
from hocvuso.core.contest import papers, seeds, setup
from hocvuso.core.contest.papers import Question
from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid7
from hocvuso.unions import actions as unions
from tests.rooms import places
from tests.rooms.contests.rooms_of_contests import DECISION, a_setup, handed_in, planned, round_of, running, shift

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]


def test_the_same_form_twice_is_one_contest(place, chair):
    number = uuid7()
    assert planned(place.sewing, chair, number=number).id == planned(place.sewing, chair, number=number).id
    assert (Contest.objects.count(), Round.objects.count()) == (1, 2)


def test_announcing_fixes_the_pool_and_commits_a_seed_for_each_round(place, chair):
    row = planned(place.sewing, chair)
    planning.announce(row.id, by=chair)
    planning.announce(row.id, by=chair)
    first, second = queries.rounds(row.id)
    assert first.seed != second.seed and seeds.print_of(first.seed) == first.seed_print
    assert papers.digest([Question(*each) for each in first.pool]) == first.pool_print
    assert {each[3] for each in first.pool if each[0] == papers.ITEM} == {"kns.4.3", "kns.4.1"}


def test_no_decision_a_small_pool_or_a_day_gone_by_is_refused(place, chair):
    for why, changed in ((planning.SMALL, {"questions": 40}), (planning.PAST, {"starts": clock.now() - timedelta(1)})):
        with pytest.raises(planning.Refused, match=why):
            planning.announce(planned(place.sewing, chair, **changed).id, by=chair)
    row = planned(place.sewing, chair)
    Contest.objects.filter(id=row.id).update(decision="")
    with pytest.raises(planning.Refused, match=planning.NO_DECISION):
        planning.announce(row.id, by=chair)


def test_a_running_contest_is_not_edited_an_announced_one_is_taken_back_first(place, chair):
    row = planned(place.sewing, chair)
    spans = setup.weekly(clock.now() + timedelta(days=1), a_setup(title="Khác"))
    planning.change(row.id, a_setup(title="Khác"), spans, by=chair, decision=DECISION)
    planning.announce(row.id, by=chair)
    with pytest.raises(planning.Refused, match=planning.NOT_DRAFT):
        planning.change(row.id, a_setup(), spans, by=chair)
    planning.withdraw(row.id, by=chair)
    assert round_of(row).seed == ""
    planning.announce(row.id, by=chair)
    shift(row, timedelta(days=-2))
    for act in (
        lambda: planning.change(row.id, a_setup(), spans, by=chair),
        lambda: planning.withdraw(row.id, by=chair),
    ):
        with pytest.raises(planning.Refused, match=planning.RUNNING):
            act()
    assert Contest.objects.get(id=row.id).title == "Khác"


def test_rooms_above_see_a_line_who_took_part_and_who_is_placed(place, chair):
    row = running(place.sewing, chair)
    workers = [places.worker(name, place.sewing) for name in ("Trần An", "Lê Bình", "Đỗ Chi")]
    for right, person in zip((2, 5), workers, strict=False):
        handed_in(row, person, right)
    line = queries.line(row.id)
    assert line is not None and (line.phase, line.entrants, line.rounds) == (queries.RUNNING, 2, 2)
    assert [each.id for each in queries.of_units([place.sewing], clock.today())] == [row.id]
    assert queries.took_part(row.id, workers) == set(workers[:2])
    assert [(each.person, each.at.place) for each in queries.placed(row.id)] == [(workers[1], 1), (workers[0], 2)]
    today = clock.today()
    assert queries.held_in([place.sewing], today, today) == {place.sewing: 1}
    assert queries.took_part_in([place.sewing], today, today) == {place.sewing: 2}
    assert queries.line(uuid7()) is None


def test_boards_of_units_need_a_declared_number_and_count_everybody_once(place, chair):
    row = running(place.ward, chair)
    for name, unit, right in (("Trần An", place.sewing, 2), ("Lê Bình", place.sewing, 3), ("Đỗ Chi", place.shoes, 4)):
        handed_in(row, places.worker(name, unit), right)
    unions.declare_headcount(place.sewing, audience="worker", count=10, signed_by="Hạnh", on=clock.today())
    found = settling.unit_boards(row, clock.today())
    shares = {each.id: each for each in found.taking_part}
    assert shares[place.sewing.hex].figure == 0.2 and shares[place.sewing.hex].place == 1
    assert shares[place.shoes.hex].figure is None
