"""What other rooms may ask about persons: who an id is, names, consents, and searches over sets of ids."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from hocvuso.core import vntext
from hocvuso.people import hashing
from hocvuso.people.models import BlankBatch, BlankCard, Card, Circumstance, Consent, Device, Person, PersonAlias
from hocvuso.people.tokens import Token
from hocvuso.plumbing import clock, driver
from hocvuso.plumbing.raw import DayNumber, Unordered, text_id

# A query set of ids; nested into other statements it becomes a sub-select.
Ids = QuerySet[Any, Any]
AT_ONCE = 5000  # ids given to one statement; SQLite takes 32,766 values


@dataclass(frozen=True, slots=True)
class Name:
    """How a person is called; `address` is "anh", "chị" or empty."""

    full: str
    given: str
    address: str

    @property
    def polite(self) -> str:
        """Given name with its form of address: "chị Hạnh"."""
        return f"{self.address} {self.given}".strip()


@dataclass(frozen=True, slots=True)
class Decision:
    """The latest word of a person on one purpose."""

    given: bool
    at: datetime
    text_version: str
    way: str


@dataclass(frozen=True, slots=True)
class Listed:
    """One person in an official's list: nothing of what he learnt."""

    id: uuid.UUID
    full_name: str
    phone: str
    invited_at: datetime | None
    is_locked: bool


def canonical(person_id: uuid.UUID) -> uuid.UUID:
    """Return the person behind an id: itself, or whom an anonymous id turned out to be."""
    found = PersonAlias.objects.filter(alias=person_id).values_list("person_id", flat=True).first()
    return found or person_id


def canonical_of(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, uuid.UUID]:
    """Return the person behind each of these ids (10,000 at most) that is an earlier id of somebody."""
    return dict(PersonAlias.objects.filter(alias__in=list(ids)).values_list("alias", "person_id"))


def earlier_ids(persons: Collection[uuid.UUID]) -> dict[uuid.UUID, uuid.UUID]:
    """Return the earlier ids of these people (10,000 at most), each with whose it is."""
    return dict(PersonAlias.objects.filter(person__in=list(persons)).values_list("alias", "person_id"))


def ids_of(person_id: uuid.UUID) -> list[uuid.UUID]:
    """Return every id under which this person learnt, his own first."""
    person = canonical(person_id)
    aliases = PersonAlias.objects.filter(person_id=person).order_by("since").values_list("alias", flat=True)
    return [person, *aliases]


def alias_ids(persons: Ids) -> Ids:
    """Return the earlier ids of a set of persons, as a sub-select."""
    return PersonAlias.objects.filter(person__in=persons).values_list("alias", flat=True)


def has_name(person_id: uuid.UUID) -> bool:
    """Tell whether this id is a person known by name; a random id, or an erased one, is not."""
    return Person.objects.filter(id=canonical(person_id)).exclude(full_name="").exists()


def owner_of(token: Token) -> uuid.UUID:
    """Return whose phone this is.

    Between claiming and agreeing it differs from the id in the token: answers still hang on a random id.
    """
    owner = Device.objects.filter(id=token.device, revoked_at=None).values_list("person_id", flat=True).first()
    return owner or token.person


def names(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Name]:
    """Return the names of those of `ids` who have one."""
    rows = Person.objects.filter(id__in=list(ids)).exclude(full_name="").only("full_name", "form_of_address")
    return {row.id: Name(row.full_name, row.given_name, row.form_of_address) for row in rows}


def consents(person_id: uuid.UUID) -> dict[str, Decision]:
    """Return the latest decision on each purpose that the person was asked about."""
    rows = Consent.objects.filter(person_id=person_id).order_by("at", "id")
    return {row.purpose: Decision(row.given, row.at, row.text_version, row.way) for row in rows}


def has_agreed(person_id: uuid.UUID, purpose: str) -> bool:
    """Tell whether the person's latest decision on `purpose` is yes."""
    decision = consents(person_id).get(purpose)
    return decision is not None and decision.given


def agreed_ids(purpose: str, *, among: Ids) -> Ids:
    """Return those of `among` whose latest decision on `purpose` is yes.

    Asked of everybody, the statement reads every decision of the site first: 2.5 s among 500,000 people, whatever it is
    nested into. Among the people of a unit it reads theirs.
    """
    return said_yes(purpose).filter(person_id__in=among).values_list("person_id", flat=True)


def said_yes(purpose: str) -> QuerySet[Consent]:
    """Return the decisions on `purpose` that are yes and that no later one has replaced."""
    later = Consent.objects.filter(person=OuterRef("person"), purpose=purpose).filter(
        Q(at__gt=OuterRef("at")) | Q(at=OuterRef("at"), id__gt=OuterRef("id"))
    )
    return Consent.objects.filter(~Exists(later), purpose=purpose, given=True)


