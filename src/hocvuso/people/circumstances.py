"""What a person may tell of his circumstances: the words of the questions, and what is held of it.

Nobody must answer, officials see groups of ten or more (ADR 0025), and no lookup gives another person's answers.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from hocvuso.core import gaps
from hocvuso.people import own_data
from hocvuso.people.models import Circumstance


def title(dimension: str) -> str:
    """Return the name of a dimension, as on officials' pages."""
    return {
        "shift": _("Shift"),
        "age": _("Age"),
        "gender": _("Gender"),
        "home": _("Where they live"),
        "distance": _("Way to free wifi or a class"),
    }[dimension]


def question(dimension: str) -> str:
    """Return how a person is asked."""
    return {
        "shift": _("When do you work?"),
        "age": _("How old are you?"),
        "gender": _("Are you a woman or a man?"),
        "home": _("Where do you live?"),
        "distance": _("How far is the nearest free wifi or class?"),
    }[dimension]


def words(dimension: str) -> Mapping[str, str]:
    """Return the bands of a dimension in words, in their order."""
    said = {
        "day": _("Day shift or office hours"),
        "night": _("Night shift or changing shifts"),
        "under-30": _("Under 30"),
        "30-44": _("30 to 44"),
        "45-up": _("45 and older"),
        "woman": _("Woman"),
        "man": _("Man"),
        "rented": _("Dormitory or rented room"),
        "own": _("Own or family's home"),
        "near": _("Under 1 km"),
        "middle": _("1 to 3 km"),
        "far": _("Over 3 km"),
    }
    return {band: said[band] for band in gaps.GROUPS[dimension]}


def _export(ids: Sequence[uuid.UUID]) -> Any:
    rows = Circumstance.objects.filter(person_id__in=ids).order_by("told_at", "id")
    return list(rows.values("dimension", "band", "told_at"))


def _count(ids: Sequence[uuid.UUID]) -> int:
    return Circumstance.objects.filter(person_id__in=ids).count()


def _erase(ids: own_data.Ids) -> int:
    return Circumstance.objects.filter(person_id__in=ids).delete()[0]


def _merged(gone: uuid.UUID, kept: uuid.UUID) -> list[str]:
    """Move what only `gone` told to `kept`; where both told, the word of `kept` stands."""
    told = Circumstance.objects.filter(person_id=kept).values_list("dimension", flat=True)
    rows = Circumstance.objects.filter(person_id=gone).exclude(dimension__in=list(told))
    moved = [str(each) for each in rows.values_list("id", flat=True)]
    Circumstance.objects.filter(id__in=moved).update(person_id=kept)
    return moved


def _unmerged(gone: uuid.UUID, kept: uuid.UUID, moved: list[str] | None) -> None:
    Circumstance.objects.filter(id__in=moved or [], person_id=kept).update(person_id=gone)


def register() -> None:
    """Register this part of the room with the page of own data."""
    own_data.register(
        own_data.Holder(
            "circumstances", lambda: _("What you told of yourself"), _count, _export, _erase, merged=_merged,
            unmerged=_unmerged,
        )
    )  # fmt: skip
