"""What groups hold about one person: membership, offer, pledge, turns, works, letters, reports.

Works and turns stay without the name: the hours of a group are its own.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from hocvuso.groups.models import (
    Deadline,
    Group,
    GroupDuty,
    GroupMember,
    GroupMove,
    GroupWork,
    HelperReport,
    HelpOffer,
    Pledge,
    ThankYou,
)
from hocvuso.people import own_data, traces

# What goes with the person, and what stays without saying who it was.
_HIS: tuple[type[models.Model], ...] = (HelpOffer, Pledge, GroupMember, ThankYou)
_NAMELESS: tuple[tuple[type[models.Model], str], ...] = (
    (GroupDuty, "person"), (GroupWork, "person"), (HelperReport, "helper"), (HelperReport, "person"),
    (HelperReport, "reviewed_by"), (GroupMove, "decided_by"), (ThankYou, "made_by"),
    (Group, "prepared_by"), (Deadline, "made_by"),
)  # fmt: skip
_MOVED: tuple[tuple[type[models.Model], str], ...] = (
    (GroupMember, "person"), (GroupDuty, "person"), (GroupWork, "person"), (HelperReport, "helper"),
    (HelperReport, "person"), (ThankYou, "person"),
)  # fmt: skip


def _rows(model: type[models.Model], ids: own_data.Ids, column: str = "person") -> models.QuerySet[Any]:
    return model._default_manager.filter(**{f"{column}__in": ids})


def _count(ids: Sequence[uuid.UUID]) -> int:
    return sum(_rows(model, ids).count() for model in (GroupMember, HelpOffer, GroupWork))


def _export(ids: Sequence[uuid.UUID]) -> Any:
    return {
        "groups": list(_rows(GroupMember, ids).values("group__name", "role", "proposed_on", "joined_at", "left_on")),
        "offer": list(_rows(HelpOffer, ids).values("offered_at", "shift", "skills", "is_woman", "wishes")),
        "pledges": list(_rows(Pledge, ids).values("text_version", "signed_at")),
        "duty": list(_rows(GroupDuty, ids).order_by("on").values("on", "from_hour", "until_hour")),
        "works": list(_rows(GroupWork, ids).order_by("on").values("on", "kind", "minutes", "people", "note")),
        "thanks": list(_rows(ThankYou, ids).values("since", "until", "minutes", "people")),
        "reported": list(_rows(HelperReport, ids).values("at", "reason", "verdict", "reviewed_at")),
        "reports_about": list(_rows(HelperReport, ids, "helper").values("at", "reason", "verdict", "reviewed_at")),
    }


def _erase(ids: own_data.Ids) -> int:
    gone = sum(_rows(model, ids).delete()[0] for model in _HIS)
    for model, column in _NAMELESS:
        _rows(model, ids, column).update(**{column: None})
    Deadline.objects.filter(made_by=None).update(made_name="")
    return gone


def _merged(gone: uuid.UUID, kept: uuid.UUID) -> dict[str, list[str]]:
    """Move what hangs on an account; of two memberships in one group the one that is kept stays."""
    moved: dict[str, list[str]] = {}
    for model, column in _MOVED:
        rows = _rows(model, [gone], column)
        if model is GroupMember:
            rows = rows.exclude(group__in=GroupMember.objects.filter(person=kept).values("group"))
        if model is ThankYou:
            rows = rows.exclude(group__in=ThankYou.objects.filter(person=kept).values("group"))
        ids = list(rows.values_list("id", flat=True))
        model._default_manager.filter(id__in=ids).update(**{column: kept})
        moved[f"{model._meta.model_name} {column}"] = [str(each) for each in ids]
    return moved


def _unmerged(gone: uuid.UUID, kept: uuid.UUID, moved: dict[str, list[str]]) -> None:
    for model, column in _MOVED:
        ids = moved[f"{model._meta.model_name} {column}"]
        model._default_manager.filter(id__in=ids, **{column: kept}).update(**{column: gone})


def _line(ids: Sequence[uuid.UUID]) -> str:
    names = _rows(GroupMember, ids).filter(left_on=None, joined_at__isnull=False, group__closed_on=None)
    return ", ".join(names.values_list("group__name", flat=True))


def register() -> None:
    """Register the page of own data and the words of traces."""
    own_data.register(
        own_data.Holder(
            "groups", lambda: _("Helping others: your group, your hours"), _count, _export, _erase, merged=_merged,
            unmerged=_unmerged, line=_line,
        )
    )  # fmt: skip
    traces.words_for(
        {
            "read:group": lambda: _("saw your name in the list of a group"),
            "read:group_suggested": lambda: _("saw that you offered to help others"),
            "read:help_beside": lambda: _("helped beside you and saw the lesson that you were at"),
            "propose for group": lambda: _("proposed you for a group"),
            "take out of group": lambda: _("took you out of a group"),
            "review helper": lambda: _("decided about a report on your help"),
            "report helper": lambda: _("reported something about your help; by whom is not told"),
            "thank": lambda: _("wrote a letter of thanks to you"),
            "ask for": lambda: _("wrote down a request for help for you"),
        }
    )
