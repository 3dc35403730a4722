"""A quiz on paper: made, entered from its sheets, taken back, and in the end handed on to the learner model.

Whoever calls has made sure that the official may do so for the unit or teaches the class. Until it is closed the last
entry can be taken back; then the letters are wiped and only counts stay.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction

from hocvuso.core import hall as rules
from hocvuso.core import paper_quiz
from hocvuso.core.hall import Counted, Exercise, Question
from hocvuso.halls import evidence
from hocvuso.halls.models import PaperQuiz, PaperSheet
from hocvuso.people import actions as people_actions
from hocvuso.people import queries as people
from hocvuso.plumbing import audit, clock
from hocvuso.plumbing.ids import free_code

CODE_LETTERS, CODE_LENGTH = "23456789abcdefghkmnpqrtuvwxyz", 5  # none that is read as another on a bad copy
UNDO_FOR = timedelta(hours=24)  # decided: so long an entry can be mended; then it is handed on by itself
MOST_SHEETS = 500
CLOSED = "closed"


class Refused(ValueError):
    """The quiz is closed: its answers have been handed on."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What somebody chose, as letters of his form; "" for nobody's sheet yet."""

    form: str
    letters: str


@transaction.atomic
def make(
    number: uuid.UUID, unit: uuid.UUID, exercise: Exercise, *, by: uuid.UUID, class_id: uuid.UUID | None = None
) -> PaperQuiz:
    """Make a quiz with a code of its own; the same `number` sent twice is one. Raises BadExercise."""
    found = PaperQuiz.objects.filter(id=number).first()
    if found:
        return found
    rules.checked(exercise)
    code = free_code(lambda each: PaperQuiz.objects.filter(code=each).exists(), CODE_LETTERS, CODE_LENGTH)
    made = PaperQuiz.objects.create(
        id=number, code=code, unit=unit, class_id=class_id, title=exercise.title, exercise=exercise.to_json(),
        seed=number.int & 0x7FFFFFFF, made_at=clock.now(), made_by=by,
    )  # fmt: skip
    audit.record("make paper quiz", actor=by, what=made.title)
    return made


def one(number: uuid.UUID) -> PaperQuiz | None:
    """Return a quiz."""
    return PaperQuiz.objects.filter(id=number).first()


def by_code(typed: str) -> PaperQuiz | None:
    """Return the quiz whose code somebody typed off a sheet, with or without the letter of its form."""
    return PaperQuiz.objects.filter(code=paper_quiz.tidy_code(typed)).first()


def exercise_of(row: PaperQuiz) -> Exercise:
    """Return the questions of a quiz."""
    return rules.from_json(row.exercise)


def forms_of(row: PaperQuiz) -> tuple[paper_quiz.Form, ...]:
    """Return the forms of a quiz."""
    return paper_quiz.forms(exercise_of(row), row.seed)


def entered(row: PaperQuiz) -> dict[uuid.UUID, Sheet]:
    """Return what was entered, by person, as letters of his form; nothing once the quiz is closed."""
    if row.closed_at:
        return {}
    all_forms = forms_of(row)
    return {
        each.person: Sheet(each.form, paper_quiz.written(each.chosen, paper_quiz.form_of(all_forms, each.form)))
        for each in row.written.all()
    }


@transaction.atomic
def enter(number: uuid.UUID, save: uuid.UUID, lines: Mapping[uuid.UUID, tuple[str, str]], *, by: uuid.UUID) -> int:
    """Keep lines of a grid, by person a form and what was chosen (`paper_quiz.read`); return how many changed.

    The same `save` sent twice is one; an empty line takes a sheet away. Raises Refused.
    """
    row = PaperQuiz.objects.select_for_update().get(id=number)
    if row.closed_at:
        raise Refused(CLOSED)
    if row.last_save == save:
        return 0
    now, held = clock.now(), {each.person: each for each in row.written.select_for_update()}
    changed = 0
    for person, (form, chosen) in lines.items():
        before = held.get(person)
        if (before.form if before and before.chosen else form, before.chosen if before else "") == (form, chosen):
            continue
        kept = f"{before.form}{before.chosen}" if before and before.chosen else ""
        facts = {"form": form, "chosen": chosen, "before": kept, "save_id": save, "at": now, "by": by}
        PaperSheet.objects.update_or_create(quiz=row, person=person, defaults=facts)
        changed += 1
    if changed:
        row.last_save, row.saved_at = save, now
        row.save(update_fields=["last_save", "saved_at"])
        audit.record("enter paper quiz", actor=by, what=row.title, facts={"lines": changed})
    return changed


