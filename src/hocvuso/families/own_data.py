"""What families hold about one person: where he is and was, what he shares; invitations, and acts of officials."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from hocvuso.families.models import (
    SUPPORTER,
    FamilyGoal,
    FamilyInvitation,
    FamilyMember,
    FamilyRecognition,
    FamilyRule,
    Household,
)
from hocvuso.people import own_data, traces
from hocvuso.plumbing import clock

# Acts that stay without saying who did them.
_NAMELESS: tuple[tuple[type[models.Model], str], ...] = (
    (FamilyRecognition, "proposed_by"), (FamilyRecognition, "decided_by"), (FamilyGoal, "made_by"),
    (FamilyRule, "made_by"),
)  # fmt: skip


def _rows(model: type[models.Model], ids: own_data.Ids, column: str = "person") -> models.QuerySet[Any]:
    return model._default_manager.filter(**{f"{column}__in": ids})


def _own(ids: own_data.Ids) -> models.QuerySet[FamilyRecognition]:
    """Return the recognitions of the families that these persons support."""
    return FamilyRecognition.objects.filter(
        household__in=_rows(FamilyMember, ids).filter(role=SUPPORTER).values("household")
    )


def _count(ids: Sequence[uuid.UUID]) -> int:
    return _rows(FamilyMember, ids).count() + _own(ids).count()


def _export(ids: Sequence[uuid.UUID]) -> Any:
    members = _rows(FamilyMember, ids).order_by("joined_on")
    facts = ("state", "proposed_on", "decided_on", "ended_on", "decision", "code", "note", "rule_skills", "rule_days")
    return {
        "families": list(members.values("role", "kin", "has_own_phone", "born_in", "shares", "joined_on", "left_on")),
        "recognitions": list(_own(ids).order_by("proposed_on").values(*facts)),
        "invitations_used": list(_rows(FamilyInvitation, ids, "used_by").values("made_on", "kin")),
    }


def _erase(ids: own_data.Ids) -> int:
    """Take somebody out of every family; the family of a supporter goes with him, its recognition stays nameless."""
    supported = _rows(FamilyMember, ids).filter(role=SUPPORTER).values("household")
    gone = Household.objects.filter(pk__in=list(supported.values_list("household", flat=True))).delete()[0]
    gone += _rows(FamilyMember, ids).delete()[0]
    # What he used stays used: an invitation opens once, whoever it was.
    _rows(FamilyInvitation, ids, "used_by").update(used_by=None, withdrawn_on=clock.today())
    for model, column in _NAMELESS:
        _rows(model, ids, column).update(**{column: None})
    for named in (FamilyGoal, FamilyRule):
        named._default_manager.filter(made_by=None).update(made_name="")
    return gone


def _merged(gone: uuid.UUID, kept: uuid.UUID) -> dict[str, list[str]]:
    """Move what hangs on an account; where both are in a family now, the one that is kept stays in his."""
    rows = _rows(FamilyMember, [gone])
    ended: list[str] = []
    if _rows(FamilyMember, [kept]).filter(left_on=None).exists():
        now = rows.filter(left_on=None)
        ended = [str(each) for each in now.values_list("id", flat=True)]
        now.update(left_on=clock.today())
    moved = [str(each) for each in rows.values_list("id", flat=True)]
    FamilyMember.objects.filter(id__in=moved).update(person=kept)
    used = [str(each) for each in _rows(FamilyInvitation, [gone], "used_by").values_list("id", flat=True)]
    FamilyInvitation.objects.filter(id__in=used).update(used_by=kept)
    return {"members": moved, "ended": ended, "used": used}


def _unmerged(gone: uuid.UUID, kept: uuid.UUID, moved: dict[str, list[str]]) -> None:
    FamilyMember.objects.filter(id__in=moved["members"], person=kept).update(person=gone)
    FamilyMember.objects.filter(id__in=moved["ended"], person=gone).update(left_on=None)
    FamilyInvitation.objects.filter(id__in=moved["used"], used_by=kept).update(used_by=gone)


def register() -> None:
    """Register the page of own data and the words of traces."""
    own_data.register(
        own_data.Holder(
            "families", lambda: _("My family: who learns with me"), _count, _export, _erase, merged=_merged,
            unmerged=_unmerged,
        )
    )  # fmt: skip
    traces.words_for(
        {
            "read:family": lambda: _("saw that you support a family, and whether it may be recognised"),
            "propose family": lambda: _("proposed your family for recognition"),
            "recognise family": lambda: _("recognised your family"),
            "send family back": lambda: _("wrote back about your family"),
            "revoke family": lambda: _("ended the recognition of your family"),
            "join family": lambda: _("took you into a family"),
            "leave family": lambda: _("took you out of a family"),
            "lend phone": lambda: _("gave you the phone to learn on"),
        }
    )
