"""An invented contest that runs and one whose result is out, so that pages are not empty; they go with the demo."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from hocvuso.contests import entering, library, marking, planning, publishing, settling
from hocvuso.contests.jury import Signer
from hocvuso.contests.models import Contest, Entrant, Entry, Round
from hocvuso.core import items as item_kinds
from hocvuso.core.contest import papers, seeds
from hocvuso.core.contest.setup import Prize, Setup, Span
from hocvuso.plumbing import clock
from hocvuso.unions import queries as unions

NAMESPACE = uuid.UUID("0b7a5a3e-6c0b-5d7e-9a54-3f0e6e8a2d11")  # drawn once; ids of invented contests come from it
DECISION = "00/QĐ-CĐ (mẫu, bịa)"
QUESTIONS, MINUTES = 6, 10
SIGNED = "Nguyễn Văn Mẫu (bịa)"


def show(unit: uuid.UUID, persons: Sequence[uuid.UUID], by: uuid.UUID, now: datetime) -> None:
    """Hold the invented contests of a unit with its first people, once."""
    over, runs = (uuid.uuid5(NAMESPACE, f"{unit.hex}{number}") for number in range(2))
    ready = library.ready_made()["three-weeks"]
    pool = planning.pool_of(ready.skills)
    if Contest.objects.filter(id=runs).exists() or not persons or not planning.is_enough(pool, ready.questions, 0):
        return
    prizes = (Prize("Giải Nhất (mẫu)", 1, ""), Prize("Giải Nhì (mẫu)", 2, ""))
    given = Setup(
        "Hiểu đúng về lừa đảo (mẫu)", "Cuộc thi bịa, để xem trang trông thế nào.", ready.skills, QUESTIONS, MINUTES, 2,
        0, ready.guess, prizes, 2, 7,
    )  # fmt: skip
    _hold(over, unit, given, now - timedelta(days=30), by, persons, settled=True)
    publishing.publish(over, by=Signer(by, SIGNED))
    Entrant.objects.filter(of=over, number__in=(1, 2)).update(may_be_named=True)
    also = replace(ready, title=f"{ready.title} (mẫu)", prizes=prizes)
    _hold(runs, unit, also, now - timedelta(days=2), by, persons[:4], settled=False)


def _hold(
    number: uuid.UUID, unit: uuid.UUID, given: Setup, opens: datetime, by: uuid.UUID, persons: Sequence[uuid.UUID], *,
    settled: bool,
) -> None:  # fmt: skip
    """Announce a contest as if ahead, then let its rounds have opened when they did, with papers in them."""
    length = timedelta(days=given.days)
    ahead = [Span(clock.now() + length * (at + 1), clock.now() + length * (at + 2)) for at in range(given.rounds)]
    row = planning.plan(number, unit, given, ahead, by=by, decision=DECISION)
    planning.announce(number, by=by)
    for each in row.rounds.all():
        each.opens_at, each.closes_at = opens + length * (each.number - 1), opens + length * each.number
        each.told_at = each.opens_at
        each.save(update_fields=["opens_at", "closes_at", "told_at"])
    entrants = [entering.enter(number, person) for person in persons]
    for held in row.rounds.select_related("of").filter(opens_at__lt=clock.now()):
        for entrant in entrants if settled else entrants[:3]:
            _paper(held, entrant, held.opens_at + timedelta(hours=8 + entrant.number))


def _paper(row: Round, entrant: Entrant, at: datetime) -> None:
    """Let somebody have handed in a paper; how much of it is right is drawn from his number."""
    drawn = marking.drawn_of(row)
    seed, key = marking.key_of(drawn, entrant.number, 1, is_trial=False)
    places = papers.draw(seed, key, drawn.pool, row.questions, row.simulators)
    right = row.questions - seeds.below("00", 4, entrant.number, row.number)
    answers: dict[str, list[Any]] = {}
    for place, where in enumerate(places):
        item = marking.item(drawn.pool[where])
        is_known = item is not None and place < right
        response = item_kinds.right_response(item).to_json() if is_known and item else {"dont_know": True}
        answers[str(place)] = [f"mau-{entrant.number}-{place}", (place + 1) * 20_000, response]
    made = Entry.objects.create(
        id=uuid.uuid5(NAMESPACE, f"{row.id.hex}{entrant.number}"), of=row, entrant=entrant, person=entrant.person,
        attempt=1, starts_at=at, ends_at=at + timedelta(minutes=row.minutes), drawn=list(places), answers=answers,
        guess=entrant.number, handed_in_at=at + timedelta(minutes=6),
    )  # fmt: skip
    made.points = len(settling.right_in(drawn, made, entrant.number))
    made.save(update_fields=["points"])


def remove() -> None:
    """Take the contests of invented units away, with all that hangs on them."""
    Contest.objects.filter(unit__in=unions.invented_ids()).delete()
