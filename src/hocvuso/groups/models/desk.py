"""Requests for a person, their thread, and drafts made of answers. All texts are masked before they come here."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from hocvuso.plumbing.ids import uuid7

NEW, HELPING, OVERDUE, DONE = "new", "helping", "overdue", "done"
OPEN = (NEW, HELPING, OVERDUE)
LEARNER, OFFICIAL, ASSISTANT = "learner", "official", "assistant"


class HelpRequest(models.Model):
    """One wish for a person. `unit` is the queue in which it stands, `home_unit` the learner's own (None: he has none).

    `due_at` is by when somebody must have answered; empty while the learner's word is not the last one.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.UUIDField()
    home_unit = models.UUIDField(null=True)
    unit = models.UUIDField()
    state = models.CharField(max_length=8, default=NEW)
    step = models.CharField(max_length=120, default="", blank=True)
    device = models.CharField(max_length=8, default="", blank=True)
    opened_at = models.DateTimeField()
    touched_at = models.DateTimeField()  # the last thing that happened; from here the 30 days run
    due_at = models.DateTimeField(null=True)
    raised = models.PositiveSmallIntegerField(default=0)  # how many levels it has gone up
    helper = models.UUIDField(null=True)
    with_assistant = models.BooleanField(default=False)  # the learner went back to the assistant, the request stays
    outcome = models.CharField(max_length=12, default="", blank=True)
    minutes = models.PositiveSmallIntegerField(null=True)
    rating = models.PositiveSmallIntegerField(null=True)
    # The group that was found for it; officials of `unit` see the request in any case.
    group = models.ForeignKey("groups.Group", models.SET_NULL, null=True, related_name="requests")
    source = models.CharField(max_length=10, default="", blank=True)
    way = models.CharField(max_length=6, default="chat")  # as the person wishes: chat, call, meet, home
    wants_woman = models.BooleanField(default=False)
    gives_number = models.BooleanField(default=False)  # the person himself said that who helps may call him
    entered_by = models.UUIDField(null=True)  # the official who wrote it down for somebody on the phone
    companion = models.UUIDField(null=True)  # who goes along to somebody's home
    # Somebody who called and is on no list: his name and number, as he gave them. `person` is then a number of its own.
    caller = models.CharField(max_length=80, default="", blank=True)
    caller_phone = models.CharField(max_length=15, default="", blank=True)
    # Helping beside the learner: while it is open, where his screen stands; "" is a personal one, which is not shown.
    beside_until = models.DateTimeField(null=True)
    beside_place = models.CharField(max_length=140, default="", blank=True)
    beside_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["group", "state", "opened_at"], name="desk_by_group"),
            models.Index(fields=["unit", "state", "opened_at"], name="desk_by_unit"),
            models.Index(fields=["home_unit", "state", "opened_at"], name="desk_by_home_unit"),
            models.Index(fields=["person", "opened_at"], name="desk_by_person"),
            models.Index(fields=["due_at"], name="desk_due"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=~Q(state=DONE), name="desk_one_open_per_person"),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.opened_at:%d/%m/%Y}"


class HelpRemark(models.Model):
    """One line of the thread; `is_before` marks what was said to the assistant before a person was asked for."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    request = models.ForeignKey("groups.HelpRequest", models.CASCADE, related_name="remarks")
    at = models.DateTimeField()
    side = models.CharField(max_length=9)
    author = models.UUIDField(null=True)  # which official
    text = models.TextField()
    is_before = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["request", "at", "id"], name="desk_thread")]

    def __str__(self) -> str:
        return self.text[:60]


class HelpOutcome(models.Model):
    """One request that was closed by whoever helped, without a name: what stays when the thread has gone.

    `unit` is the one of the person who asked, else the one in whose queue it stood.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    request = models.UUIDField(unique=True)  # of a request that is deleted a month later; the same counts once
    unit = models.UUIDField()
    on = models.DateField()
    outcome = models.CharField(max_length=12)
    minutes = models.PositiveSmallIntegerField()
    by_group = models.BooleanField(default=False)  # by a volunteer, else by an official

    class Meta:
        indexes = [models.Index(fields=["unit", "on"], name="help_outcome_unit")]

    def __str__(self) -> str:
        return f"{self.outcome} {self.on}"


class HelpBlock(models.Model):
    """Somebody may not ask a person for a while: by whom, why, until when, what he says against it, how that ended.

    It stops requests only. The assistant and its urgent steps answer as before.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.UUIDField()
    unit = models.UUIDField()  # whose official blocked
    reason = models.CharField(max_length=10)
    note = models.CharField(max_length=300)  # what happened, shown to the person
    at = models.DateTimeField()
    until = models.DateField()  # the first day on which he may ask again
    by = models.UUIDField(null=True)
    objection = models.CharField(max_length=500, default="", blank=True)
    objected_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)
    answer = models.CharField(max_length=300, default="", blank=True)
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["person", "until"], name="help_block_person"),
            models.Index(fields=["unit", "until"], name="help_block_unit"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["person", "unit", "at"], name="help_block_once"),
        ]

    def __str__(self) -> str:
        return f"{self.reason} until {self.until}"


class HelperReport(models.Model):
    """The person who was helped says that something was not right; an official looks at it and decides."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    request = models.ForeignKey("groups.HelpRequest", models.SET_NULL, null=True, related_name="reports")
    unit = models.UUIDField()  # whose officials decide: the group's, or the one above when the helper is an official
    group = models.ForeignKey("groups.Group", models.CASCADE, null=True, related_name="reports")
    helper = models.UUIDField(null=True)
    person = models.UUIDField(null=True)  # who reported; never shown to the helper
    reason = models.CharField(max_length=10)
    at = models.DateTimeField()
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.UUIDField(null=True)
    verdict = models.CharField(max_length=10, default="", blank=True)
    note = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        indexes = [models.Index(fields=["unit", "reviewed_at"], name="helper_report_open")]

    def __str__(self) -> str:
        return f"{self.reason} {self.at:%d/%m/%Y}"


class DraftCard(models.Model):
    """A question and an official's answer, kept for authors as a draft; nobody has reviewed it, nobody is shown it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    request = models.OneToOneField("groups.HelpRequest", models.SET_NULL, null=True, related_name="draft")
    created_at = models.DateTimeField()
    made_by = models.UUIDField(null=True)
    step = models.CharField(max_length=120, default="", blank=True)
    question = models.TextField()
    answer = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["created_at"], name="desk_draft_age")]

    def __str__(self) -> str:
        return self.question[:60]
