"""Tables of awareness at places. Nothing in them is about a person: they hold places, rounds and counts."""

from __future__ import annotations

from django.db import models

from hocvuso.plumbing.ids import uuid7


class Poster(models.Model):
    """What hangs or stands at one place of a unit; its code tells by which place somebody came."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(max_length=8, unique=True)  # in the address that the square code holds
    unit = models.ForeignKey("unions.Unit", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8)  # what `about` names, see subjects.Kind
    about = models.CharField(max_length=120)
    place = models.CharField(max_length=80)
    phone = models.CharField(max_length=20, default="", blank=True)  # of the union, printed on it
    created_at = models.DateTimeField()
    created_by = models.UUIDField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "kind", "about", "place"], name="one_poster_a_place")]

    def __str__(self) -> str:
        return f"{self.about} → {self.place}"


class PosterOpening(models.Model):
    """How often a poster's code was opened on a day; whoever opened it is not kept."""

    poster = models.ForeignKey("awareness.Poster", on_delete=models.CASCADE, related_name="openings")
    on = models.DateField()
    times = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["poster", "on"], name="one_poster_count_a_day")]

    def __str__(self) -> str:
        return f"{self.poster_id} {self.on} {self.times}"


class Pulse(models.Model):
    """Three questions put to a unit before and after a campaign, in the same words both times."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey("unions.Unit", on_delete=models.CASCADE, related_name="+")
    questions_of = models.SlugField(max_length=60)  # the set in content/
    name = models.CharField(max_length=80)
    asked = models.JSONField()  # the questions as they stood when it began, so that both rounds ask the same
    created_at = models.DateTimeField()
    created_by = models.UUIDField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "name"], name="one_pulse_a_name")]

    def __str__(self) -> str:
        return self.name


class PulseRound(models.Model):
    """One time of asking, before or after, with an address of its own."""

    pulse = models.ForeignKey("awareness.Pulse", on_delete=models.CASCADE, related_name="rounds")
    when = models.CharField(max_length=6)  # before, after
    code = models.CharField(max_length=8, unique=True)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pulse", "when"], name="one_round_before_one_after")]

    def __str__(self) -> str:
        return f"{self.pulse_id} {self.when}"


class PulseSlip(models.Model):
    """One anonymous sheet: what was chosen, one sign a question. No person, no hour, no address.

    `slip` is a random number that the browser got with the sheet; the same sheet sent again is one answer.
    """

    round = models.ForeignKey("awareness.PulseRound", on_delete=models.CASCADE, related_name="slips")
    slip = models.UUIDField()
    chosen = models.CharField(max_length=8)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "slip"], name="one_sheet_a_browser")]

    def __str__(self) -> str:
        return str(self.round_id)


class DrillCount(models.Model):
    """How many people of one unit played the story of a week, and how many saw through it."""

    unit = models.ForeignKey("unions.Unit", on_delete=models.CASCADE, related_name="+")
    week = models.IntegerField()  # core.scenario.weekly.number
    played = models.PositiveIntegerField(default=0)
    safe = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "week"], name="one_drill_count_a_week")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.week}"
