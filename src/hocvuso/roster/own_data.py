"""What lists say of one person, for "Dữ liệu của tôi"."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from hocvuso.people import own_data
from hocvuso.roster.models import RosterEntry


def _export(ids: Sequence[uuid.UUID]) -> list[dict[str, Any]]:
    columns = ("unit__name", "birth", "team", "employee_code", "member_number", "listed_at")
    return list(RosterEntry.objects.filter(person_id__in=ids).values(*columns))


def _count(ids: Sequence[uuid.UUID]) -> int:
    return RosterEntry.objects.filter(person_id__in=ids).count()


def _erase(ids: own_data.Ids) -> int:
    return RosterEntry.objects.filter(person_id__in=ids).delete()[0]


def register() -> None:
    """Register this room with the page of own data."""
    own_data.register(own_data.Holder("roster", lambda: _("Lists of your union"), _count, _export, _erase))
