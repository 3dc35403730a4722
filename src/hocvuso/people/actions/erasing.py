"""Forgetting a person: every room deletes what it holds; what stays is a row that says "erased on that day"."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from hocvuso.people import own_data, queries, tokens
from hocvuso.people.models import Card, Change, Consent, Device, Distinct, Merge, Person, PersonAlias, Proposal
from hocvuso.plumbing import audit, clock

UNUSABLE = "!"  # what Django keeps for an account that no password opens


@transaction.atomic
def erase(person_id: uuid.UUID, *, by: uuid.UUID | None, way: str) -> None:
    """Delete what any room holds about this person, under all his ids, and scrub the account itself.

    `way` says why: "asked", "expired", "anonymous", "demo". Harmless when it has happened already.
    """
    ids = queries.ids_of(person_id)
    if not Person.objects.filter(id__in=ids, erased_at=None).exists():
        return
    gone = {holder.name: holder.erase(ids) for holder in own_data.holders()}
    audit.record("erase", actor=by, subject=ids[0], what=way, facts={"rows": gone})
    tokens.refresh()


def scrub(ids: own_data.Ids) -> int:
    """Remove name, number, codes, cards and decisions of an account, and sign out its phones."""
    now = clock.now()
    gone: int = sum(
        model.objects.filter(person_id__in=ids).delete()[0] for model in (Card, Consent, PersonAlias, Change)
    )
    gone += Merge.objects.filter(Q(kept_id__in=ids) | Q(gone_id__in=ids)).delete()[0]
    gone += Proposal.objects.filter(Q(person_id__in=ids) | Q(other_id__in=ids)).delete()[0]
    gone += Distinct.objects.filter(Q(one_id__in=ids) | Q(other_id__in=ids)).delete()[0]
    gone += Authenticator.objects.filter(user_id__in=ids).delete()[0]
    Device.objects.filter(Q(person_id__in=ids) | Q(learner__in=ids)).update(label="", revoked_at=now)
    gone += Person.objects.filter(id__in=ids, erased_at=None).update(
        username=None,
        password=UNUSABLE,
        full_name="",
        form_of_address="",
        search="",
        sort_key="",
        phone="",
        phone_confirmed_at=None,
        pin_hash="",
        pin_kind="",
        source="",
        is_active=False,
        is_staff=False,
        is_superuser=False,
        last_login=None,
        invited_at=None,
        claimed_at=None,
        expires_at=None,
        locked_at=None,
        has_desk_code=False,
        erased_at=now,
    )
    return gone


def _export(ids: Sequence[uuid.UUID]) -> dict[str, Any]:
    person = Person.objects.filter(id=ids[0]).values(
        "id",
        "username",
        "full_name",
        "form_of_address",
        "phone",
        "phone_confirmed_at",
        "source",
        "created_at",
        "invited_at",
        "claimed_at",
        "expires_at",
    )
    return {
        "person": list(person),
        "other_ids": list(PersonAlias.objects.filter(person_id__in=ids).values("alias", "since", "way")),
        "phones": list(Device.objects.filter(person_id__in=ids).values("id", "label", "created_at", "revoked_at")),
        "cards": list(Card.objects.filter(person_id__in=ids).values("kind", "issued_at", "expires_at", "used_at")),
        "changes": list(
            Change.objects.filter(person_id__in=ids).order_by("at").values("kind", "at", "reason", "before", "after")
        ),
        "consents": list(
            Consent.objects.filter(person_id__in=ids)
            .order_by("at")
            .values("purpose", "given", "text_version", "way", "at")
        ),
    }


def _count(ids: Sequence[uuid.UUID]) -> int:
    return Person.objects.filter(id__in=ids[:1], erased_at=None).count()


def register() -> None:
    """Register this room with the page of own data."""
    own_data.register(own_data.Holder("account", lambda: _("Your account"), _count, _export, scrub))
