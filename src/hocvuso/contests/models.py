"""Tables of contests: the contest, its rounds, who entered, each paper, protests, corrections, lots, what was
published.

Persons and units stand by their ids. What was published, corrected or set aside stays: nothing here is written over.
"""

from __future__ import annotations

from django.db import models

from hocvuso.core.contest.timing import Attempt
from hocvuso.plumbing.ids import uuid7

DRAFT, ANNOUNCED, PUBLISHED, OFF = "draft", "open", "done", "off"
PHONE, PAPER = "phone", "paper"
OPEN, ACCEPTED, DISMISSED = "open", "yes", "no"  # of protests


class Contest(models.Model):
    """One contest of a unit: rules, prizes, who may enter. `state`: draft, announced, published, called off."""

    id = models.UUIDField(primary_key=True, editable=False)  # comes with the form, so that sending twice makes one
    code = models.CharField(max_length=6, unique=True)
    unit = models.UUIDField()
    title = models.CharField(max_length=160)
    about = models.CharField(max_length=1000, default="", blank=True)
    decision = models.CharField(max_length=80, default="", blank=True)  # typed by a person, never made up
    units = models.JSONField(default=list)  # ids of the units that may enter, with all below; empty: the unit's own
    skills = models.JSONField(default=list)
    guess = models.CharField(max_length=300, default="", blank=True)
    prizes = models.JSONField(default=list)  # [{"name", "number", "text"}]
    state = models.CharField(max_length=8, default=DRAFT)
    reason = models.CharField(max_length=300, default="", blank=True)  # why it was called off
    created_at = models.DateTimeField()
    created_by = models.UUIDField(null=True)
    announced_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["unit"], name="contest_by_unit")]

    def __str__(self) -> str:
        return self.title


class Round(models.Model):
    """One stage: when it is open, what a paper is made of, its pool, and the seed that draws from it.

    `seed_print` and `pool_print` are public from the announcement on, the seed itself when the round is settled.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    of = models.ForeignKey("contests.Contest", models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField()
    questions = models.PositiveSmallIntegerField()
    simulators = models.PositiveSmallIntegerField(default=0)
    minutes = models.PositiveSmallIntegerField()
    pool = models.JSONField(default=list)  # [[kind, id, version, skill]], fixed at the announcement
    pool_print = models.CharField(max_length=64, default="", blank=True)
    seed = models.CharField(max_length=64, default="", blank=True)
    seed_print = models.CharField(max_length=64, default="", blank=True)
    void = models.JSONField(default=list)  # ids of questions that were voided: right for everybody who had them
    told_at = models.DateTimeField(null=True, blank=True)  # when those who entered were told that it is open

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["of", "number"], name="round_number_once")]
        indexes = [models.Index(fields=["opens_at"], name="round_by_opening")]

    def __str__(self) -> str:
        return f"{self.number}: {self.opens_at}"


class Entrant(models.Model):
    """Somebody in a contest under a number (số báo danh), with the unit for which he counts."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    of = models.ForeignKey("contests.Contest", models.CASCADE, related_name="entrants")
    number = models.PositiveIntegerField()
    person = models.UUIDField()
    unit = models.UUIDField()
    at = models.DateTimeField()
    by = models.UUIDField(null=True)  # the official who typed his paper, None for himself
    may_be_named = models.BooleanField(null=True)  # his word on the public page; None: not asked yet

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["of", "person"], name="entrant_once"),
            models.UniqueConstraint(fields=["of", "number"], name="entrant_number_once"),
        ]
        indexes = [
            models.Index(fields=["person"], name="entrant_by_person"),
            models.Index(fields=["unit"], name="entrant_by_unit"),
        ]

    def __str__(self) -> str:
        return str(self.number)


