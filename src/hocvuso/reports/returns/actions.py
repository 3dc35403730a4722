"""Verbs of a monthly return. Each looks at the role of this very moment, locks the return, and may be repeated.

Two officials at once: every draft carries a number that grows with each change (`edit`); whoever saves an older one
is told who changed it and when, and keeps what he typed. A double click finds its work done and changes nothing.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from hocvuso.core import vntext
from hocvuso.core.returns import (
    HIDDEN,
    MOST_PEOPLE,
    Line,
    checksum,
    corrected,
    frozen_text,
    month_after,
    month_of,
)
from hocvuso.plumbing import audit, clock, outbox
from hocvuso.plumbing.templating import full_time, number
from hocvuso.reports import figures
from hocvuso.reports.models import Adjustment, FrozenReturn, Return, ReturnRule, RosterCheck
from hocvuso.reports.returns import frozen, measures, opening, queries, rights, travelling
from hocvuso.reports.returns.opening import LATEST_DUE_DAY, OWN
from hocvuso.unions import access

LONGEST_REASON, LONGEST_NOTE = 400, 2000


class NotDone(Exception):
    """The act was refused; the sentence says why and what to do. Nothing was changed."""


class NoRight(NotDone):
    """Whoever acts signs for this unit no longer, or never did."""


class Changed(NotDone):
    """Somebody else changed the return in between."""


class BadFigures(NotDone):
    """Some figures make no sense; `lines` says for each what to do."""

    def __init__(self, lines: Mapping[str, str]) -> None:
        super().__init__(_("Some figures need a look. Nothing is saved yet."))
        self.lines = dict(lines)


@dataclass(frozen=True, slots=True)
class Signer:
    """Who acts: the account, and the name that stands on paper."""

    id: uuid.UUID
    name: str


@dataclass(frozen=True, slots=True)
class Typed:
    """What an official typed into the draft: figure and reason by line, and his note."""

    own: Mapping[str, tuple[str, str]]
    note: str


@transaction.atomic
def save(signer: Signer, return_id: uuid.UUID, *, edit: int, typed: Typed) -> Return:
    """Keep the official's own figures and note in the draft.

    Raises BadFigures, Changed or NoRight; then nothing is kept.
    """
    row = _draft(signer, return_id, edit)
    _keep(signer, row, typed)
    return row


@transaction.atomic
def confirm(
    signer: Signer, return_id: uuid.UUID, *, edit: int, typed: Typed | None = None, roster_is_right: bool = False
) -> FrozenReturn:
    """Keep what was typed, freeze the draft with the signer's name, hand it to the unit above; return the version.

    Confirmed twice by the same person, the first version is returned. Without a unit above it is closed.
    """
    row = _locked(return_id)
    last = FrozenReturn.objects.filter(of=row, version=row.version).first()
    if row.state in queries.HANDED_IN and last is not None and last.confirmed_by == signer.id:
        return last
    row = _draft(signer, return_id, edit)
    if typed is not None:
        _keep(signer, row, typed)
    now = clock.now()
    text = _text(row, signer)
    stamp = checksum(text)
    row.version += 1
    is_here = row.parent_id is not None and not travelling.goes_elsewhere(row.unit_id)
    row.receipt = f"{row.unit_code}-{row.month:%m%y}-{row.version}{stamp[:5].upper()}" if is_here else ""
    version = FrozenReturn.objects.create(
        of=row, version=row.version, text=text, checksum=stamp, receipt=row.receipt,
        confirmed_by=signer.id, confirmed_name=signer.name, confirmed_at=now,
    )  # fmt: skip
    row.state = queries.SENT if row.parent_id else queries.CLOSED
    row.sent_at, row.first_sent_at = now, row.first_sent_at or now
    _touch(row, signer)
    _step(row, "sent" if row.parent_id else "closed", signer)
    if is_here:  # on the same installation the higher union has it in the same moment
        _step(row, "received", None, row.receipt)
    if roster_is_right:
        check_roster(signer, row.unit_id, on=clock.today())
    audit.record("confirm return", actor=signer.id, what=str(row), facts={"checksum": stamp})
    return version


def _keep(signer: Signer, row: Return, typed: Typed) -> None:
    lines = measures.unpack(row.lines)
    packed = measures.pack(_with_own(lines, typed.own) if row.kind == OWN else lines)
    note = vntext.nfc(typed.note).strip()[:LONGEST_NOTE]
    if packed == row.lines and note == row.note:
        return
    row.lines, row.note = packed, note
    _touch(row, signer)
    _step(row, "corrected", signer)
    audit.record("correct return", actor=signer.id, what=str(row))


def _text(row: Return, signer: Signer) -> str:
    signed = (signer.id, signer.name, clock.now())
    if row.kind == OWN:
        return frozen_text(frozen.content(row, measures.unpack(row.lines), signed=signed))
    added = queries.combined(row.unit_id, row.month)
    row.counted_at = clock.now()
    return frozen_text(frozen.content(row, added.lines, added=added.packed(), signed=signed))


@transaction.atomic
def withdraw(signer: Signer, return_id: uuid.UUID, *, version: int) -> None:
    """Take a return back as long as it is not accepted; the frozen version stays, the draft is open again."""
    row = _locked(return_id)
    _allow(rights.may_send(signer.id, row, clock.today()))
    if row.state == queries.DRAFT and row.version == version:
        return
    if row.state not in (queries.SENT, queries.CLOSED) or row.version != version:
        raise _changed(row)
    row.state = queries.DRAFT
    _touch(row, signer)
    _step(row, "withdrawn", signer)
    audit.record("withdraw return", actor=signer.id, what=str(row))


@transaction.atomic
def accept(signer: Signer, return_id: uuid.UUID, *, version: int) -> None:
    """Accept a version that was sent; it counts in the combined return from now on."""
    row = _received(signer, return_id, version, done=queries.ACCEPTED)
    if row is None:
        return
    row.state = queries.ACCEPTED
    _touch(row, signer)
    _step(row, "accepted", signer)
    audit.record("accept return", actor=signer.id, what=str(row))


@transaction.atomic
def send_back(signer: Signer, return_id: uuid.UUID, *, version: int, reason: str) -> None:
    """Give a version back with a reason; the unit corrects its draft and confirms a new version."""
    why = _reason(reason)
    row = _received(signer, return_id, version, done=queries.SENT_BACK)
    if row is None:
        return
    row.state = queries.SENT_BACK
    _touch(row, signer)
    _step(row, "sent_back", signer, why)
    audit.record("send return back", actor=signer.id, what=str(row))


@transaction.atomic
def adjust(signer: Signer, return_id: uuid.UUID, *, line: str, after: str, reason: str) -> None:
    """Correct a figure of an accepted return: the frozen figure stays, both are shown with the reason."""
    row = _locked(return_id)
    _allow(rights.may_send(signer.id, row, clock.today()))
    if row.state not in queries.DONE:
        raise _changed(row)
    found = next((each for each in queries.lines(row) if each.id == line), None)
    figure = _whole(after)
    if found is None or found.why == HIDDEN or figure is None:
        raise BadFigures({line: _figure_problem()})
    earlier = Adjustment.objects.filter(of=row, line=line).order_by("-at", "-id").first()
    before = earlier.after if earlier else found.value
    if before == figure:
        return
    Adjustment.objects.create(
        of=row, line=line, before=before, after=figure, reason=_reason(reason), at=clock.now(), by=signer.id,
        name=signer.name,
    )  # fmt: skip
    _step(row, "adjusted", signer, reason)
    audit.record("adjust return", actor=signer.id, what=str(row), facts={"line": line, "after": figure})


@transaction.atomic
def remind(signer: Signer, unit: uuid.UUID, month: date) -> int:
    """Remind every unit below whose return of a month is not in, each at most once a day; return how many."""
    _allow(access.may_act_for(signer.id, unit, clock.today()))
    today, count = clock.today(), 0
    for each in queries.below(unit, month, today):
        reminded = each.reminded_at is not None and clock.day_of(each.reminded_at) == today
        if each.id is None or not each.is_open or reminded:
            continue
        row = _locked(each.id)
        _step(row, "reminded", signer)
        _tell_signers(row, today)
        count += 1
    if count:
        audit.record("remind of returns", actor=signer.id, what=f"{unit} {month:%Y-%m}", facts={"units": count})
    return count


def _tell_signers(row: Return, today: date) -> None:
    """Put a notice in front of whoever signs for the unit; once a day, whatever is pressed."""
    facts = {
        "name": f"{row.unit_name}, {row.month:%m/%Y}", "due": f"{row.due_on:%d/%m/%Y}", "unit": row.unit_code,
        "link": f"{reverse('reports:return', args=[row.id])}?don-vi={row.unit_code}",
    }  # fmt: skip
    for person in access.signers_of(row.unit_id, today):
        outbox.notify(person, "return_due", facts, key=f"return:{row.id.hex}:{today}")


@transaction.atomic
def check_roster(signer: Signer, unit: uuid.UUID, *, on: date) -> None:
    """Sign that a unit's list of people is right on a day; signed twice on one day, the first stands."""
    _allow(access.may_act_for(signer.id, unit, clock.today()))
    people = figures.counts(unit, on).people
    _row, created = RosterCheck.objects.get_or_create(
        unit_id=unit, on=on, defaults={"people": people, "by": signer.id, "name": signer.name}
    )
    if created:
        audit.record("check roster", actor=signer.id, what=str(unit), facts={"people": people})


