"""Tables of this room: official tables as they were loaded, what their rows mean, dated rules, programmes."""

from __future__ import annotations

from django.db import models

from hocvuso.plumbing.ids import uuid7


class FrameworkVersion(models.Model):
    """One official table as it was loaded. A draft until it is published from a day on; then its rows stay as they are.

    `framework` names what it is a version of: of two published ones the later from its day on is in force.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    framework = models.SlugField(max_length=60)
    title = models.CharField(max_length=200)
    issuer = models.CharField(max_length=200, default="", blank=True)
    decision = models.CharField(max_length=60, default="", blank=True)
    signed_on = models.DateField(null=True, blank=True)
    signer = models.CharField(max_length=80, default="", blank=True)
    is_invented = models.BooleanField(default=False)
    source_name = models.CharField(max_length=120, default="", blank=True)
    digest = models.CharField(max_length=64)
    uploaded_by = models.UUIDField(null=True)
    uploaded_name = models.CharField(max_length=80, default="", blank=True)
    uploaded_at = models.DateTimeField()
    from_on = models.DateField(null=True, blank=True)
    published_by = models.UUIDField(null=True)
    published_name = models.CharField(max_length=80, default="", blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    withdrawn_from = models.DateField(null=True, blank=True)
    withdrawn_by = models.UUIDField(null=True)
    withdrawn_name = models.CharField(max_length=80, default="", blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["framework", "digest"], name="a_table_is_loaded_once")]

    def __str__(self) -> str:
        return self.title


class FrameworkRow(models.Model):
    """One row of an official table, and what somebody decided it means: skills of ours, or that there is no lesson."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    version = models.ForeignKey("frameworks.FrameworkVersion", on_delete=models.CASCADE, related_name="rows")
    place = models.PositiveIntegerField()
    code = models.CharField(max_length=24)
    title = models.CharField(max_length=300)
    area = models.CharField(max_length=300, default="", blank=True)
    level = models.CharField(max_length=120, default="", blank=True)
    audience = models.CharField(max_length=120, default="", blank=True)
    detail = models.TextField(default="", blank=True)
    minutes = models.PositiveIntegerField(null=True, blank=True)
    sheet = models.CharField(max_length=120, default="", blank=True)
    number = models.PositiveIntegerField(default=0)
    decision = models.CharField(max_length=8, default="", blank=True)  # "" open | matched | none
    decided_by = models.UUIDField(null=True)
    decided_name = models.CharField(max_length=80, default="", blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    act = models.UUIDField(null=True)  # rows decided by one press can be opened again by one press

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "code"], name="a_code_once_in_a_table")]
        indexes = [models.Index(fields=["version", "place"], name="framework_rows_in_order")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class RowMatch(models.Model):
    """A skill of ours that a row means, or one that was proposed for it and denied."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    row = models.ForeignKey("frameworks.FrameworkRow", on_delete=models.CASCADE, related_name="matches")
    skill = models.CharField(max_length=12)
    is_confirmed = models.BooleanField()
    level = models.CharField(max_length=8, default="", blank=True)  # "" all lessons | basic | next

    class Meta:
        constraints = [models.UniqueConstraint(fields=["row", "skill"], name="a_skill_once_for_a_row")]
        indexes = [models.Index(fields=["skill"], condition=models.Q(is_confirmed=True), name="rows_of_a_skill")]

    def __str__(self) -> str:
        return f"{self.row_id} {self.skill}"


class ConfirmationRule(models.Model):
    """From a day on: which share of the rows is a pass, when one may try again, how long it holds, who confirms.

    Never changed: a later one takes over, and only one that has not begun can be dropped.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    framework = models.SlugField(max_length=60)
    from_on = models.DateField()
    pass_share = models.FloatField()
    retake_days = models.PositiveSmallIntegerField(null=True, blank=True)
    valid_months = models.PositiveSmallIntegerField(null=True, blank=True)
    issuer = models.CharField(max_length=200)
    decision = models.CharField(max_length=60)
    made_by = models.UUIDField(null=True)
    made_name = models.CharField(max_length=80, default="", blank=True)
    made_at = models.DateTimeField()
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "from_on"], condition=models.Q(dropped_at=None), name="one_rule_begins_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.framework} {self.from_on}"


class TrainingProgramme(models.Model):
    """Skills with declared hours for an audience, from a shipped track or made at the desk; one row a version.

    Learners see it from its day on if it `is_shown`, and not before the official table begins that it follows.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    programme = models.UUIDField(default=uuid7)
    title = models.CharField(max_length=120)
    audience = models.CharField(max_length=16)
    skills = models.JSONField(default=list)
    declared_minutes = models.PositiveIntegerField()
    track = models.CharField(max_length=40, default="", blank=True)
    table = models.ForeignKey(
        "frameworks.FrameworkVersion", on_delete=models.PROTECT, null=True, blank=True, related_name="programmes"
    )
    is_shown = models.BooleanField(default=False)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    made_by = models.UUIDField(null=True)
    made_name = models.CharField(max_length=80, default="", blank=True)
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["programme", "from_on"], name="programme_versions")]

    def __str__(self) -> str:
        return self.title


class FailedTest(models.Model):
    """An official test of a framework that somebody took elsewhere and did not pass, as he noted it himself.

    Two rows of one day say the same; only he sees them. From when he may try again follows from the rules.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.UUIDField()
    framework = models.SlugField(max_length=60)
    on = models.DateField()
    noted_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["person", "framework"], name="failed_tests_of_a_person")]

    def __str__(self) -> str:
        return f"{self.framework} {self.on}"
