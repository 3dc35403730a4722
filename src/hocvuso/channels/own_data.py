"""What this room holds about one person, for "Dữ liệu của tôi"."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from hocvuso.channels.models import Contact, Letter, Notice
from hocvuso.people import own_data
from hocvuso.plumbing import outbox


def _export(ids: Sequence[uuid.UUID]) -> dict[str, Any]:
    return {
        "notices": list(
            Notice.objects.filter(person_id__in=ids).order_by("at").values("at", "kind", "facts", "read_at")
        ),
        "letters": list(
            Letter.objects.filter(person_id__in=ids).order_by("created_at").values("kind", "outcome", "sent_at")
        ),
        "reach": list(
            Contact.objects.filter(person_id__in=ids).values("shift", "own_hours", "email", "email_confirmed_at")
        ),
    }


def _count(ids: Sequence[uuid.UUID]) -> int:
    return Notice.objects.filter(person_id__in=ids).count()


def _erase(ids: own_data.Ids) -> int:
    Contact.objects.filter(person_id__in=ids).delete()
    Letter.objects.filter(person_id__in=ids).delete()
    return outbox.erase(ids) + Notice.objects.filter(person_id__in=ids).delete()[0]


def register() -> None:
    """Register this room with the page of own data."""
    own_data.register(own_data.Holder("notices", lambda: _("Notices to you"), _count, _export, _erase))
