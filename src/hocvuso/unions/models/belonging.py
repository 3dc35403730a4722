"""Dated facts of people in the tree. The tables of the tree itself stand in `tree`.

Every period runs from `valid_from` (first day) to `valid_to` (first day no longer in force, or empty).
"""

from __future__ import annotations

from django.db import models

from hocvuso.plumbing.ids import uuid7
from hocvuso.unions.models.tree import Period


class Membership(Period):
    """A person is a member of this union."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey("unions.Unit", on_delete=models.CASCADE, related_name="memberships", db_index=False)
    is_declared = models.BooleanField(default=False)  # said by the person himself, not yet confirmed
    reason = models.CharField(max_length=120, default="", blank=True)  # why it ended

    class Meta:
        indexes = [models.Index(fields=["unit", "person"], name="member_by_unit")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.unit_id}"


class Employment(Period):
    """A person works at this unit's enterprise, member or not; the audience decides which target counts him.

    A change of audience ends one row and begins the next, so that the audience has its own dates.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey("unions.Unit", on_delete=models.CASCADE, related_name="employments", db_index=False)
    audience = models.CharField(max_length=16, default="worker")
    reason = models.CharField(max_length=120, default="", blank=True)  # why it ended

    class Meta:
        indexes = [models.Index(fields=["unit", "person"], name="employed_by_unit")]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.unit_id}"


class FullTime(Period):
    """A person works full time for this union (cán bộ chuyên trách)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey("unions.Unit", on_delete=models.CASCADE, related_name="full_time_officials")
    reason = models.CharField(max_length=120, default="", blank=True)  # why it ended

    class Meta:
        indexes = [models.Index(fields=["unit", "person"], name="full_time_by_unit")]

    def __str__(self) -> str:
        return f"{self.person_id} full time for {self.unit_id}"


class Role(Period):
    """What a person may do for a unit; marked when he also manages staff for the employer.

    A delegation is a role with a `source`: the role of whoever delegated. It carries the rights named in `rights`,
    as far as the source still has them on the day that is asked about.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey("unions.Unit", on_delete=models.CASCADE, related_name="roles")
    name = models.CharField(max_length=16)
    is_employer_side = models.BooleanField(default=False)
    source = models.ForeignKey("unions.Role", on_delete=models.CASCADE, null=True, blank=True, related_name="delegated")
    rights = models.CharField(max_length=120, default="", blank=True)  # of a delegation, separated by blanks
    given_by = models.UUIDField(null=True, blank=True)
    reason = models.CharField(max_length=200, default="", blank=True)  # why it was given, or why it ended

    class Meta:
        indexes = [
            models.Index(fields=["person"], name="role_by_person"),
            models.Index(fields=["unit"], name="role_by_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.person_id}"


class RoleInvitation(models.Model):
    """A link by which whoever was given a role takes it on, once and within three days.

    Only hashes of the link and of the code that was sent with it are kept. The code stands for the number to which it
    went: with another number on record it opens nothing.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    role = models.ForeignKey("unions.Role", on_delete=models.CASCADE, related_name="invitations")
    link_hash = models.CharField(max_length=64, unique=True)
    made_by = models.UUIDField()
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)
    code_hash = models.CharField(max_length=64, default="", blank=True)
    code_until = models.DateTimeField(null=True, blank=True)
    codes_made = models.PositiveSmallIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)  # of the present code

    class Meta:
        indexes = [models.Index(fields=["role", "made_at"], name="invitation_by_role")]

    def __str__(self) -> str:
        return f"invitation to {self.role_id}"


class Grant(Period):
    """A right that comes with a reason and, where a person's data are shown, with his consent."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    viewer = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    subject = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    what = models.CharField(max_length=16)
    reason = models.CharField(max_length=80)
    consent = models.UUIDField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["viewer", "subject"], name="grant_by_viewer")]

    def __str__(self) -> str:
        return f"{self.viewer_id} sees {self.what} of {self.subject_id}"


class Headcount(Period):
    """How many people a unit declares for one audience: the denominator of its targets, dated and signed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey("unions.Unit", on_delete=models.CASCADE, related_name="headcounts")
    audience = models.CharField(max_length=16)
    count = models.PositiveIntegerField()
    signed_by = models.CharField(max_length=120)
    signed_on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["unit", "audience", "valid_from"], name="headcount_latest")]

    def __str__(self) -> str:
        return f"{self.count} {self.audience} at {self.unit_id}"
