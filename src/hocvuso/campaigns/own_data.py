"""What this room holds about an official: what he wrote, approved and asked for. The work is the unit's and stays."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from hocvuso.campaigns.models import Assignment, Campaign, CampaignLink, Post
from hocvuso.people import own_data

# Where an account stands, and the name signed beside it ("" where there is none).
_SIGNED: tuple[tuple[type[models.Model], str, str], ...] = (
    (Campaign, "made_by", "made_name"),
    (Post, "made_by", "made_name"),
    (Post, "asked_by", ""),
    (Post, "approved_by", "approved_name"),
    (CampaignLink, "created_by", ""),
    (Assignment, "made_by", "made_name"),
)


def _rows(model: type[models.Model], column: str, ids: own_data.Ids) -> models.QuerySet[Any]:
    return model._default_manager.filter(**{f"{column}__in": ids})


def _count(ids: Sequence[uuid.UUID]) -> int:
    return sum(_rows(model, column, ids).count() for model, column, _name in _SIGNED)


def _export(ids: Sequence[uuid.UUID]) -> Any:
    return {
        "campaigns": list(_rows(Campaign, "made_by", ids).values("title", "made_at")),
        "posts": list(_rows(Post, "made_by", ids).values("title", "made_at")),
        "asked": list(_rows(Post, "asked_by", ids).values("title")),
        "approved": list(_rows(Post, "approved_by", ids).values("title", "approved_at")),
        "links": list(_rows(CampaignLink, "created_by", ids).values("group", "channel", "created_at")),
        "assigned": list(_rows(Assignment, "made_by", ids).values("made_on", "due_on", "note")),
    }


def _erase(ids: own_data.Ids) -> int:
    gone = 0
    for model, column, name in _SIGNED:
        gone += _rows(model, column, ids).update(**{column: None}, **({name: ""} if name else {}))
    return gone


def _merged(gone: uuid.UUID, kept: uuid.UUID) -> dict[str, list[str]]:
    moved: dict[str, list[str]] = {}
    for model, column, _name in _SIGNED:
        ids = list(_rows(model, column, [gone]).values_list("id", flat=True))
        model._default_manager.filter(id__in=ids).update(**{column: kept})
        moved[f"{model._meta.model_name} {column}"] = [str(each) for each in ids]
    return moved


def _unmerged(gone: uuid.UUID, kept: uuid.UUID, moved: dict[str, list[str]]) -> None:
    for model, column, _name in _SIGNED:
        ids = moved[f"{model._meta.model_name} {column}"]
        model._default_manager.filter(id__in=ids, **{column: kept}).update(**{column: gone})


def register() -> None:
    """Register the page of own data."""
    own_data.register(
        own_data.Holder(
            "campaigns", lambda: _("Awareness work that you wrote, approved or asked for"), _count, _export, _erase,
            merged=_merged, unmerged=_unmerged,
        )
    )  # fmt: skip
