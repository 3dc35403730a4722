"""Tables of classes: what is taught, which class of it, when it meets, who has a seat, who came.

Persons and units stand by their ids. A class that was called off and a seat that was given up stay, marked.
"""

from __future__ import annotations

import secrets

from django.db import models

from hocvuso.core.meeting import Meeting
from hocvuso.plumbing.ids import uuid7

PLANNED, CALLED_OFF = "planned", "off"
SEATED, WAITING, GONE = "seated", "waiting", "gone"
SECRET = 20  # bytes, as RFC 4226 recommends for SHA-1


def new_secret() -> str:
    """Return the secret of the codes that a meeting shows on its wall, as hexadecimal digits."""
    return secrets.token_hex(SECRET)


class Course(models.Model):
    """What is taught: a name and the skills that it is about; a unit gives it again and again as classes."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.UUIDField()
    name = models.CharField(max_length=120)
    about = models.CharField(max_length=400, default="", blank=True)
    skills = models.JSONField(default=list)  # ids, "kns.4.3"
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["unit"], name="course_by_unit")]

    def __str__(self) -> str:
        return self.name


class Class(models.Model):
    """One class of a course: so many seats, a place or a link, somebody who teaches, a code to join by."""

    id = models.UUIDField(primary_key=True, editable=False)  # comes with the form, so that sending twice makes one
    code = models.CharField(max_length=6, unique=True)
    course = models.ForeignKey("classes.Course", models.PROTECT, related_name="classes")
    unit = models.UUIDField()
    name = models.CharField(max_length=120)
    seats = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=160, default="", blank=True)
    link = models.CharField(max_length=300, default="", blank=True)  # for those with a seat only
    trainer = models.UUIDField(null=True, blank=True)
    trainer_name = models.CharField(max_length=80, default="", blank=True)
    note = models.CharField(max_length=400, default="", blank=True)
    state = models.CharField(max_length=8, default=PLANNED)
    reason = models.CharField(max_length=200, default="", blank=True)  # why it was called off
    created_at = models.DateTimeField()
    created_by = models.UUIDField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["unit"], name="class_by_unit"),
            models.Index(fields=["trainer"], name="class_by_trainer"),
        ]

    def __str__(self) -> str:
        return self.name


class ClassSession(models.Model):
    """One meeting of a class. `changed_at` is when it was last moved or called off, and people were told.

    `was_…` is what they knew before: their page begins with it while they may be on their way.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    of = models.ForeignKey("classes.Class", models.CASCADE, related_name="sessions")
    number = models.PositiveSmallIntegerField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=160, default="", blank=True)  # "" is the place of the class
    state = models.CharField(max_length=8, default=PLANNED)
    changed_at = models.DateTimeField(null=True, blank=True)
    changes = models.PositiveSmallIntegerField(default=0)  # SEQUENCE of calendars
    # Who led it, once the class has got another trainer; empty: whoever is the trainer of the class.
    led_by = models.UUIDField(null=True, blank=True)
    led_name = models.CharField(max_length=80, default="", blank=True)
    was_starts_at = models.DateTimeField(null=True, blank=True)
    was_place = models.CharField(max_length=160, default="", blank=True)
    secret = models.CharField(max_length=40, default=new_secret)

    class Meta:
        ordering = ["starts_at", "id"]
        constraints = [models.UniqueConstraint(fields=["of", "number"], name="class_session_number")]
        indexes = [models.Index(fields=["starts_at"], name="class_session_start")]

    def __str__(self) -> str:
        return f"{self.number}: {self.starts_at}"

    @property
    def meeting(self) -> Meeting:
        """From when until when it takes place."""
        return Meeting(self.starts_at, self.ends_at)


class Enrolment(models.Model):
    """Somebody has a seat in a class, waits for one, or gave it up; the earliest to wait is called up first."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    of = models.ForeignKey("classes.Class", models.CASCADE, related_name="enrolments")
    person = models.UUIDField()
    state = models.CharField(max_length=8)
    at = models.DateTimeField()  # when he asked; the order of the waiting list
    by = models.UUIDField(null=True)  # the official who entered him, None for himself

    class Meta:
        constraints = [models.UniqueConstraint(fields=["of", "person"], name="enrolment_once")]
        indexes = [models.Index(fields=["person"], name="enrolment_person")]

    def __str__(self) -> str:
        return f"{self.state} since {self.at}"


class Attendance(models.Model):
    """Who was at a meeting, how it is known, and who wrote it down; the newest word holds."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    session = models.ForeignKey("classes.ClassSession", models.CASCADE, related_name="attendance")
    person = models.UUIDField()
    kind = models.CharField(max_length=8)  # as in core/meeting
    way = models.CharField(max_length=8)
    at = models.DateTimeField()
    by = models.UUIDField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "person"], name="attendance_once")]
        indexes = [models.Index(fields=["person"], name="attendance_person")]

    def __str__(self) -> str:
        return f"{self.kind} ({self.way})"


class Feed(models.Model):
    """The secret address of somebody's calendar; a new one ends the old."""

    person = models.UUIDField(primary_key=True)
    secret = models.CharField(max_length=40, unique=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"since {self.made_at}"


class Material(models.Model):
    """Something to learn from in a class or in one meeting of it: a lesson of ours, a link, a file that was sent."""

    id = models.UUIDField(primary_key=True, editable=False)  # comes with the form, so that sending twice makes one
    of = models.ForeignKey("classes.Class", models.CASCADE, related_name="materials")
    session = models.ForeignKey("classes.ClassSession", models.CASCADE, null=True, related_name="materials")
    kind = models.CharField(max_length=8)
    ref = models.CharField(max_length=300, default="", blank=True)  # id of the content, or the link
    title = models.CharField(max_length=120)
    ending = models.CharField(max_length=5, default="", blank=True)
    size = models.PositiveIntegerField(default=0)  # bytes
    data = models.BinaryField(null=True)
    added_at = models.DateTimeField()
    added_by = models.UUIDField(null=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.kind}: {self.title}"


class Guest(models.Model):
    """A trainer from outside, who has no account: he comes in by a link and six digits, and sees this class alone."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    of = models.ForeignKey("classes.Class", models.CASCADE, related_name="guests")
    name = models.CharField(max_length=80)
    partner = models.CharField(max_length=120, default="", blank=True)  # the organisation that sends him
    link_hash = models.CharField(max_length=64, unique=True)
    code_hash = models.CharField(max_length=64)
    tries = models.PositiveSmallIntegerField(default=0)
    link_until = models.DateTimeField()
    key_hash = models.CharField(max_length=64, default="", blank=True)  # of the browser on which the link was opened
    made_at = models.DateTimeField()
    made_by = models.UUIDField(null=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.name}, {self.partner}"
