"""Technical tables: who read or changed what, what runs when, what waits to be sent."""

from __future__ import annotations

from django.db import models

from hocvuso.plumbing.ids import uuid7


class Audit(models.Model):
    """One act on somebody's data; written once, never changed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    at = models.DateTimeField()
    actor = models.UUIDField(null=True)
    verb = models.CharField(max_length=40)
    subject = models.UUIDField(null=True)
    what = models.CharField(max_length=200, default="", blank=True)
    facts = models.JSONField(default=dict, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["subject", "at"], name="audit_by_subject"),
            models.Index(fields=["actor", "at"], name="audit_by_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject or self.what}"


class Schedule(models.Model):
    """A recurring job; whoever moves `next_at` forward in one UPDATE has claimed this run."""

    name = models.CharField(primary_key=True, max_length=80)
    every_seconds = models.PositiveIntegerField()
    next_at = models.DateTimeField()
    last_started_at = models.DateTimeField(null=True)
    last_finished_at = models.DateTimeField(null=True)
    last_error = models.TextField(default="", blank=True)

    def __str__(self) -> str:
        return self.name


class Job(models.Model):
    """What the queue of django-tasks-db does not know of a job: who asked, who stopped it, its key while it waits."""

    id = models.UUIDField(primary_key=True, editable=False)  # that of the row in the queue
    asked_by = models.UUIDField(null=True)
    waiting_key = models.CharField(max_length=120, default="", blank=True)
    stopped_at = models.DateTimeField(null=True)
    way_back = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["waiting_key"], condition=~models.Q(waiting_key=""), name="one_job_waits_per_key"
            )
        ]

    def __str__(self) -> str:
        return str(self.id)


class Lease(models.Model):
    """Which machine does something that only one may do; several machines with one PostgreSQL agree here."""

    name = models.CharField(primary_key=True, max_length=40)
    holder = models.CharField(max_length=64)
    until = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name}: {self.holder}"


class Outbox(models.Model):
    """A message to be sent by a channel; the same key is accepted once."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.CharField(max_length=120, unique=True)
    channel = models.CharField(max_length=20)
    recipient = models.UUIDField(null=True)
    body = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    not_before = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["sent_at", "not_before"], name="outbox_waiting")]

    def __str__(self) -> str:
        return self.key
