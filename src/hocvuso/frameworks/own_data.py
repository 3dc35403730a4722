"""What this room holds about a person: who loaded, matched, published or ruled, and tests that a learner noted.

Results are read, never kept.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from hocvuso.frameworks.models import (
    ConfirmationRule,
    FailedTest,
    FrameworkRow,
    FrameworkVersion,
    TrainingProgramme,
)
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


def _count_tests(ids: Sequence[uuid.UUID]) -> int:
    return FailedTest.objects.filter(person__in=ids).count()


def _export_tests(ids: Sequence[uuid.UUID]) -> Any:
    return list(FailedTest.objects.filter(person__in=ids).order_by("on").values("framework", "on", "noted_at"))


def _erase_tests(ids: own_data.Ids) -> int:
    return FailedTest.objects.filter(person__in=ids).delete()[0]


def _joined(alias: uuid.UUID, person: uuid.UUID) -> None:
    FailedTest.objects.filter(person=alias).update(person=person)


def _merged(gone: uuid.UUID, kept: uuid.UUID) -> list[str]:
    moved = list(FailedTest.objects.filter(person=gone).values_list("id", flat=True))
    FailedTest.objects.filter(id__in=moved).update(person=kept)
    return [str(each) for each in moved]


def _unmerged(gone: uuid.UUID, kept: uuid.UUID, moved: list[str]) -> None:
    FailedTest.objects.filter(id__in=moved, person=kept).update(person=gone)


def register() -> None:
    """Register both with the page of own data."""
    own_data.register(
        own_data.Holder(
            "failed_tests", lambda: _("Official tests that you noted"), _count_tests, _export_tests, _erase_tests,
            joined=_joined, merged=_merged, unmerged=_unmerged,
        )
    )  # fmt: skip
    holder = own_data.Holder("frameworks", lambda: _("Official tables you worked on"), _count, _export, _unsign)
    own_data.register(holder)
