"""What whoever leads a hall does: open it, go a step on or back, write raised hands down, end it.

Whoever calls has made sure that the official may lead a hall of this unit. A step names the one that was seen, so that
a button pressed twice, or on two screens at once, moves the hall once.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from hocvuso.core import hall as rules
from hocvuso.core.hall import Exercise
from hocvuso.halls import results, watching
from hocvuso.halls.models import Hall, HallHandCount
from hocvuso.plumbing import audit, clock
from hocvuso.plumbing.ids import free_code

CODE_LETTERS, CODE_LENGTH = "23456789", 6  # digits only: typed on a phone in a noisy hall
MOST_HANDS = 500


@dataclass(frozen=True, slots=True)
class Plan:
    """What is told about a hall when it is opened."""

    title: str
    place: str = ""
    session: uuid.UUID | None = None
    is_online: bool = False
    takes_questions: bool = False
    link: str = ""
    leader: str = ""


@transaction.atomic
def open_hall(number: uuid.UUID, unit: uuid.UUID, exercise: Exercise, plan: Plan, *, by: uuid.UUID) -> Hall:
    """Open a hall; the same `number` sent twice is one hall. Raises BadExercise."""
    found = Hall.objects.filter(id=number).first()
    if found:
        return found
    rules.checked(exercise)
    now = clock.now()
    made = Hall.objects.create(
        id=number, code=free_code(_is_taken, CODE_LETTERS, CODE_LENGTH), unit=unit, session=plan.session,
        title=plan.title or exercise.title, place=plan.place, exercise=exercise.to_json(), is_online=plan.is_online,
        takes_questions=plan.takes_questions, link=plan.link, leader=plan.leader, step_at=now, opened_at=now, by=by,
    )  # fmt: skip
    audit.record("open hall", actor=by, what=made.title)
    return made


@transaction.atomic
def move(number: uuid.UUID, seen: int, by: int) -> int:
    """Go one step forward (1) or back (-1) from the step that was seen; return the step at which the hall is now.

    A step that somebody else has taken meanwhile is not taken twice. At the end the counts are written down; going
    back from there opens the last question's answers again.
    """
    row = Hall.objects.select_for_update().get(id=number)
    questions = len(row.exercise["questions"])
    if row.step != seen:
        return row.step
    row.step, row.step_at = rules.moved(row.step, by, questions), clock.now()
    is_over = rules.stage(row.step, questions) == rules.OVER
    row.ended_at = row.step_at if is_over else None
    row.result = results.counted(row) if is_over else None
    row.save(update_fields=["step", "step_at", "ended_at", "result"])
    transaction.on_commit(lambda: watching.forget(row.id))
    return row.step


@transaction.atomic
def raise_hands(number: uuid.UUID, question: int, counts: Mapping[int, int]) -> None:
    """Write down how many hands without a phone went up for each answer of a question; 0 takes a line away."""
    row = Hall.objects.select_for_update().get(id=number)
    questions = row.exercise["questions"]
    if not 0 <= question < len(questions):
        return
    for choice, people in counts.items():
        if not 0 <= choice < len(questions[question]["options"]):
            continue
        if people <= 0:
            row.hands.filter(question=question, choice=choice).delete()
            continue
        HallHandCount.objects.update_or_create(
            hall=row, question=question, choice=choice, defaults={"people": min(people, MOST_HANDS)}
        )
    if row.ended_at:
        row.result = results.counted(row)
        row.save(update_fields=["result"])
    transaction.on_commit(lambda: watching.forget(row.id))


@transaction.atomic
def keep_recording(number: uuid.UUID, link: str, *, by: uuid.UUID) -> None:
    """Put the link of the recording on the page of the hall; an empty one takes it away."""
    row = Hall.objects.select_for_update().get(id=number)
    row.recording = link[:300]
    row.save(update_fields=["recording"])
    audit.record("keep recording of hall", actor=by, what=row.title)


def _is_taken(code: str) -> bool:
    return Hall.objects.filter(code=code).exists()
