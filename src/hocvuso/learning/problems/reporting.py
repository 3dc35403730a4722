"""What a learner does: report that a step or a question is not right, and read what was answered.

A report is no event: it says nothing about what he knows, so it moves neither state nor plan. It comes by the same door
though, from the phone's outbox too, and the same id counts once.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from hocvuso.core.masking import mask
from hocvuso.core.vntext import clean
from hocvuso.curriculum import queries as curriculum
from hocvuso.learning.intake import REPORT, Incoming, Refused, tidy_time
from hocvuso.learning.models import Choices, ProblemReport
from hocvuso.people import queries as people

REASONS = ("words", "screen", "wrong", "other")
MOST_LETTERS = 400
A_DAY, MOST_A_DAY = timedelta(days=1), 20  # decided: more than that is one long letter, and it goes to a person
OPEN, LOOKING, CLOSED = "open", "looking", "closed"


@dataclass(frozen=True, slots=True)
class Own:
    """One's own report, and what was answered."""

    id: uuid.UUID
    step: str
    content_id: str
    reason: str
    text: str
    at: datetime
    state: str
    outcome: str
    answer: str


def take(learner: uuid.UUID | None, incoming: Incoming, *, now: datetime) -> str:
    """Store a report; return "stored", or "duplicate" for an id that is there already. Raises Refused.

    Nobody known (None) may report too: nothing can be answered to him then.
    """
    if incoming.kind != REPORT:
        raise Refused("unknown_kind")
    step = step_of(incoming.content_id)
    if not step:
        raise Refused("unknown_step")
    if incoming.person not in (None, learner) and (
        learner is None or people.canonical(incoming.person) != people.canonical(learner)
    ):
        raise Refused("other_person")
    reason, text = _said(incoming.response)
    if reason not in REASONS:
        raise Refused("bad_response")
    if ProblemReport.objects.filter(id=incoming.id).exists():
        return "duplicate"
    if learner is not None and _today(learner, now) >= MOST_A_DAY:
        raise Refused("often")
    chosen = Choices.objects.filter(person=learner).values_list("device", flat=True).first() if learner else ""
    row = {
        "person": learner, "step": step, "content_id": incoming.content_id, "version": incoming.version,
        "reason": reason, "text": text, "device": chosen or "", "at": tidy_time(incoming.client_at, now),
    }  # fmt: skip
    _, is_new = ProblemReport.objects.get_or_create(id=incoming.id, defaults=row)
    return "stored" if is_new else "duplicate"


def step_of(content_id: str) -> str:
    """Return the step that is meant: itself, or that of a question; "" for what is not known."""
    if content_id in curriculum.current().steps:
        return content_id
    item = curriculum.item(content_id)
    return item.step if item else ""


def own(learner: uuid.UUID, report: uuid.UUID) -> Own | None:
    """Return one of this person's own reports; None for somebody else's."""
    row = ProblemReport.objects.filter(id=report, person__in=people.ids_of(learner)).first()
    if row is None:
        return None
    return Own(row.id, row.step, row.content_id, row.reason, row.text, row.at, row.state, row.outcome, row.answer)


def _today(learner: uuid.UUID, now: datetime) -> int:
    return ProblemReport.objects.filter(person__in=people.ids_of(learner), at__gt=now - A_DAY).count()


def _said(response: object) -> tuple[str, str]:
    """Return reason and masked words, either plain or as the fields of the page, `{"form": {name: [values]}}`."""
    given = response if isinstance(response, Mapping) else {}
    fields = given.get("form", given)
    fields = fields if isinstance(fields, Mapping) else {}

    def first(name: str) -> str:
        value = fields.get(name, "")
        value = value[0] if isinstance(value, list) and value else value
        return value if isinstance(value, str) else ""

    return first("ly-do"), mask(clean(first("loi"))[:MOST_LETTERS]).text
