"""Tables of families: the household, who is in it, invitations, recognitions; and what unions say: goals and rules.

No address, no phone number, no state for what a family lacks. Whether somebody agreed stands in his consents.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from hocvuso.core import family
from hocvuso.families.states import LIVE, PROPOSED
from hocvuso.plumbing.ids import uuid7

SUPPORTER, RELATIVE = "supporter", "relative"


class Household(models.Model):
    """One family that learns together, near or apart."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    founded_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.id)


class FamilyMember(models.Model):
    """Somebody in a family; a person is in one at a time, so that nobody counts twice."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    household = models.ForeignKey("families.Household", on_delete=models.CASCADE, related_name="members")
    person = models.UUIDField()
    role = models.CharField(max_length=10)
    kin = models.CharField(max_length=12, default="", blank=True)  # what he is to the supporter
    has_own_phone = models.BooleanField(default=True)
    born_in = models.PositiveSmallIntegerField(null=True, blank=True)  # a year, only of children
    shares = models.CharField(max_length=8, default=family.NOTHING)  # what he lets the supporter see
    joined_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(left_on=None), name="one_family_at_a_time")
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.person}"


class FamilyInvitation(models.Model):
    """A code that opens a family for one relative with a phone of his own, once."""

    id = models.UUIDField(primary_key=True, editable=False)
    household = models.ForeignKey("families.Household", on_delete=models.CASCADE, related_name="invitations")
    code = models.CharField(max_length=8, unique=True)
    kin = models.CharField(max_length=12)
    made_on = models.DateField()
    expires_on = models.DateField()
    used_by = models.UUIDField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.household_id} {self.kin}"


class FamilyRecognition(models.Model):
    """A proposal and what became of it: the unit's word, by which rule, and the code of its certificate.

    A family that is erased leaves the unit's count and no name.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    household = models.ForeignKey(
        "families.Household", on_delete=models.SET_NULL, null=True, blank=True, related_name="recognitions"
    )
    unit = models.ForeignKey("unions.Unit", on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, default=PROPOSED)
    code = models.CharField(max_length=10, unique=True)
    rule_from = models.DateField()  # the rule that was met: its first day, skills, days
    rule_skills = models.JSONField(default=list)
    rule_days = models.PositiveSmallIntegerField()
    proposed_by = models.UUIDField(null=True, blank=True)
    is_proposed_by_official = models.BooleanField(default=False)
    proposed_on = models.DateField()
    decided_by = models.UUIDField(null=True, blank=True)
    decided_name = models.CharField(max_length=120, default="", blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decision = models.CharField(max_length=80, default="", blank=True)  # number of the paper, typed by an official
    ended_on = models.DateField(null=True, blank=True)  # revoked by the unit or given back by the family
    note = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["household"], condition=Q(state__in=LIVE), name="one_live_recognition")
        ]
        indexes = [models.Index(fields=["unit", "state"], name="recognition_by_unit")]

    def __str__(self) -> str:
        return f"{self.state} {self.household_id}"


class FamilyGoal(models.Model):
    """How many recognised families a unit wants by when; the newest word holds."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey("unions.Unit", on_delete=models.CASCADE, related_name="+")
    families = models.PositiveIntegerField()
    due_on = models.DateField()
    made_by = models.UUIDField(null=True, blank=True)
    made_name = models.CharField(max_length=120, default="", blank=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.unit_id} {self.families}"


class FamilyRule(models.Model):
    """A rule of recognition that a union wrote for itself and the units below, from a day on."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey("unions.Unit", on_delete=models.CASCADE, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    skills = models.JSONField(default=list)
    task_days = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=600, default="", blank=True)
    made_by = models.UUIDField(null=True, blank=True)
    made_name = models.CharField(max_length=120, default="", blank=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.unit_id} {self.valid_from}"
