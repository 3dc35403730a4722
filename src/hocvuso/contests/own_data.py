"""What contests hold about one person: that he entered, his papers, his protests, his word about his name."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from hocvuso.contests.models import Contest, ContestResult, Correction, Entrant, Entry, Lots, Protest
from hocvuso.people import own_data, traces

_HIS: tuple[type[models.Model], ...] = (Protest, Entry, Entrant)
_SIGNED: tuple[tuple[type[models.Model], str], ...] = (
    (Contest, "created_by"), (Entrant, "by"), (Entry, "typed_by"), (Protest, "answered_by"), (Correction, "by"),
    (Lots, "by"), (ContestResult, "by"),
)  # fmt: skip


def _rows(model: type[models.Model], ids: own_data.Ids) -> models.QuerySet[Any]:
    return model._default_manager.filter(person__in=ids)


def _count(ids: Sequence[uuid.UUID]) -> int:
    return sum(_rows(model, ids).count() for model in _HIS)


def _export(ids: Sequence[uuid.UUID]) -> Any:
    entered = ("of__title", "of__code", "number", "at", "may_be_named")
    sheets = (
        "of__of__title", "of__number", "attempt", "is_trial", "way", "starts_at", "handed_in_at", "answers", "guess",
        "points", "set_aside",
    )  # fmt: skip
    said = ("of__title", "round", "text", "at", "state", "answer", "answered_at")
    return {
        "entered": list(_rows(Entrant, ids).order_by("at").values(*entered)),
        "papers": list(_rows(Entry, ids).order_by("starts_at").values(*sheets)),
        "protests": list(_rows(Protest, ids).order_by("at").values(*said)),
    }


def _erase(ids: own_data.Ids) -> int:
    gone = sum(_rows(model, ids).delete()[0] for model in _HIS)
    for model, column in _SIGNED:
        model._default_manager.filter(**{f"{column}__in": ids}).update(**{column: None})
    return gone


def _merged(gone: uuid.UUID, kept: uuid.UUID) -> dict[str, list[str]]:
    """Move what hangs on `gone`; where both entered one contest each keeps his number, and the jury sees both."""
    held = Entrant.objects.filter(person=kept).values("of")
    moving = Entrant.objects.filter(person=gone).exclude(of__in=held)
    ids = list(moving.values_list("id", flat=True))
    sheets = list(Entry.objects.filter(entrant__in=ids).values_list("id", flat=True))
    said = list(Protest.objects.filter(person=gone).values_list("id", flat=True))
    for model, moved in ((Entrant, ids), (Entry, sheets), (Protest, said)):
        model._default_manager.filter(id__in=moved).update(person=kept)
    return {name: [str(each) for each in moved] for name, moved in
            (("entrant", ids), ("entry", sheets), ("protest", said))}  # fmt: skip


def _unmerged(gone: uuid.UUID, kept: uuid.UUID, moved: dict[str, list[str]]) -> None:
    for model in _HIS:
        ids = moved[str(model._meta.model_name)]
        model._default_manager.filter(id__in=ids, person=kept).update(person=gone)


def _line(ids: Sequence[uuid.UUID]) -> str:
    names = _rows(Entrant, ids).order_by("-at").values_list("of__title", flat=True)
    return ", ".join(names[:2])


def register() -> None:
    """Register the page of own data and the words of traces."""
    own_data.register(
        own_data.Holder(
            "contests", lambda: _("Contests: your papers, and what you protested against"), _count, _export, _erase,
            merged=_merged, unmerged=_unmerged, line=_line,
        )
    )  # fmt: skip
    traces.words_for(
        {
            "read:contest": lambda: _("saw your name in the lists of a contest"),
            "enter contest": lambda: _("entered you for a contest"),
            "type paper": lambda: _("typed your paper of a contest in"),
            "set aside": lambda: _("set your paper of a contest aside, with a reason"),
            "answer protest": lambda: _("answered your protest in a contest"),
        }
    )
