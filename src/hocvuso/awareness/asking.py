"""Asking three questions before and after: opened at a desk, answered without a name, read as shares.

Whoever calls for an official has made sure of his right. What a browser sends carries a sheet number of its own; the
same number twice is one answer, so a reload, the back button and a replayed request change nothing.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction
from django.db.models import Count

from hocvuso.awareness import pulses
from hocvuso.awareness.models import Pulse, PulseRound, PulseSlip
from hocvuso.awareness.pulses import Question, QuestionSet
from hocvuso.core import pulse, vntext
from hocvuso.plumbing import audit, clock
from hocvuso.plumbing.ids import free_code
from hocvuso.unions import queries as unions

BEFORE, AFTER = "before", "after"
NAME = 80


class NoName(ValueError):
    """A pulse needs a name by which officials know it again."""


@dataclass(frozen=True, slots=True)
class Round:
    """One time of asking."""

    code: str
    when: str
    opened_on: date
    closed_on: date | None

    @property
    def is_open(self) -> bool:
        """Whether answers are taken."""
        return self.closed_on is None


@dataclass(frozen=True, slots=True)
class Asked:
    """A pulse of a unit with its rounds."""

    id: uuid.UUID
    unit: uuid.UUID
    name: str
    questions_of: str
    questions: tuple[Question, ...]
    before: Round
    after: Round | None

    @property
    def now(self) -> Round | None:
        """The round that takes answers, None when none does."""
        return next((each for each in (self.after, self.before) if each is not None and each.is_open), None)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a browser gets: the questions of an open round."""

    round: int
    code: str
    unit: uuid.UUID
    questions_of: str
    questions: tuple[Question, ...]
    is_open: bool


@transaction.atomic
def begin(unit: uuid.UUID, chosen: QuestionSet, name: str, *, by: uuid.UUID | None, on: date) -> uuid.UUID:
    """Open the round before a campaign; the same name again is the same pulse. Raises NoName."""
    name = vntext.clean(name)[:NAME]
    if not name:
        raise NoName
    row, is_new = Pulse.objects.get_or_create(
        unit_id=unit, name=name,
        defaults={"questions_of": chosen.id, "asked": [asdict(each) for each in chosen.questions],
                  "created_at": clock.now(), "created_by": by},
    )  # fmt: skip
    if is_new:
        PulseRound.objects.create(pulse=row, when=BEFORE, code=free_code(_is_taken), opened_on=on)
        if by is not None:
            audit.record("pulse_begun", actor=by, what=f"{chosen.id}: {name}")
    return row.id


@transaction.atomic
def ask_again(asked: uuid.UUID, *, by: uuid.UUID | None, on: date) -> None:
    """Close the round before and open the one after; a second time changes nothing."""
    row = Pulse.objects.select_for_update().get(id=asked)
    if row.rounds.filter(when=AFTER).exists():
        return
    row.rounds.filter(when=BEFORE, closed_on=None).update(closed_on=on)
    PulseRound.objects.create(pulse=row, when=AFTER, code=free_code(_is_taken), opened_on=on)
    if by is not None:
        audit.record("pulse_again", actor=by, what=row.name)


@transaction.atomic
def close(asked: uuid.UUID, *, by: uuid.UUID | None, on: date) -> None:
    """Take no more answers."""
    row = Pulse.objects.select_for_update().get(id=asked)
    if row.rounds.filter(closed_on=None).update(closed_on=on) and by is not None:
        audit.record("pulse_closed", actor=by, what=row.name)


@transaction.atomic
def reopen(asked: uuid.UUID, *, by: uuid.UUID) -> None:
    """Undo the last close: the newest round takes answers again."""
    row = Pulse.objects.select_for_update().get(id=asked)
    newest = row.rounds.order_by("when").first()  # "after" stands before "before" in the alphabet
    if newest is not None and newest.closed_on is not None:
        newest.closed_on = None
        newest.save(update_fields=["closed_on"])
        audit.record("pulse_reopened", actor=by, what=row.name)


