"""Targets that officials made or changed, and facts that a unit declares about itself."""

from __future__ import annotations

from django.db import models

from hocvuso.plumbing.ids import uuid7


class TargetVersion(models.Model):
    """How a target reads from a day on; changing it is a new row, earlier figures keep theirs.

    A row of a unit holds for the unit and those below; of several the nearest one. Without a unit it holds for
    the whole site. Where no row holds, the file `content/framework/targets.toml` does.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    target = models.CharField(max_length=40)  # the same through all versions
    unit = models.ForeignKey("unions.Unit", on_delete=models.CASCADE, related_name="+", null=True, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    title = models.CharField(max_length=80)
    title_en = models.CharField(max_length=80, default="", blank=True)
    counts = models.CharField(max_length=8, default="people")
    audience = models.CharField(max_length=16, default="", blank=True)
    share = models.FloatField()
    skills = models.JSONField(default=list)
    device_skill = models.CharField(max_length=12, default="", blank=True)
    since = models.DateField()
    deadline = models.DateField()
    rule = models.CharField(max_length=600, default="", blank=True)
    rule_en = models.CharField(max_length=600, default="", blank=True)
    origin = models.CharField(max_length=16, default="official")
    made_by = models.UUIDField()
    made_name = models.CharField(max_length=120)
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["target", "valid_from"], name="target_version_by_day")]

    def __str__(self) -> str:
        return f"{self.target} {self.valid_from}"


class UnitFact(models.Model):
    """What a unit declares about itself, signed and dated; the newest word that has not run out stands."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey("unions.Unit", on_delete=models.CASCADE, related_name="+")
    fact = models.CharField(max_length=16)  # see reports.facts
    value = models.BooleanField()
    proof = models.CharField(max_length=200, default="", blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    signed_name = models.CharField(max_length=120)
    signed_by = models.UUIDField()
    signed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["fact", "unit", "valid_from"], name="unit_fact_latest")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.fact} {self.value}"