@transaction.atomic
def undo(number: uuid.UUID, *, by: uuid.UUID) -> int:
    """Take the last entry back; return how many lines are as before. Raises Refused."""
    row = PaperQuiz.objects.select_for_update().get(id=number)
    if row.closed_at:
        raise Refused(CLOSED)
    lines = list(row.written.filter(save_id=row.last_save)) if row.last_save else []
    for each in lines:
        if not each.before:
            each.delete()
            continue
        each.form, each.chosen, each.before, each.save_id = each.before[0], each.before[1:], "", uuid.UUID(int=0)
        each.save(update_fields=["form", "chosen", "before", "save_id"])
    row.last_save = None
    row.save(update_fields=["last_save"])
    if lines:
        audit.record("undo paper quiz", actor=by, what=row.title, facts={"lines": len(lines)})
    return len(lines)


@transaction.atomic
def count_only(number: uuid.UUID, sheets: int, right: Mapping[int, int], *, by: uuid.UUID) -> None:
    """Write down how many sheets without a name there were, and how many answered each question rightly.

    Raises Refused.
    """
    row = PaperQuiz.objects.select_for_update().get(id=number)
    if row.closed_at:
        raise Refused(CLOSED)
    row.sheets = min(max(sheets, 0), MOST_SHEETS)
    row.right = [min(max(right.get(place, 0), 0), row.sheets) for place in range(len(row.exercise["questions"]))]
    row.save(update_fields=["sheets", "right"])
    audit.record("count paper quiz", actor=by, what=row.title, facts={"sheets": row.sheets})


@transaction.atomic
def close(number: uuid.UUID, *, by: uuid.UUID | None) -> int:
    """Hand the answers on to the learner model, keep counts, wipe the letters; return whose answers were handed on.

    Taken are the answers of those who agreed that it may be kept what they learn. Twice is once.
    """
    row = PaperQuiz.objects.select_for_update().get(id=number)
    if row.closed_at:
        return 0
    exercise, now = exercise_of(row), clock.now()
    sheets = [each for each in row.written.select_for_update() if each.chosen]
    agreed = set(people.agreed_ids(people_actions.LEARN, among=people.those([each.person for each in sheets])))
    handed_on = 0
    for each in sheets:
        if each.person not in agreed:
            continue
        given = [(place, int(sign), each.at) for place, sign in enumerate(each.chosen) if sign != paper_quiz.EMPTY]
        evidence.hand_on(each.person, each.id, exercise, given, hints=evidence.ON_PAPER)
        each.handed_on_at = now
        handed_on += 1
    row.result, row.closed_at = _counted(row, exercise, sheets), now
    row.save(update_fields=["result", "closed_at"])
    for each in sheets:
        each.chosen, each.before = "", ""
    PaperSheet.objects.bulk_update(sheets, ["chosen", "before", "handed_on_at"])
    audit.record("close paper quiz", actor=by, what=row.title, facts={"people": handed_on})
    return handed_on


def close_old() -> int:
    """Close what was entered more than UNDO_FOR ago; return how many quizzes."""
    rows = PaperQuiz.objects.filter(closed_at=None, saved_at__lt=clock.now() - UNDO_FOR).values_list("id", flat=True)
    return sum(close(each, by=None) >= 0 for each in list(rows))


def _counted(row: PaperQuiz, exercise: Exercise, sheets: list[PaperSheet]) -> dict[str, Any]:
    found = [[0] * len(one.options) for one in exercise.questions]
    for each in sheets:
        for place, sign in enumerate(each.chosen):
            if sign != paper_quiz.EMPTY:
                found[place][int(sign)] += 1
    return {"people": len(sheets), "counts": found}


def result(row: PaperQuiz) -> tuple[int, list[tuple[Question, int, float | None]]]:
    """Return how many sheets there are, and each question with how many answered and the share that was right.

    Sheets without a name are added. The share is None where fewer than five answered.
    """
    exercise = exercise_of(row)
    kept = row.result or _counted(row, exercise, [each for each in row.written.all() if each.chosen])
    lines = []
    for place, question in enumerate(exercise.questions):
        counted = Counted(tuple(kept["counts"][place]))
        right = counted.by_option[question.right] + (row.right[place] if row.right else 0)
        answered = counted.answered + row.sheets
        both = Counted((right, answered - right))
        lines.append((question, answered, None if both.is_hidden else right / answered))
    return kept["people"] + row.sheets, lines
