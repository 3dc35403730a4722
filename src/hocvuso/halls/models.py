"""Tables of halls. Nothing about a hall is about a person: it holds phones by a random number, answers and counts.

Sheets of a paper quiz hold a person and what he chose until they are handed on to the learner model; then the letters
are wiped.
"""

from __future__ import annotations

from django.db import models

from hocvuso.plumbing.ids import uuid7

NEW, OPEN, DONE, HIDDEN = "new", "open", "done", "hidden"  # of a question that somebody in the hall asks


class Hall(models.Model):
    """One exercise done together: which questions, at which step it is, whose it is, and what came of it."""

    id = models.UUIDField(primary_key=True, editable=False)  # comes with the form, so that sending twice makes one
    code = models.CharField(max_length=6, unique=True)
    unit = models.UUIDField()
    session = models.UUIDField(null=True, blank=True)  # the meeting of a class, None without one
    title = models.CharField(max_length=120)
    place = models.CharField(max_length=160, default="", blank=True)
    exercise = models.JSONField()  # as it stood when the hall was opened
    is_online = models.BooleanField(default=False)
    takes_questions = models.BooleanField(default=False)
    link = models.CharField(max_length=300, default="", blank=True)  # of the online class
    recording = models.CharField(max_length=300, default="", blank=True)
    step = models.PositiveSmallIntegerField(default=0)  # core.hall
    step_at = models.DateTimeField()
    opened_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    by = models.UUIDField(null=True)
    leader = models.CharField(max_length=80, default="", blank=True)  # under which name it stands in the minutes
    result = models.JSONField(null=True, blank=True)  # counts that stay when phones and answers are forgotten

    class Meta:
        indexes = [
            models.Index(fields=["unit", "opened_at"], name="hall_by_unit"),
            models.Index(fields=["session"], name="hall_by_session"),
        ]

    def __str__(self) -> str:
        return self.title


class HallPhone(models.Model):
    """A phone in a hall, by a random number that its browser keeps; `people` share it."""

    id = models.UUIDField(primary_key=True, editable=False)
    hall = models.ForeignKey("halls.Hall", models.CASCADE, related_name="phones")
    people = models.PositiveSmallIntegerField(default=1)
    joined_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)  # somebody took its answers along; who, is not kept
    was_signed_in = models.BooleanField(default=False)  # its owner let his presence in the class be written down

    def __str__(self) -> str:
        return str(self.hall_id)


class HallAnswer(models.Model):
    """What a phone answered to one question; the newest turn holds, so a late copy of an older one changes nothing."""

    hall = models.ForeignKey("halls.Hall", models.CASCADE, related_name="answers")
    phone = models.UUIDField()
    question = models.PositiveSmallIntegerField()
    choice = models.PositiveSmallIntegerField()
    turn = models.PositiveIntegerField()
    people = models.PositiveSmallIntegerField(default=1)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hall", "phone", "question"], name="hall_answer_once")]
        indexes = [models.Index(fields=["hall", "question"], name="hall_answer_count")]

    def __str__(self) -> str:
        return f"{self.question}: {self.choice}"


class HallHandCount(models.Model):
    """How many hands without a phone went up for one answer, as the trainer counted them."""

    hall = models.ForeignKey("halls.Hall", models.CASCADE, related_name="hands")
    question = models.PositiveSmallIntegerField()
    choice = models.PositiveSmallIntegerField()
    people = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hall", "question", "choice"], name="hall_hands_once")]

    def __str__(self) -> str:
        return f"{self.question}: {self.choice} {self.people}"


class HallQuestion(models.Model):
    """A question that somebody in the hall asks, without a name; numbers in it are masked before it is kept."""

    id = models.UUIDField(primary_key=True, editable=False)  # comes with the form
    hall = models.ForeignKey("halls.Hall", models.CASCADE, related_name="asked")
    text = models.CharField(max_length=240)
    state = models.CharField(max_length=6, default=NEW)
    votes = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.text


class HallVote(models.Model):
    """A phone that wants the same question answered."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    asked = models.ForeignKey("halls.HallQuestion", models.CASCADE, related_name="voters")
    phone = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["asked", "phone"], name="hall_vote_once")]

    def __str__(self) -> str:
        return str(self.asked_id)


class PaperQuiz(models.Model):
    """A quiz that was printed, with the code on its sheets; `seed` is that of form B."""

    id = models.UUIDField(primary_key=True, editable=False)  # comes with the form
    code = models.CharField(max_length=6, unique=True)
    unit = models.UUIDField()
    class_id = models.UUIDField(null=True, blank=True)  # whose people it is for, None where only sheets are counted
    title = models.CharField(max_length=120)
    exercise = models.JSONField()
    seed = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    made_by = models.UUIDField(null=True)
    last_save = models.UUIDField(null=True, blank=True)  # the form that was entered last, which can be taken back
    saved_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)  # since when its answers are handed on
    result = models.JSONField(null=True, blank=True)  # counts that stay when the letters are wiped
    sheets = models.PositiveSmallIntegerField(default=0)  # counted without names
    right = models.JSONField(default=list)  # of those, how many answered each question rightly

    class Meta:
        indexes = [
            models.Index(fields=["unit", "made_at"], name="quiz_by_unit"),
            models.Index(fields=["class_id"], name="quiz_by_class"),
        ]

    def __str__(self) -> str:
        return self.title


class PaperSheet(models.Model):
    """One sheet of somebody: its form and what he chose, in the order of the exercise; undo brings `before` back."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    quiz = models.ForeignKey("halls.PaperQuiz", models.CASCADE, related_name="written")
    person = models.UUIDField()
    form = models.CharField(max_length=1)
    chosen = models.CharField(max_length=8, default="", blank=True)
    before = models.CharField(max_length=10, default="", blank=True)
    save_id = models.UUIDField()
    at = models.DateTimeField()
    by = models.UUIDField(null=True)
    handed_on_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["quiz", "person"], name="paper_sheet_once")]
        indexes = [models.Index(fields=["person"], name="paper_sheet_person")]

    def __str__(self) -> str:
        return self.form
