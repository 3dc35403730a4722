"""Tables of the tree. `UnitLink` is the truth, `UnitPath` is derived from it for range queries.

Every period runs from `valid_from` (first day) to `valid_to` (first day no longer in force, or empty). A structure
change keeps each row that it turned, so that undoing it is exact.
"""

from __future__ import annotations

from django.db import models

from hocvuso.plumbing.ids import uuid7


class Period(models.Model):
    """A fact that holds from one day to another."""

    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True


class Unit(models.Model):
    """A union at any level, or a section or group of one. `name` is that of today; others stand in `UnitName`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(max_length=32, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=24)
    search = models.CharField(max_length=240, default="", db_index=True)
    sort_key = models.CharField(max_length=600, default="", db_index=True)
    join_code = models.CharField(max_length=6, unique=True, null=True, blank=True)
    founded_on = models.DateField()
    dissolved_on = models.DateField(null=True, blank=True)
    is_demo = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=0)  # one more with each change that turns a row of this unit
    changed_by = models.UUIDField(null=True, blank=True)
    changed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class StructureChange(models.Model):
    """One order about the tree: what, from which day, by which paper, entered by whom and when, undone or not."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.PositiveBigIntegerField(unique=True)  # in the order in which they were entered
    key = models.CharField(max_length=64, unique=True)  # made by the form: the same order twice is one change
    kind = models.CharField(max_length=16)
    effective_on = models.DateField()
    decision = models.CharField(max_length=80, default="", blank=True)
    signer = models.CharField(max_length=120, default="", blank=True)
    reason = models.CharField(max_length=200, default="", blank=True)
    entered_by = models.UUIDField(null=True, blank=True)
    entered_at = models.DateTimeField()
    undone_by = models.UUIDField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    facts = models.JSONField(default=dict, blank=True)  # names and numbers as they were then; no person

    def __str__(self) -> str:
        return f"{self.number} {self.kind}"


class StructureRow(models.Model):
    """One row that a change turned: what it was (null: not there) and what it became (null: gone). Names no person."""

    id = models.BigAutoField(primary_key=True)
    change = models.ForeignKey("unions.StructureChange", on_delete=models.CASCADE, related_name="rows")
    table = models.CharField(max_length=12)
    key = models.CharField(max_length=90)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        indexes = [models.Index(fields=["table", "key"], name="structure_row_by_key")]

    def __str__(self) -> str:
        return f"{self.table} {self.key}"


class StructureUnit(models.Model):
    """A unit that a change concerns: its own rows changed, or others lean on it. It may be gone after an undo."""

    id = models.BigAutoField(primary_key=True)
    change = models.ForeignKey("unions.StructureChange", on_delete=models.CASCADE, related_name="units")
    unit = models.UUIDField(db_index=True)
    is_changed = models.BooleanField()

    def __str__(self) -> str:
        return f"{self.unit}"


class UnitLink(Period):
    """This unit stands under that one, by that change."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey("unions.Unit", on_delete=models.CASCADE, related_name="links")
    parent = models.ForeignKey("unions.Unit", on_delete=models.CASCADE, related_name="child_links", null=True)
    change = models.ForeignKey("unions.StructureChange", on_delete=models.SET_NULL, related_name="+", null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "valid_from"], name="one_link_a_day")]

    def __str__(self) -> str:
        return f"{self.unit_id} < {self.parent_id}"


class UnitPath(Period):
    """Where a unit stands: the ids from the top down, 32 hex digits each, so that a subtree is one range of text."""

    id = models.BigAutoField(primary_key=True)
    unit = models.ForeignKey("unions.Unit", on_delete=models.CASCADE, related_name="paths")
    path = models.CharField(max_length=400, db_index=True)

    def __str__(self) -> str:
        return self.path


class UnitName(Period):
    """The name that a unit bore in a period."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey("unions.Unit", on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=200)
    search = models.CharField(max_length=240, default="", db_index=True)
    change = models.ForeignKey("unions.StructureChange", on_delete=models.SET_NULL, related_name="+", null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "valid_from"], name="one_name_a_day")]

    def __str__(self) -> str:
        return self.name


class Succession(models.Model):
    """From a day on a share (part / whole) of a unit that ended or was divided goes on in another; null: in none."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey("unions.Unit", on_delete=models.CASCADE, related_name="successions")
    heir = models.ForeignKey("unions.Unit", on_delete=models.CASCADE, related_name="inherited", null=True)
    on = models.DateField()
    part = models.PositiveBigIntegerField()
    whole = models.PositiveBigIntegerField()
    change = models.ForeignKey("unions.StructureChange", on_delete=models.SET_NULL, related_name="+", null=True)

    def __str__(self) -> str:
        return f"{self.unit_id} > {self.heir_id} {self.part}/{self.whole}"
