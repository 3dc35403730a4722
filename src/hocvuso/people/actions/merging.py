"""Two accounts that are one person: brought together, and taken apart again to exactly what they were.

Events are never rewritten: the account that goes becomes an alias, as an anonymous id does. What hangs on it moves
room by room (`own_data.Holder.merged`), and each room keeps what it moved. Where the account that goes has
credentials, or a role, a second official has to agree (`proposing`).
"""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.db import models, transaction

from hocvuso.people import own_data, tokens
from hocvuso.people.actions.beginning import ANONYMOUS_TERM
from hocvuso.people.actions.changing import By, TooLate
from hocvuso.people.models import Card, Change, Consent, Device, Distinct, Merge, Person, PersonAlias
from hocvuso.plumbing import audit, clock

# What an account that nobody has claimed yet takes over from the other.
_CREDENTIALS = ("pin_hash", "pin_kind", "claimed_at")


class NotMergeable(Exception):
    """These two cannot be merged; `why` is "same", "official" or "gone"."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class NeedsSecond(Exception):
    """Somebody comes in with the account that would go: a second official has to agree."""


def check(kept: uuid.UUID, gone: uuid.UUID) -> None:
    """Raise NotMergeable when `gone` cannot become a part of `kept`."""
    if kept == gone:
        raise NotMergeable("same")
    known = Person.objects.filter(id__in=[kept, gone], erased_at=None).exclude(full_name="")
    if known.count() != 2 or PersonAlias.objects.filter(alias__in=[kept, gone]).exists():
        raise NotMergeable("gone")
    if Person.objects.filter(id=gone, username__isnull=False).exists():
        raise NotMergeable("official")  # his password must not open another name


def has_credentials(person: uuid.UUID) -> bool:
    """Tell whether somebody already comes in with this account."""
    return Person.objects.filter(id=person).exclude(claimed_at=None, username=None).exists()


@transaction.atomic
def merge(kept: uuid.UUID, gone: uuid.UUID, *, by: By, agreed_by: uuid.UUID | None = None) -> uuid.UUID:
    """Make `gone` a part of `kept` and return the id of the merge; done twice it is once.

    Raises NotMergeable, and NeedsSecond where the account that goes is in use and nobody else has agreed.
    """
    done = Merge.objects.filter(kept_id=kept, gone_id=gone, undone_at=None).first()
    if done is not None:
        return done.id
    list(Person.objects.select_for_update().filter(id__in=[kept, gone]).order_by("id"))
    check(kept, gone)
    if has_credentials(gone) and agreed_by in {None, by.person}:
        raise NeedsSecond
    moved: dict[str, Any] = {"account": _move(kept, gone)}
    PersonAlias.objects.create(alias=gone, person_id=kept, since=clock.now(), way="merge")
    for holder in own_data.holders():
        moved[holder.name] = holder.merged(gone, kept) if holder.name != "account" else moved["account"]
    row = Merge.objects.create(
        kept_id=kept, gone_id=gone, unit=by.unit, at=clock.now(), by=by.person, agreed_by=agreed_by,
        reason=by.reason[:200], moved=moved,
    )  # fmt: skip
    for each in (kept, gone):
        audit.record("merge", actor=by.person, subject=each, what=str(row.id))
    tokens.refresh()
    return row.id


def _move(kept: uuid.UUID, gone: uuid.UUID) -> dict[str, Any]:
    """Move cards, decisions, changes and aliases, sign the phones of `gone` out, and lend credentials to `kept`."""
    moved: dict[str, Any] = {}
    tables: tuple[Any, ...] = (Card, Consent, Change)
    for model in tables:
        rows = model.objects.filter(person_id=gone)
        moved[model._meta.model_name] = [str(each) for each in rows.values_list("id", flat=True)]
        rows.update(person_id=kept)
    aliases = PersonAlias.objects.filter(person_id=gone)
    moved["aliases"] = [str(each) for each in aliases.values_list("alias", flat=True)]
    aliases.update(person_id=kept)
    # Their tokens carry the id that goes; they come in again with the code.
    phones = Device.objects.filter(person_id=gone, revoked_at=None)
    moved["phones"] = [str(each) for each in phones.values_list("id", flat=True)]
    phones.update(revoked_at=clock.now())
    moved["expires_at"] = _iso(Person.objects.get(id=gone).expires_at)
    Person.objects.filter(id=gone).update(expires_at=None)
    moved["lent"] = _lend(Person.objects.get(id=kept), Person.objects.get(id=gone))
    return moved


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _lend(kept: Person, gone: Person) -> dict[str, list[Any]]:
    """Fill what `kept` lacks from `gone`; return per field what was there and what was put."""
    wanted: list[str] = []
    if kept.claimed_at is None and gone.claimed_at is not None:
        wanted += _CREDENTIALS
    if not kept.phone and gone.phone:
        wanted += ["phone", "phone_confirmed_at"]
    if kept.invited_at is None and gone.invited_at is not None:
        wanted.append("invited_at")
    lent = {name: [_plain(getattr(kept, name)), _plain(getattr(gone, name))] for name in wanted}
    for name in wanted:
        setattr(kept, name, getattr(gone, name))
    if wanted:
        kept.save(update_fields=wanted)
    return lent


def _plain(value: Any) -> Any:
    return _iso(value) if isinstance(value, datetime) else value


@transaction.atomic
def unmerge(merge_id: uuid.UUID, *, by: By) -> None:
    """Take a merge apart: what had moved goes back; what came afterwards stays with the account that was kept.

    Raises TooLate when one of both was erased, or the account that was kept is a part of another by now.
    """
    row = Merge.objects.select_for_update().get(id=merge_id)
    if row.undone_at is not None:
        return
    here = Person.objects.filter(id__in=[row.kept_id, row.gone_id], erased_at=None).count()
    if here != 2 or PersonAlias.objects.filter(alias=row.kept_id).exists():
        raise TooLate
    PersonAlias.objects.filter(alias=row.gone_id, person_id=row.kept_id).delete()
    _move_back(row.kept_id, row.gone_id, row.moved["account"])
    for holder in own_data.holders():
        if holder.name != "account":
            holder.unmerged(row.gone_id, row.kept_id, row.moved.get(holder.name))
    row.undone_at, row.undone_by = clock.now(), by.person
    row.save(update_fields=["undone_at", "undone_by"])
    for each in (row.kept_id, row.gone_id):
        audit.record("unmerge", actor=by.person, subject=each, what=str(row.id))
    tokens.refresh()


def _move_back(kept: uuid.UUID, gone: uuid.UUID, moved: dict[str, Any]) -> None:
    tables: tuple[Any, ...] = (Card, Consent, Change)
    for model in tables:
        model.objects.filter(id__in=moved[model._meta.model_name], person_id=kept).update(person_id=gone)
    PersonAlias.objects.filter(alias__in=moved["aliases"], person_id=kept).update(person_id=gone)
    Device.objects.filter(id__in=moved["phones"], person_id=gone).update(revoked_at=None)
    if moved["expires_at"]:  # what was left of the term may be over by now, and nobody could have agreed meanwhile
        term = max(datetime.fromisoformat(moved["expires_at"]), clock.now() + ANONYMOUS_TERM / 2)
        Person.objects.filter(id=gone).update(expires_at=term)
    person = Person.objects.get(id=kept)
    for name, (before, put) in moved["lent"].items():
        if _plain(getattr(person, name)) == put:
            field: models.Field[Any, Any] = Person._meta.get_field(name)  # type: ignore[assignment]
            setattr(person, name, field.to_python(before))
    if moved["lent"]:
        person.save(update_fields=[*moved["lent"]])


@transaction.atomic
def tell_apart(one: uuid.UUID, other: uuid.UUID, *, by: By) -> None:
    """Remember that somebody looked and these two are not one person; said twice it is once."""
    first, second = sorted((one, other))
    _, is_new = Distinct.objects.get_or_create(
        one_id=first, other_id=second, defaults={"by": by.person, "at": clock.now()}
    )
    if is_new:
        audit.record("tell apart", actor=by.person, subject=first, what=str(second))
