"""Tables of this room: mappings as somebody saved them."""

from __future__ import annotations

from django.db import models

from hocvuso.plumbing.ids import uuid7


class FormVersion(models.Model):
    """A mapping as somebody saved it, for one unit and everything below it, or (no unit) for the whole site.

    A new version is a new row; the newest holds. `told` is what a mapping file says, `template` the partner's file.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    form = models.SlugField(max_length=40)
    unit = models.ForeignKey("unions.Unit", on_delete=models.CASCADE, null=True, related_name="+")
    told = models.JSONField()
    template = models.BinaryField(default=b"")
    saved_by = models.UUIDField()
    saved_name = models.CharField(max_length=120)
    saved_at = models.DateTimeField()
    is_withdrawn = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["form", "saved_at"], name="form_version_newest")]

    def __str__(self) -> str:
        return f"{self.form} {self.saved_at:%Y-%m-%d}"