def matching(ids: Ids, typed: str, *, within: Sequence[Ids] = (), without: Sequence[Ids] = ()) -> Ids:
    """Return those of `ids` whose name holds every typed word (marks do not matter), or whose phone ends so.

    `within` and `without` narrow further. Ordered as a Vietnamese list: by given name, Đ after D. Erased
    persons never appear.
    """
    found = Person.objects.filter(id__in=ids, erased_at=None)
    for narrower in within:
        found = found.filter(id__in=narrower)
    for left_out in without:
        found = found.exclude(id__in=left_out)
    found = found.filter(typed_in(typed)).order_by(Unordered("sort_key"), "id")
    return found.values_list("id", flat=True)


def typed_in(typed: str) -> Q:
    """Return the condition that a name holds every typed word (marks do not matter), or that a number ends so."""
    if is_number(typed):
        return Q(phone__endswith=_digits(typed))
    held = Q()
    for word in vntext.search_key(typed).split():
        held &= Q(search__contains=word)
    return held


def is_number(typed: str) -> bool:
    """Tell whether a number is looked for and no name: three digits or more."""
    return len(_digits(typed)) >= 3


def _digits(typed: str) -> str:
    return "".join(letter for letter in typed if letter.isdigit())


def order(found: QuerySet[Person]) -> Ids:
    """Return the ids of persons in the order of a Vietnamese list: by given name, Đ after D."""
    return found.order_by("sort_key", "id").values_list("id", flat=True)


def listed(ids: Collection[uuid.UUID]) -> list[Listed]:
    """Return one row per id for an official's list, in the order of a Vietnamese list."""
    rows = Person.objects.filter(id__in=ids).order_by("sort_key", "id")
    return [Listed(row.id, row.full_name, row.phone, row.invited_at, row.locked_at is not None) for row in rows]


def those(ids: Iterable[uuid.UUID]) -> Ids:
    """Return single ids as a set that nests into other statements."""
    return Person.objects.filter(id__in=list(ids), erased_at=None).values_list("id", flat=True)


def count(ids: Ids) -> int:
    """Return how many living accounts are among `ids`; each is counted once."""
    return Person.objects.filter(id__in=ids, erased_at=None).count()


def invited_ids(ids: Ids) -> Ids:
    """Return those of `ids` who were given a card, a code or a link."""
    return Person.objects.filter(id__in=ids, invited_at__isnull=False, erased_at=None).values_list("id", flat=True)


def locked_ids() -> Ids:
    """Return who typed too many wrong codes and waits for an official to open his name again; few on a whole site."""
    return Person.objects.filter(locked_at__isnull=False, erased_at=None).values_list("id", flat=True)


def consent_words(purpose: str, persons: Ids | None) -> Ids:
    """Return (person, day, given) of every decision on a purpose, oldest first, of these persons or (None) all.

    For counting many: ids as text, days as numbers.
    """
    rows = Consent.objects.filter(purpose=purpose)
    rows = rows if persons is None else rows.filter(person_id__in=persons)
    return rows.order_by("at", "id").values_list(text_id("person_id"), DayNumber("at", of_moment=True), "given")


def invitations(persons: Ids | None) -> Ids:
    """Return (person, day) of those who were invited, of these persons or (None) of all; as `consent_words`."""
    rows = Person.objects.filter(invited_at__isnull=False, erased_at=None)
    rows = rows if persons is None else rows.filter(id__in=persons)
    return rows.values_list(text_id("id"), DayNumber("invited_at", of_moment=True))


def circumstances(person_id: uuid.UUID) -> dict[str, str]:
    """Return what a person told of himself, band by dimension; for his own eyes only."""
    return dict(Circumstance.objects.filter(person_id=person_id).values_list("dimension", "band"))


def circumstances_told() -> Ids:
    """Return (person, day, dimension, band) of everything told, for counting groups; as `consent_words`."""
    day = DayNumber("told_at", of_moment=True)
    return Circumstance.objects.values_list(text_id("person_id"), day, "dimension", "band")


def official(username: str) -> uuid.UUID | None:
    """Return who signs in with a user name, or None."""
    return Person.objects.filter(username=username).values_list("id", flat=True).first()


@dataclass(frozen=True, slots=True)
class FoundCard:
    """What a typed card code leads to; `state` is "ok", "used", "expired", "revoked" or "unknown".

    A blank card has no person yet, but the unit for which it was dealt.
    """

    state: str
    id: uuid.UUID | None = None
    person: uuid.UUID | None = None
    kind: str = ""
    issuer: uuid.UUID | None = None
    unit: uuid.UUID | None = None


