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
    StepUpdate,
    Stuck,
    UpdateLook,
)
from hocvuso.people import own_data
from hocvuso.people import queries as people
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
                "variant",
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
        "updates": list(StepUpdate.objects.filter(person__in=ids).values("update", "found_at", "done_at", "how")),
        "checks": list(SpacedCheck.objects.filter(person__in=ids).values("skill", "passed", "at")),
        "plans": list(PlanRow.objects.filter(person__in=ids).values("made_at", "activity", "reason", "facts", "form")),
        "choices": list(
            Choices.objects.filter(person__in=ids).values("goal", "minutes", "device", "easy", "form", "personalise")
        ),
    }


def _count(ids: Sequence[uuid.UUID]) -> int:
    return Event.objects.filter(learner__in=ids).count()


def _erase(ids: own_data.Ids) -> int:
    gone, _rows = Event.objects.filter(learner__in=ids).delete()
    for model in (LearnerState, SkillStanding, BandChange, SpacedCheck, PlanRow, Choices, Stuck,
                  StepUpdate, UpdateLook):  # fmt: skip
        gone += model.objects.filter(person__in=ids).delete()[0]
    changes.tell(changes.PERSONS, ids)
    return gone


def _joined(alias: uuid.UUID, person: uuid.UUID) -> None:
    """Carry over what was learnt before we knew who it was: choices move, the rest follows from the events."""
    from hocvuso.learning import actions

    if not Choices.objects.filter(person=person).exists():
        Choices.objects.filter(person=alias).update(person=person)
    _share_updates(alias, person)
    for model in (Choices, LearnerState, SkillStanding, BandChange, SpacedCheck, PlanRow, StepUpdate):
        model.objects.filter(person=alias).delete()
    Stuck.objects.filter(person=alias).update(person=person)
    actions.rebuild(person, now=clock.now())


def _share_updates(gone: uuid.UUID, kept: uuid.UUID) -> list[str]:
    """Give one what the other was told or is owed, so that nobody is told twice; return the updates that moved."""
    known = StepUpdate.objects.filter(person=kept).values_list("update", flat=True)
    rows = StepUpdate.objects.filter(person=gone).exclude(update__in=list(known))
    moved = list(rows.values_list("update", flat=True))
    rows.update(person=kept)
    UpdateLook.objects.filter(person__in=[gone, kept]).delete()  # two pasts are one now: look again
    return moved


def _merged(gone: uuid.UUID, kept: uuid.UUID) -> dict[str, Any]:
    """Bring two histories together. Events and stored plans stay as they are; state and standing follow from them."""
    mine = Choices.objects.filter(person=kept)
    theirs = Choices.objects.filter(person=gone)
    moved: dict[str, Any] = {"choices": not mine.exists() and theirs.exists()}
    if moved["choices"]:
        theirs.update(person=kept)
    open_here = Stuck.objects.filter(person=kept, closed_at=None).values_list("step", flat=True)
    stuck = Stuck.objects.filter(person=gone).exclude(closed_at=None, step__in=list(open_here))
    moved["stuck"] = [str(each) for each in stuck.values_list("pk", flat=True)]
    stuck.update(person=kept)
    moved["updates"] = _share_updates(gone, kept)
    _follow_anew(gone, kept)
    return moved


def _unmerged(gone: uuid.UUID, kept: uuid.UUID, moved: dict[str, Any]) -> None:
    if moved["choices"]:
        Choices.objects.filter(person=kept).update(person=gone)
    Stuck.objects.filter(pk__in=moved["stuck"], person=kept).update(person=gone)
    StepUpdate.objects.filter(update__in=moved.get("updates", []), person=kept).update(person=gone)
    UpdateLook.objects.filter(person__in=[gone, kept]).delete()
    _follow_anew(gone, kept)


def _follow_anew(gone: uuid.UUID, kept: uuid.UUID) -> None:
    """Work out again what follows from events: for both when they are two, for the one that is kept otherwise."""
    from hocvuso.learning import actions

    for model in (LearnerState, SkillStanding):
        model.objects.filter(person__in=[gone, kept]).delete()
    for person in dict.fromkeys([people.canonical(gone), kept]):
        if Event.objects.filter(learner__in=people.ids_of(person)).exists():
            actions.rebuild(person, now=clock.now())


def register_exporter() -> None:
    """Register this room with the page of own data."""
    own_data.register(
        own_data.Holder(
            "learning", lambda: _("What you learnt and answered"), _count, _export, _erase, joined=_joined,
            merged=_merged, unmerged=_unmerged,
        )
    )  # fmt: skip
