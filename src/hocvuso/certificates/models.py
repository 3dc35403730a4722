"""Tables of certificates. What stands on a paper is kept as it was printed: a later rule, name or unit changes nothing
on it. What was revoked or replaced stays, so that its code tells the truth. Persons and units stand by their ids.
"""

from __future__ import annotations

import secrets

from django.db import models

from hocvuso.core.certificate import LIVE
from hocvuso.core.meeting import Meeting
from hocvuso.plumbing.ids import uuid7

SECRET = 20  # bytes, as RFC 4226 recommends for SHA-1


def new_secret() -> str:
    """Return the secret of the codes that a room shows on its wall, as hexadecimal digits."""
    return secrets.token_hex(SECRET)


class Certificate(models.Model):
    """One named paper. `about` says for what it is ("rule:nen-tang", "class:<id>"); a person has one live one of it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(max_length=12, unique=True)
    kind = models.CharField(max_length=24)
    about = models.CharField(max_length=80)
    person = models.UUIDField(null=True)  # None once he has erased what is kept about him
    name = models.CharField(max_length=120, default="", blank=True)  # as on the paper
    unit = models.UUIDField()
    unit_name = models.CharField(max_length=255)  # as on the paper
    opening = models.CharField(max_length=120)  # "chứng nhận", above the name
    sentence = models.CharField(max_length=200)  # below the name
    what = models.CharField(max_length=200)
    details = models.JSONField(default=list)  # lines below
    skills = models.JSONField(default=list)
    level = models.CharField(max_length=80, default="", blank=True)
    is_proctored = models.BooleanField(default=False)
    rule_from = models.DateField(null=True)  # the version of the rule that was in force
    decision = models.CharField(max_length=80, default="", blank=True)
    signed_name = models.CharField(max_length=120, default="", blank=True)
    issued_on = models.DateField()
    issued_by = models.UUIDField(null=True)
    valid_until = models.DateField(null=True)
    state = models.CharField(max_length=8, default=LIVE)  # live revoked replaced gone, see core.certificate
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)
    reason = models.CharField(max_length=200, default="", blank=True)  # of a revocation; never shown to who checks
    replaced_by = models.ForeignKey(
        "certificates.Certificate", models.SET_NULL, null=True, blank=True, related_name="replaces"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["about", "person", "kind"], condition=models.Q(state=LIVE), name="one_live_certificate"
            )
        ]
        indexes = [
            models.Index(fields=["person"], name="certificate_person"),
            models.Index(fields=["unit", "issued_on"], name="certificate_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.what}"


class Bundle(models.Model):
    """Many certificates in one PDF, which a job makes in pieces; only who asked for it takes it, for a week."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.UUIDField()
    certificates = models.JSONField(default=list)  # ids, in the order of the pages
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField()
    job = models.UUIDField(null=True)
    pages = models.PositiveIntegerField(default=0)
    size = models.PositiveBigIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["asked_by", "asked_at"], name="bundle_by_asker")]

    def __str__(self) -> str:
        return f"{len(self.certificates)} certificates"


class CertificateRule(models.Model):
    """The word of a union on one rule, for itself and those below, from a day until a day."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.UUIDField()
    rule = models.SlugField(max_length=40)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    title = models.CharField(max_length=120)
    words = models.CharField(max_length=600)
    skills = models.JSONField()
    months = models.PositiveSmallIntegerField()
    is_proctored = models.BooleanField()
    issuer = models.CharField(max_length=12)
    made_by = models.UUIDField(null=True)
    made_name = models.CharField(max_length=120, default="", blank=True)
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["unit", "rule"], name="certificate_rule_by_unit")]

    def __str__(self) -> str:
        return f"{self.rule} since {self.valid_from}"


class OutsideRule(models.Model):
    """What of certificates from elsewhere a union lets count, for itself and those below, from a day until a day."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.UUIDField()
    counts = models.CharField(max_length=10)  # declared verified
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    made_by = models.UUIDField(null=True)
    made_name = models.CharField(max_length=120, default="", blank=True)
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["unit"], name="outside_rule_by_unit")]

    def __str__(self) -> str:
        return f"{self.counts} since {self.valid_from}"


class Candidate(models.Model):
    """Somebody asks his union for a certificate, and so lets it see whether he fulfils the rule, until it is given."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.UUIDField()
    rule = models.SlugField(max_length=40)
    unit = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "rule"], name="one_candidate_a_rule")]
        indexes = [models.Index(fields=["unit", "rule"], name="candidate_by_unit")]

    def __str__(self) -> str:
        return f"{self.rule} {self.at:%Y-%m-%d}"


class ExamRoom(models.Model):
    """A room in which a short form is done under the eyes of a proctor; its code changes on the wall."""

    id = models.UUIDField(primary_key=True, editable=False)  # comes with the form, so that sending twice makes one
    code = models.CharField(max_length=6, unique=True)
    unit = models.UUIDField()
    rule = models.SlugField(max_length=40)
    place = models.CharField(max_length=160)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    proctor = models.UUIDField(null=True)
    proctor_name = models.CharField(max_length=120)
    secret = models.CharField(max_length=40, default=new_secret)
    is_off = models.BooleanField(default=False)
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["unit", "starts_at"], name="exam_room_by_unit")]

    def __str__(self) -> str:
        return f"{self.place} {self.starts_at}"

    @property
    def meeting(self) -> Meeting:
        """From when until when it is open."""
        return Meeting(self.starts_at, self.ends_at)


class Sitting(models.Model):
    """One person's form in a room: `asked` are item, version and id of the answer's event, `given` what it was worth.

    The answers themselves are events of the room of learning, as all others.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    room = models.ForeignKey("certificates.ExamRoom", models.PROTECT, related_name="sittings")
    person = models.UUIDField()
    started_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    asked = models.JSONField(default=list)
    given = models.JSONField(default=dict)  # by item: score, None where it was no evidence
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "person"], name="one_sitting_a_room")]
        indexes = [models.Index(fields=["person"], name="sitting_by_person")]

    def __str__(self) -> str:
        return f"{len(self.given)} of {len(self.asked)}"


class OutsideCertificate(models.Model):
    """A certificate from elsewhere, as its holder says; an official verifies it or says what is missing."""

    id = models.UUIDField(primary_key=True, editable=False)  # comes with the form, so that sending twice makes one
    person = models.UUIDField()
    unit = models.UUIDField(null=True)  # whose officials are asked
    source = models.CharField(max_length=10)  # national company school other
    title = models.CharField(max_length=160)
    issuer = models.CharField(max_length=160, default="", blank=True)
    number = models.CharField(max_length=60, default="", blank=True)
    on = models.DateField()
    until = models.DateField(null=True, blank=True)
    skills = models.JSONField(default=list)
    ending = models.CharField(max_length=4, default="", blank=True)  # of the file: pdf png jpg
    data = models.BinaryField(null=True)
    state = models.CharField(max_length=10)  # declared verified refused withdrawn
    declared_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)
    decided_name = models.CharField(max_length=120, default="", blank=True)
    reason = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["person"], name="outside_by_person"),
            models.Index(fields=["unit", "state"], name="outside_by_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.title}"
