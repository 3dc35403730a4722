"""What this room holds about one person, for "Dữ liệu của tôi"."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from hocvuso.channels.models import Contact, Letter, LinkCode, Notice, ZaloAccount, ZaloEvent, ZaloMessage
from hocvuso.people import own_data
from hocvuso.plumbing import outbox


def _export(ids: Sequence[uuid.UUID]) -> dict[str, Any]:
    return {
        "notices": list(
            Notice.objects.filter(person_id__in=ids).order_by("at").values("at", "kind", "facts", "read_at")
        ),
        "letters": list(
            Letter.objects.filter(person_id__in=ids).order_by("created_at").values("kind", "way", "outcome", "sent_at")
        ),
        "reach": list(
            Contact.objects.filter(person_id__in=ids).values("shift", "own_hours", "email", "email_confirmed_at")
        ),
        "zalo": list(_accounts(ids).values("user_id", "linked_at", "began_at", "wrote_at", "left_at")),
        "zalo_messages": list(
            ZaloMessage.objects.filter(account__in=_accounts(ids)).order_by("created_at").values("body", "sent_at")
        ),
    }


def _accounts(ids: own_data.Ids) -> QuerySet[ZaloAccount]:
    return ZaloAccount.objects.filter(Q(person_id__in=ids) | Q(learner__in=ids))


def _count(ids: Sequence[uuid.UUID]) -> int:
    return Notice.objects.filter(person_id__in=ids).count()


def _erase(ids: own_data.Ids) -> int:
    Contact.objects.filter(person_id__in=ids).delete()
    Letter.objects.filter(person_id__in=ids).delete()
    LinkCode.objects.filter(person_id__in=ids).delete()
    ZaloEvent.objects.filter(user_id__in=_accounts(ids).values("user_id")).delete()
    gone = _accounts(ids).delete()[0]
    return gone + outbox.erase(ids) + Notice.objects.filter(person_id__in=ids).delete()[0]


def _merged(gone: uuid.UUID, kept: uuid.UUID) -> list[str]:
    """Give the account on Zalo to the person who stays, unless he has one himself."""
    if ZaloAccount.objects.filter(person_id=kept).exists():
        return []
    moved = list(ZaloAccount.objects.filter(person_id=gone).values_list("id", flat=True))
    ZaloAccount.objects.filter(id__in=moved).update(person_id=kept)
    return [str(each) for each in moved]


def _unmerged(gone: uuid.UUID, kept: uuid.UUID, moved: Any) -> None:
    ZaloAccount.objects.filter(id__in=moved or [], person_id=kept).update(person_id=gone)


def register() -> None:
    """Register this room with the page of own data."""
    own_data.register(
        own_data.Holder(
            "notices", lambda: _("Notices to you, and your Zalo"), _count, _export, _erase, merged=_merged,
            unmerged=_unmerged,
        )
    )  # fmt: skip
