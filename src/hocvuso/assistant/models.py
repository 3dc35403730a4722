"""Questions put to the assistant (masked) and where a lesson with it stands, for 30 days; what authors made of them."""

from __future__ import annotations

from django.db import models

from hocvuso.plumbing.ids import uuid7


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
    chosen = models.CharField(max_length=120, default="", blank=True)  # of what was offered: step, card or skill
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


class ModelRefusal(models.Model):
    """This person wants no language model, on whichever phone he asks. No row: he has nothing against it."""

    person = models.UUIDField(primary_key=True)
    since = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.person)


class QuestionGroup(models.Model):
    """Questions that are alike and got no answer, or none that helped: only their ids, so that erasing reaches here."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=12)  # unanswered unclear
    place = models.IntegerField()  # those of most people first
    questions = models.JSONField(default=list)
    people = models.IntegerField()
    size = models.IntegerField()
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["kind", "place"], name="question_group_order")]

    def __str__(self) -> str:
        return f"{self.kind} {self.place}"


class AddedWording(models.Model):
    """A wording that an author of this site gave to a step or card; `goal` is empty for what we do not teach."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    text = models.TextField()
    goal = models.CharField(max_length=120, default="", blank=True)
    people = models.IntegerField(default=0)  # how many had asked alike
    added_at = models.DateTimeField()
    added_by = models.UUIDField(null=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["added_at"], name="added_wording_age")]

    def __str__(self) -> str:
        return self.text[:60]
