"""Tables of learning. Events are the truth; state, standing and plan can be rebuilt from them."""

from __future__ import annotations

from django.db import models
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from hocvuso.plumbing.ids import uuid7

PRINT = Cast(
    KeyTextTransform("print", "response"), models.CharField(max_length=32)
)  # of a run: see `core.scenario.log`


class Event(models.Model):
    """One thing that a learner did. Never rewritten; no foreign key leads here or away.

    On PostgreSQL the table is range-partitioned on the id, which begins with its time (UUIDv7).
    """

    pk = models.CompositePrimaryKey("home_store", "id")
    home_store = models.SmallIntegerField()
    id = models.UUIDField()
    learner = models.UUIDField()
    device = models.UUIDField()
    counter = models.PositiveIntegerField()
    kind = models.CharField(max_length=16)
    content_id = models.CharField(max_length=120, default="", blank=True)
    version = models.CharField(max_length=16, default="", blank=True)
    variant = models.CharField(max_length=24, default="", blank=True)
    context = models.CharField(max_length=16, default="", blank=True)
    response = models.JSONField(default=dict)
    score = models.FloatField(null=True)
    hints = models.PositiveSmallIntegerField(default=0)
    ms = models.PositiveIntegerField(default=0)
    client_at = models.DateTimeField()
    received_at = models.DateTimeField()
    batch = models.BigIntegerField()  # microseconds at receipt; events are folded by (batch, device, counter)
    plan = models.UUIDField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["learner", "batch"], name="event_by_learner"),
            models.Index(fields=["device", "counter"], name="event_by_device"),
            models.Index(PRINT, condition=models.Q(kind="scenario"), name="event_by_print"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.content_id}"


class LearnerState(models.Model):
    """The model's belief about one person, packed; see `core.mastery` for the layout."""

    person = models.UUIDField(primary_key=True)
    blob = models.BinaryField()
    trail = models.JSONField(default=dict)  # see learning.trail
    model_version = models.PositiveSmallIntegerField()
    events = models.PositiveIntegerField(default=0)
    folded_to = models.BigIntegerField(default=0)  # batch of the last event folded in
    updated_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.person)


class SkillStanding(models.Model):
    """Projection of the state: written only when a band changes; targets and lists read only this."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.UUIDField()
    skill = models.CharField(max_length=12)
    band = models.CharField(max_length=12)
    due_on = models.DateField(null=True)
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "skill"], name="one_standing_a_skill")]
        indexes = [models.Index(fields=["skill", "band", "person"], name="standing_by_skill")]

    def __str__(self) -> str:
        return f"{self.person} {self.skill} {self.band}"


class BandChange(models.Model):
    """The log of bands: one row when a skill gets another band, and one (skill "") for the first answer ever.

    Written in the transaction of the answer; roll-ups of the rooms above are rebuilt from it. `is_new` until they
    have taken it in.
    """

    id = models.BigAutoField(primary_key=True)
    person = models.UUIDField()
    skill = models.CharField(max_length=12, default="", blank=True)
    band = models.CharField(max_length=12)
    at = models.DateTimeField()
    is_new = models.BooleanField(default=True)

    class Meta:
        indexes = [
            models.Index(fields=["at"], condition=models.Q(is_new=True), name="band_change_new"),
            models.Index(fields=["person"], name="band_change_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.skill} {self.band}"


class SpacedCheck(models.Model):
    """Whether a skill was still there some sixty days after it was mastered: the first unaided answer since."""

    id = models.BigAutoField(primary_key=True)
    person = models.UUIDField()
    skill = models.CharField(max_length=12)
    passed = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "skill"], name="one_spaced_check_a_skill")]

    def __str__(self) -> str:
        return f"{self.person} {self.skill} {self.passed}"


class PlanRow(models.Model):
    """What was proposed, why, what came second and with which probability it was drawn."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.UUIDField()
    made_at = models.DateTimeField()
    activity_kind = models.CharField(max_length=12)  # lesson item placement done
    activity = models.CharField(max_length=120, default="", blank=True)
    minutes = models.PositiveSmallIntegerField(default=5)
    session = models.JSONField(default=list)  # the parts of a 3, 5 or 10 minute session
    reason = models.CharField(max_length=32, default="", blank=True)
    facts = models.JSONField(default=dict)
    runner_up = models.CharField(max_length=120, default="", blank=True)
    score = models.FloatField(default=0.0)
    propensity = models.FloatField(default=1.0)
    form = models.JSONField(default=dict)  # his habits when it was made; once shown, how its lesson opens and why
    is_current = models.BooleanField(default=True)

    class Meta:
        indexes = [models.Index(fields=["person", "is_current"], name="plan_current")]

    def __str__(self) -> str:
        return f"{self.activity_kind} {self.activity}"


