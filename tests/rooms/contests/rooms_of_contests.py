"""Contests for tests: set up, announced, running, with somebody's paper filled in."""

from __future__ import annotations

import uuid
from datetime import timedelta

from hocvuso.contests import answering, entering, marking, planning
from hocvuso.contests.answering import Asked, Given
from hocvuso.contests.models import Contest, Entrant, Entry, Round
from hocvuso.core import items as item_kinds
from hocvuso.core.contest import setup
from hocvuso.core.contest.setup import Prize, Setup
from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid7

DECISION = "12/QĐ-CĐ (mẫu)"


def a_setup(**changed) -> Setup:
    """Return the setup of a small contest."""
    kept = {
        "title": "Tìm hiểu kỹ năng số", "about": "", "skills": ("kns.4.3", "kns.4.1"), "questions": 6, "minutes": 10,
        "attempts": 2, "simulators": 0, "guess": "Bao nhiêu người đúng hết?", "rounds": 2, "days": 7,
        "prizes": (Prize("Giải Nhất", 1, "Bằng khen"), Prize("Giải Nhì", 2, "")),
    }  # fmt: skip
    return Setup(**{**kept, **changed})


def planned(unit, by, *, number=None, starts=None, units=(), **changed) -> Contest:
    """Set up a contest whose first round opens in an hour, or at `starts`."""
    given = a_setup(**changed)
    spans = setup.weekly(starts or clock.now() + timedelta(hours=1), given)
    return planning.plan(number or uuid7(), unit, given, spans, by=by, decision=DECISION, units=units)


def running(unit, by, **changed) -> Contest:
    """Return an announced contest whose first round has been open for an hour."""
    row = planned(unit, by, **changed)
    planning.announce(row.id, by=by)
    shift(row, timedelta(hours=-2))
    return Contest.objects.get(id=row.id)


def shift(row: Contest, by: timedelta) -> None:
    """Move all rounds of a contest in time, as if time had passed."""
    for each in Round.objects.filter(of=row):
        each.opens_at, each.closes_at = each.opens_at + by, each.closes_at + by
        each.save()


def round_of(row: Contest, number: int = 1) -> Round:
    """Return a round."""
    return Round.objects.select_related("of").get(of=row, number=number)


def begun(row: Contest, person: uuid.UUID, number: int = 1, *, is_trial: bool = False) -> Entry:
    """Let somebody enter and begin an attempt."""
    entrant = entering.enter(row.id, person)
    return entering.begin(entrant, round_of(row, number).id, entering.Wish(uuid7(), is_trial=is_trial))


def right_answer(entry: Entry, place: int) -> dict[str, object]:
    """Return the right answer to the question at a place."""
    item = marking.item(marking.drawn_of(round_of(entry.of.of, entry.of.number)).pool[entry.drawn[place]])
    assert item is not None
    return item_kinds.right_response(item).to_json()


def answers(entry: Entry, right: int, ms: int = 1000) -> list[Given]:
    """Return answers to every question of a paper, the first `right` of them right, the others "I don't know"."""
    return [
        Given(uuid7().hex, place, ms + place, right_answer(entry, place) if place < right else {"dont_know": True})
        for place in range(len(entry.drawn))
    ]


def asked(entry: Entry, given, *, person=None, now=None, hands_in=False, ms=None, guess=None) -> Asked:
    """Send answers."""
    return answering.take(
        Asked(entry.id, person or entry.person, given, now or clock.now(), hands_in=hands_in, ms=ms, guess=guess)
    )


def handed_in(row: Contest, person: uuid.UUID, right: int, *, number: int = 1, guess: int | None = 1) -> Entry:
    """Let somebody do a whole attempt."""
    entry = begun(row, person, number)
    asked(entry, answers(entry, right), hands_in=True, guess=guess)
    return Entry.objects.get(id=entry.id)


def entrant(row: Contest, person: uuid.UUID) -> Entrant:
    """Return somebody's line."""
    return Entrant.objects.get(of=row, person=person)
