"""An invented contest that runs and one whose result is out, so that pages are not empty; they go with the demo."""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

from hocvuso.contests import entering, library, marking, planning, publishing, recognising, settling
from hocvuso.contests.jury import Signer
from hocvuso.contests.models import Contest, Entrant, Entry, Round
from hocvuso.core import items as item_kinds
from hocvuso.core.contest import papers, seeds
from hocvuso.core.contest.setup import Prize, Setup, Span
from hocvuso.plumbing import clock
from hocvuso.unions import queries as unions

NAMESPACE = uuid.UUID("0b7a5a3e-6c0b-5d7e-9a54-3f0e6e8a2d11")  # drawn once; ids of invented contests come from it
DECISION = "00/QĐ-CĐ (mẫu, bịa)"
QUESTIONS, MINUTES, NAMED = 6, 10, 8
SIGNED = "Nguyễn Văn Mẫu (bịa)"


def show_over(unit: uuid.UUID, persons: Sequence[uuid.UUID], by: uuid.UUID, now: datetime) -> None:
    """Hold a contest of two rounds that is over and whose result is out, once."""
    number = uuid.uuid5(NAMESPACE, f"{unit.hex}0")
    if not _is_wanted(number, persons):
        return
    given = replace(
        _ready(), title="Hiểu đúng về lừa đảo (mẫu)", about="Cuộc thi bịa, để xem trang trông thế nào.",
        questions=QUESTIONS, minutes=MINUTES, rounds=2,
    )  # fmt: skip
    _hold(number, unit, given, _morning(now) - timedelta(days=30), by, persons)
    publishing.publish(number, by=Signer(by, SIGNED))
    Entrant.objects.filter(of=number, number__lte=NAMED).update(may_be_named=True)
    recognising.give(number, by=Signer(by, SIGNED))


def show_running(unit: uuid.UUID, persons: Sequence[uuid.UUID], by: uuid.UUID, now: datetime) -> None:
    """Hold a contest whose first round opened two days ago, once."""
    number = uuid.uuid5(NAMESPACE, f"{unit.hex}1")
    if _is_wanted(number, persons):
        given = replace(_ready(), title=f"{_ready().title} (mẫu)")
        _hold(number, unit, given, _morning(now) - timedelta(days=2), by, persons)


def _ready() -> Setup:
    prizes = (Prize("Giải Nhất (mẫu)", 1, ""), Prize("Giải Nhì (mẫu)", 2, ""))
    return replace(library.ready_made()["three-weeks"], prizes=prizes)


def _is_wanted(number: uuid.UUID, persons: Sequence[uuid.UUID]) -> bool:
    ready = _ready()
    is_enough = planning.is_enough(planning.pool_of(ready.skills), ready.questions, ready.simulators)
    somebody = any(unions.units_of([person], clock.today()) for person in persons)
    return somebody and is_enough and not Contest.objects.filter(id=number).exists()


def _morning(now: datetime) -> datetime:
    return datetime.combine(clock.day_of(now), time(8), clock.VIETNAM)


def _hold(
    number: uuid.UUID, unit: uuid.UUID, given: Setup, opens: datetime, by: uuid.UUID, persons: Sequence[uuid.UUID],
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
    entrants = []
    for person in persons:
        with contextlib.suppress(entering.Refused):  # not every invented person is at work today
            entrants.append(entering.enter(number, person))
    for held in row.rounds.select_related("of").filter(opens_at__lt=clock.now()):
        for entrant in entrants:
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
