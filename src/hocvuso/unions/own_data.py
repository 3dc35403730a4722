"""What this room holds about one person, for "Dữ liệu của tôi", and the line with his unit on the page "Tôi"."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from hocvuso.people import own_data, traces
from hocvuso.plumbing import changes, clock
from hocvuso.unions import queries, roles
from hocvuso.unions.models import Employment, FullTime, Grant, Membership, Role, RoleInvitation

_LINKS: tuple[Any, ...] = (Membership, Employment, FullTime, Role)


def _export(ids: Sequence[uuid.UUID]) -> dict[str, Any]:
    dates = ("unit__name", "valid_from", "valid_to")
    return {
        "memberships": list(Membership.objects.filter(person_id__in=ids).values(*dates, "is_declared")),
        "employments": list(Employment.objects.filter(person_id__in=ids).values(*dates, "audience")),
        "full_time": list(FullTime.objects.filter(person_id__in=ids).values(*dates)),
        "roles": list(Role.objects.filter(person_id__in=ids).values(*dates, "name", "is_employer_side")),
        "role_invitations": list(
            RoleInvitation.objects.filter(role__person_id__in=ids).values("made_at", "expires_at", "used_at")
        ),
        "grants": list(
            Grant.objects.filter(_in_grant(ids)).values(
                "viewer_id", "subject_id", "what", "reason", "valid_from", "valid_to"
            )
        ),
    }


def _count(ids: Sequence[uuid.UUID]) -> int:
    found: int = sum(model.objects.filter(person_id__in=ids).count() for model in _LINKS)
    return found


def _erase(ids: own_data.Ids) -> int:
    changes.tell(changes.UNITS, queries.units_stayed(ids))
    gone: int = sum(model.objects.filter(person_id__in=ids).delete()[0] for model in _LINKS)
    return gone + Grant.objects.filter(_in_grant(ids)).delete()[0]


def _in_grant(ids: own_data.Ids) -> Q:
    return Q(viewer_id__in=ids) | Q(subject_id__in=ids)


def _merged(gone: uuid.UUID, kept: uuid.UUID) -> dict[str, list[str]]:
    """Move every dated fact to the account that is kept; a person in one unit twice is still counted once."""
    moved: dict[str, list[str]] = {}
    for model, name in _columns():
        rows = model.objects.filter(**{name: gone})
        moved[f"{model._meta.model_name} {name}"] = [str(each) for each in rows.values_list("id", flat=True)]
        rows.update(**{name: kept})
    changes.tell(changes.PERSONS, [kept, gone])
    return moved


def _unmerged(gone: uuid.UUID, kept: uuid.UUID, moved: dict[str, list[str]]) -> None:
    for model, name in _columns():
        rows = model.objects.filter(id__in=moved[f"{model._meta.model_name} {name}"], **{name: kept})
        rows.update(**{name: gone})
    changes.tell(changes.PERSONS, [kept, gone])


def _columns() -> list[tuple[Any, str]]:
    return [*((model, "person_id") for model in _LINKS), (Grant, "viewer_id"), (Grant, "subject_id")]


def _line(ids: Sequence[uuid.UUID]) -> str:
    belongings = queries.units_of(ids, clock.today())
    return ", ".join(
        _("%(unit)s (said by you)") % {"unit": each.unit.name} if each.is_declared else each.unit.name
        for each in belongings
    )


def register() -> None:
    """Register this room with the page of own data, and the words of what its officials do."""
    traces.roles_named(roles.word)
    traces.words_for(
        {
            "confirm": lambda: _("confirmed that you belong to the unit"),
            "role": lambda: _("gave you a role"),
            "invite": lambda: _("sent you a link to take a role on"),
            "withdraw invitation": lambda: _("took a link to a role back"),
            "read out code": lambda: _("read a code out to you"),
            "change role": lambda: _("gave you a role"),
            "change role_ended": lambda: _("ended a role of yours"),
            "change delegated": lambda: _("lent you rights"),
            "change joined": lambda: _("wrote down that you belong to a unit"),
            "change left": lambda: _("wrote down that you left a unit"),
            "change moved": lambda: _("wrote down that you moved to another unit"),
            "change audience": lambda: _("changed as what you are counted"),
            "change full_time": lambda: _("changed whether you work full time for the union"),
            "change dates": lambda: _("corrected dates of where you belong"),
        }
    )
    own_data.register(
        own_data.Holder(
            "unions", lambda: _("Units you belong to"), _count, _export, _erase, merged=_merged, unmerged=_unmerged,
            line=_line,
        )
    )  # fmt: skip
