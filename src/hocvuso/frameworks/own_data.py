"""What this room holds about a person: only who loaded, matched, published or ruled. Results are read, never kept."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from hocvuso.frameworks.models import ConfirmationRule, FrameworkRow, FrameworkVersion, TrainingProgramme
from hocvuso.people import own_data

# Each act with its columns: who, under which name, when, and what tells the act apart.
_ACTS: tuple[tuple[type[models.Model], str, str, str, str], ...] = (
    (FrameworkVersion, "uploaded_by", "uploaded_name", "uploaded_at", "title"),
    (FrameworkVersion, "published_by", "published_name", "published_at", "title"),
    (FrameworkVersion, "withdrawn_by", "withdrawn_name", "withdrawn_at", "title"),
    (FrameworkRow, "decided_by", "decided_name", "decided_at", "title"),
    (ConfirmationRule, "made_by", "made_name", "made_at", "framework"),
    (TrainingProgramme, "made_by", "made_name", "made_at", "title"),
)


def _count(ids: Sequence[uuid.UUID]) -> int:
    return sum(model._default_manager.filter(**{f"{who}__in": ids}).count() for model, who, *_rest in _ACTS)


def _export(ids: Sequence[uuid.UUID]) -> Any:
    return [
        {"act": f"{model._meta.model_name} {at}", "what": what, "at": when}
        for model, who, _name, at, column in _ACTS
        for what, when in model._default_manager.filter(**{f"{who}__in": ids}).order_by(at).values_list(column, at)
    ]


def _unsign(ids: own_data.Ids) -> int:
    """The tables are the site's; only who did it is forgotten."""
    return sum(
        model._default_manager.filter(**{f"{who}__in": ids}).update(**{who: None, name: ""})
        for model, who, name, *_rest in _ACTS
    )


def register() -> None:
    """Register the page of own data."""
    holder = own_data.Holder("frameworks", lambda: _("Official tables you worked on"), _count, _export, _unsign)
    own_data.register(holder)
