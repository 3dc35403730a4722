"""The one table of practice: every version of every scenario that was ever published."""

from __future__ import annotations

from django.db import models

from hocvuso.plumbing.ids import uuid7


class ScenarioVersion(models.Model):
    """One scenario as it was written once; never changed, so that a log can be scored in the version it was played."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    scenario = models.CharField(max_length=80)
    version = models.CharField(max_length=16)
    body = models.JSONField()
    first_seen_at = models.DateTimeField()
    is_current = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scenario", "version"], name="one_row_a_scenario_version"),
            models.UniqueConstraint(
                fields=["scenario"], condition=models.Q(is_current=True), name="one_version_of_a_scenario_in_force"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scenario} {self.version}"
