"""Tables of free wifi points: the point, the steps it went through, and what people could not do there."""

from __future__ import annotations

from django.db import models

from hocvuso.core import hotspot
from hocvuso.plumbing.ids import uuid7


class Hotspot(models.Model):
    """One free wifi point of a unit. It holds no password and nothing about whoever uses it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(max_length=8, unique=True)  # in the address that its card prints
    unit = models.ForeignKey("unions.Unit", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    address = models.CharField(max_length=160)
    search = models.CharField(max_length=260)
    owner = models.CharField(max_length=120)
    contact = models.CharField(max_length=120, default="", blank=True)  # for officials only
    hours = models.CharField(max_length=80, default="", blank=True)
    joining = models.CharField(max_length=240, default="", blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    state = models.CharField(max_length=8, default=hotspot.NEEDED)
    since = models.DateField()
    checked_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["state"], name="hotspot_by_state")]

    def __str__(self) -> str:
        return f"{self.name} ({self.state})"


class HotspotStep(models.Model):
    """One step of a point: a new state, or a check that changed nothing; never changed, taken back as a whole."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    hotspot = models.ForeignKey("hotspots.Hotspot", on_delete=models.CASCADE, related_name="steps")
    state = models.CharField(max_length=8)
    is_check = models.BooleanField(default=False)
    on = models.DateField()
    at = models.DateTimeField()
    by = models.UUIDField(null=True)
    signed_name = models.CharField(max_length=80, default="", blank=True)
    note = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.hotspot_id} {self.state} {self.on}"


class HotspotTrouble(models.Model):
    """Somebody could not use a point. The id comes with the form, so sending twice is one; nobody is named."""

    id = models.UUIDField(primary_key=True, editable=False)
    hotspot = models.ForeignKey("hotspots.Hotspot", on_delete=models.CASCADE, related_name="troubles")
    kind = models.CharField(max_length=8)
    on = models.DateField()

    def __str__(self) -> str:
        return f"{self.hotspot_id} {self.kind} {self.on}"


class HotspotMove(models.Model):
    """A point went with its unit into the unit's heir; `undone_at` when the change was taken back and it came back."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    hotspot = models.ForeignKey("hotspots.Hotspot", on_delete=models.CASCADE, related_name="moves")
    change = models.UUIDField()  # of the tree
    from_unit = models.UUIDField()
    to_unit = models.UUIDField()
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hotspot", "change"], name="hotspot_move_once")]

    def __str__(self) -> str:
        return f"{self.from_unit} > {self.to_unit}"
