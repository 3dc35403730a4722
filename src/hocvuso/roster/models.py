"""Tables of lists: one import, its parts, what a unit's list says of a person, and visits by an invitation's channel.

Only columns of the data register ever reach these tables; everything else is dropped while the file is read.
"""

from __future__ import annotations

from django.db import models

from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid7


class RosterImport(models.Model):
    """One list that somebody handed in: first a preview, then done, perhaps taken back."""

    READING, PREVIEW, ENTERING, DONE, UNDOING, UNDONE = "reading", "preview", "entering", "done", "undoing", "undone"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey("unions.Unit", on_delete=models.CASCADE, related_name="+")
    by = models.UUIDField(null=True, blank=True)  # empty: the operator, by the command
    way = models.CharField(max_length=8)  # file | paste | typed | command
    file_name = models.CharField(max_length=120, default="", blank=True)
    state = models.CharField(max_length=8, default=READING)
    notes = models.JSONField(default=dict)  # columns, what was noticed, counts
    made_at = models.DateTimeField(default=clock.now)
    done_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["unit", "made_at"], name="import_by_unit")]

    def __str__(self) -> str:
        return f"{self.file_name or self.way} {self.state}"


class RosterPart(models.Model):
    """Some rows of a list, entered in one transaction: compressed, afterwards only those that wait to be mended."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    roster_import = models.ForeignKey("roster.RosterImport", on_delete=models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()
    first_row = models.PositiveIntegerField()
    last_row = models.PositiveIntegerField()
    ready = models.PositiveIntegerField()  # lines that can be entered
    open = models.PositiveIntegerField()  # lines that wait to be mended or answered
    lines = models.BinaryField()
    undo = models.BinaryField(default=bytes)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["roster_import", "number"], name="part_once")]

    def __str__(self) -> str:
        return f"{self.roster_import_id} {self.first_row}–{self.last_row}"


class RosterEntry(models.Model):
    """What the list of a unit says of a person, and the keys by which the next list finds him again."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey("unions.Unit", on_delete=models.CASCADE, related_name="+", db_index=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    name_key = models.CharField(max_length=80)  # folded, as the list wrote it
    birth = models.CharField(max_length=10, default="", blank=True)  # a day, only the year, or nothing
    team = models.CharField(max_length=60, default="", blank=True)
    employee_code = models.CharField(max_length=60, default="", blank=True)
    member_number = models.CharField(max_length=60, default="", blank=True)
    listed_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "person"], name="entry_once")]
        indexes = [
            models.Index(fields=["unit", "name_key"], name="entry_by_name"),
            models.Index(fields=["unit", "employee_code"], name="entry_by_code"),
            models.Index(fields=["member_number"], name="entry_by_member"),
            models.Index(fields=["listed_at"], name="entry_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.unit_id}"


class InviteCount(models.Model):
    """How often the invitation of a unit was opened by one channel on one day: a count, nobody is noted."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey("unions.Unit", on_delete=models.CASCADE, related_name="+")
    channel = models.CharField(max_length=12)
    day = models.DateField()
    opened = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "channel", "day"], name="invite_once")]

    def __str__(self) -> str:
        return f"{self.channel} {self.opened}"
