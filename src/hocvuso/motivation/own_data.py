"""What motivation holds about one person: what he switched off, pauses, rhythm, badges."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from hocvuso.motivation.models import EarnedBadge, MotivationChoice, RhythmKept, RhythmPause, UnitChallenge
from hocvuso.people import own_data

_HIS: tuple[type[models.Model], ...] = (EarnedBadge, RhythmPause, RhythmKept, MotivationChoice)


def _rows(model: type[models.Model], ids: own_data.Ids) -> models.QuerySet[Any]:
    return model._default_manager.filter(person__in=ids)


def _count(ids: Sequence[uuid.UUID]) -> int:
    return sum(_rows(model, ids).count() for model in (EarnedBadge, RhythmPause, MotivationChoice))


def _export(ids: Sequence[uuid.UUID]) -> Any:
    return {
        "badges": list(_rows(EarnedBadge, ids).order_by("earned_on").values("badge", "earned_on", "rule_from")),
        "pauses": list(_rows(RhythmPause, ids).order_by("since").values("since", "until")),
        "rhythm": list(_rows(RhythmKept, ids).values("week", "weeks", "counted_at")),
        "switched": list(_rows(MotivationChoice, ids).values("rhythm", "badges", "challenges")),
    }


def _erase(ids: own_data.Ids) -> int:
    UnitChallenge.objects.filter(made_by__in=ids).update(made_by=None, made_name="")
    return sum(_rows(model, ids).delete()[0] for model in _HIS)


def _merged(gone: uuid.UUID, kept: uuid.UUID) -> dict[str, list[str]]:
    """Move badges and pauses; what was switched off stays off. The rhythm is counted anew."""
    held = list(_rows(EarnedBadge, [kept]).values_list("badge", flat=True))
    moved = {"EarnedBadge": [str(row.pk) for row in _rows(EarnedBadge, [gone]).exclude(badge__in=held)],
             "RhythmPause": [str(row.pk) for row in _rows(RhythmPause, [gone])]}  # fmt: skip
    if _rows(MotivationChoice, [gone]).exists() and not _rows(MotivationChoice, [kept]).exists():
        _rows(MotivationChoice, [gone]).update(person=kept)
        moved["MotivationChoice"] = [str(kept)]
    _move(moved, kept)
    _rows(RhythmKept, [gone, kept]).delete()
    return moved


def _unmerged(gone: uuid.UUID, kept: uuid.UUID, moved: dict[str, list[str]]) -> None:
    _move(moved, gone)
    if moved.get("MotivationChoice"):
        _rows(MotivationChoice, [kept]).update(person=gone)
    _rows(RhythmKept, [gone, kept]).delete()


def _move(moved: dict[str, list[str]], to: uuid.UUID) -> None:
    for model in (EarnedBadge, RhythmPause):
        model._default_manager.filter(pk__in=moved.get(model.__name__, [])).update(person=to)


def register() -> None:
    """Register the page of own data."""
    own_data.register(
        own_data.Holder(
            "motivation", lambda: _("Your rhythm and your badges"), _count, _export, _erase, merged=_merged,
            unmerged=_unmerged,
        )
    )  # fmt: skip
