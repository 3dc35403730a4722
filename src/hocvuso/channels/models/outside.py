"""Tables of channels outside: their tokens, how they are, what is to be posted there."""

from __future__ import annotations

from django.db import models

from hocvuso.plumbing.ids import uuid7


class ChannelToken(models.Model):
    """The pair of tokens of a channel, encrypted; `generation` counts how often it was exchanged."""

    channel = models.CharField(primary_key=True, max_length=20)
    access = models.TextField()
    refresh = models.TextField()
    expires_at = models.DateTimeField()
    refresh_until = models.DateTimeField(null=True, blank=True)
    refreshed_at = models.DateTimeField()
    generation = models.PositiveIntegerField(default=1)
    is_dead = models.BooleanField(default=False)  # the refresh token was refused: a person must connect anew
    who = models.CharField(max_length=80, default="", blank=True)

    def __str__(self) -> str:
        return f"{self.channel} {self.generation}"


class ChannelState(models.Model):
    """How a channel was when it was last spoken to, and until when it is left alone."""

    channel = models.CharField(primary_key=True, max_length=20)
    ok_at = models.DateTimeField(null=True, blank=True)
    refused_at = models.DateTimeField(null=True, blank=True)
    why = models.CharField(max_length=10, default="", blank=True)
    code = models.CharField(max_length=40, default="", blank=True)
    detail = models.CharField(max_length=200, default="", blank=True)
    failures = models.PositiveIntegerField(default=0)  # in a row
    rests_until = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.channel


class ChannelDay(models.Model):
    """What went through a channel on a day."""

    channel = models.CharField(max_length=20)
    on = models.DateField()
    sent = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    received = models.PositiveIntegerField(default=0)
    turned_away = models.PositiveIntegerField(default=0)  # forged and stale

    class Meta:
        constraints = [models.UniqueConstraint(fields=["channel", "on"], name="one_day_per_channel")]

    def __str__(self) -> str:
        return f"{self.channel} {self.on}"


class ChannelPost(models.Model):
    """A composed post on its way to a channel; the same key is one post."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.CharField(max_length=120, unique=True)
    channel = models.CharField(max_length=20)  # a name in core.posting.CHANNELS
    article = models.JSONField()
    files = models.JSONField(default=dict, blank=True)
    digest = models.CharField(max_length=64)  # of what was shown and agreed to
    is_broadcast = models.BooleanField(default=False)
    unit = models.UUIDField(null=True, blank=True)
    by = models.UUIDField(null=True, blank=True)
    outcome = models.CharField(max_length=8, default="waiting")  # waiting by_hand sent failed
    why = models.CharField(max_length=10, default="", blank=True)
    code = models.CharField(max_length=40, default="", blank=True)
    detail = models.CharField(max_length=200, default="", blank=True)
    progress = models.JSONField(default=dict, blank=True)
    where = models.CharField(max_length=300, default="", blank=True)
    created_at = models.DateTimeField()
    next_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["next_at"], condition=models.Q(outcome="waiting"), name="post_waiting")]

    def __str__(self) -> str:
        return f"{self.channel} {self.key}"
