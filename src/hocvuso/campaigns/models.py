"""Tables of awareness work: plans, posts, the places where they are put, and what units below are asked to do."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from hocvuso.core.campaign import DRAFT, GROUP
from hocvuso.plumbing.ids import uuid7


class Campaign(models.Model):
    """What a unit tells people in a period, to whom and what for; posts hang on it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey("unions.Unit", on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=120)
    goal = models.CharField(max_length=240)
    aim = models.PositiveIntegerField(null=True)  # so many people shall do a first task
    audience = models.CharField(max_length=16, default="worker")
    starts_on = models.DateField()
    ends_on = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.UUIDField(null=True)
    made_name = models.CharField(max_length=120, default="", blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)  # put away; comes back by one tap

    def __str__(self) -> str:
        return self.title


class Post(models.Model):
    """One post composed once; what each channel makes of it is decided by `core.posting.render` alone.

    `source` is the post of a level above that a unit adapted. `version` goes up with every change, so that two people
    do not write over each other.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey("unions.Unit", on_delete=models.CASCADE, related_name="+")
    campaign = models.ForeignKey("campaigns.Campaign", null=True, on_delete=models.SET_NULL, related_name="posts")
    source = models.ForeignKey("campaigns.Post", null=True, on_delete=models.SET_NULL, related_name="adapted")
    kit = models.SlugField(max_length=60, default="", blank=True)
    skill = models.CharField(max_length=12)  # what its links open
    title = models.CharField(max_length=150)
    short = models.CharField(max_length=1000)
    long = models.TextField(default="", blank=True)
    has_video = models.BooleanField(default=False)  # the upright video of its kit goes along
    state = models.CharField(max_length=8, default=DRAFT)
    planned_at = models.DateTimeField(null=True, blank=True)  # empty: as soon as it is approved
    shift = models.CharField(max_length=10, default="", blank=True)  # whose quiet hours are kept
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    made_by = models.UUIDField(null=True)
    made_name = models.CharField(max_length=120, default="", blank=True)
    asked_by = models.UUIDField(null=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.UUIDField(null=True)
    approved_name = models.CharField(max_length=120, default="", blank=True)
    note = models.CharField(max_length=200, default="", blank=True)  # why sent back, or why approved alone

    class Meta:
        indexes = [models.Index(fields=["unit", "state"], name="post_by_unit")]

    def __str__(self) -> str:
        return self.title


class PostPicture(models.Model):
    """The picture of a post, drawn anew from what was sent; it lies here so that it goes with the post everywhere."""

    post = models.OneToOneField("campaigns.Post", primary_key=True, on_delete=models.CASCADE, related_name="picture")
    jpeg = models.BinaryField()
    size = models.PositiveIntegerField()  # bytes; lists do not read the picture itself
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    alt = models.CharField(max_length=160)

    def __str__(self) -> str:
        return self.alt


class CampaignLink(models.Model):
    """One place where a kit or a post is put: a group, or a channel. Its short link tells what came from there.

    Without a post it is a kit for a group, shared at once. With a post: due, sent by a program or marked by a person,
    or refused by the channel.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(max_length=8, unique=True)  # in the address that the post carries
    unit = models.ForeignKey("unions.Unit", on_delete=models.CASCADE, related_name="+")
    post = models.ForeignKey("campaigns.Post", null=True, on_delete=models.CASCADE, related_name="places")
    channel = models.CharField(max_length=16, default=GROUP)
    kit = models.SlugField(max_length=60, default="", blank=True)
    skill = models.CharField(max_length=12, default="", blank=True)  # what the link opens; empty: that of the kit
    group = models.CharField(max_length=80, default="", blank=True)
    text = models.TextField(default="", blank=True)  # as the unit adapted a kit; a post has its own
    created_at = models.DateTimeField()
    created_by = models.UUIDField(null=True)
    due_at = models.DateTimeField(null=True, blank=True)
    digest = models.CharField(max_length=64, default="", blank=True)  # of what was approved; nothing else is sent
    posted_on = models.DateField(null=True, blank=True)
    is_sent = models.BooleanField(default=False)  # by a program, not marked by hand
    proof = models.CharField(max_length=200, default="", blank=True)  # an address of the post, or words
    refusal = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "kit", "group"], condition=Q(post=None), name="one_link_per_group"),
            models.UniqueConstraint(
                fields=["post", "channel", "group"], condition=Q(post__isnull=False), name="one_place_per_post"
            ),
        ]
        indexes = [
            models.Index(fields=["channel", "due_at"], condition=Q(posted_on=None, refusal=""), name="place_due"),
        ]

    def __str__(self) -> str:
        return f"{self.kit or self.post_id} → {self.group or self.channel}"


class LinkOpening(models.Model):
    """How often a link was opened on a day; whoever opened it is not kept."""

    link = models.ForeignKey("campaigns.CampaignLink", on_delete=models.CASCADE, related_name="openings")
    on = models.DateField()
    times = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["link", "on"], name="one_count_per_day")]

    def __str__(self) -> str:
        return f"{self.link_id} {self.on} {self.times}"


class Assignment(models.Model):
    """A kit or a post that every grassroots union under a unit shall share by a day, in its own words."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey("unions.Unit", on_delete=models.CASCADE, related_name="+")
    campaign = models.ForeignKey("campaigns.Campaign", null=True, on_delete=models.SET_NULL, related_name="+")
    kit = models.SlugField(max_length=60, default="", blank=True)
    post = models.ForeignKey("campaigns.Post", null=True, on_delete=models.CASCADE, related_name="assignments")
    due_on = models.DateField()
    note = models.CharField(max_length=200, default="", blank=True)
    made_on = models.DateField()
    made_by = models.UUIDField(null=True)
    made_name = models.CharField(max_length=120, default="", blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kit="") ^ Q(post=None), name="assigned_kit_or_post"),
        ]
        indexes = [models.Index(fields=["unit", "due_on"], name="assignment_by_unit")]

    def __str__(self) -> str:
        return f"{self.kit or self.post_id} → {self.due_on}"