def card(typed: str) -> FoundCard:
    """Look a card up by its characters."""
    row = Card.objects.filter(code_hash=hashing.code_hash(typed), person__erased_at=None).first()
    if row is None:
        return _blank(BlankCard.objects.filter(code_hash=hashing.code_hash(typed)))
    expired = row.expires_at is not None and row.expires_at <= clock.now()
    state = "used" if row.used_at is not None else "expired" if expired else "ok"
    return FoundCard(state, row.id, row.person_id, row.kind, row.issued_by)


def blank_card_by_id(card_id: uuid.UUID) -> FoundCard:
    """Return a blank card that a claim under way remembers."""
    return _blank(BlankCard.objects.filter(id=card_id))


def _blank(found: QuerySet[BlankCard, BlankCard]) -> FoundCard:
    row = found.select_related("batch").first()
    if row is None:
        return FoundCard("unknown")
    batch = row.batch
    closed = "used" if row.used_at else "revoked" if batch.revoked_at else "expired"
    state = "ok" if row.opens_on(clock.now()) else closed
    return FoundCard(state, row.id, None, "blank", batch.issued_by, batch.unit)


@dataclass(frozen=True, slots=True)
class Batch:
    """Blank cards dealt together, as the official who prints them sees them."""

    id: uuid.UUID
    cards: int
    used: int
    issued_by: uuid.UUID
    issued_at: datetime
    expires_at: datetime
    revoked_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether a card of it still opens something."""
        return self.revoked_at is None and self.used < self.cards and clock.now() < self.expires_at


def blank_batches(unit: uuid.UUID, limit: int = 20) -> list[Batch]:
    """Return the newest batches of blank cards of a unit."""
    rows = BlankBatch.objects.filter(unit=unit).annotate(used=Count("blank_cards__used_at")).order_by("-issued_at")
    return [
        Batch(row.id, row.cards, row.used, row.issued_by, row.issued_at, row.expires_at, row.revoked_at)
        for row in rows[:limit]
    ]


@dataclass(frozen=True, slots=True)
class Account:
    """What the pages about oneself show."""

    id: uuid.UUID
    full_name: str
    given_name: str
    phone: str
    phone_is_confirmed: bool
    code_kind: str  # digits, pictures, or empty while nobody has claimed it
    is_claimed: bool
    expires_at: datetime | None


def account(person_id: uuid.UUID) -> Account | None:
    """Return the account behind an id, or None when there is none or it was erased."""
    row = Person.objects.filter(id=person_id, erased_at=None).first()
    if row is None:
        return None
    return Account(
        row.id,
        row.full_name,
        row.given_name,
        row.phone,
        row.phone_confirmed_at is not None,
        row.pin_kind,
        row.claimed_at is not None,
        row.expires_at,
    )


def card_by_id(card_id: uuid.UUID) -> FoundCard | None:
    """Return a card that a claim under way remembers."""
    row = Card.objects.filter(id=card_id).first()
    return FoundCard("used" if row.used_at else "ok", row.id, row.person_id, row.kind, row.issued_by) if row else None


@dataclass(frozen=True, slots=True)
class Kept:
    """What a list may be compared with: folded name, number, and whether the account is his own by now."""

    id: uuid.UUID
    full_name: str
    search: str
    phone: str
    address: str
    is_claimed: bool


def by_phones(numbers: Collection[str]) -> list[Kept]:
    """Return who has one of these numbers, for telling people on a list apart; never shown as such."""
    return _kept("phone", list(numbers)) if numbers else []


def kept(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Kept]:
    """Return the same of certain persons."""
    wanted = list(ids)
    parts = (wanted[at : at + AT_ONCE] for at in range(0, len(wanted), AT_ONCE))
    return {each.id: each for part in parts for each in _kept("id", [driver.key(each) for each in part])}


# Written out: building 100,000 rows by the ORM takes 4 s, reading them takes 0.5 s.
_KEPT = (
    "SELECT id, full_name, search, phone, form_of_address, claimed_at FROM people_person "
    "WHERE erased_at IS NULL AND full_name <> '' AND"
)


def _kept(column: str, values: Sequence[Any]) -> list[Kept]:
    places = ", ".join(["%s"] * len(values))
    rows = driver.run(f"{_KEPT} {column} IN ({places})", values)
    return [Kept(*[driver.as_uuid(row[0]), *row[1:5], row[5] is not None]) for row in rows]


def unclaimed_ids(ids: Ids | Collection[uuid.UUID]) -> Ids:
    """Return those of `ids` who stand on a list only: never claimed, no official's account."""
    return Person.objects.filter(id__in=ids, claimed_at=None, username=None, erased_at=None).values_list(
        "id", flat=True
    )
