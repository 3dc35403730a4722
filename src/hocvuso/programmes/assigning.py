"""What a unit asks of those below: programmes by a day, with one of its own as a model; and how they stand to it."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy

from hocvuso.core.programmes import standing
from hocvuso.plumbing import audit, clock, jobs, outbox
from hocvuso.programmes.actions import LONGEST_NOTE, PLAN, NewGoal, NewProgramme, NewTask, Signer
from hocvuso.programmes.models import Programme, ProgrammeAssignment, ProgrammeGoal
from hocvuso.programmes.queries import Line, of_units
from hocvuso.unions import access
from hocvuso.unions import queries as unions


@transaction.atomic
def assign(
    number: uuid.UUID, unit: uuid.UUID, due_on: date, *, by: Signer, to_grassroots: bool, note: str = "",
    model: uuid.UUID | None = None,
) -> ProgrammeAssignment:  # fmt: skip
    """Ask the units below for a programme by a day; the same `number` sent twice is one.

    `model` is a live programme of the unit itself that goes along: units below may begin with its goals and tasks.
    """
    found = ProgrammeAssignment.objects.filter(pk=number, unit_id=unit).first()
    if found is not None:
        return found
    made = ProgrammeAssignment.objects.create(
        id=number, unit_id=unit, due_on=due_on, to_grassroots=to_grassroots, note=note.strip()[:LONGEST_NOTE],
        model=Programme.objects.filter(pk=model, unit_id=unit, removed_at=None).first() if model else None,
        made_at=clock.now(), made_by=by.id, made_name=by.name,
    )  # fmt: skip
    audit.record("programmes_assigned", actor=by.id, what=f"{due_on:%d/%m/%Y}")
    jobs.later(tell_offices, once=f"programmes:{made.pk.hex}", assignment=str(made.pk))
    return made


@jobs.task(title=gettext_lazy("Tell the offices below"))
def tell_offices(progress: jobs.Progress, *, assignment: str) -> dict[str, int]:
    """Tell whoever signs for a union below without a programme what is asked of it; told twice, it is told once.

    A job, because of thousands of unions no page would wait; it is asked for in the transaction of the assignment.
    """
    row = ProgrammeAssignment.objects.filter(pk=assignment, withdrawn_at=None).first()
    if row is None:
        return {"told": 0}
    day = clock.today()
    missing = _asked(row, day)
    lines = {line.id: line for line in unions.unit_lines(missing, day)}
    signers, told = access.signers_in(missing, day), 0
    for number, (unit, people) in enumerate(signers.items()):
        progress.at(number, len(signers))
        facts = {"unit": lines[unit].code, "unit_name": lines[unit].name, "due": f"{row.due_on:%d/%m/%Y}"}
        key = f"programme_asked:{row.pk.hex}:{unit.hex}"
        told += sum(outbox.notify(person, "programme_asked", facts, key=key) for person in people)
    return {"told": told}


def _asked(row: ProgrammeAssignment, day: date) -> list[uuid.UUID]:
    """Return the unions for which this assignment is the word that holds, and which have no programme yet."""
    paths = _paths_below(row.unit_id, day)
    rules = _rules({step for path in paths.values() for step in _steps(path)})
    grassroots = {uuid.UUID(path[-32:]) for path in unions.leaf_paths(row.unit_id, day)}
    holding = {
        each for each, path in paths.items() if _word(rules, path, is_grassroots=each in grassroots) == row
    }  # fmt: skip
    return sorted(holding - {line.unit for line in of_units(list(holding), day)})


@transaction.atomic
def withdraw(assignment: uuid.UUID, unit: uuid.UUID, *, by: Signer) -> None:
    """Take an assignment of a unit back; it stays on record."""
    row = ProgrammeAssignment.objects.select_for_update().filter(pk=assignment, unit_id=unit).first()
    if row is not None and row.withdrawn_at is None:
        row.withdrawn_at = clock.now()
        row.save(update_fields=["withdrawn_at"])
        audit.record("assignment_withdrawn", actor=by.id, what=f"{row.due_on:%d/%m/%Y}")


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a unit has a programme, how far it is, and by when it was asked for one.

    `days_overdue` is None without a day or with a programme, 0 before the day.
    """

    unit: uuid.UUID
    programmes: int
    tasks: int
    done: int
    overdue: int
    due_on: date | None
    days_overdue: int | None


