"""Tables of the curriculum: every version of every part that was ever published, and what is in force now."""

from __future__ import annotations

from django.db import models

from hocvuso.plumbing.ids import uuid7


class ContentVersion(models.Model):
    """One part (skill, lesson, step, item, card, fact, group) as it was written once; never changed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=8)
    content_id = models.CharField(max_length=160)
    version = models.CharField(max_length=16)
    meaning = models.PositiveIntegerField(default=0)
    body = models.JSONField()
    first_seen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "content_id", "version"], name="one_row_per_content_version"),
        ]
        indexes = [models.Index(fields=["version"], name="content_by_version")]

    def __str__(self) -> str:
        return f"{self.content_id} {self.version}"


class Publication(models.Model):
    """One published state: which version of which part, in teaching order. One row is in force."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    version = models.CharField(max_length=16)
    manifest = models.JSONField()  # {kind: [[content id, version], …]}
    published_at = models.DateTimeField()
    source = models.CharField(max_length=64, default="", blank=True)  # fingerprint of the folder it came from
    is_current = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["is_current"],
                condition=models.Q(is_current=True),
                name="one_publication_in_force",
            ),
        ]

    def __str__(self) -> str:
        return self.version
