"""Tables of the second tree: places of the administration, dated, and which units are active where.

They have the shape of the tables of units on purpose: the same pure planning turns the rows of both (see
`structure.territory_rows`).
"""

from __future__ import annotations

from django.db import models

from hocvuso.plumbing.ids import uuid7
from hocvuso.unions.models.tree import Period


class Territory(models.Model):
    """A place of the administration: a province, a district until July 2025, a commune or ward. `name` is today's."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(max_length=32, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=24)
    search = models.CharField(max_length=240, default="", db_index=True)
    sort_key = models.CharField(max_length=600, default="", db_index=True)
    founded_on = models.DateField()
    dissolved_on = models.DateField(null=True, blank=True)
    is_demo = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class TerritoryLink(Period):
    """A territory lies in another in this period; null: at the top."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    territory = models.ForeignKey("unions.Territory", on_delete=models.CASCADE, related_name="links")
    parent = models.ForeignKey("unions.Territory", on_delete=models.CASCADE, related_name="child_links", null=True)
    change = models.ForeignKey("unions.StructureChange", on_delete=models.SET_NULL, related_name="+", null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["territory", "valid_from"], name="one_territory_link_a_day")]

    def __str__(self) -> str:
        return f"{self.territory_id} < {self.parent_id}"


class TerritoryName(Period):
    """The name that a territory bore in a period."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    territory = models.ForeignKey("unions.Territory", on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=200)
    search = models.CharField(max_length=240, default="", db_index=True)
    change = models.ForeignKey("unions.StructureChange", on_delete=models.SET_NULL, related_name="+", null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["territory", "valid_from"], name="one_territory_name_a_day")]

    def __str__(self) -> str:
        return self.name


class TerritorySuccession(models.Model):
    """From a day on a territory that ended goes on in another one; null: in none."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    territory = models.ForeignKey("unions.Territory", on_delete=models.CASCADE, related_name="successions")
    heir = models.ForeignKey("unions.Territory", on_delete=models.CASCADE, related_name="inherited", null=True)
    on = models.DateField()
    part = models.PositiveBigIntegerField()
    whole = models.PositiveBigIntegerField()
    change = models.ForeignKey("unions.StructureChange", on_delete=models.SET_NULL, related_name="+", null=True)

    def __str__(self) -> str:
        return f"{self.territory_id} > {self.heir_id}"


class UnitTerritory(Period):
    """A unit is active in a territory in this period; many to many, for a commune union is no commune."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey("unions.Unit", on_delete=models.CASCADE, related_name="territories")
    territory = models.ForeignKey("unions.Territory", on_delete=models.CASCADE, related_name="units")
    change = models.ForeignKey("unions.StructureChange", on_delete=models.SET_NULL, related_name="+", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "territory", "valid_from"], name="one_unit_in_territory_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} in {self.territory_id}"


class StructureTerritory(models.Model):
    """A territory that a change concerns: its own rows changed, or others lean on it. It may be gone after an undo."""

    id = models.BigAutoField(primary_key=True)
    change = models.ForeignKey("unions.StructureChange", on_delete=models.CASCADE, related_name="territories")
    territory = models.UUIDField(db_index=True)

    def __str__(self) -> str:
        return f"{self.territory}"
