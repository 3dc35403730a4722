"""Monthly returns: what a unit says about a month, each frozen version of it, and everything that happened to it."""

from __future__ import annotations

from django.db import models

from hocvuso.plumbing.ids import uuid7


class ReturnRule(models.Model):
    """By which day of the following month returns are due below a unit; dated, so that the past keeps its own."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey("unions.Unit", on_delete=models.CASCADE, related_name="+")
    due_day = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    set_by = models.UUIDField(null=True)
    set_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["unit", "valid_from"], name="return_rule_by_unit")]

    def __str__(self) -> str:
        return f"{self.due_day} for {self.unit_id}"


class Return(models.Model):
    """What one unit says about one month, with the unit above it on the last day of that month."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey("unions.Unit", on_delete=models.CASCADE, related_name="+")
    parent = models.ForeignKey("unions.Unit", on_delete=models.CASCADE, related_name="+", null=True)
    month = models.DateField()  # its first day
    kind = models.CharField(max_length=8)  # own: filled by the system; combined: added up from those below
    unit_code = models.CharField(max_length=32)
    unit_name = models.CharField(max_length=200)
    parent_name = models.CharField(max_length=200, default="", blank=True)
    due_on = models.DateField()
    opened_at = models.DateTimeField()
    counted_at = models.DateTimeField()
    state = models.CharField(max_length=12, default="draft")  # draft | sent | accepted | sent_back
    version = models.PositiveSmallIntegerField(default=0)  # of the newest frozen version
    edit = models.PositiveIntegerField(default=0)  # grows with each change of the draft, so that two cannot collide
    lines = models.JSONField(default=list)
    note = models.TextField(default="", blank=True)
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=120, default="", blank=True)
    sent_at = models.DateTimeField(null=True)  # of the newest version
    first_sent_at = models.DateTimeField(null=True)  # decides whether it was on time
    receipt = models.CharField(max_length=60, default="", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "month"], name="one_return_a_month")]
        indexes = [models.Index(fields=["parent", "month"], name="return_by_parent")]

    def __str__(self) -> str:
        return f"{self.unit_code} {self.month:%Y-%m}"


class FrozenReturn(models.Model):
    """A version as it was confirmed. Written once: the database itself refuses to change a row (migration 0001)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    of = models.ForeignKey("reports.Return", on_delete=models.CASCADE, related_name="frozen")
    version = models.PositiveSmallIntegerField()
    text = models.TextField()  # canonical JSON, see core.returns
    checksum = models.CharField(max_length=64)
    receipt = models.CharField(max_length=60, default="", blank=True)
    confirmed_by = models.UUIDField()
    confirmed_name = models.CharField(max_length=120)
    confirmed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["of", "version"], name="one_frozen_version")]

    def __str__(self) -> str:
        return f"{self.of_id} v{self.version}"


class ReturnStep(models.Model):
    """One thing that happened to a return: opened, corrected, sent, received, accepted, sent back, withdrawn…"""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    of = models.ForeignKey("reports.Return", on_delete=models.CASCADE, related_name="steps")
    version = models.PositiveSmallIntegerField(default=0)
    place = models.PositiveIntegerField()  # 0, 1, 2… within its return: two things may happen in one moment
    what = models.CharField(max_length=16)
    at = models.DateTimeField()
    by = models.UUIDField(null=True)
    name = models.CharField(max_length=120, default="", blank=True)
    reason = models.CharField(max_length=400, default="", blank=True)

    class Meta:
        indexes = [models.Index(fields=["of", "at"], name="return_step_by_time")]

    def __str__(self) -> str:
        return f"{self.what} {self.of_id}"


class Adjustment(models.Model):
    """A late correction of an accepted return; the frozen figure stays, both are shown."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    of = models.ForeignKey("reports.Return", on_delete=models.CASCADE, related_name="adjustments")
    line = models.CharField(max_length=60)
    before = models.PositiveIntegerField(null=True)
    after = models.PositiveIntegerField()
    reason = models.CharField(max_length=400)
    at = models.DateTimeField()
    by = models.UUIDField()
    name = models.CharField(max_length=120)

    class Meta:
        indexes = [models.Index(fields=["of", "line"], name="adjustment_by_line")]

    def __str__(self) -> str:
        return f"{self.line} {self.before} -> {self.after}"


class RosterCheck(models.Model):
    """Somebody signed that a unit's list of people is right on a day."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey("unions.Unit", on_delete=models.CASCADE, related_name="+")
    on = models.DateField()
    people = models.PositiveIntegerField()
    by = models.UUIDField()
    name = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "on"], name="one_roster_check_a_day")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.on}"


class EvidencePack(models.Model):
    """A folder of proof for one target and period, asked for by one official and built in the background."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey("unions.Unit", on_delete=models.CASCADE, related_name="+")
    target = models.CharField(max_length=60)
    since = models.DateField()
    until = models.DateField()
    with_names = models.BooleanField(default=False)
    asked_by = models.UUIDField()
    asked_name = models.CharField(max_length=120)
    asked_at = models.DateTimeField()
    job = models.UUIDField(null=True)  # that builds it, where it is not built at once
    finished_at = models.DateTimeField(null=True)
    checksum = models.CharField(max_length=64, default="", blank=True)
    size = models.PositiveBigIntegerField(default=0)
    problem = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        indexes = [models.Index(fields=["asked_by", "unit", "asked_at"], name="evidence_by_asker")]

    def __str__(self) -> str:
        return f"{self.target} {self.unit_id} {self.since}"
