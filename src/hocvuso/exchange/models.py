"""Tables of the exchange: who is on the other side, with which keys, how far each stream is, what was said."""

from __future__ import annotations

from django.db import models

from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid7


class Installation(models.Model):
    """A site that takes part: this one (`is_own`), or one that it was paired with."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=120)
    is_own = models.BooleanField(default=False)
    side = models.CharField(max_length=8, default="", blank=True)  # above | below; "" for this one
    unit = models.UUIDField(null=True, blank=True)  # the top of what is sent there (above) or comes from there (below)
    address = models.CharField(max_length=200, default="", blank=True)  # "": only by file
    paired_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    tried_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)  # when it last took something of ours, or had nothing to take
    received_at = models.DateTimeField(null=True, blank=True)  # when something of its came in
    failures = models.PositiveSmallIntegerField(default=0)
    rests_until = models.DateTimeField(null=True, blank=True)
    why = models.CharField(max_length=16, default="", blank=True)  # why the last try failed, see `words`
    detail = models.CharField(max_length=200, default="", blank=True)
    last_answer = models.CharField(max_length=36, default="", blank=True)  # the parcel with which we last answered

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["is_own"], condition=models.Q(is_own=True), name="one_own_installation")
        ]

    def __str__(self) -> str:
        return self.name


class InstallationKey(models.Model):
    """A pair of keys of an installation: to sign with and to seal for. Ours with their secret halves, sealed."""

    id = models.CharField(primary_key=True, max_length=16)  # the first 16 hex digits of the SHA-256 of both
    installation = models.ForeignKey("exchange.Installation", on_delete=models.CASCADE, related_name="keys")
    sign_public = models.CharField(max_length=64)
    box_public = models.CharField(max_length=64)
    secret = models.TextField(default="", blank=True)
    made_at = models.DateTimeField()
    valid_until = models.DateTimeField(null=True, blank=True)  # set when a newer one takes its place
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.id


class PairingCode(models.Model):
    """A one-time code that was read aloud to somebody; what it stretches to lies here sealed until it is used."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    sealed = models.TextField()
    unit = models.UUIDField()
    made_by = models.UUIDField(null=True, blank=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.unit}"


class Stream(models.Model):
    """What one side tells the other about one unit, and how far that has got."""

    id = models.BigAutoField(primary_key=True)
    installation = models.ForeignKey("exchange.Installation", on_delete=models.CASCADE, related_name="streams")
    is_ours = models.BooleanField()  # we tell; else they do
    subject = models.CharField(max_length=32)  # the unit's code
    unit = models.UUIDField(null=True, blank=True)  # which unit that is here; None while nobody knows
    sequence = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, default="0" * 64)
    rows = models.PositiveIntegerField(default=0)
    # What the other side says it has of it (ours only).
    told_sequence = models.PositiveIntegerField(default=0)
    told_digest = models.CharField(max_length=64, default="0" * 64)
    told_rows = models.PositiveIntegerField(default=0)
    told_at = models.DateTimeField(null=True, blank=True)
    moved_at = models.DateTimeField(null=True, blank=True)  # when the last envelope was made or taken

    class Meta:
        constraints = [models.UniqueConstraint(fields=["installation", "is_ours", "subject"], name="one_stream_a_unit")]
        indexes = [models.Index(fields=["unit"], name="stream_by_unit")]

    def __str__(self) -> str:
        return f"{self.subject} {self.sequence}"


class SentEnvelope(models.Model):
    """What we said; kept until it is acknowledged, and a quarter after that, in case the other side loses its copy."""

    number = models.BigAutoField(primary_key=True)
    id = models.UUIDField(unique=True, default=uuid7)
    stream = models.ForeignKey("exchange.Stream", on_delete=models.CASCADE, related_name="sent")
    sequence = models.PositiveIntegerField()
    kind = models.CharField(max_length=12)
    digest = models.CharField(max_length=64)
    text = models.TextField()
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stream", "sequence"], name="sent_in_order")]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class ReceivedEnvelope(models.Model):
    """What was said to us; its text goes once its rows are entered, its id and digest stay against replays."""

    id = models.UUIDField(primary_key=True)
    stream = models.ForeignKey("exchange.Stream", on_delete=models.CASCADE, related_name="received")
    sequence = models.PositiveIntegerField()
    kind = models.CharField(max_length=12)
    digest = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    key = models.CharField(max_length=16)  # by which it was signed
    text = models.TextField(default="", blank=True)
    received_at = models.DateTimeField()
    state = models.CharField(max_length=8)  # waiting | held | done | back
    why = models.CharField(max_length=24, default="", blank=True)  # why it is held, see `words`
    facts = models.JSONField(default=dict, blank=True)
    choice = models.CharField(max_length=16, default="", blank=True)
    decided_by = models.UUIDField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["stream", "sequence"], name="received_in_order"),
            models.Index(fields=["received_at"], condition=models.Q(state="held"), name="received_held"),
            models.Index(fields=["stream"], condition=models.Q(state="waiting"), name="received_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class Told(models.Model):
    """What we last told about one thing of a unit, as a digest, so that only what changed is told again."""

    id = models.BigAutoField(primary_key=True)
    stream = models.ForeignKey("exchange.Stream", on_delete=models.CASCADE, related_name="told")
    kind = models.CharField(max_length=12)
    key = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stream", "kind", "key"], name="told_once")]
        indexes = [models.Index(fields=["kind", "key"], name="told_by_key")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class PartnerPerson(models.Model):
    """Somebody whom an installation told us of: only that one may correct, take out and erase what it told."""

    id = models.BigAutoField(primary_key=True)
    installation = models.ForeignKey("exchange.Installation", on_delete=models.CASCADE, related_name="persons")
    person = models.UUIDField(db_index=True)
    unit = models.UUIDField()
    is_made = models.BooleanField(default=True)  # known here only because of it
    at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["installation", "person", "unit"], name="partner_person_once")]

    def __str__(self) -> str:
        return f"{self.person}"


class ReceivedFact(models.Model):
    """A result or a certificate of somebody, as the installation below told it."""

    id = models.BigAutoField(primary_key=True)
    installation = models.ForeignKey("exchange.Installation", on_delete=models.CASCADE, related_name="facts")
    unit = models.UUIDField()
    person = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=12)  # result | certificate
    key = models.CharField(max_length=80)
    facts = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["installation", "kind", "person", "key"], name="received_fact_once")
        ]
        indexes = [models.Index(fields=["unit", "kind"], name="received_fact_by_unit")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class ErasureAsked(models.Model):
    """A request to forget somebody whose data we gave away, until the other side says that it is done."""

    id = models.BigAutoField(primary_key=True)
    installation = models.ForeignKey("exchange.Installation", on_delete=models.CASCADE, related_name="erasures")
    unit = models.UUIDField()
    person = models.UUIDField()
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["installation", "person", "unit"], name="erasure_asked_once")]

    def __str__(self) -> str:
        return f"{self.person}"


class ExchangeNote(models.Model):
    """One line of the log: what was sent, received, refused, paired, decided."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(db_index=True)
    installation = models.ForeignKey("exchange.Installation", on_delete=models.CASCADE, related_name="notes", null=True)
    what = models.CharField(max_length=16)
    facts = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.what} {self.at}"
