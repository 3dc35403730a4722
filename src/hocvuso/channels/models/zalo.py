"""Tables of the Official Account on Zalo: who writes there, what came in, what goes out, codes that join accounts."""

from __future__ import annotations

from django.db import models

from hocvuso.plumbing.ids import uuid7


class ZaloAccount(models.Model):
    """Somebody who writes to us on Zalo. His id there is good for our account only and says nothing of him."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)  # also the device of his answers
    user_id = models.CharField(max_length=40, unique=True)
    # Whose it is, when he said so by a code; else he learns under `learner`, a random id.
    person = models.OneToOneField("people.Person", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    learner = models.UUIDField(null=True, blank=True, db_index=True)
    linked_at = models.DateTimeField(null=True, blank=True)
    began_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)
    wrote_at = models.DateTimeField(null=True, blank=True)
    replies = models.PositiveSmallIntegerField(default=0)  # since he wrote last
    is_lesson = models.BooleanField(default=False)
    bubble = models.CharField(max_length=24, default="", blank=True)  # the last one that was shown

    def __str__(self) -> str:
        return str(self.id)


class ZaloEvent(models.Model):
    """One thing that Zalo told us; its key is kept as memory against replays, its words go when it is answered."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.CharField(max_length=100, unique=True)
    name = models.CharField(max_length=40)
    user_id = models.CharField(max_length=40)
    text = models.TextField(default="", blank=True)
    bubble = models.CharField(max_length=24, default="", blank=True)  # what was on his screen when it was taken up
    is_open = models.BooleanField(default=True)
    said_at = models.DateTimeField()
    arrived_at = models.DateTimeField()
    next_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["next_at"], condition=models.Q(is_open=True), name="zalo_event_open"),
            models.Index(fields=["arrived_at"], name="zalo_event_arrived"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.key}"


class ZaloMessage(models.Model):
    """One message of ours to somebody on Zalo, in answer to what he wrote; the same key goes once."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.CharField(max_length=120, unique=True)
    account = models.ForeignKey("channels.ZaloAccount", on_delete=models.CASCADE, related_name="messages")
    body = models.JSONField()  # text, buttons
    outcome = models.CharField(max_length=8, default="waiting")  # waiting sent failed late unsure
    why = models.CharField(max_length=10, default="", blank=True)
    created_at = models.DateTimeField()
    next_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["next_at"], condition=models.Q(outcome="waiting"), name="zalo_message_waiting")]

    def __str__(self) -> str:
        return self.key


class LinkCode(models.Model):
    """A code that joins an account here with one on Zalo, once; only a keyed hash of it is kept."""

    code_hash = models.CharField(primary_key=True, max_length=64)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    account = models.ForeignKey(
        "channels.ZaloAccount", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.expires_at)
