"""Tables that compare groups of people: only what may be shown, as it is shown (ADR 0025)."""

from __future__ import annotations

from django.db import models


class GapCount(models.Model):
    """The last day of a month at whose end groups were counted; only the newest is kept."""

    day = models.DateField(primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.day)


class GapFigure(models.Model):
    """How many people of each group of a dimension have reached a measure at a unit, rounded; `day` is its count's.

    Units whose table could lead to a group under ten have no row, and their counts are kept nowhere.
    """

    id = models.BigAutoField(primary_key=True)
    measure = models.CharField(max_length=120)
    dimension = models.CharField(max_length=12)
    unit = models.ForeignKey("unions.Unit", on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    people = models.JSONField()  # a number for each band of `core.gaps.GROUPS`, in its order
    reached = models.JSONField()
    silent = models.PositiveIntegerField()  # counted people who told nothing here

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "measure", "dimension"], name="one_gap_figure")]

    def __str__(self) -> str:
        return f"{self.measure} {self.dimension} {self.unit_id}"
