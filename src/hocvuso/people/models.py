"""Tables of accounts: a person, his phones, cards and codes, and what he agreed to.

An anonymous learner is a `Person` without credentials; claiming adds credentials or writes a `PersonAlias`.
Events elsewhere are never rewritten: they keep the id under which they were made.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models

from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid7


def home_store() -> int:
    """Return the store in which new rows of this installation are made; fixed at creation."""
    return int(settings.HOME_STORE)


class People(BaseUserManager["Person"]):
    """Makes accounts."""

    def create_user(self, username: str, password: str | None = None, **facts: Any) -> Person:
        """Make an account that signs in with a user name (officials, authors, operators)."""
        person = Person(username=username, **facts)
        person.set_password(password)
        person.save()
        return person

    def create_superuser(self, username: str, password: str | None = None, **facts: Any) -> Person:
        """Make an operator."""
        return self.create_user(username, password, is_staff=True, is_superuser=True, **facts)


class Person(AbstractBaseUser, PermissionsMixin):
    """Any human account, also one of which we know nothing but a random id."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    home_store = models.SmallIntegerField(default=home_store, editable=False)
    username = models.CharField(max_length=60, unique=True, null=True, blank=True)
    full_name = models.CharField(max_length=120, default="", blank=True)
    form_of_address = models.CharField(max_length=12, default="", blank=True)
    search = models.CharField(max_length=160, default="", blank=True)
    sort_key = models.CharField(max_length=400, default="", blank=True)
    phone = models.CharField(max_length=16, default="", blank=True)
    phone_confirmed_at = models.DateTimeField(null=True, blank=True)
    pin_hash = models.CharField(max_length=160, default="", blank=True)
    pin_kind = models.CharField(max_length=8, default="", blank=True)
    source = models.CharField(max_length=40, default="", blank=True)
    is_demo = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    invited_at = models.DateTimeField(null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    locked_at = models.DateTimeField(null=True, blank=True)  # too many wrong codes in a day; an official frees it
    # An official who came by a link: his password is six digits, so wrong tries lock it as they lock a learner's code.
    has_desk_code = models.BooleanField(default=False)

    objects: ClassVar[People] = People()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        indexes = [
            models.Index(fields=["expires_at"], name="person_expires"),
            # More than the order needs, so that looking through all names or numbers reads the index only.
            models.Index(fields=["sort_key", "id", "search"], name="person_alphabet"),
            models.Index(fields=["phone", "id"], name="person_by_phone"),
            models.Index(fields=["locked_at"], name="person_locked", condition=models.Q(locked_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.full_name or str(self.id)[-6:]

    @property
    def given_name(self) -> str:
        """The last word of the name, by which Vietnamese people call each other."""
        return self.full_name.split()[-1] if self.full_name.strip() else ""


class PersonAlias(models.Model):
    """An id under which somebody learnt before we knew who he was."""

    alias = models.UUIDField(primary_key=True)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="aliases")
    since = models.DateTimeField()
    way = models.CharField(max_length=20)

    def __str__(self) -> str:
        return f"{self.alias} → {self.person_id}"


class Device(models.Model):
    """A phone or browser of one person; two people on one phone have two rows."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="devices")
    # The random id under which this phone learns until its owner has agreed; empty: the owner himself.
    learner = models.UUIDField(null=True, blank=True)
    epoch = models.PositiveSmallIntegerField(default=1)
    label = models.CharField(max_length=80, default="", blank=True)
    is_shared = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=clock.now)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["revoked_at"], name="device_revoked")]

    def __str__(self) -> str:
        return self.label or str(self.id)


class Card(models.Model):
    """A printed card or a dealt code; only a keyed hash of its eight characters is kept."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="cards")
    kind = models.CharField(max_length=8)  # card | dealt
    code_hash = models.CharField(max_length=64, unique=True)
    issued_by = models.UUIDField(null=True, blank=True)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.person_id}"


class BlankBatch(models.Model):
    """Blank cards dealt together for a unit: by whom, until when they open, and whether they were called back."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.UUIDField(db_index=True)
    cards = models.PositiveSmallIntegerField()
    issued_by = models.UUIDField()
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_by = models.UUIDField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.cards} {self.unit}"


class BlankCard(models.Model):
    """A printed card that is nobody's yet; only a keyed hash of its eight characters is kept, and when it was used.

    Not by whom: the account has its unit, and needs no card to hang on.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    batch = models.ForeignKey("people.BlankBatch", on_delete=models.CASCADE, related_name="blank_cards")
    code_hash = models.CharField(max_length=64, unique=True)
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.batch_id}"

    def opens_on(self, at: datetime) -> bool:
        """Tell whether somebody can still claim with it."""
        return self.used_at is None and self.batch.revoked_at is None and at < self.batch.expires_at


class Consent(models.Model):
    """One decision about one purpose; a change of mind is a new row, nothing is overwritten."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=24)
    given = models.BooleanField()
    text_version = models.CharField(max_length=16)
    way = models.CharField(max_length=16)
    by = models.UUIDField(null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["person", "purpose", "at"], name="consent_latest"),
            # Few agree to be looked at, and who did is asked without knowing whom.
            models.Index(fields=["at"], condition=models.Q(purpose="explain"), name="consent_to_explain"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.given}"


class Circumstance(models.Model):
    """One thing that a person chose to tell of himself, as a band of `core.gaps.GROUPS`; read in counts only."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="circumstances")
    dimension = models.CharField(max_length=12)
    band = models.CharField(max_length=12)
    told_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "dimension"], name="circumstance_once")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.dimension}"


