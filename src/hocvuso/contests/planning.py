"""What an official does with a contest before it runs: set it up, change it, announce it, call it off.

From the announcement on the pool and the seed's print are public; from the first opening on nothing is edited any more:
what then must change goes by a correction that everybody can read (`jury`). Whoever calls has made sure that the
official may sign for the unit.
"""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Sequence
from dataclasses import asdict

from django.db import transaction

from hocvuso.contests.models import ANNOUNCED, DRAFT, OFF, PUBLISHED, Contest, Entrant, Round
from hocvuso.core.contest import papers, seeds, setup
from hocvuso.core.contest.papers import Question
from hocvuso.core.contest.setup import Setup, Span
from hocvuso.curriculum import queries as curriculum
from hocvuso.plumbing import audit, clock, outbox
from hocvuso.plumbing.ids import free_code
from hocvuso.practice import queries as practice

# What is asked in contests: answers that are the same for everybody. Typed words are marked by families of phrases.
KINDS = ("single", "multiple", "true_false", "order", "match", "mark_signs")
RUNNING, SMALL, PAST, ORDER, NO_DECISION, NOT_DRAFT = "running", "small", "past", "order", "decision", "not_draft"


class Refused(ValueError):
    """It cannot be done; `args[0]` says why: one of the words above."""


@transaction.atomic
def plan(
    number: uuid.UUID, unit: uuid.UUID, given: Setup, spans: Sequence[Span], *, by: uuid.UUID, decision: str = "",
    units: Sequence[uuid.UUID] = (),
) -> Contest:  # fmt: skip
    """Set a contest up as a draft; the same `number` sent twice is one contest. Raises Refused(ORDER)."""
    found = Contest.objects.filter(id=number, unit=unit).first()
    if found:
        return found
    if not setup.is_in_order(spans):
        raise Refused(ORDER)
    made = Contest(id=number, code=free_code(_is_taken, length=6), unit=unit, created_at=clock.now(), created_by=by)
    _write(made, given, spans, decision, units)
    audit.record("plan contest", actor=by, what=made.title, facts={"rounds": len(spans)})
    return made


def _is_taken(code: str) -> bool:
    return Contest.objects.filter(code=code).exists()


def _write(row: Contest, given: Setup, spans: Sequence[Span], decision: str, units: Sequence[uuid.UUID]) -> None:
    row.title, row.about, row.guess, row.decision = given.title, given.about, given.guess, decision
    row.skills, row.prizes = list(given.skills), [asdict(each) for each in given.prizes]
    row.units = [each.hex for each in units]
    row.save()
    row.rounds.all().delete()
    Round.objects.bulk_create(
        Round(
            of=row, number=number, opens_at=span.opens, closes_at=span.closes, attempts=given.attempts,
            questions=given.questions, simulators=given.simulators, minutes=given.minutes,
        )
        for number, span in enumerate(spans, start=1)
    )  # fmt: skip


@transaction.atomic
def change(
    number: uuid.UUID, given: Setup, spans: Sequence[Span], *, by: uuid.UUID, decision: str = "",
    units: Sequence[uuid.UUID] = (),
) -> None:  # fmt: skip
    """Change a draft. Raises Refused(RUNNING) once a round has opened, Refused(NOT_DRAFT) while it is announced."""
    row = Contest.objects.select_for_update().get(id=number)
    if has_begun(row):
        raise Refused(RUNNING)
    if row.state != DRAFT:
        raise Refused(NOT_DRAFT)
    if not setup.is_in_order(spans):
        raise Refused(ORDER)
    _write(row, given, spans, decision, units)
    audit.record("change contest", actor=by, what=row.title)


def has_begun(row: Contest) -> bool:
    """Tell whether a round of an announced contest has opened."""
    return row.state in (ANNOUNCED, PUBLISHED) and row.rounds.filter(opens_at__lte=clock.now()).exists()


