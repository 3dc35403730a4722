"""Counts kept ready for pages. All of it but what is closed can be counted anew from the facts (rollups.counting)."""

from __future__ import annotations

from datetime import date

from django.db import models

from hocvuso.plumbing.ids import uuid7

OPEN_END = date(9999, 12, 31)  # a day instead of nothing, so that one index range finds what holds on a day


class Tally(models.Model):
    """How many of a grassroots union's people a measure counts, from a day until the day before `valid_to`.

    Only the people at home in the unit itself; what stands below an upper union is added up when a page asks,
    along the tree of the day that is asked about. So a change of the tree needs no counting.
    """

    id = models.BigAutoField(primary_key=True)
    measure = models.CharField(max_length=120)  # see reports.rollups.measures
    unit = models.ForeignKey("unions.Unit", on_delete=models.CASCADE, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(default=OPEN_END)
    people = models.PositiveIntegerField(default=0)
    invited = models.PositiveIntegerField(default=0)
    started = models.PositiveIntegerField(default=0)
    waiting = models.PositiveIntegerField(default=0)  # invited and not started
    reached = models.PositiveIntegerField(null=True)  # None: not known
    reached_with = models.PositiveIntegerField(default=0)  # also the skill that only some units ask for
    checks = models.PositiveIntegerField(default=0)
    kept = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["measure", "unit", "valid_from"], name="one_tally_a_day")]
        indexes = [models.Index(fields=["measure", "valid_to", "unit"], name="tally_in_force")]

    def __str__(self) -> str:
        return f"{self.measure} {self.unit_id} {self.valid_from}"


class TallyState(models.Model):
    """When a measure was last counted from the first fact on; a measure without a row is still to be counted."""

    measure = models.CharField(primary_key=True, max_length=120)
    counted_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.measure


class Stale(models.Model):
    """A person or a unit of which something changed that the tallies do not show yet."""

    id = models.BigAutoField(primary_key=True)
    person = models.UUIDField(null=True)
    unit = models.UUIDField(null=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.person or self.unit)


class ClosedFigure(models.Model):
    """A figure as it stood when its period was closed: never changed; what is found later is a correction beside it.

    The database refuses to change or delete it (migration 0004), but for figures of invented units.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey("unions.Unit", on_delete=models.CASCADE, related_name="+")
    target = models.CharField(max_length=40)
    measure = models.CharField(max_length=120)
    grain = models.CharField(max_length=5)  # week | month
    last_day = models.DateField()
    reached = models.PositiveIntegerField()
    people = models.PositiveIntegerField()  # declared, or units for a target of units
    unknown = models.PositiveIntegerField()  # units of which one of the two is not known
    closed_at = models.DateTimeField()
    is_demo = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "target", "grain", "last_day"], name="one_closed_figure")
        ]
        indexes = [models.Index(fields=["grain", "last_day", "target"], name="closed_by_period")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.target} {self.last_day}"


class FigureCorrection(models.Model):
    """What a closed figure would be with what became known later; the newest one stands."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    of = models.ForeignKey("reports.ClosedFigure", on_delete=models.CASCADE, related_name="corrections")
    reached = models.PositiveIntegerField()
    people = models.PositiveIntegerField()
    unknown = models.PositiveIntegerField()
    found_at = models.DateTimeField()
    is_demo = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.of_id} {self.found_at}"