class Change(models.Model):
    """What somebody changed about a person, with what stood there before, so that it can be taken back.

    `kind` names who knows how to take it back (see `changes`). Everything in it goes when the person is erased.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=24)
    at = models.DateTimeField()
    by = models.UUIDField(null=True, blank=True)
    unit = models.UUIDField(null=True, blank=True)  # for which unit the official acted
    reason = models.CharField(max_length=200, default="", blank=True)
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.UUIDField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["person", "at"], name="change_by_person"),
            models.Index(fields=["unit", "at"], name="change_by_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.person_id}"


class Proposal(models.Model):
    """An act that two people must agree on: one proposes it, somebody else decides."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=16)  # merge | new card
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="proposals")
    other = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+", null=True, blank=True)
    unit = models.UUIDField()
    reason = models.CharField(max_length=200)
    proposed_by = models.UUIDField()
    proposed_at = models.DateTimeField()
    decided_by = models.UUIDField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    is_agreed = models.BooleanField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["decided_at", "proposed_at"], name="proposal_open")]

    def __str__(self) -> str:
        return f"{self.kind} {self.person_id}"


class Merge(models.Model):
    """Two accounts turned out to be one person. What moved is kept, room by room, so that it can go back."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kept = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="merges")
    gone = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="merged")
    unit = models.UUIDField(null=True, blank=True)
    at = models.DateTimeField()
    by = models.UUIDField(null=True, blank=True)
    agreed_by = models.UUIDField(null=True, blank=True)
    reason = models.CharField(max_length=200, default="", blank=True)
    moved = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.UUIDField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["kept", "at"], name="merge_by_kept")]

    def __str__(self) -> str:
        return f"{self.gone_id} → {self.kept_id}"


class Distinct(models.Model):
    """Somebody looked: these two are not one person. They are not proposed as duplicates again."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    one = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    by = models.UUIDField(null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["one", "other"], name="distinct_once")]

    def __str__(self) -> str:
        return f"{self.one_id} ≠ {self.other_id}"


class Departure(models.Model):
    """That something about a person was given to somebody outside this site: what kind, to whom, when first and last.

    No key to the person: a line may belong to any of his ids. It goes when he is erased, once the receivers were told.
    """

    id = models.BigAutoField(primary_key=True)
    person = models.UUIDField()
    kind = models.CharField(max_length=24)
    to = models.CharField(max_length=120)
    times = models.PositiveIntegerField(default=1)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "kind", "to"], name="departure_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.person} → {self.to}"
