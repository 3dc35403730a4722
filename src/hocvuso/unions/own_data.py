"""What this room holds about one person, for "Dữ liệu của tôi", and the line with his unit on the page "Tôi"."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from hocvuso.people import own_data
from hocvuso.plumbing import changes, clock
from hocvuso.unions import queries
from hocvuso.unions.models import Employment, Grant, Membership, Role


def _export(ids: Sequence[uuid.UUID]) -> dict[str, Any]:
    dates = ("unit__name", "valid_from", "valid_to")
    return {
        "memberships": list(Membership.objects.filter(person_id__in=ids).values(*dates, "is_declared")),
        "employments": list(Employment.objects.filter(person_id__in=ids).values(*dates, "audience")),
        "roles": list(Role.objects.filter(person_id__in=ids).values(*dates, "name", "is_employer_side")),
        "grants": list(
            Grant.objects.filter(_in_grant(ids)).values(
                "viewer_id", "subject_id", "what", "reason", "valid_from", "valid_to"
            )
        ),
    }


def _count(ids: Sequence[uuid.UUID]) -> int:
    return sum(model.objects.filter(person_id__in=ids).count() for model in (Membership, Employment, Role))


def _erase(ids: Sequence[uuid.UUID]) -> int:
    changes.tell(changes.UNITS, queries.units_stayed(ids))
    gone = sum(model.objects.filter(person_id__in=ids).delete()[0] for model in (Membership, Employment, Role))
    return gone + Grant.objects.filter(_in_grant(ids)).delete()[0]


def _in_grant(ids: Sequence[uuid.UUID]) -> Q:
    return Q(viewer_id__in=ids) | Q(subject_id__in=ids)


def _line(ids: Sequence[uuid.UUID]) -> str:
    belongings = queries.units_of(ids, clock.today())
    return ", ".join(
        _("%(unit)s (said by you)") % {"unit": each.unit.name} if each.is_declared else each.unit.name
        for each in belongings
    )


def register() -> None:
    """Register this room with the page of own data."""
    own_data.register(own_data.Holder("unions", lambda: _("Units you belong to"), _count, _export, _erase, line=_line))
