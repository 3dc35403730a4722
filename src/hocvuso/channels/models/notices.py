"""Tables of notices: what was told to whom, what goes by e-mail or Zalo, and how somebody may be reached."""

from __future__ import annotations

from django.db import models

from hocvuso.plumbing.ids import uuid7


class Contact(models.Model):
    """How and when somebody may be reached; without a row: on the site only."""

    person = models.OneToOneField("people.Person", on_delete=models.CASCADE, primary_key=True, related_name="+")
    shift = models.CharField(max_length=10, default="", blank=True)
    own_hours = models.JSONField(default=list, blank=True)  # [[work from, to], [sleep from, to]] in minutes of the day
    email = models.EmailField(default="", blank=True)
    email_confirmed_at = models.DateTimeField(null=True, blank=True)
    email_refused_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.person_id)


class Notice(models.Model):
    """One message to one person, shown on the site; the words are made when it is shown."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    facts = models.JSONField(default=dict, blank=True)
    is_reminder = models.BooleanField(default=False)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["person", "at"], name="notice_by_person"),
            models.Index(fields=["person"], condition=models.Q(read_at=None), name="notice_unread"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.person_id}"


class Letter(models.Model):
    """One message on its way by e-mail or Zalo; the address is looked up when it goes."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    way = models.CharField(max_length=8, default="email")  # email zalo
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    facts = models.JSONField(default=dict, blank=True)
    outcome = models.CharField(max_length=8, default="waiting")  # waiting, sent, refused, stopped, failed, late
    created_at = models.DateTimeField()
    next_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["next_at"], condition=models.Q(outcome="waiting"), name="letter_waiting"),
            models.Index(fields=["person"], name="letter_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.person_id} {self.outcome}"
