"""Tables of programmes: the plan of a unit, goals and tasks, proof of what was done, what is asked from above."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from hocvuso.core.programmes import standing
from hocvuso.plumbing.ids import uuid7


class ProgrammeAssignment(models.Model):
    """A unit asks those below to have a programme by a day."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey("unions.Unit", on_delete=models.CASCADE, related_name="+")
    to_grassroots = models.BooleanField(default=True)  # all grassroots unions below; else the units directly below
    due_on = models.DateField()
    note = models.CharField(max_length=300, default="", blank=True)
    # A programme of the unit itself that goes along: units below may begin with its goals and tasks.
    model = models.ForeignKey("programmes.Programme", null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.UUIDField(null=True)
    made_name = models.CharField(max_length=80, default="", blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["unit"], name="programme_given_unit")]

    def __str__(self) -> str:
        return f"{self.unit_id} by {self.due_on}"


class Programme(models.Model):
    """The programme of one unit. `plan` keeps what was planned: targets, classes, kits, as they were that day."""

    id = models.UUIDField(primary_key=True, editable=False)
    unit = models.ForeignKey("unions.Unit", on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=160)
    starts_on = models.DateField()
    ends_on = models.DateField()
    way = models.CharField(max_length=8)  # plan: from the questions; table: from a Word or Excel table
    origin = models.CharField(max_length=160, default="", blank=True)
    plan = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    made_by = models.UUIDField(null=True)
    made_name = models.CharField(max_length=80, default="", blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["unit"], name="programme_by_unit", condition=Q(removed_at=None))]

    def __str__(self) -> str:
        return self.title


class ProgrammeGoal(models.Model):
    """One goal of a programme, in its order."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    programme = models.ForeignKey("programmes.Programme", on_delete=models.CASCADE, related_name="goals")
    place = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["programme", "place"], name="one_goal_a_place")]

    def __str__(self) -> str:
        return self.title


class Task(models.Model):
    """One task: what, who, which unit, by when; `measure` names what the site counts for it, "" for nothing.

    `wanted` is the number to come to, None where it follows from what is counted (a target). `counted` and `goal` are
    the newest count, None while not known. `told` is a share in 0…1 that somebody wrote, only where nothing is counted.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    goal_of = models.ForeignKey("programmes.ProgrammeGoal", on_delete=models.CASCADE, related_name="tasks")
    unit = models.ForeignKey("unions.Unit", on_delete=models.CASCADE, related_name="+")
    place = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    owner = models.CharField(max_length=120, default="", blank=True)
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8, default=standing.OPEN)
    done_on = models.DateField(null=True, blank=True)
    measure = models.CharField(max_length=40, default="", blank=True)
    wanted = models.PositiveIntegerField(null=True, blank=True)
    counted = models.IntegerField(null=True, blank=True)
    goal = models.IntegerField(null=True, blank=True)
    counted_at = models.DateTimeField(null=True, blank=True)
    told = models.FloatField(null=True, blank=True)
    told_on = models.DateField(null=True, blank=True)
    told_name = models.CharField(max_length=80, default="", blank=True)
    changed_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["place", "id"]
        indexes = [models.Index(fields=["unit", "due_on"], name="task_by_unit")]

    def __str__(self) -> str:
        return self.title


class TaskStep(models.Model):
    """One thing done with a task: a state, or a share that was told; never changed, the newest can be taken back."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    task = models.ForeignKey("programmes.Task", on_delete=models.CASCADE, related_name="steps")
    state = models.CharField(max_length=8)
    told = models.FloatField(null=True, blank=True)
    note = models.CharField(max_length=300, default="", blank=True)
    on = models.DateField()
    at = models.DateTimeField()
    by = models.UUIDField(null=True)
    signed_name = models.CharField(max_length=80, default="", blank=True)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.task_id} {self.state} {self.on}"


class TaskEvidence(models.Model):
    """Proof that a task was done: a note, an address, or a file. The id comes with the form: sent twice is one."""

    id = models.UUIDField(primary_key=True, editable=False)
    task = models.ForeignKey("programmes.Task", on_delete=models.CASCADE, related_name="evidence")
    kind = models.CharField(max_length=4)  # note | link | file
    text = models.CharField(max_length=600, default="", blank=True)  # the note, the address, or the name of the file
    ending = models.CharField(max_length=5, default="", blank=True)
    data = models.BinaryField(null=True)
    size = models.PositiveIntegerField(default=0)  # bytes
    on = models.DateField()
    at = models.DateTimeField()
    by = models.UUIDField(null=True)
    signed_name = models.CharField(max_length=80, default="", blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.text[:40]}"


class ProgrammeDraft(models.Model):
    """What an official has answered or read in so far and not saved: one of a kind for each unit and official."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey("unions.Unit", on_delete=models.CASCADE, related_name="+")
    by = models.UUIDField()
    kind = models.CharField(max_length=8)  # plan | table
    data = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "by", "kind"], name="one_programme_draft")]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%d/%m/%Y}"
