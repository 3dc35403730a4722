"""Tables of certificates. What stands on a paper is kept as it was printed: a later rule, name or unit changes nothing
on it. What was revoked or replaced stays, so that its code tells the truth. Persons and units stand by their ids.
"""

from __future__ import annotations

from django.db import models

from hocvuso.core.certificate import LIVE
from hocvuso.plumbing.ids import uuid7


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
