"""What this room holds about one person, for "Dữ liệu của tôi"."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from hocvuso.learning.models import (
    BandChange,
    Choices,
    Event,
    LearnerState,
    PlanRow,
    SkillStanding,
    SpacedCheck,
    Stuck,
)
from hocvuso.people import own_data
from hocvuso.plumbing import changes, clock


def _export(ids: Sequence[uuid.UUID]) -> dict[str, Any]:
    events = Event.objects.filter(learner__in=ids).order_by("batch", "device", "counter")
    return {
        "events": list(
            events.values(
                "id",
                "kind",
                "content_id",
                "version",
                "context",
                "response",
                "score",
                "hints",
                "ms",
                "client_at",
                "received_at",
            )
        ),
        "standing": list(SkillStanding.objects.filter(person__in=ids).values("skill", "band", "due_on", "since")),
        "bands": list(BandChange.objects.filter(person__in=ids).order_by("id").values("skill", "band", "at")),
        "checks": list(SpacedCheck.objects.filter(person__in=ids).values("skill", "passed", "at")),
        "plans": list(PlanRow.objects.filter(person__in=ids).values("made_at", "activity", "reason", "facts")),
        "choices": list(
            Choices.objects.filter(person__in=ids).values("goal", "minutes", "device", "easy", "personalise")
        ),
    }


def _count(ids: Sequence[uuid.UUID]) -> int:
    return Event.objects.filter(learner__in=ids).count()


def _erase(ids: Sequence[uuid.UUID]) -> int:
    gone, _rows = Event.objects.filter(learner__in=ids).delete()
    for model in (LearnerState, SkillStanding, BandChange, SpacedCheck, PlanRow, Choices, Stuck):
        gone += model.objects.filter(person__in=ids).delete()[0]
    changes.tell(changes.PERSONS, ids)
    return gone


def _joined(alias: uuid.UUID, person: uuid.UUID) -> None:
    """Carry over what was learnt before we knew who it was: choices move, the rest follows from the events."""
    from hocvuso.learning import actions

    if not Choices.objects.filter(person=person).exists():
        Choices.objects.filter(person=alias).update(person=person)
    for model in (Choices, LearnerState, SkillStanding, BandChange, SpacedCheck, PlanRow):
        model.objects.filter(person=alias).delete()
    Stuck.objects.filter(person=alias).update(person=person)
    actions.rebuild(person, now=clock.now())


def register_exporter() -> None:
    """Register this room with the page of own data."""
    own_data.register(
        own_data.Holder("learning", lambda: _("What you learnt and answered"), _count, _export, _erase, joined=_joined)
    )
