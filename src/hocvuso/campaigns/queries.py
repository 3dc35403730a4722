"""Lookups of awareness work: links, what came of each, and what is due on a channel."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, F, Q, QuerySet, Sum

from hocvuso.campaigns import kits
from hocvuso.campaigns.models import Campaign, CampaignLink, LinkOpening, Post
from hocvuso.campaigns.sending import DuePost, due_posts
from hocvuso.core import campaign
from hocvuso.core.campaign import Funnel, Place
from hocvuso.learning import queries as learning
from hocvuso.people import came_by
from hocvuso.unions import queries as unions

__all__ = ["DuePost", "due_posts"]


@dataclass(frozen=True, slots=True)
class Reach:
    """One place and what became of it: how often it was opened, how many began, kept their results, mastered."""

    id: uuid.UUID
    code: str
    unit: uuid.UUID
    kit: str
    post: uuid.UUID | None
    channel: str
    group: str
    text: str
    posted_on: date | None
    proof: str
    state: str
    due_at: datetime | None
    refusal: str
    funnel: Funnel

    @property
    def opened(self) -> int:
        """How often it was opened."""
        return self.funnel.opened

    @property
    def begun(self) -> int:
        """How many people did a first task."""
        return self.funnel.begun


def by_code(code: str) -> CampaignLink | None:
    """Return the link behind an address."""
    return CampaignLink.objects.filter(code=code.lower()).select_related("post").first()


def reach(units: unions.Ids, kit: str = "", *, now: datetime | None = None) -> list[Reach]:
    """Return the places of these units, those of one kit without a post or all, the newest first."""
    rows = CampaignLink.objects.filter(unit__in=units)
    return reached(rows.filter(kit=kit, post=None) if kit else rows, now)


def posted_in(units: unions.Ids | Collection[uuid.UUID], first: date, last: date) -> Mapping[uuid.UUID, int]:
    """Return in how many places each of some units posted in a period; units that did not are absent."""
    rows = CampaignLink.objects.filter(unit__in=units, posted_on__range=(first, last)).order_by()
    return dict(rows.values("unit").annotate(many=Count("id")).values_list("unit", "many"))


def of_post(post: uuid.UUID, now: datetime | None = None) -> list[Reach]:
    """Return the places of one post."""
    return reached(CampaignLink.objects.filter(post=post), now)


def of_campaign(campaign_id: uuid.UUID, units: unions.Ids) -> list[Reach]:
    """Return the places of the posts of a campaign, and of those that units below made out of them."""
    own = Q(post__campaign=campaign_id) | Q(post__source__campaign=campaign_id)
    return reached(CampaignLink.objects.filter(own, unit__in=units))


def one(link: uuid.UUID) -> Reach | None:
    """Return one link with what became of it."""
    return next(iter(reached(CampaignLink.objects.filter(id=link))), None)


def post(post_id: uuid.UUID) -> Post | None:
    """Return one post with its picture and what it was made from."""
    rows = Post.objects.filter(id=post_id).select_related("picture", "source", "campaign")
    return rows.defer("picture__jpeg").first()


def posts_of(unit: uuid.UUID, campaign_id: uuid.UUID | None = None) -> list[Post]:
    """Return the posts of a unit, those of one campaign or all, by the moment for which they are planned."""
    rows = Post.objects.filter(unit=unit).prefetch_related("places")
    rows = rows.filter(campaign=campaign_id) if campaign_id else rows
    return sorted(rows.order_by("-made_at")[:200], key=lambda each: (each.planned_at or each.made_at, each.id))


def campaigns_of(unit: uuid.UUID) -> list[Campaign]:
    """Return the campaigns of a unit, those under way first, the newest first."""
    return list(Campaign.objects.filter(unit=unit).order_by(F("ended_at").desc(nulls_first=True), "-starts_on")[:50])


def campaign_of(campaign_id: uuid.UUID, unit: uuid.UUID) -> Campaign | None:
    """Return one campaign of a unit."""
    return Campaign.objects.filter(id=campaign_id, unit=unit).first()


def waiting_in(unit: uuid.UUID) -> list[Post]:
    """Return the posts of a unit that wait for approval, the longest waiting first."""
    return list(Post.objects.filter(unit=unit, state=campaign.WAITING).order_by("made_at"))


def groups_of(unit: uuid.UUID) -> list[str]:
    """Return the Zalo groups that a unit has posted in, the newest first."""
    rows = CampaignLink.objects.filter(unit=unit, channel=campaign.GROUP).order_by("-created_at")
    return list(dict.fromkeys(rows.values_list("group", flat=True)[:200]))[:20]


def reached(rows: QuerySet[CampaignLink], now: datetime | None = None) -> list[Reach]:
    """Return places with what became of them, the newest first: six statements, however many there are."""
    links = list(rows.select_related("post").order_by("-created_at", "-id"))
    funnels = _funnels(rows, links)
    return [_reach(row, funnels.get(row.code, Funnel()), now) for row in links]


def skill_of(row: CampaignLink) -> str:
    """Return which skill a link opens, "" when its kit is gone."""
    kit = kits.by_id(row.kit)
    return row.skill or (kit.skill if kit else "")


def _reach(row: CampaignLink, funnel: Funnel, now: datetime | None) -> Reach:
    place = Place(row.channel, row.due_at, row.posted_on, row.is_sent, row.refusal)
    at = now or row.due_at or row.created_at
    state = campaign.place_state(row.post.state if row.post else campaign.APPROVED, place, at)
    return Reach(
        row.id, row.code, row.unit_id, row.kit, row.post_id, row.channel, row.group, row.text, row.posted_on,
        row.proof, state, row.due_at, row.refusal, funnel,
    )  # fmt: skip


def _funnels(rows: QuerySet[CampaignLink], links: Iterable[CampaignLink]) -> dict[str, Funnel]:
    """Return what came of places, by their codes."""
    own = rows.order_by()
    codes, skills = own.values("code"), {row.code: skill_of(row) for row in links}
    counted = LinkOpening.objects.filter(link__in=own.values("id")).values_list("link__code")
    opened = dict(counted.annotate(times=Sum("times")).order_by())
    came = came_by.arrived(codes)
    masters = learning.mastered_by(came_by.arrived_ids(codes), sorted(set(skills.values()))) if came else set()
    begun = Counter(each.source for each in came)
    kept = Counter(each.source for each in came if each.is_kept)
    mastered = Counter(each.source for each in came if (each.person, skills.get(each.source, "")) in masters)
    return {
        code: Funnel(opened.get(code, 0), begun[code], kept[code], mastered[code]) for code in {*opened, *begun}
    }  # fmt: skip