def answer(sheet: Sheet, slip: uuid.UUID, chosen: Sequence[int | None]) -> bool:
    """Keep a sheet; tell whether it is the first with its number. A sheet of which all is left out is not kept.

    Raises ValueError for an answer that is not there.
    """
    options = [len(each.option) for each in sheet.questions]
    if len(chosen) != len(options) or any(
        each is not None and not 0 <= each < most for each, most in zip(chosen, options, strict=True)
    ):
        raise ValueError("an answer that is not there")
    if all(each is None for each in chosen):
        return False
    row = {"chosen": pulse.sheet(chosen)}
    return PulseSlip.objects.get_or_create(round_id=sheet.round, slip=slip, defaults=row)[1]


def has(sheet: Sheet, slip: uuid.UUID) -> bool:
    """Tell whether a sheet with this number was kept."""
    return PulseSlip.objects.filter(round_id=sheet.round, slip=slip).exists()


def sheet_of(code: str) -> Sheet | None:
    """Return the sheet behind an address, open or closed."""
    found = PulseRound.objects.select_related("pulse").filter(code=code.lower()).first()
    if found is None:
        return None
    row = found.pulse
    return Sheet(found.id, found.code, row.unit_id, row.questions_of, _questions(row), found.closed_on is None)


def open_for(unit_ids: Sequence[uuid.UUID], kit: str) -> str:
    """Return the code of the newest open round of these units whose questions go with a kit, "" for none."""
    chosen = pulses.for_kit(kit)
    if chosen is None:
        return ""
    rounds = PulseRound.objects.filter(closed_on=None, pulse__unit__in=unit_ids, pulse__questions_of=chosen.id)
    return rounds.order_by("-pulse__created_at").values_list("code", flat=True).first() or ""


def all_of(units: unions.Ids) -> list[Asked]:
    """Return the pulses of these units, the newest first."""
    rows = Pulse.objects.filter(unit__in=units).prefetch_related("rounds").order_by("-created_at")
    return [_asked(row) for row in rows]


def one(asked: uuid.UUID) -> Asked | None:
    """Return one pulse."""
    row = Pulse.objects.filter(id=asked).prefetch_related("rounds").first()
    return _asked(row) if row else None


def result(asked: Asked) -> list[tuple[Question, pulse.Compared]]:
    """Return each question with its shares before and after."""
    return list(zip(asked.questions, results([asked])[asked.id], strict=True))


def results(several: Sequence[Asked]) -> dict[uuid.UUID, list[pulse.Compared]]:
    """Return the shares of several pulses, in one statement."""
    rows = PulseSlip.objects.filter(round__pulse__in=[each.id for each in several])
    told: dict[tuple[uuid.UUID, str], list[tuple[str, int]]] = {}
    for which, when, chosen, times in rows.values_list("round__pulse", "round__when", "chosen").annotate(Count("id")):
        told.setdefault((which, when), []).append((chosen, times))
    found = {}
    for each in several:
        safe = [question.safe for question in each.questions]
        rounds = [pulse.count(told.get((each.id, when), []), safe) for when in (BEFORE, AFTER)]
        found[each.id] = [pulse.compare(*pair) for pair in zip(*rounds, strict=True)]
    return found


def _asked(row: Pulse) -> Asked:
    rounds = {each.when: Round(each.code, each.when, each.opened_on, each.closed_on) for each in row.rounds.all()}
    return Asked(row.id, row.unit_id, row.name, row.questions_of, _questions(row), rounds[BEFORE], rounds.get(AFTER))


def _questions(row: Pulse) -> tuple[Question, ...]:
    return pulses.questions_of(row.asked, row.questions_of)


def _is_taken(code: str) -> bool:
    return PulseRound.objects.filter(code=code).exists()
