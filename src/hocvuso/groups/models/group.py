"""Groups: who is in one, since when, when they are on duty, what they did. Persons and units stand by their ids.

A period runs from its first day to the first day on which it no longer holds (None: it still does).
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from hocvuso.plumbing.ids import uuid7

HEAD, DEPUTY, MEMBER = "head", "deputy", "member"


class Group(models.Model):
    """A group of one unit. It is founded once its decision is entered; until then nobody is sent to it.

    `duty` is the weekly plan from which turns are made: days of the week (Monday 0) and hours of each of them.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.UUIDField()
    name = models.CharField(max_length=120)
    area = models.CharField(max_length=200, default="", blank=True)  # where people meet it, as people say it
    code = models.CharField(max_length=6, unique=True)  # on its poster
    duty_days = models.JSONField(default=list)
    duty_from = models.PositiveSmallIntegerField(default=17)
    duty_until = models.PositiveSmallIntegerField(default=19)
    prepared_on = models.DateField()
    prepared_by = models.UUIDField(null=True)
    founded_on = models.DateField(null=True, blank=True)
    decision = models.CharField(max_length=80, default="", blank=True)
    signer = models.CharField(max_length=120, default="", blank=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["unit"], name="group_by_unit")]
        constraints = [
            models.UniqueConstraint(fields=["unit", "name"], condition=Q(closed_on=None), name="group_name_in_unit"),
        ]

    def __str__(self) -> str:
        return self.name


class GroupMember(models.Model):
    """Somebody in a group. Proposed by an official, he is in it from the moment he agrees and signs the pledge."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    group = models.ForeignKey("groups.Group", models.CASCADE, related_name="members")
    person = models.UUIDField()
    role = models.CharField(max_length=8, default=MEMBER)
    proposed_on = models.DateField()
    joined_at = models.DateTimeField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)
    suspended_at = models.DateTimeField(null=True, blank=True)  # by a report, until an official has looked at it

    class Meta:
        indexes = [models.Index(fields=["person"], name="group_member_person")]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "person"], condition=Q(left_on=None), name="group_member_once"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.role} since {self.proposed_on}"


class HelpOffer(models.Model):
    """Somebody offers to help others: consent to be suggested, and what he says of himself for it."""

    person = models.UUIDField(primary_key=True)
    offered_at = models.DateTimeField()
    shift = models.CharField(max_length=12, default="", blank=True)  # as in core/quiet_hours
    skills = models.JSONField(default=list)  # groups of skills he likes to help with: "4" for kns.4
    is_woman = models.BooleanField(default=False)  # may be called where a woman is wished for
    wishes = models.CharField(max_length=200, default="", blank=True)

    def __str__(self) -> str:
        return f"offered {self.offered_at:%d/%m/%Y}"


class Pledge(models.Model):
    """The pledge as somebody signed it: which text, when. A new text is signed anew."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.UUIDField()
    text_version = models.CharField(max_length=12)
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "text_version"], name="pledge_once")]

    def __str__(self) -> str:
        return f"{self.text_version} {self.signed_at:%d/%m/%Y}"


class GroupDuty(models.Model):
    """One turn of duty; without a person nobody could take it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    group = models.ForeignKey("groups.Group", models.CASCADE, related_name="turns")
    on = models.DateField()
    from_hour = models.PositiveSmallIntegerField()
    until_hour = models.PositiveSmallIntegerField()
    person = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "on", "from_hour"], name="group_duty_once"),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.from_hour}-{self.until_hour}"


class GroupWork(models.Model):
    """One thing that somebody did for his group: kind, minutes, how many people. Names nobody who was helped."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    group = models.ForeignKey("groups.Group", models.CASCADE, related_name="works")
    person = models.UUIDField(null=True)  # None: erased
    on = models.DateField()
    kind = models.CharField(max_length=12)
    minutes = models.PositiveSmallIntegerField()
    people = models.PositiveSmallIntegerField(default=1)
    note = models.CharField(max_length=200, default="", blank=True)
    request = models.UUIDField(null=True, unique=True)  # of the request it came from; the same counts once

    class Meta:
        indexes = [models.Index(fields=["group", "on"], name="group_work_day")]

    def __str__(self) -> str:
        return f"{self.kind} {self.on} {self.minutes}"


class ThankYou(models.Model):
    """A letter of thanks that was written for a member: for which days, with the figures of that moment."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    group = models.ForeignKey("groups.Group", models.CASCADE, related_name="thanks")
    person = models.UUIDField(null=True)
    since = models.DateField()
    until = models.DateField()
    minutes = models.PositiveIntegerField()
    people = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    made_by = models.UUIDField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "person", "until"], name="thanks_once_a_day")]

    def __str__(self) -> str:
        return f"{self.since} {self.until}"


class Deadline(models.Model):
    """By when the units below must have a group, as an official of the unit above wrote it; the newest holds."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.UUIDField()
    due_on = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.UUIDField(null=True)
    made_name = models.CharField(max_length=120, default="", blank=True)

    class Meta:
        indexes = [models.Index(fields=["unit", "made_at"], name="group_deadline_unit")]

    def __str__(self) -> str:
        return f"{self.due_on}"


class GroupMove(models.Model):
    """The unit of a group went into others: the group follows the only heir, or waits until a person decides.

    `to_unit` is empty while it waits; `undone_at` when the change of the tree was taken back and the group with it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    group = models.ForeignKey("groups.Group", models.CASCADE, related_name="moves")
    change = models.UUIDField()  # of the tree
    from_unit = models.UUIDField()
    to_unit = models.UUIDField(null=True)
    heirs = models.JSONField(default=list)  # ids of the units among which a person decides; none: it was dissolved
    at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "change"], name="group_move_once")]

    def __str__(self) -> str:
        return f"{self.from_unit} > {self.to_unit}"