@transaction.atomic
def set_due_day(signer: Signer, unit: uuid.UUID, *, due_day: int) -> None:
    """Set by which day of the following month returns reach `unit`, from the returns of this month on."""
    _allow(access.may_act_for(signer.id, unit, clock.today()))
    if not 1 <= due_day <= LATEST_DUE_DAY:
        raise NotDone(_("The day lies between 1 and %(last)s, which every month has.") % {"last": LATEST_DUE_DAY})
    since = month_of(clock.today())
    held = ReturnRule.objects.filter(unit_id=unit)
    if held.filter(due_day=due_day, valid_from__lte=since, valid_to=None).exists():
        return
    held.filter(valid_from__gte=since).delete()
    held.filter(Q(valid_to__gt=since) | Q(valid_to=None)).update(valid_to=since)
    ReturnRule.objects.create(unit_id=unit, due_day=due_day, valid_from=since, set_by=signer.id, set_at=clock.now())
    audit.record("set due day", actor=signer.id, what=str(unit), facts={"day": due_day})


def open_by_hand(signer: Signer, unit: uuid.UUID, month: date) -> int:
    """Open a month that has ended, for one unit and those below it; return how many returns were opened."""
    _allow(access.may_act_for(signer.id, unit, clock.today()))
    if month_after(month) > clock.today():
        raise NotDone(_("This month has not ended yet. Its return opens on the first of the next one."))
    return opening.open_month(month, within=unit)