class Choices(models.Model):
    """What the learner chose for himself: goal, minutes, device, wording, form, whether to personalise at all."""

    person = models.UUIDField(primary_key=True)
    goal = models.CharField(max_length=40, default="", blank=True)  # one of `goals.GOALS`, or a track
    minutes = models.PositiveSmallIntegerField(default=5)
    device = models.CharField(max_length=8, default="", blank=True)
    audience = models.CharField(max_length=16, default="worker")
    easy = models.BooleanField(default=False)
    form = models.CharField(max_length=8, default="", blank=True)  # see core.form; "" lets the system choose
    personalise = models.BooleanField(default=True)
    dropped = models.JSONField(default=list)  # activities turned down with "Đổi bài", newest last

    def __str__(self) -> str:
        return str(self.person)


class Stuck(models.Model):
    """Somebody cannot go on with a step, as his answers show: open until he solves it.

    Asking for a person is a request for help (ADR 0042), not this.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.UUIDField()
    step = models.CharField(max_length=120)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person", "closed_at"], name="stuck_open")]

    def __str__(self) -> str:
        return f"{self.person} {self.step}"


class ProblemReport(models.Model):
    """Somebody says that a step or a question is not right; `text` is masked. Answered together: one `closing`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)  # made by the phone: sent twice, it is one
    person = models.UUIDField(null=True)
    step = models.CharField(max_length=120)
    content_id = models.CharField(max_length=120)  # the step itself, or the question about it
    version = models.CharField(max_length=16, default="", blank=True)
    reason = models.CharField(max_length=8)  # words screen wrong other
    text = models.TextField(default="", blank=True)
    device = models.CharField(max_length=8, default="", blank=True)
    at = models.DateTimeField()
    state = models.CharField(max_length=8, default="open")  # open looking closed
    outcome = models.CharField(max_length=8, default="", blank=True)  # mended right looking
    answer = models.TextField(default="", blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.UUIDField(null=True)
    closing = models.UUIDField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["state", "step", "at"], name="problem_by_step"),
            models.Index(fields=["person", "at"], name="problem_by_person"),
            models.Index(fields=["closing"], name="problem_by_closing"),
        ]

    def __str__(self) -> str:
        return f"{self.reason} {self.content_id}"


class ItemDay(models.Model):
    """How often a question was answered on one day, and how: counts only. `item` "" says that the day was counted."""

    id = models.BigAutoField(primary_key=True)
    day = models.DateField()
    item = models.CharField(max_length=120, default="", blank=True)
    answers = models.PositiveIntegerField(default=0)
    right = models.PositiveIntegerField(default=0)
    unknown = models.PositiveIntegerField(default=0)
    times = models.JSONField(default=list)  # answers by length, see core.usage

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "item"], name="one_row_a_day_and_item")]

    def __str__(self) -> str:
        return f"{self.day} {self.item}"


