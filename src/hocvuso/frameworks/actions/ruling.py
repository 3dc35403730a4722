"""Dated rules of confirmation: each begins on a day that has not passed, and none is ever changed."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from hocvuso.frameworks.actions.signing import By, NotNow
from hocvuso.frameworks.models import ConfirmationRule
from hocvuso.plumbing import audit, clock


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a rule says; None where the paper says nothing."""

    pass_share: float
    issuer: str
    decision: str
    retake_days: int | None = None
    valid_months: int | None = None


@transaction.atomic
def begin_rule(framework: str, ruling: Ruling, *, on: date, by: By) -> ConfirmationRule:
    """Let a rule hold from a day on. Raises NotNow for a day that has passed, or on which another begins."""
    if on < clock.today():
        raise NotNow("past")
    same = ConfirmationRule.objects.filter(framework=framework, from_on=on, dropped_at=None).first()
    if same is not None:
        if _said(same) == ruling:
            return same
        raise NotNow("rule_there")
    made = ConfirmationRule.objects.create(
        framework=framework, from_on=on, pass_share=ruling.pass_share, retake_days=ruling.retake_days,
        valid_months=ruling.valid_months, issuer=ruling.issuer, decision=ruling.decision, made_by=by.id,
        made_name=by.name, made_at=clock.now(),
    )  # fmt: skip
    audit.record("begin rule", actor=by.id, what=f"{framework} {on}", facts={"pass_share": ruling.pass_share})
    return made


def _said(row: ConfirmationRule) -> Ruling:
    return Ruling(row.pass_share, row.issuer, row.decision, row.retake_days, row.valid_months)


@transaction.atomic
def drop_rule(rule_id: uuid.UUID, *, by: By) -> None:
    """Drop a rule that has not begun. Raises NotNow for one that has: a later one takes over from it."""
    row = ConfirmationRule.objects.select_for_update().filter(id=rule_id, dropped_at=None).first()
    if row is None:
        return
    if row.from_on <= clock.today():
        raise NotNow("begun")
    row.dropped_at = clock.now()
    row.save(update_fields=["dropped_at"])
    audit.record("drop rule", actor=by.id, what=f"{row.framework} {row.from_on}")