def standing_below(unit: uuid.UUID, day: date) -> list[Standing]:
    """Return for each union under a unit how it stands: those without a programme first, the latest of them on top."""
    paths = _paths_below(unit, day)
    lines: dict[uuid.UUID, list[Line]] = defaultdict(list)
    for line in of_units(list(paths), day):
        lines[line.unit].append(line)
    rules = _rules({step for path in paths.values() for step in _steps(path)})
    grassroots = {uuid.UUID(path[-32:]) for path in unions.leaf_paths(unit, day)}
    found = []
    for each, path in paths.items():
        held = lines[each]
        word = _word(rules, path, is_grassroots=each in grassroots)
        due_on = word.due_on if word else None
        late = None if held or due_on is None else max((day - due_on).days, 0)
        found.append(
            Standing(each, len(held), sum(one.tasks for one in held), sum(one.done for one in held),
                     sum(one.overdue for one in held), due_on, late)
        )  # fmt: skip
    return sorted(found, key=lambda each: (bool(each.programmes), -(each.days_overdue or 0), -each.overdue))


def _paths_below(unit: uuid.UUID, day: date) -> dict[uuid.UUID, str]:
    """Return the path of every union under a unit: grassroots unions and the levels between, not sections of them."""
    found: dict[uuid.UUID, str] = {}
    for path in unions.leaf_paths(unit, day):
        for end in range(32, len(path) + 1, 32):
            found[uuid.UUID(path[end - 32 : end])] = path[:end]
    own = found.get(unit, "")
    return {each: path for each, path in found.items() if len(path) > len(own) and path.startswith(own)} if own else {}


def _steps(path: str) -> list[uuid.UUID]:
    return [uuid.UUID(path[at : at + 32]) for at in range(0, len(path), 32)]


def _rules(units: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[ProgrammeAssignment]]:
    rows = ProgrammeAssignment.objects.filter(unit__in=list(units), withdrawn_at=None).order_by("made_at")
    rows = rows.select_related("model").defer("model__plan")
    found: dict[uuid.UUID, list[ProgrammeAssignment]] = defaultdict(list)
    for row in rows:
        found[row.unit_id].append(row)
    return found


def _holding(
    rules: dict[uuid.UUID, list[ProgrammeAssignment]], path: str, *, is_grassroots: bool
) -> list[ProgrammeAssignment]:  # fmt: skip
    """Return the assignments that hold for the unit at the end of a path, those of the nearest unit above last."""
    above = _steps(path)[:-1]
    nearest = above[-1] if above else None
    return [
        rule for step in above for rule in rules.get(step, ())
        if (is_grassroots if rule.to_grassroots else step == nearest)
    ]  # fmt: skip


def _word(
    rules: dict[uuid.UUID, list[ProgrammeAssignment]], path: str, *, is_grassroots: bool
) -> ProgrammeAssignment | None:  # fmt: skip
    held = _holding(rules, path, is_grassroots=is_grassroots)
    return held[-1] if held else None


def assigned_to(unit: uuid.UUID, day: date, *, is_grassroots: bool) -> ProgrammeAssignment | None:
    """Return what holds for a unit: the newest word of the nearest unit above."""
    path = unions.path_of(unit, day)
    return _word(_rules(_steps(path)), path, is_grassroots=is_grassroots)


def assigned_by(unit: uuid.UUID) -> list[ProgrammeAssignment]:
    """Return what a unit has asked those below for and not taken back, the newest first."""
    return list(
        ProgrammeAssignment.objects.filter(unit_id=unit, withdrawn_at=None).select_related("model").order_by("-made_at")
    )


def from_model(assignment: ProgrammeAssignment, start: date) -> NewProgramme | None:
    """Return the programme that a unit begins with when it takes the model that was sent along; None without one.

    Titles, deadlines and what is counted are taken over; who is in charge and numbers are each unit's own. A deadline
    that has passed already, and a task that was given up or taken out, is left open or behind.
    """
    model = assignment.model
    if model is None or model.removed_at is not None:
        return None
    goals = []
    for goal in ProgrammeGoal.objects.filter(programme=model).prefetch_related("tasks"):
        tasks = [
            NewTask(each.title, "", each.due_on if each.due_on and each.due_on >= start else None, each.measure)
            for each in goal.tasks.all()
            if each.removed_at is None and each.state != standing.DROPPED
        ]
        if tasks:
            goals.append(NewGoal(goal.title, tasks))
    if not goals:
        return None
    return NewProgramme(model.title, start, max(model.ends_on, start), PLAN, goals, model.origin)
