"""Tables of awareness work: a short link for each group that gets a kit, and its openings by day."""

from __future__ import annotations

from django.db import models

from hocvuso.plumbing.ids import uuid7


class CampaignLink(models.Model):
    """A kit for one group of people: where it is put, and whether it was."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(max_length=8, unique=True)  # in the address that the post carries
    unit = models.ForeignKey("unions.Unit", on_delete=models.CASCADE, related_name="+")
    kit = models.SlugField(max_length=60)
    group = models.CharField(max_length=80)
    text = models.TextField()  # as the unit adapted it
    created_at = models.DateTimeField()
    created_by = models.UUIDField(null=True)
    posted_on = models.DateField(null=True, blank=True)
    proof = models.CharField(max_length=200, default="", blank=True)  # an address of the post, or words

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "kit", "group"], name="one_link_per_group")]

    def __str__(self) -> str:
        return f"{self.kit} → {self.group}"


class LinkOpening(models.Model):
    """How often a link was opened on a day; whoever opened it is not kept."""

    link = models.ForeignKey("campaigns.CampaignLink", on_delete=models.CASCADE, related_name="openings")
    on = models.DateField()
    times = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["link", "on"], name="one_count_per_day")]

    def __str__(self) -> str:
        return f"{self.link_id} {self.on} {self.times}"
