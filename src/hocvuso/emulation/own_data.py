"""What drives hold about one person: his pledges with what was counted, his commendations, acts as an official."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from hocvuso.core.emulation import PERSON
from hocvuso.emulation.models import Commendation, Drive, DrivePledge, DriveReview, DriveRules
from hocvuso.people import own_data, traces

_HIS: tuple[type[models.Model], ...] = (DrivePledge, Commendation)
# Acts that stay without saying who did them.
_NAMELESS: tuple[tuple[type[models.Model], str, str], ...] = (
    (Drive, "made_by", "made_name"), (DriveRules, "made_by", "made_name"), (DriveReview, "made_by", "made_name"),
    (Commendation, "proposed_by", "proposed_name"), (Commendation, "decided_by", ""),
)  # fmt: skip


def _rows(model: type[models.Model], ids: own_data.Ids) -> models.QuerySet[Any]:
    return model._default_manager.filter(who=PERSON, subject__in=ids)


def _count(ids: Sequence[uuid.UUID]) -> int:
    return sum(_rows(model, ids).count() for model in _HIS)


def _export(ids: Sequence[uuid.UUID]) -> Any:
    pledges = _rows(DrivePledge, ids).order_by("pledged_on")
    held = _rows(Commendation, ids).order_by("proposed_on")
    return {
        "pledges": list(pledges.values("drive__title", "pledged_on", "goals", "counts", "met_on", "is_named")),
        "commendations": list(held.values("drive__title", "state", "proposed_on", "decision", "decided_on")),
    }


def _erase(ids: own_data.Ids) -> int:
    """Take somebody out of every drive; a decision stays as a number without a name."""
    gone = _rows(DrivePledge, ids).delete()[0]
    held = _rows(Commendation, ids)
    gone += held.count()
    held.update(subject=None)
    for model, column, name in _NAMELESS:
        rows = model._default_manager.filter(**{f"{column}__in": ids})
        rows.update(**{column: None, **({name: ""} if name else {})})
    return gone


def _merged(gone: uuid.UUID, kept: uuid.UUID) -> dict[str, list[str]]:
    """Move what hangs on an account; where both take part in one drive, the one that is kept stays in it."""
    moved: dict[str, list[str]] = {}
    for model in _HIS:
        held = _rows(model, [kept]).values("drive")
        rows = _rows(model, [gone]).exclude(drive__in=list(held.values_list("drive", flat=True)))
        ids = list(rows.values_list("pk", flat=True))
        model._default_manager.filter(pk__in=ids).update(subject=kept)
        moved[model.__name__] = [str(each) for each in ids]
    return moved


def _unmerged(gone: uuid.UUID, kept: uuid.UUID, moved: dict[str, list[str]]) -> None:
    for model in _HIS:
        model._default_manager.filter(pk__in=moved.get(model.__name__, []), subject=kept).update(subject=gone)


def register() -> None:
    """Register the page of own data and the words of traces."""
    own_data.register(
        own_data.Holder(
            "emulation", lambda: _("Emulation drives that you take part in"), _count, _export, _erase, merged=_merged,
            unmerged=_unmerged,
        )
    )  # fmt: skip
    traces.words_for({"read:drive": lambda: _("saw that you met the goal of a drive, as you had agreed")})
