"""Tables of motivation: what somebody switched off, his pauses, his rhythm, his badges; challenges of units."""

from __future__ import annotations

from django.db import models

from hocvuso.plumbing.ids import uuid7

SKILLS, LESSONS = "skills", "lessons"
WHAT = (SKILLS, LESSONS)


class MotivationChoice(models.Model):
    """What somebody switched off; nobody has a row who switched nothing off."""

    person = models.UUIDField(primary_key=True)
    rhythm = models.BooleanField(default=True)
    badges = models.BooleanField(default=True)
    challenges = models.BooleanField(default=True)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.person)


class RhythmPause(models.Model):
    """Days on which somebody rests, both included: ill, on leave, at home for Tết. Why is not asked."""

    id = models.UUIDField(primary_key=True, editable=False)
    person = models.UUIDField()
    since = models.DateField()
    until = models.DateField()
    told_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["person", "since"], name="pause_by_person")]

    def __str__(self) -> str:
        return f"{self.since} {self.until}"


class RhythmKept(models.Model):
    """Somebody's rhythm as it was counted last, for the quiet line; counted anew at night and on his own page."""

    person = models.UUIDField(primary_key=True)
    week = models.DateField()  # Monday of the week in which it was counted
    weeks = models.PositiveSmallIntegerField(default=0)
    badge = models.CharField(max_length=40, default="", blank=True)  # the newest one
    badge_on = models.DateField(null=True, blank=True)
    counted_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.person} {self.weeks}"


class EarnedBadge(models.Model):
    """A badge that somebody earned, by the rule of that day; it stays."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.UUIDField()
    badge = models.CharField(max_length=40)
    earned_on = models.DateField()
    rule_from = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "badge"], name="one_badge_a_person")]

    def __str__(self) -> str:
        return f"{self.person} {self.badge}"


class UnitChallenge(models.Model):
    """What the people of a unit reach together; `people` and `done` are the newest count, nobody stands behind them."""

    id = models.UUIDField(primary_key=True, editable=False)
    unit = models.ForeignKey("unions.Unit", on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=160)
    what = models.CharField(max_length=8)  # skills lessons
    goal = models.PositiveIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.UUIDField(null=True)
    made_name = models.CharField(max_length=120, default="", blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    people = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    counted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["unit", "ends_on"], name="challenge_by_unit")]

    def __str__(self) -> str:
        return self.title
