"""One sitting: begun in the room by the code on its wall, tasks from the bank, the server's clock.

Answers are events of the room of learning like all others, without any help; what they prove is decided by the one rule
of mastery. A sitting only adds that each skill was shown under the eyes of a proctor.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from hocvuso.certificates import earning, rooms
from hocvuso.certificates.models import Candidate, ExamRoom, Sitting
from hocvuso.core import certificate as core
from hocvuso.core.content import Item
from hocvuso.core.draw import draw_for
from hocvuso.curriculum import queries as curriculum
from hocvuso.learning import actions as learning
from hocvuso.learning import catalogue
from hocvuso.learning import queries as learnt
from hocvuso.learning.intake import Incoming
from hocvuso.people import queries as people
from hocvuso.plumbing import audit, clock
from hocvuso.plumbing.ids import uuid7

CONTEXT = "room"  # of the events
GRACE = timedelta(seconds=10)  # decided: an answer that was on its way when the time was over


class Refused(ValueError):
    """It cannot be begun; `args[0]` says why: wall (not these digits), closed, empty (no tasks)."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a sitting showed: skills done right at least once, the others, and what of the rule is still missing."""

    shown: tuple[str, ...]
    others: tuple[str, ...]
    found: core.Found


@transaction.atomic
def begin(room: ExamRoom, person: uuid.UUID, typed: str, *, now: datetime) -> Sitting:
    """Begin, or go on with what was begun there; the form is drawn once. Whoever sits asks for the certificate.

    Raises Refused.
    """
    held = Sitting.objects.filter(room=room, person__in=people.ids_of(person)).first()
    if held is not None:
        return held
    if not rooms.is_open(room, now):
        raise Refused("closed")
    if not rooms.reads_wall(room, typed, now):
        raise Refused("wall")
    version = rooms.version_of(room)
    asked = _form(version.rule, person, room) if version else []
    if version is None or not asked:
        raise Refused("empty")
    facts = {"started_at": now, "ends_at": core.ends_at(now, version.rule.minutes, room.ends_at), "asked": asked}
    row, is_new = Sitting.objects.get_or_create(room=room, person=people.canonical(person), defaults=facts)
    if is_new:
        wanted = {"unit": room.unit, "at": now}
        Candidate.objects.get_or_create(person=row.person, rule=room.rule, defaults=wanted)
        audit.record("sit in room", actor=row.person, subject=row.person, what=room.place)
    return row


def _form(rule: core.Rule, person: uuid.UUID, room: ExamRoom) -> list[list[str]]:
    """Draw the tasks from the bank; each with its version and the id that the event of its answer will have."""
    known = catalogue.current()
    pools = {skill: [task.id for task in known.pools.get(skill, ())] for skill in rule.skills}
    seen = learnt.answered_items(person, [task for pool in pools.values() for task in pool])
    items = core.form(pools, rule.each, seen, draw_for(person.bytes + room.pk.bytes, 0))
    return [[each, known.curriculum.items[each].version, str(uuid7())] for each in items]


def find(number: uuid.UUID, person: uuid.UUID) -> Sitting | None:
    """Return one's own sitting, or None."""
    rows = Sitting.objects.select_related("room").filter(pk=number, person__in=people.ids_of(person))
    return rows.first()


def next_item(row: Sitting, now: datetime) -> tuple[Item, uuid.UUID] | None:
    """Return the next task with the id of its answer; None when all are done, or the time is over."""
    if row.finished_at is not None or now > row.ends_at:
        return None
    for item, version, event in row.asked:
        found = curriculum.item(item, version) if item not in row.given else None
        if found is not None:
            return found, uuid.UUID(event)
    return None


def answer(row: Sitting, item: str, response: Mapping[str, Any], device: uuid.UUID, *, now: datetime) -> str:
    """Take an answer; return "" or why nothing was taken: late, unknown, or a reason of learning. Twice is once."""
    asked = {each: (version, event) for each, version, event in row.asked}
    if item not in asked:
        return "unknown"
    if row.finished_at is not None or now > row.ends_at + GRACE:
        return "late"
    version, event = asked[item]
    given = Incoming(
        uuid.UUID(event), "answer", item, device, None, now, version=version, context=CONTEXT,
        response=response,
    )  # fmt: skip
    result = learning.record(row.person, [given], now=now)[0]
    if result.status == "refused":
        return result.reason
    stored = learnt.answer(row.person, event)
    with transaction.atomic():
        kept = Sitting.objects.select_for_update().get(pk=row.pk)
        kept.given.setdefault(item, stored.score if stored else None)
        if len(kept.given) == len(kept.asked):
            kept.finished_at = kept.finished_at or now
        kept.save(update_fields=["given", "finished_at"])
    row.given, row.finished_at = kept.given, kept.finished_at
    return ""


def result(row: Sitting) -> Result:
    """Return what a finished sitting showed, and what its rule still lacks as of today."""
    asked = dict.fromkeys(item.partition("/")[0] for item, _version, _event in row.asked)
    right = tuple(earning.skills_shown(row))
    way = next((each for each in earning.ways(row.person, clock.today()) if each.version.id == row.room.rule), None)
    found = way.found if way else core.Found(tuple(asked), ())
    return Result(right, tuple(skill for skill in asked if skill not in right), found)


def state_of(row: Sitting, now: datetime) -> str:
    """Return how far somebody is, for the proctor: done, working, over; nothing of what he answered."""
    if row.finished_at is not None:
        return "done"
    return "working" if now <= row.ends_at else "over"


def figures(room: ExamRoom) -> dict[str, Any]:
    """Return what the wall may show: how many have begun and how many are done, without a name."""
    rows = rooms.sat_in(room)
    now = clock.now()
    return {"begun": len(rows), "done": sum(state_of(each, now) != "working" for each in rows)}
