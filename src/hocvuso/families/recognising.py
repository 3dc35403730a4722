"""Proposal, confirmation and end of a recognition. The rule is looked at when it is proposed and again when it is
confirmed; what was confirmed stays, whatever the family does or learns afterwards.

Whoever calls for an official has made sure that he may sign for the unit.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from hocvuso.core import vntext
from hocvuso.families import founding, queries, rules
from hocvuso.families.models import SUPPORTER, FamilyGoal, FamilyRecognition, Household
from hocvuso.families.states import LIVE, PROPOSED, RECOGNISED, REVOKED, SENT_BACK, WITHDRAWN
from hocvuso.plumbing import audit, clock, outbox
from hocvuso.plumbing.ids import free_code
from hocvuso.unions import access
from hocvuso.unions import queries as unions

CODE_LENGTH = 10  # of a certificate: it opens names, so nobody must hit one by trying
LONGEST_NOTE, LONGEST_DECISION = 200, 80


class NotYet(ValueError):
    """It cannot be done now; `args[0]` says why: rule, unit, gone."""


@dataclass(frozen=True, slots=True)
class Signer:
    """The official who acts, and the name that he signs with."""

    id: uuid.UUID
    name: str


@transaction.atomic
def propose(supporter: uuid.UUID, *, on: date, by: Signer | None = None) -> FamilyRecognition:
    """Propose a family to the unit of its supporter: he himself, or an official; twice is once. Raises NotYet."""
    held = founding.current(supporter)
    if held is None or held.role != SUPPORTER:
        raise NotYet("gone")
    Household.objects.select_for_update().get(pk=held.household_id)
    found = queries.live(held.household_id)
    if found is not None:
        return found
    unit = queries.unit_of(supporter, on)
    if unit is None:
        raise NotYet("unit")
    rule = rules.on(on, unit.id).rule
    if not queries.is_met(held.household_id, rule, on):
        raise NotYet("rule")
    made = FamilyRecognition.objects.create(
        household_id=held.household_id, unit_id=unit.id, code=free_code(_is_taken, length=CODE_LENGTH),
        rule_from=rule.valid_from, rule_skills=list(rule.skills), rule_days=rule.task_days,
        proposed_by=by.id if by else supporter, is_proposed_by_official=by is not None, proposed_on=on,
    )  # fmt: skip
    audit.record("propose family", actor=made.proposed_by, subject=supporter)
    if by is not None:
        outbox.notify(supporter, "family_proposed", {"unit_name": unit.name}, key=f"family proposed:{made.pk.hex}")
    else:
        _tell_office(made, unit)
    return made


def _is_taken(code: str) -> bool:
    return FamilyRecognition.objects.filter(code=code).exists()


def _tell_office(made: FamilyRecognition, unit: unions.UnitLine) -> None:
    facts = {"unit": unit.code, "unit_name": unit.name}
    for signer in access.signers_of(unit.id, made.proposed_on):
        outbox.notify(signer, "family_waits", facts, key=f"family waits:{made.pk.hex}")


@transaction.atomic
def give_back(supporter: uuid.UUID, *, on: date) -> bool:
    """Let a family take its proposal back, or give its recognition back."""
    held = founding.current(supporter)
    if held is None or held.role != SUPPORTER:
        return False
    rows = FamilyRecognition.objects.filter(household=held.household_id, state__in=LIVE)
    if not rows.update(state=WITHDRAWN, ended_on=on):
        return False
    audit.record("give family back", actor=supporter, subject=supporter)
    return True


@transaction.atomic
def confirm(number: uuid.UUID, *, by: Signer, on: date, decision: str = "") -> FamilyRecognition:
    """Recognise a proposed family: from now on it has a certificate. Twice is once. Raises NotYet."""
    row = _locked(number)
    if row.state == RECOGNISED:
        return row
    if row.state != PROPOSED or row.household_id is None:
        raise NotYet("gone")
    rule = rules.on(on, row.unit_id).rule
    if not queries.is_met(row.household_id, rule, on):
        raise NotYet("rule")
    row.state, row.decided_by, row.decided_name, row.decided_on = RECOGNISED, by.id, by.name, on
    row.decision = vntext.clean(decision)[:LONGEST_DECISION]
    row.rule_from, row.rule_skills, row.rule_days = rule.valid_from, list(rule.skills), rule.task_days
    row.save()
    _note("recognise family", "family_recognised", row, by)
    return row


@transaction.atomic
def send_back(number: uuid.UUID, *, by: Signer, on: date, note: str) -> None:
    """Give a proposal back with a word for the family; it can propose itself again. Twice is once."""
    row = _locked(number)
    if row.state != PROPOSED:
        return
    row.state, row.decided_by, row.decided_name, row.decided_on = SENT_BACK, by.id, by.name, on
    row.note = vntext.clean(note)[:LONGEST_NOTE]
    row.save()
    _note("send family back", "family_sent_back", row, by)


@transaction.atomic
def revoke(number: uuid.UUID, *, by: Signer, on: date, note: str) -> None:
    """End a recognition: its certificate says so to whoever checks it. Twice is once."""
    row = _locked(number)
    if row.state != RECOGNISED:
        return
    row.state, row.ended_on, row.note = REVOKED, on, vntext.clean(note)[:LONGEST_NOTE]
    row.save()
    _note("revoke family", "family_revoked", row, by)


def _locked(number: uuid.UUID) -> FamilyRecognition:
    return FamilyRecognition.objects.select_for_update().get(pk=number)


def _note(verb: str, kind: str, row: FamilyRecognition, by: Signer) -> None:
    """Write the trace of a decision and tell the family."""
    supporter = founding.supporter_of(row.household_id)
    audit.record(verb, actor=by.id, subject=supporter, what=str(row.pk))
    if supporter is not None:
        outbox.notify(supporter, kind, key=f"{kind}:{row.pk.hex}")


@transaction.atomic
def set_goal(unit: uuid.UUID, families: int, due_on: date, *, by: Signer) -> None:
    """Say how many families a unit wants recognised by when; the same words again change nothing."""
    last = queries.goal(unit)
    if last is not None and (last.families, last.due_on) == (families, due_on):
        return
    FamilyGoal.objects.create(
        unit_id=unit, families=families, due_on=due_on, made_by=by.id, made_name=by.name, made_at=clock.now()
    )
    audit.record("set family goal", actor=by.id, what=str(unit), facts={"families": families})