def _locked(return_id: uuid.UUID) -> Return:
    row = Return.objects.select_for_update().filter(id=return_id).first()
    if row is None:
        raise NotDone(_("This return is not here."))
    return row


def _draft(signer: Signer, return_id: uuid.UUID, edit: int) -> Return:
    row = _locked(return_id)
    _allow(rights.may_send(signer.id, row, clock.today()))
    if row.state in queries.HANDED_IN or row.edit != edit:
        raise _changed(row)
    return row


def _received(signer: Signer, return_id: uuid.UUID, version: int, *, done: str) -> Return | None:
    """Return a sent return to be answered, or None when this very answer was given already."""
    row = _locked(return_id)
    _allow(rights.may_receive(signer.id, row, clock.today()))
    if row.state == done and row.version == version:
        return None
    if row.state != queries.SENT or row.version != version:
        raise _changed(row)
    return row


def _allow(is_allowed: bool) -> None:
    if not is_allowed:
        raise NoRight(_("Your role for this unit does not allow it today. The level above grants the right."))


def _changed(row: Return) -> Changed:
    facts = {"name": row.changed_by or _("The system"), "time": full_time(row.changed_at)}
    return Changed(_("%(name)s changed this return at %(time)s. Look at that version first.") % facts)


def _touch(row: Return, signer: Signer) -> None:
    row.edit += 1
    # A clock that steps back must not let two changes carry the same moment.
    row.changed_at = max(clock.now(), row.changed_at + timedelta(microseconds=1))
    row.changed_by = signer.name
    row.save()


