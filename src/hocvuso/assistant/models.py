"""Questions put to the assistant, masked, and where a lesson with it stands; both kept for 30 days."""

from __future__ import annotations

from django.db import models

from hocvuso.assistant.help_tables import DraftCard, HelpRemark, HelpRequest
from hocvuso.plumbing.ids import uuid7

__all__ = ["DraftCard", "HelpRemark", "HelpRequest", "Question"]


class Question(models.Model):
    """One turn: what was asked (masked), what was answered, from which versions."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.UUIDField(null=True)
    asked_at = models.DateTimeField()
    text = models.TextField()
    kind = models.CharField(max_length=16)
    step = models.CharField(max_length=120, default="", blank=True)
    context_step = models.CharField(max_length=120, default="", blank=True)
    confidence = models.FloatField(default=0.0)
    candidates = models.JSONField(default=list)
    curriculum = models.CharField(max_length=16, default="")
    device = models.CharField(max_length=8, default="", blank=True)
    helped = models.BooleanField(null=True)
    # What a language model made of it and was shown, and the steps that this leans on; "" without a model.
    model = models.CharField(max_length=80, default="", blank=True)
    rewording = models.TextField(default="", blank=True)
    sources = models.JSONField(default=list, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["person", "asked_at"], name="question_by_person"),
            models.Index(fields=["asked_at"], name="question_age"),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Talk(models.Model):
    """Where a lesson with the assistant stands; the answers themselves are events of learning."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.UUIDField()
    began_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    plan = models.UUIDField()
    title = models.CharField(max_length=200, default="", blank=True)
    number = models.PositiveIntegerField(default=0)  # of the bubble on the screen; a reply moves it on once
    # The id under which the next reply is recorded, known before it comes: sent twice, it is one event.
    event = models.UUIDField(default=uuid7)
    state = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["person", "began_at"], name="talk_by_person"),
            models.Index(fields=["updated_at"], name="talk_age"),
        ]

    def __str__(self) -> str:
        return self.title
