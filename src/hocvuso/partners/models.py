"""Tables of this room: mappings as saved, keys, addresses that are told and what is told, changes of members."""

from __future__ import annotations

from django.db import models

from hocvuso.plumbing.ids import uuid7


class FormVersion(models.Model):
    """A mapping as somebody saved it, for one unit and everything below it, or (no unit) for the whole site.

    A new version is a new row; the newest holds. `told` is what a mapping file says, `template` the partner's file.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    form = models.SlugField(max_length=40)
    unit = models.ForeignKey("unions.Unit", on_delete=models.CASCADE, null=True, related_name="+")
    told = models.JSONField()
    template = models.BinaryField(default=b"")
    saved_by = models.UUIDField()
    saved_name = models.CharField(max_length=120)
    saved_at = models.DateTimeField()
    is_withdrawn = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["form", "saved_at"], name="form_version_newest")]

    def __str__(self) -> str:
        return f"{self.form} {self.saved_at:%Y-%m-%d}"


class PartnerKey(models.Model):
    """A key by which a partner's program reads: for which units and kinds, until when. Only its hash is kept."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    partner = models.CharField(max_length=120)
    key_hash = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=8)  # its last letters, to tell keys apart
    units = models.JSONField(default=list)  # ids of units; everything below them is read, too
    kinds = models.JSONField(default=list)
    made_by = models.UUIDField()
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    uses = models.PositiveIntegerField(default=0)
    is_authority = models.BooleanField(default=False)  # a local authority's: what it has read counts as connected
    arrived_until = models.DateTimeField(null=True)  # returns signed up to then arrived: it asked for what follows

    class Meta:
        indexes = [models.Index(fields=["partner", "made_at"], name="partner_key_newest")]

    def __str__(self) -> str:
        return f"{self.partner} …{self.hint}"


class Hook(models.Model):
    """An address of a partner that is told what happened; its secrets are sealed, the newest first."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    partner = models.CharField(max_length=120)
    url = models.CharField(max_length=400)
    secrets = models.JSONField(default=list)
    units = models.JSONField(default=list)
    kinds = models.JSONField(default=list)
    made_by = models.UUIDField()
    made_at = models.DateTimeField()
    rotated_at = models.DateTimeField(null=True)  # from then on both secrets sign for a day
    failing_since = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    why_stopped = models.CharField(max_length=20, default="", blank=True)

    def __str__(self) -> str:
        return f"{self.partner} {self.url}"


class HookMessage(models.Model):
    """One thing told to one address: kept until it is taken or given up. `key` is what happened, told once."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    hook = models.ForeignKey("partners.Hook", on_delete=models.CASCADE, related_name="messages")
    key = models.CharField(max_length=80)
    kind = models.CharField(max_length=40)
    body = models.TextField()
    made_at = models.DateTimeField()
    next_at = models.DateTimeField(null=True)  # nothing: taken, or given up
    tries = models.PositiveSmallIntegerField(default=0)
    taken_at = models.DateTimeField(null=True)
    status = models.PositiveSmallIntegerField(null=True)  # of the last answer
    said = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hook", "key"], name="hook_message_once")]
        indexes = [models.Index(fields=["next_at"], name="hook_message_due")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class MemberState(models.Model):
    """Where a person stood when changes were last looked for: fingerprints, no names."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.UUIDField(db_index=True)
    unit = models.UUIDField(db_index=True)
    prints = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "unit"], name="member_state_once")]

    def __str__(self) -> str:
        return f"{self.person} {self.unit}"


class MemberChange(models.Model):
    """Somebody joined, left, moved, was corrected or erased, in the order in which it was found; no names."""

    id = models.BigAutoField(primary_key=True)
    person = models.UUIDField(db_index=True)
    unit = models.UUIDField()
    other_unit = models.UUIDField(null=True)  # from where somebody moved
    kind = models.CharField(max_length=12)
    fields = models.JSONField(default=list)
    found_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["unit", "id"], name="member_change_by_unit")]

    def __str__(self) -> str:
        return f"{self.kind} {self.person}"