def _step(row: Return, what: str, signer: Signer | None, reason: str = "") -> None:
    opening.note(row, what, by=signer.id if signer else None, name=signer.name if signer else "", reason=reason)


def _reason(typed: str) -> str:
    why = vntext.nfc(typed).strip()[:LONGEST_REASON]
    if not why:
        raise NotDone(_("Write the reason in one sentence. Whoever reads it later was not there."))
    return why


def _whole(typed: str) -> int | None:
    digits = typed.strip().replace(".", "").replace(",", "").replace(" ", "")
    if not (digits.isascii() and digits.isdigit()) or len(digits) > len(str(MOST_PEOPLE)):
        return None
    return int(digits) if int(digits) <= MOST_PEOPLE else None


def _figure_problem() -> str:
    return _("Type a whole number from 0 to %(most)s.") % {"most": number(MOST_PEOPLE)}


def _with_own(lines: tuple[Line, ...], own: Mapping[str, tuple[str, str]]) -> tuple[Line, ...]:
    """Return the lines with the official's figures; lines that he does not mention stay as they are."""
    problems: dict[str, str] = {}
    found = []
    for line in lines:
        figure, reason = own.get(line.id, ("" if line.own is None else str(line.own), line.reason))
        try:
            found.append(_one(line, figure, reason))
        except ValueError as problem:
            problems[line.id] = str(problem)
            found.append(line)
    problems |= {line_id: said for line_id, said in _too_many(found).items() if line_id not in problems}
    if problems:
        raise BadFigures(problems)
    return tuple(found)


def _one(line: Line, figure: str, reason: str) -> Line:
    if not figure.strip():
        return corrected(line, None, "")
    count = _whole(figure)
    if count is None:
        raise ValueError(_figure_problem())
    if count == line.system:
        return corrected(line, None, "")
    why = vntext.nfc(reason).strip()[:LONGEST_REASON]
    if not why:
        raise ValueError(_("Write why your figure differs from the system's."))
    if line.why == HIDDEN:
        raise ValueError(_("Groups under 5 are merged for privacy."))
    return corrected(line, count, why)


def _too_many(lines: list[Line]) -> dict[str, str]:
    """Return the own figures that exceed what they are part of."""
    values = {line.id: line.value for line in lines}
    found = {}
    for line in lines:
        what, _dot, target = line.id.partition(".")
        whole = values.get(f"{measures.DECLARED}.{target}") if what == measures.REACHED else None
        if line.id in (measures.INVITED, measures.STARTED, measures.NOT_STARTED, measures.ASKING):
            whole = values.get(measures.PEOPLE)
        part = values.get(measures.NOT_STARTED)
        touched = line.own is not None
        if touched and whole is not None and line.own is not None and line.own > whole:
            found[line.id] = _("More than the %(whole)s people it is part of.") % {"whole": number(whole)}
        elif touched and line.id == measures.INVITED and part is not None and (line.own or 0) < part:
            found[line.id] = _("Fewer than those who were invited and have not started.")
    return found
