"""Drives themselves: written, shown to people, changed from a day on, removed, copied. The caller signs for it."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from hocvuso.core import emulation, vntext
from hocvuso.core.emulation import Criterion, Rules
from hocvuso.emulation.models import Drive, DrivePledge, DriveReview, DriveRules
from hocvuso.plumbing import audit, clock, outbox
from hocvuso.plumbing.outbox import Timed
from hocvuso.programmes.actions import Signer
from hocvuso.unions import access
from hocvuso.unions import queries as unions

LONGEST = {"title": 160, "aims": 2000, "decision": 80, "signer": 120}
LONGEST_REASON = 300
LONGEST_DRIVE = 730  # days, decided: two years; drives of a term are begun anew each year


class Refused(ValueError):
    """It cannot be done now; `args[0]` says why (see the pages' words)."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of a drive; `decision` and `signer` are typed by a person or empty."""

    title: str
    aims: str
    starts_on: date
    ends_on: date
    decision: str = ""
    decided_on: date | None = None
    signer: str = ""


def rows(criteria: Sequence[Criterion]) -> list[dict[str, object]]:
    """Return criteria as they are kept."""
    return [{"who": each.who, "name": each.name, "goal": each.goal, "about": each.about} for each in criteria]


def read(row: DriveRules) -> Rules:
    """Return kept rules as the core looks at them."""
    kept = tuple(Criterion(each["who"], each["name"], each["goal"], each.get("about", "")) for each in row.criteria)
    return Rules(row.valid_from, kept, row.reason)


@transaction.atomic
def write(number: uuid.UUID, unit: uuid.UUID, told: Told, criteria: Sequence[Criterion], *, by: Signer) -> Drive:
    """Write a drive that nobody sees yet, or write it anew; the same form twice is one drive.

    Once people see it only its words and its decision change here. Raises Refused: period, or as `emulation.problem`.
    """
    if not 0 <= (told.ends_on - told.starts_on).days < LONGEST_DRIVE:
        raise Refused("period")
    if wrong := emulation.problem(criteria):
        raise Refused(wrong)
    words = {name: vntext.clean(getattr(told, name))[:longest] for name, longest in LONGEST.items() if name != "aims"}
    words["aims"] = told.aims.strip()[: LONGEST["aims"]]
    facts = {**words, "decided_on": told.decided_on}
    period = {"starts_on": told.starts_on, "ends_on": told.ends_on}
    made = {"made_at": clock.now(), "made_by": by.id, "made_name": by.name}
    row, is_new = Drive.objects.get_or_create(pk=number, defaults={"unit_id": unit, **facts, **period, **made})
    row = Drive.objects.select_for_update().get(pk=number, unit_id=unit)
    if not is_new:
        for name, value in {**facts, **(period if row.published_at is None else {})}.items():
            setattr(row, name, value)
        row.save()
    if row.published_at is None:
        row.rules.all().delete()
        DriveRules.objects.create(drive=row, valid_from=row.starts_on, criteria=rows(criteria), **made)
    audit.record("write drive", actor=by.id, what=str(row.pk))
    return row


@transaction.atomic
def publish(number: uuid.UUID, *, by: Signer, on: date) -> None:
    """Show a drive to people, and tell the offices of the units below. Twice is once. Raises Refused: over."""
    row = _locked(number)
    if row.published_at is not None:
        return
    if row.ends_on < on:
        raise Refused("over")
    row.published_at = clock.now()
    row.save(update_fields=["published_at"])
    audit.record("publish drive", actor=by.id, what=str(row.pk))
    _tell_offices(row, on)


def _tell_offices(row: Drive, on: date) -> None:
    below = unions.unit_lines(unions.subtree_ids(row.unit_id, on), on)
    signers = access.signers_in([line.id for line in below if line.id != row.unit_id], on)
    codes = {line.id: line.code for line in below}
    now = clock.now()
    messages = [
        Timed(person, "drive_called", {"unit": codes[unit], **facts(row)}, f"drive called:{row.pk.hex}", now)
        for unit, persons in signers.items() for person in persons
    ]  # fmt: skip
    for begin in range(0, len(messages), 1000):
        outbox.notify_all(messages[begin : begin + 1000])


def facts(row: Drive) -> dict[str, str]:
    """Return what a message says of a drive."""
    return {"drive": str(row.pk), "title": row.title}


@transaction.atomic
def hide(number: uuid.UUID, *, by: Signer) -> None:
    """Take a drive back that people see, as long as nobody has pledged. Raises Refused: pledged."""
    row = _locked(number)
    if DrivePledge.objects.filter(drive=row).exists():
        raise Refused("pledged")
    if row.published_at is not None:
        row.published_at = None
        row.save(update_fields=["published_at"])
        audit.record("hide drive", actor=by.id, what=str(row.pk))


@transaction.atomic
def change_rules(number: uuid.UUID, valid_from: date, criteria: Sequence[Criterion], reason: str, *, by: Signer,
                 on: date) -> DriveRules:  # fmt: skip
    """Let a drive ask something else from a later day on, and tell everybody who pledged. The same twice is once.

    Raises Refused with the word of `emulation.problem_of_change`.
    """
    row = _locked(number)
    reason = vntext.clean(reason)[:LONGEST_REASON]
    new = Rules(valid_from, tuple(criteria), reason)
    held = list(row.rules.all())
    for each in held:
        if read(each) == new:
            return each
    if wrong := emulation.problem_of_change([read(each) for each in held], new, today=on, ends_on=row.ends_on):
        raise Refused(wrong)
    made = DriveRules.objects.create(
        drive=row, valid_from=valid_from, criteria=rows(criteria), reason=reason, made_at=clock.now(), made_by=by.id,
        made_name=by.name,
    )  # fmt: skip
    audit.record("change drive", actor=by.id, what=str(row.pk), facts={"from": valid_from.isoformat()})
    tell_pledgers(row, "drive_changed", key=f"drive changed:{made.pk.hex}", day=valid_from.isoformat(), reason=reason)
    return made


@transaction.atomic
def take_rules_back(number: uuid.UUID, rules: uuid.UUID, *, by: Signer, on: date) -> bool:
    """Take a change back that has not begun yet, and tell everybody who pledged; whatever holds already stays."""
    row = _locked(number)
    found = row.rules.filter(pk=rules, valid_from__gt=on).exclude(valid_from=row.starts_on)
    if not found.delete()[0]:
        return False
    audit.record("take change of drive back", actor=by.id, what=str(row.pk))
    tell_pledgers(row, "drive_unchanged", key=f"drive unchanged:{rules.hex}")
    return True


def tell_pledgers(row: Drive, kind: str, *, key: str, only: Collection[uuid.UUID] | None = None, **more: str) -> None:
    """Write to every person who pledged (or to `only` some of them), in the transaction of the act."""
    persons = row.pledges.filter(who=emulation.PERSON)
    persons = persons if only is None else persons.filter(subject__in=list(only))
    ids = list(persons.values_list("subject", flat=True))
    now = clock.now()
    for begin in range(0, len(ids), 1000):
        outbox.notify_all(Timed(each, kind, {**facts(row), **more}, key, now) for each in ids[begin : begin + 1000])


@transaction.atomic
def remove(number: uuid.UUID, *, by: Signer) -> None:
    """Take a drive off all pages; `restore` brings it back with everything in it. Twice is once."""
    row = _locked(number)
    if row.removed_at is None:
        row.removed_at = clock.now()
        row.save(update_fields=["removed_at"])
        audit.record("remove drive", actor=by.id, what=str(row.pk))


@transaction.atomic
def restore(number: uuid.UUID, *, by: Signer) -> None:
    """Bring a removed drive back."""
    row = _locked(number)
    if row.removed_at is not None:
        row.removed_at = None
        row.save(update_fields=["removed_at"])
        audit.record("restore drive", actor=by.id, what=str(row.pk))


@transaction.atomic
def copy(number: uuid.UUID, new: uuid.UUID, *, by: Signer) -> Drive:
    """Write the drive of next year like this one: words and what it asked last, without decision; nobody sees it yet.

    The same `new` twice is one drive.
    """
    row = _locked(number)
    found = Drive.objects.filter(pk=new).first()
    if found is not None:
        return found
    starts_on, ends_on = next_year(row.starts_on), next_year(row.ends_on)
    told = Told(row.title, row.aims, starts_on, ends_on)
    asked = emulation.in_force([read(each) for each in row.rules.all()], row.ends_on)
    made = write(new, row.unit_id, told, asked.criteria, by=by)
    made.before_id = row.pk
    made.save(update_fields=["before"])
    return made


def next_year(day: date) -> date:
    """Return the same day of the next year; after 29 February comes the 28th."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def _locked(number: uuid.UUID) -> Drive:
    return Drive.objects.select_for_update().get(pk=number)


def has_reviews(number: uuid.UUID) -> bool:
    """Tell whether figures of a drive were written down."""
    return DriveReview.objects.filter(drive=number, taken_back_at=None).exists()
