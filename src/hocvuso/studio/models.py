"""What a language model drafted for a step; nothing of it is shown to a learner before a person has approved it."""

from __future__ import annotations

from django.db import models

from hocvuso.plumbing.ids import uuid7


class ModelDraft(models.Model):
    """One wording, one easy variant or one question; or the note that the model gave nothing that may be used."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    step = models.CharField(max_length=120)
    kind = models.CharField(max_length=8)  # wording easy item
    body = models.JSONField(default=dict)
    model = models.CharField(max_length=80, default="", blank=True)
    problem = models.CharField(max_length=16, default="", blank=True)  # why there is no draft
    made_at = models.DateTimeField()
    made_by = models.UUIDField(null=True)
    state = models.CharField(max_length=8, default="waiting")  # waiting approved rejected
    decided_at = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["state", "made_at"], name="model_draft_waiting")]

    def __str__(self) -> str:
        return f"{self.kind} {self.step}"