class ItemCell(models.Model):
    """First unassisted answers to a question in one meaning, by cohort and ability bin: only sums (core.item_cells)."""

    id = models.BigAutoField(primary_key=True)
    item = models.CharField(max_length=120)
    meaning = models.PositiveSmallIntegerField()
    cohort = models.CharField(max_length=16)  # device and letters, see learning.calibrating.taking
    bin = models.PositiveSmallIntegerField()
    answers = models.BigIntegerField()
    score = models.BigIntegerField()
    centre = models.BigIntegerField()
    spread = models.BigIntegerField()
    placed = models.BigIntegerField()
    begun = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "meaning", "cohort", "bin"], name="one_cell_a_bin"),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.cohort} {self.bin}"


class ItemFit(models.Model):
    """What the answers say of a question beside what its author expects; written anew every night."""

    item = models.CharField(max_length=120, primary_key=True)
    meaning = models.PositiveSmallIntegerField()
    expert = models.FloatField()
    difficulty = models.FloatField()
    doubt = models.FloatField()  # sd of difficulty
    scale = models.FloatField()
    answers = models.PositiveIntegerField()
    flags = models.JSONField(default=list)  # see core.item_fit.flags
    uneven = models.JSONField(default=list)  # [harder for, easier for] of each dimension that differs
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.item} {self.difficulty:.2f}"


class ItemSet(models.Model):
    """Fitted items that the model takes in place of authors' difficulties, from a moment on; never changed.

    Kept for good: what was received while a set held is folded with it for ever (ADR 0053).
    """

    number = models.AutoField(primary_key=True)
    since = models.BigIntegerField()  # microseconds since 1970, as `Event.batch`
    items = models.JSONField()  # by item: meaning, difficulty, sd, scale; see learning.fitted

    def __str__(self) -> str:
        return f"{self.number}: {len(self.items)}"


class ItemLedger(models.Model):
    """To which day answers stand in `ItemCell`, and by which model their abilities were foreseen; one row."""

    id = models.PositiveSmallIntegerField(primary_key=True)
    day = models.DateField()
    model_version = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return str(self.day)


class Reliability(models.Model):
    """One measuring of how well the model's predictions held, over a sample of learners; nobody stands behind a row.

    Without `curve` there were too few answers to say anything.
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    model_version = models.PositiveSmallIntegerField()
    answers = models.PositiveIntegerField()
    learners = models.PositiveIntegerField()
    by_readout = models.BooleanField(default=False)  # whether the read-out spoke, else the state alone
    curve = models.JSONField(default=dict)  # core.reliability.Curve

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.answers}"


class Readout(models.Model):
    """What a night decided on the read-out (core.switching), its weights where it is on; nobody stands behind a row.

    At most one row `speaks`: what the plans of this site are made with since.
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    model_version = models.PositiveSmallIntegerField()
    why = models.CharField(max_length=8)  # core.switching.Why
    is_on = models.BooleanField()
    speaks = models.BooleanField(default=False)
    learners = models.PositiveIntegerField()  # calibrated ones
    answers = models.PositiveIntegerField()
    found = models.JSONField(default=dict)  # the figures of core.switching.Decision
    weights = models.JSONField(default=dict)  # core.foresight.kept

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["speaks"], condition=models.Q(speaks=True), name="one_readout_speaks"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.why}"


class StepUpdate(models.Model):
    """A one-minute update that somebody is owed, because he learnt the step before it changed; one row for good."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.UUIDField()
    update = models.CharField(max_length=124)  # see core.updates.id_of
    found_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    how = models.CharField(max_length=8, default="", blank=True)  # seen read declined gone

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "update"], name="one_update_a_person")]
        indexes = [models.Index(fields=["person"], condition=models.Q(done_at=None), name="update_open")]

    def __str__(self) -> str:
        return f"{self.person} {self.update}"


class UpdateLook(models.Model):
    """Which set of updates somebody's past was last held against; another set means looking again."""

    person = models.UUIDField(primary_key=True)
    stamp = models.CharField(max_length=16)

    def __str__(self) -> str:
        return f"{self.person} {self.stamp}"