class Entry(models.Model):
    """One paper (bài dự thi): drawn when it is begun, answered one by one, handed in once.

    `answers`: place in the paper → [id made by the phone, ms after the start, response]. `late`: how many of them were
    received after the end. Trials count for nothing; what was set aside after a hearing keeps its reason.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    of = models.ForeignKey("contests.Round", models.CASCADE, related_name="entries")
    entrant = models.ForeignKey("contests.Entrant", models.CASCADE, related_name="entries")
    person = models.UUIDField()
    attempt = models.PositiveSmallIntegerField()
    is_trial = models.BooleanField(default=False)
    way = models.CharField(max_length=8, default=PHONE)
    device = models.UUIDField(null=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    drawn = models.JSONField()  # places in the pool
    answers = models.JSONField(default=dict)
    guess = models.PositiveIntegerField(null=True)
    handed_in_at = models.DateTimeField(null=True)
    by_itself = models.BooleanField(default=False)  # time was up
    points = models.PositiveSmallIntegerField(null=True)
    late = models.PositiveSmallIntegerField(default=0)
    typed_by = models.UUIDField(null=True)
    set_aside = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["of", "entrant", "attempt"], condition=models.Q(is_trial=False), name="entry_attempt_once"
            )
        ]
        indexes = [
            models.Index(fields=["person"], name="entry_by_person"),
            models.Index(fields=["of", "is_trial", "handed_in_at"], name="entry_of_round"),
        ]

    def __str__(self) -> str:
        return f"{self.attempt}: {self.points}"

    @property
    def span(self) -> Attempt:
        """Its time by the server's clock."""
        return Attempt(self.starts_at, self.ends_at)


class Protest(models.Model):
    """What somebody finds wrong (khiếu nại), and what the jury answered."""

    id = models.UUIDField(primary_key=True, editable=False)
    of = models.ForeignKey("contests.Contest", models.CASCADE, related_name="protests")
    round = models.PositiveSmallIntegerField(null=True)
    person = models.UUIDField()
    question = models.CharField(max_length=120, default="", blank=True)
    text = models.CharField(max_length=1000)
    at = models.DateTimeField()
    state = models.CharField(max_length=8, default=OPEN)
    answer = models.CharField(max_length=1000, default="", blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["person"], name="protest_by_person")]

    def __str__(self) -> str:
        return self.state


class Correction(models.Model):
    """What the jury changed after a round had begun: a question voided, a round extended, a paper set aside.

    `changes`: what was before and after, for papers [number of the entrant, attempt, points before, points after].
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    of = models.ForeignKey("contests.Contest", models.CASCADE, related_name="corrections")
    round = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8)
    what = models.CharField(max_length=120)
    reason = models.CharField(max_length=300)
    changes = models.JSONField(default=list)
    at = models.DateTimeField()
    by = models.UUIDField(null=True)
    signed = models.CharField(max_length=120)

    def __str__(self) -> str:
        return f"{self.kind}: {self.what}"


class Lots(models.Model):
    """One drawing of lots (bốc thăm): seed committed, list frozen, public number added, winners."""

    id = models.UUIDField(primary_key=True, editable=False)
    of = models.ForeignKey("contests.Contest", models.CASCADE, related_name="lots")
    title = models.CharField(max_length=120)
    winners = models.PositiveSmallIntegerField()
    tickets = models.JSONField()  # numbers of entrants
    tickets_print = models.CharField(max_length=64)
    seed = models.CharField(max_length=64)
    seed_print = models.CharField(max_length=64)
    public = models.CharField(max_length=40, default="", blank=True)
    drawn = models.JSONField(default=list)
    made_at = models.DateTimeField()
    drawn_at = models.DateTimeField(null=True)
    by = models.UUIDField(null=True)

    def __str__(self) -> str:
        return self.title


class ContestResult(models.Model):
    """What was published, version by version: awards, units, counts; persons by their numbers only."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    of = models.ForeignKey("contests.Contest", models.CASCADE, related_name="results")
    version = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    by = models.UUIDField(null=True)
    signed = models.CharField(max_length=120)
    body = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["of", "version"], name="contest_result_once")]

    def __str__(self) -> str:
        return str(self.version)
