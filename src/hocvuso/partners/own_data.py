"""What this room holds about a person, and what goes from here to partners, in the words of "Dữ liệu của tôi"."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from hocvuso.core.mapping.content import MEMBERS, RESULTS
from hocvuso.partners import changes
from hocvuso.partners.models import MemberChange
from hocvuso.people import departures, own_data, traces
from hocvuso.plumbing import clock

BY_KEY, BY_LOG = "api:changes", "log:changes"
TAKEN_OUT, LOOKED_AT = "partner form", "partner form preview"  # what traces of forms with persons are about


def kind_of(source: str) -> str:
    """Return the kind of departure of a form's source."""
    return f"form:{source}"


def _count(ids: Sequence[uuid.UUID]) -> int:
    return MemberChange.objects.filter(person__in=ids).count()


def _export(ids: Sequence[uuid.UUID]) -> Any:
    rows = MemberChange.objects.filter(person__in=ids).order_by("id")
    return list(rows.values("unit", "other_unit", "kind", "fields", "found_at"))


def _erase(ids: own_data.Ids) -> int:
    return changes.forget(list(ids), clock.now())


def register() -> None:
    """Register the words, and what is held here."""
    own_data.register(own_data.Holder("member_changes", lambda: _("When you joined, left or moved"), _count, _export,
                                      _erase))  # fmt: skip
    traces.words_for(
        {
            f"read:{LOOKED_AT}": lambda: _("looked at a list for another office in which you stand"),
            f"read:{TAKEN_OUT}": lambda: _("took out a list for another office in which you stand"),
            "read:member changes": lambda: _("took out a list of who joined, left or moved"),
        }
    )
    departures.words_for(
        {
            kind_of(MEMBERS): lambda: _("your name and unit, in a list that an official took out"),
            kind_of(RESULTS): lambda: _("your name and what you have mastered, in a list of results"),
            BY_KEY: lambda: _("your name and unit, read by a program that you agreed to"),
            BY_LOG: lambda: _("your name and unit, in a list of who joined, left or moved"),
        }
    )
