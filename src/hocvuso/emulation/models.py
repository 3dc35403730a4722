"""Tables of emulation drives: the drive, what it asks from which day on, pledges, reviews, commendations.

A pledge that is withdrawn is deleted, with everything that was counted for it.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from hocvuso.core import emulation
from hocvuso.emulation import states
from hocvuso.plumbing.ids import uuid7


class Drive(models.Model):
    """An emulation drive of one unit, for it and those below; people see it from `published_at` on."""

    id = models.UUIDField(primary_key=True, editable=False)
    unit = models.ForeignKey("unions.Unit", on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=160)
    aims = models.TextField(default="", blank=True)
    decision = models.CharField(max_length=80, default="", blank=True)  # number of the paper, typed by a person
    decided_on = models.DateField(null=True, blank=True)
    signer = models.CharField(max_length=120, default="", blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    before = models.ForeignKey("emulation.Drive", null=True, on_delete=models.SET_NULL, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()
    made_by = models.UUIDField(null=True)
    made_name = models.CharField(max_length=120, default="", blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["unit", "starts_on"], name="drive_by_unit")]

    def __str__(self) -> str:
        return self.title


class DriveRules(models.Model):
    """What a drive asks from a day on; `criteria` are rows of who, name, goal, about."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    drive = models.ForeignKey("emulation.Drive", on_delete=models.CASCADE, related_name="rules")
    valid_from = models.DateField()
    criteria = models.JSONField(default=list)
    reason = models.CharField(max_length=300, default="", blank=True)
    made_at = models.DateTimeField()
    made_by = models.UUIDField(null=True)
    made_name = models.CharField(max_length=120, default="", blank=True)

    class Meta:
        ordering = ["valid_from"]
        constraints = [models.UniqueConstraint(fields=["drive", "valid_from"], name="one_rule_a_day")]

    def __str__(self) -> str:
        return f"{self.drive_id} from {self.valid_from}"


class DrivePledge(models.Model):
    """Somebody takes part: a person, a group or a unit. `counts` are the newest, by criterion; never typed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    drive = models.ForeignKey("emulation.Drive", on_delete=models.CASCADE, related_name="pledges")
    who = models.CharField(max_length=8, default=emulation.PERSON)
    subject = models.UUIDField()
    unit = models.UUIDField()  # the unit in which it counts
    goals = models.JSONField(default=dict)  # own goals by criterion
    is_named = models.BooleanField(default=False)  # may be seen when the goal is met, and named when commended
    pledged_on = models.DateField()
    counts = models.JSONField(default=dict)
    met_on = models.DateField(null=True, blank=True)
    counted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["drive", "who", "subject"], name="one_pledge_a_drive")]
        indexes = [models.Index(fields=["subject"], name="pledge_by_subject")]

    def __str__(self) -> str:
        return f"{self.who} {self.drive_id}"


class DriveReview(models.Model):
    """Figures of a drive as they were on a day, with the words that a person wrote to them; never changed."""

    id = models.UUIDField(primary_key=True, editable=False)
    drive = models.ForeignKey("emulation.Drive", on_delete=models.CASCADE, related_name="reviews")
    kind = models.CharField(max_length=8)  # mid | final
    on = models.DateField()
    figures = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)  # SHA-256 of the figures
    words = models.TextField(default="", blank=True)
    made_at = models.DateTimeField()
    made_by = models.UUIDField(null=True)
    made_name = models.CharField(max_length=120, default="", blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["made_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["drive"], condition=Q(kind=states.FINAL, taken_back_at=None), name="one_final_review"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.on}"


class Commendation(models.Model):
    """Who was proposed for commendation, and what was decided. `subject` None: somebody who withdrew afterwards."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    drive = models.ForeignKey("emulation.Drive", on_delete=models.CASCADE, related_name="commendations")
    who = models.CharField(max_length=8, default=emulation.PERSON)
    subject = models.UUIDField(null=True)
    unit = models.UUIDField()
    state = models.CharField(max_length=8, default=states.PROPOSED)
    proposed_on = models.DateField()
    proposed_by = models.UUIDField(null=True)
    proposed_name = models.CharField(max_length=120, default="", blank=True)
    decision = models.CharField(max_length=80, default="", blank=True)  # number of the paper, typed by a person
    decided_on = models.DateField(null=True, blank=True)
    signer = models.CharField(max_length=120, default="", blank=True)
    decided_by = models.UUIDField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["drive", "who", "subject"], name="one_commendation_a_drive")]
        indexes = [models.Index(fields=["subject"], name="commendation_by_subject")]

    def __str__(self) -> str:
        return f"{self.state} {self.who}"