def pool_of(skills: Sequence[str]) -> list[Question]:
    """Return the questions about some skills, as they are published now: items, and simulators about one of them."""
    items = [
        Question(papers.ITEM, each.id, each.version, skill)
        for skill in skills
        for each in curriculum.items_of(skill)
        if each.kind in KINDS and each.status != "retired"
    ]
    plays = [
        Question(papers.SIMULATOR, each.id, each.version, each.skill)
        for each in practice.current().values()
        if {each.skill, each.safety_skill} & set(skills)
    ]
    return items + plays


@transaction.atomic
def announce(number: uuid.UUID, *, by: uuid.UUID) -> None:
    """Fix the pool, commit the seeds and open the page; twice is once.

    Raises Refused: NO_DECISION (somebody types the number of the signed decision), PAST (a round opens in the past),
    SMALL (the pool is smaller than two papers).
    """
    row = Contest.objects.select_for_update().get(id=number)
    if row.state != DRAFT:
        return
    now, rounds, pool = clock.now(), list(row.rounds.all()), pool_of(row.skills)
    if not row.decision:
        raise Refused(NO_DECISION)
    if rounds[0].opens_at < now:
        raise Refused(PAST)
    for each in rounds:
        if not is_enough(pool, each.questions, each.simulators):
            raise Refused(SMALL)
        each.pool = [[one.kind, one.id, one.version, one.skill] for one in pool]
        each.pool_print = papers.digest(pool)
        each.seed = secrets.token_hex(seeds.BYTES)
        each.seed_print = seeds.print_of(each.seed)
        each.save(update_fields=["pool", "pool_print", "seed", "seed_print"])
    row.state, row.announced_at = ANNOUNCED, now
    row.save(update_fields=["state", "announced_at"])
    audit.record("announce contest", actor=by, what=row.title, facts={"prints": [each.seed_print for each in rounds]})


def is_enough(pool: Sequence[Question], questions: int, simulators: int) -> bool:
    """Tell whether a pool makes different papers: twice the items of one, and its simulators."""
    items = sum(each.kind == papers.ITEM for each in pool)
    return items >= setup.PER_SKILL * (questions - simulators) and len(pool) - items >= simulators


@transaction.atomic
def withdraw(number: uuid.UUID, *, by: uuid.UUID) -> None:
    """Take an announcement back to change the contest, as long as no round has opened; seeds are drawn anew then.

    Raises Refused(RUNNING).
    """
    row = Contest.objects.select_for_update().get(id=number)
    if has_begun(row):
        raise Refused(RUNNING)
    if row.state != ANNOUNCED:
        return
    row.state = DRAFT
    row.save(update_fields=["state"])
    row.rounds.update(pool=[], pool_print="", seed="", seed_print="", told_at=None)
    audit.record("withdraw contest", actor=by, what=row.title)


@transaction.atomic
def call_off(number: uuid.UUID, reason: str, *, by: uuid.UUID) -> None:
    """Call a contest off that is not published yet and tell everybody who entered; papers stay, as they are."""
    row = Contest.objects.select_for_update().get(id=number)
    if row.state in (OFF, PUBLISHED):
        return
    row.state, row.reason = OFF, reason
    row.save(update_fields=["state", "reason"])
    tell(row, "contest_off", key=f"contest-off|{row.id.hex}", facts={})
    audit.record("call off contest", actor=by, what=row.title, facts={"reason": reason})


def tell(row: Contest, kind: str, *, key: str, facts: dict[str, object]) -> None:
    """Tell everybody who entered, in lots of 500."""
    told, now = {"contest": row.title, "code": row.code, **facts}, clock.now()
    persons = list(Entrant.objects.filter(of=row).values_list("person", flat=True))
    for begin in range(0, len(persons), 500):
        outbox.notify_all(outbox.Timed(each, kind, told, key, now) for each in persons[begin : begin + 500])
