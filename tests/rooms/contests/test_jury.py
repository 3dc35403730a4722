"""What anybody can check afterwards, simulators as questions, erasing and merging people, twins in a round."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from hocvuso.contests import checking, cli, jury, lottery, marking, planning, publishing, queries, settling, tasks
from hocvuso.contests.jury import Signer
from hocvuso.contests.models import Contest, Entrant, Entry
from hocvuso.core.contest import checking as core_checking
from hocvuso.core.contest import papers
from hocvuso.core.contest.setup import Span
from hocvuso.learning.models import Event
from hocvuso.people import own_data
from hocvuso.plumbing import clock, outbox
from hocvuso.plumbing.ids import uuid7
from tests.rooms import places
from tests.rooms.contests.rooms_of_contests import asked, begun, entrant, handed_in, planned, round_of, running, shift

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]
BY = "Hạnh"


@pytest.fixture
def workers(place):
    return [places.worker(name, place.sewing) for name in ("Trần An", "Lê Bình", "Đỗ Chi")]


def told(person):
    return [each.kind for each in outbox.due() if each.recipient == person]


def test_the_published_file_draws_every_paper_again_and_a_change_is_found(place, chair, workers, tmp_path, capsys):
    row = running(place.sewing, chair, rounds=1)
    entry = handed_in(row, workers[1], 3)
    file = tmp_path / "kiem-tra.json"
    file.write_text(json.dumps(checking.told(row)), encoding="utf-8")
    assert cli.run(["paper", str(file), "--round", "1", "--entrant", "1"]) == 1  # the seed is secret still
    shift(row, timedelta(days=-30))
    number = uuid7()
    lottery.freeze(number, row.id, "May mắn", 1, lottery.ALL, by=Signer(chair, BY))
    lottery.draw(number, "48213", by=Signer(chair, BY))
    public = checking.told(row)
    pool = marking.drawn_of(round_of(row)).pool
    assert core_checking.paper(public, 1, 1, 1) == [pool[at].id for at in entry.drawn]
    file.write_text(json.dumps(public), encoding="utf-8")
    assert cli.run(["check", str(file)]) == 0
    public["rounds"][0]["pool"].reverse()
    public["lots"][0]["public"] = "48214"
    public["lots"][0]["tickets"] = [1, 2]
    file.write_text(json.dumps(public), encoding="utf-8")
    assert cli.run(["check", str(file)]) == 1
    assert "pool 1" in capsys.readouterr().out
    assert cli.run(["check", str(tmp_path / "nothing.json")]) == 2


def test_a_simulator_counts_by_its_first_run_alone_with_the_seed_of_this_paper(place, chair, workers):
    row = running(place.sewing, chair, simulators=2, questions=4)
    entry = begun(row, workers[0])
    drawn = marking.drawn_of(round_of(row))
    seed, key = marking.key_of(drawn, 1, 1, is_trial=False)
    plays = [drawn.pool[at] for at in entry.drawn if drawn.pool[at].kind == papers.SIMULATOR]
    assert len(plays) == 2
    ran(workers[0], plays[0].id, papers.play_seed(seed, key, plays[0]), points=85)
    ran(workers[0], plays[0].id, papers.play_seed(seed, key, plays[0]), points=10)
    ran(workers[0], plays[1].id, papers.play_seed(seed, key, plays[1]) ^ 1, points=100)  # somebody else's deal
    asked(entry, [], hands_in=True)
    entry.refresh_from_db()
    assert entry.points == 1


def ran(person, scenario, seed, *, points):
    now = clock.now()
    Event.objects.create(
        home_store=1, id=uuid7(), learner=person, device=uuid7(), counter=Event.objects.count() + 1, kind="scenario",
        content_id=scenario, version="v", variant=str(seed), context="alone", score=points / 100,
        response={"score": {"points": points, "dangers": [], "goal": True}}, hints=0, ms=9000, client_at=now,
        received_at=now, batch=Event.objects.count() + 1,
    )  # fmt: skip


def test_rounds_that_open_are_told_once_to_those_who_entered(place, chair, workers):
    row = planned(place.sewing, chair)
    planning.announce(row.id, by=chair)
    begun(row, workers[0], is_trial=True)
    assert tasks.tell_opened() == 0
    shift(row, timedelta(hours=-2))
    assert (tasks.tell_opened(), tasks.tell_opened()) == (1, 0)
    assert told(workers[0]) == ["contest_open"]


def test_somebody_who_is_erased_leaves_no_paper_and_the_result_stays_whole(place, chair, workers):
    row = running(place.sewing, chair, rounds=1)
    for right, person in zip((6, 4), workers, strict=False):
        handed_in(row, person, right)
    shift(row, timedelta(days=-30))
    publishing.publish(row.id, by=Signer(chair, BY))
    holder = next(each for each in own_data.holders() if each.name == "contests")
    assert holder.count([workers[0]]) == 2 and "papers" in holder.export([workers[0]])
    assert holder.erase([workers[0]]) >= 2
    assert not Entry.objects.filter(person=workers[0]).exists()
    found = queries.result(row.id)
    assert [each["entrant"] for each in found.body["awards"]] == [1, 2]
    assert publishing.named(row.id, [1, 2]) == {}


def test_two_accounts_of_one_person_become_one_and_two_again(place, chair, workers):
    row = running(place.sewing, chair)
    handed_in(row, workers[0], 4)
    holder = next(each for each in own_data.holders() if each.name == "contests")
    moved = holder.merged(workers[0], workers[1])
    assert queries.took_part(row.id, workers) == {workers[1]}
    holder.unmerged(workers[0], workers[1], moved)
    assert queries.took_part(row.id, workers) == {workers[0]}


def test_a_round_may_be_added_only_after_the_last_and_has_a_seed_of_its_own(place, chair):
    row = running(place.sewing, chair, rounds=1)
    last = round_of(row)
    with pytest.raises(planning.Refused, match=planning.ORDER):
        jury.add_round(row.id, Span(last.closes_at - timedelta(days=1), last.closes_at), by=Signer(chair, BY))
    span = Span(last.closes_at, last.closes_at + timedelta(days=3))
    made = jury.add_round(row.id, span, by=Signer(chair, BY))
    assert jury.add_round(row.id, span, by=Signer(chair, BY)).id == made.id
    assert made.number == 2 and made.seed != last.seed and len(made.seed) == 64


def test_calling_off_tells_everybody_once(place, chair, workers):
    row = running(place.sewing, chair)
    handed_in(row, workers[0], 2)
    for _again in range(2):
        planning.call_off(row.id, "Bão", by=chair)
    assert Contest.objects.get(id=row.id).reason == "Bão"
    assert told(workers[0]) == ["contest_off"]
    assert entrant(row, workers[0]).number == 1 and Entrant.objects.count() == 1
    assert settling.close_due() == 0


def test_nothing_right_is_no_prize_however_few_entered(place, chair, workers):
    row = running(place.sewing, chair, rounds=1)
    for right, person in zip((4, 0), workers, strict=False):
        handed_in(row, person, right)
    shift(row, timedelta(days=-30))
    found = publishing.publish(row.id, by=Signer(chair, BY))
    assert [each["entrant"] for each in found.body["awards"]] == [1]
    assert found.body["people"] == 2
