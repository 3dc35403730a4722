"""What classes hold about one person: seats, attendance, the address of his calendar."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from hocvuso.classes.models import Attendance, Class, ClassSession, Enrolment, Feed
from hocvuso.people import own_data, traces

_HIS: tuple[type[models.Model], ...] = (Attendance, Enrolment, Feed)
# Of two seats in one class, and of two lines of one meeting, those of the account that is kept stay.
_MOVED: tuple[tuple[type[models.Model], str], ...] = ((Attendance, "session"), (Enrolment, "of"))


def _rows(model: type[models.Model], ids: own_data.Ids) -> models.QuerySet[Any]:
    return model._default_manager.filter(person__in=ids)


def _count(ids: Sequence[uuid.UUID]) -> int:
    return sum(_rows(model, ids).count() for model in (Enrolment, Attendance))


def _export(ids: Sequence[uuid.UUID]) -> Any:
    attended = _rows(Attendance, ids).order_by("session__starts_at")
    return {
        "classes": list(_rows(Enrolment, ids).order_by("at").values("of__name", "of__code", "state", "at")),
        "attendance": list(attended.values("session__of__name", "session__starts_at", "kind", "way", "at")),
        "calendar": list(_rows(Feed, ids).values("secret", "made_at")),
        "taught": list(Class.objects.filter(trainer__in=ids).order_by("created_at").values("name", "code")),
    }


def _erase(ids: own_data.Ids) -> int:
    gone = sum(_rows(model, ids).delete()[0] for model in _HIS)
    for model, column in (
        (Class, "trainer"),
        (ClassSession, "led_by"),
        (Class, "created_by"),
        (Attendance, "by"),
        (Enrolment, "by"),
    ):
        model._default_manager.filter(**{f"{column}__in": ids}).update(**{column: None})
    return gone


def _merged(gone: uuid.UUID, kept: uuid.UUID) -> dict[str, list[str]]:
    moved: dict[str, list[str]] = {}
    for model, once in _MOVED:
        held = model._default_manager.filter(person=kept).values(once)
        rows = _rows(model, [gone]).exclude(**{f"{once}__in": held})
        ids = list(rows.values_list("id", flat=True))
        model._default_manager.filter(id__in=ids).update(person=kept)
        moved[str(model._meta.model_name)] = [str(each) for each in ids]
    return moved


def _unmerged(gone: uuid.UUID, kept: uuid.UUID, moved: dict[str, list[str]]) -> None:
    for model, _once in _MOVED:
        model._default_manager.filter(id__in=moved[str(model._meta.model_name)], person=kept).update(person=gone)


def _line(ids: Sequence[uuid.UUID]) -> str:
    names = _rows(Enrolment, ids).exclude(state="gone").order_by("-at").values_list("of__name", flat=True)
    return ", ".join(names[:3])


def register() -> None:
    """Register the page of own data and the words of traces."""
    own_data.register(
        own_data.Holder(
            "classes", lambda: _("Classes: your seat, and when you were there"), _count, _export, _erase,
            merged=_merged, unmerged=_unmerged, line=_line,
        )
    )  # fmt: skip
    traces.words_for(
        {
            "read:class_board": lambda: _("saw, as your trainer during a class, which step you were on"),
            "read:class_guest": lambda: _("as a guest trainer, saw your name in the list of a class"),
            "read:class": lambda: _("saw your name in the list of a class"),
            "enrol": lambda: _("gave you a seat in a class"),
            "leave class": lambda: _("took your seat in a class back"),
        }
    )
