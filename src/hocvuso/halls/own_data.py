"""What this room holds about one person: sheets of paper quizzes. Phones and answers of halls are nobody's."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from hocvuso.halls.models import Hall, PaperQuiz, PaperSheet
from hocvuso.people import own_data, traces


def _rows(ids: own_data.Ids) -> QuerySet[PaperSheet]:
    return PaperSheet.objects.filter(person__in=ids)


def _count(ids: Sequence[uuid.UUID]) -> int:
    return _rows(ids).count()


def _export(ids: Sequence[uuid.UUID]) -> Any:
    sheets = _rows(ids).order_by("at", "id").values("quiz__title", "form", "chosen", "at", "handed_on_at")
    led = Hall.objects.filter(by__in=ids).order_by("opened_at", "id").values("title", "opened_at")
    return {"sheets": list(sheets), "halls_led": list(led)}


def _erase(ids: own_data.Ids) -> int:
    gone = _rows(ids).delete()[0]
    PaperSheet.objects.filter(by__in=ids).update(by=None)
    PaperQuiz.objects.filter(made_by__in=ids).update(made_by=None)
    Hall.objects.filter(by__in=ids).update(by=None, leader="")
    return gone


def _merged(gone: uuid.UUID, kept: uuid.UUID) -> dict[str, list[str]]:
    """Give the sheets of an account to the one that is kept; of two of one quiz that of the kept one stays."""
    held = PaperSheet.objects.filter(person=kept).values("quiz")
    ids = list(_rows([gone]).exclude(quiz__in=held).values_list("id", flat=True))
    PaperSheet.objects.filter(id__in=ids).update(person=kept)
    return {"sheets": [str(each) for each in ids]}


def _unmerged(gone: uuid.UUID, kept: uuid.UUID, moved: dict[str, list[str]]) -> None:
    PaperSheet.objects.filter(id__in=moved["sheets"], person=kept).update(person=gone)


def register() -> None:
    """Register the page of own data and the words of traces."""
    own_data.register(
        own_data.Holder(
            "halls", lambda: _("Quizzes on paper that were entered for you"), _count, _export, _erase,
            merged=_merged, unmerged=_unmerged,
        )
    )  # fmt: skip
    traces.words_for({"read:paper": lambda: _("saw your name in the list of a paper quiz")})
