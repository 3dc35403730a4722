"""Entering what was received: stream by stream, in order; what needs a person is held with everything behind it.

Each envelope is entered whole or not at all, a few of them in one transaction together with the marks that they are.
What this program cannot enter for a reason that nobody thought of is held too: one bad row never stops other units.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import OperationalError, transaction

from hocvuso.core.exchange.envelope import RECEIPT, UNIT, read
from hocvuso.exchange import log, parts, shapes, writing
from hocvuso.exchange.kinds.contract import Came, Held
from hocvuso.exchange.kinds.registry import KINDS
from hocvuso.exchange.models import ReceivedEnvelope, Stream
from hocvuso.plumbing import clock
from hocvuso.unions.structure import queries as structure

_log = logging.getLogger(__name__)
WAITING, HELD, DONE, BACK = "waiting", "held", "done", "back"
TOGETHER = 5  # envelopes in one transaction; decided: 2,500 rows, so that nobody else waits for long to write
HERE, TO_HEIR, NOT_HERE, THIS_ONE, FOUND = "o-day", "vao-moi", "gui-lai", "tu-nay", "lap"


def drain(*, most: int = 10_000) -> int:
    """Enter what waits, at most so many envelopes; return how many were entered."""
    done = 0
    _let_go()
    waiting = ReceivedEnvelope.objects.filter(state=WAITING).values_list("stream", flat=True).distinct()
    for stream in list(waiting):
        try:
            done += drain_stream(stream, most=most - done)
        except OperationalError:  # a full disk, a database that is busy: nobody's decision, it is tried again
            _log.exception("stream %s could not be entered for now", stream)
        if done >= most:
            break
    return done


def _let_go() -> None:
    """Let what was held for a unit that was not here go on, once the unit is here: a change of the tree founded it."""
    for row in ReceivedEnvelope.objects.filter(state=HELD, why="unit_unknown").select_related("stream"):
        if structure.any_unit(row.stream.subject, clock.today()) is not None:
            ReceivedEnvelope.objects.filter(id=row.id, state=HELD).update(state=WAITING, why="", facts={})


def drain_stream(stream: int, *, most: int = 10_000) -> int:
    """Enter what waits in one stream, up to the first envelope that is held; return how many were entered."""
    done, is_going_on = 0, True
    while is_going_on and done < most:
        entered, is_going_on = _enter_some(stream, min(TOGETHER, most - done))
        done += entered
    return done


@transaction.atomic
def _enter_some(stream_id: int, most: int) -> tuple[int, bool]:
    """Enter the next envelopes of a stream; return how many, and whether to go on."""
    stream = Stream.objects.select_for_update().select_related("installation").get(id=stream_id)
    rows = list(stream.received.filter(state__in=(WAITING, HELD)).order_by("sequence")[:most])
    for done, row in enumerate(rows):
        if row.state == HELD or not _is_entered(stream, row):
            return done, False
    return len(rows), len(rows) == most


def _is_entered(stream: Stream, row: ReceivedEnvelope) -> bool:
    """Enter one envelope, or hold it; tell whether it was entered."""
    try:
        with transaction.atomic():
            _enter(stream, row)
    except Held as held:
        _hold(row, held.why, held.facts)
        return False
    except OperationalError:
        raise
    except Exception as problem:
        _log.exception("envelope %s of %s could not be entered", row.id, stream.subject)
        _hold(row, "failed", {"detail": f"{type(problem).__name__}: {problem}"[:200]})
        return False
    _done(row, DONE)
    return True


def _enter(stream: Stream, row: ReceivedEnvelope, choice: str = "", by: uuid.UUID | None = None) -> None:
    kind, said = KINDS[row.kind], read(row.text)
    wrong = shapes.problem(row.kind, said.rows)
    if wrong:
        raise Held("shape", {"detail": wrong})
    if row.kind == UNIT:  # may speak of a unit that is not here yet; what it does is decided by a person
        unit = stream.unit or uuid.UUID(int=0)
    else:
        unit = _unit_of(stream, row)
        if not kind.is_for_ended_units:
            _stands(unit)
    kind.enter(Came(stream.installation, stream.subject, unit, said.rows, choice, by))


def _unit_of(stream: Stream, row: ReceivedEnvelope) -> uuid.UUID:
    """Return the unit of ours that a stream is about; whoever may not speak for it is held."""
    if stream.unit is not None:
        return stream.unit
    line = structure.any_unit(stream.subject, clock.today())
    if line is None:
        raise Held("unit_unknown", {"code": stream.subject})
    if row.kind != RECEIPT:
        if not parts.stands_under(stream.installation, line.id):
            raise Held("unit_not_theirs", {"code": stream.subject, "name": line.name})
        other = _other_speaker(stream, line.id)
        if other is not None:
            raise Held("unit_two", {"code": stream.subject, "name": line.name, "other": other.installation.name})
    stream.unit = line.id
    stream.save(update_fields=["unit"])
    return line.id


def _other_speaker(stream: Stream, unit: uuid.UUID) -> Stream | None:
    others = Stream.objects.filter(is_ours=False, unit=unit, installation__ended_at=None, installation__side="below")
    return others.exclude(installation=stream.installation).select_related("installation").first()


def _stands(unit: uuid.UUID) -> None:
    """Raise Held for a unit that went into another one here and not yet there."""
    today = clock.today()
    if unit in structure.present([unit], today):
        return
    heirs = structure.heirs([unit], today).get(unit)
    names = [{"id": str(each), "code": parts.code_of(each)} for each in heirs.units] if heirs else []
    raise Held("unit_merged", {"heirs": names, "on": heirs.on.isoformat() if heirs else ""})


def _hold(row: ReceivedEnvelope, why: str, facts: Mapping[str, Any]) -> None:
    row.state, row.why, row.facts = HELD, why, dict(facts)
    row.save(update_fields=["state", "why", "facts"])
    log.note(row.stream.installation, "held", {"subject": row.stream.subject, "kind": row.kind, "why": why})


def _done(row: ReceivedEnvelope, state: str) -> None:
    row.state, row.text, row.why = state, "", ""
    row.save(update_fields=["state", "text", "why", "choice", "decided_by", "decided_at"])


class NotHeld(Exception):
    """Somebody else has decided already, or this choice is none here."""


@transaction.atomic
def decide(envelope: uuid.UUID, choice: str, *, by: uuid.UUID, unit: uuid.UUID | None = None) -> str:
    """Do what a person chose about a held envelope, and go on with its stream; return the state it has now.

    Raises NotHeld. Pressed twice, the second finds it decided.
    """
    row = ReceivedEnvelope.objects.select_for_update().select_related("stream__installation").get(id=envelope)
    if row.state != HELD or choice not in choices(row):
        raise NotHeld
    row.choice, row.decided_by, row.decided_at = choice, by, clock.now()
    log.note(row.stream.installation, "decided", {"subject": row.stream.subject, "why": row.why, "choice": choice})
    if choice == NOT_HERE:
        _send_back(row)
        return BACK
    _point(row, choice, unit)
    try:
        with transaction.atomic():
            _enter(row.stream, row, choice, by)
    except Held as held:
        row.why, row.facts = held.why, held.facts
        row.save()
        return HELD
    _done(row, DONE)
    return DONE


def choices(row: ReceivedEnvelope) -> tuple[str, ...]:
    """Return what a person may choose about a held envelope."""
    if row.why in ("change", "change_refused"):
        may_do = row.facts.get("may_do", True)
        return ("lam-theo", "da-lam", "khong") if may_do else ("da-lam", "khong")
    if row.why == "unit_merged":
        return (TO_HEIR, NOT_HERE) if len(row.facts["heirs"]) == 1 else (NOT_HERE,)
    return {
        "unit_unknown": (HERE, NOT_HERE), "unit_not_theirs": (HERE, NOT_HERE), "unit_two": (THIS_ONE, NOT_HERE),
        "failed": ("thu-lai", NOT_HERE),
    }.get(row.why, (NOT_HERE,))  # fmt: skip


def _point(row: ReceivedEnvelope, choice: str, unit: uuid.UUID | None) -> None:
    """Let a stream be about the unit that a person named, from now on."""
    stream = row.stream
    if choice == TO_HEIR:
        stream.unit = uuid.UUID(row.facts["heirs"][0]["id"])
    elif choice in (HERE, THIS_ONE):
        line = structure.any_unit(stream.subject, clock.today())
        stream.unit = unit or (line.id if line else None)
        if stream.unit is None:
            raise NotHeld
    if choice == THIS_ONE and stream.unit is not None:
        Stream.objects.filter(is_ours=False, unit=stream.unit).exclude(id=stream.id).update(unit=None)
    stream.save(update_fields=["unit"])


def _send_back(row: ReceivedEnvelope) -> None:
    """Tell the other side that this was not entered here, and why."""
    said = {"of": "back", "envelope": str(row.id), "kind": row.kind, "reason": row.why, "rows": row.rows}
    writing.say(row.stream.installation, row.stream.subject, RECEIPT, [said], unit=row.stream.unit)
    _done(row, BACK)
