"""Plans and posts: written once, seen by a second pair of eyes, due at an hour that wakes nobody.

Whoever calls has made sure that the official may act for the unit.
"""

from __future__ import annotations

import io
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from PIL import Image, ImageOps

from hocvuso.campaigns import sending
from hocvuso.campaigns.actions import NotThis, is_taken
from hocvuso.campaigns.models import Campaign, CampaignLink, Post, PostPicture
from hocvuso.campaigns.rendering import article, rendered
from hocvuso.core import campaign as rules
from hocvuso.core import masking
from hocvuso.core.plain_text import plain
from hocvuso.core.posting import CHANNELS
from hocvuso.plumbing import audit, clock, outbox
from hocvuso.plumbing.ids import free_code
from hocvuso.unions import access

TITLE, SHORT, LONG, ALT = 150, 1000, 5000, 160
GROUPS = 20  # decided: more groups than that are several posts
PICTURE_EDGE, PICTURE_PIXELS = 1200, 40_000_000  # points across at most; what a photo of a phone has
SHORTEST, LONGEST = date(2024, 1, 1), 366  # days of a plan


class Changed(Exception):
    """Somebody changed the post meanwhile, or it is no longer in the state in which this may be done."""


@dataclass(frozen=True, slots=True)
class Signer:
    """Who does it: account and name under which it is signed."""

    id: uuid.UUID
    name: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What a campaign is about."""

    title: str
    goal: str
    aim: int | None
    audience: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class Draft:
    """What is typed of a post; `places` are pairs of channel and group ("" where the channel has none)."""

    title: str
    short: str
    long: str
    skill: str
    kit: str = ""
    has_video: bool = False
    campaign: uuid.UUID | None = None
    planned_at: datetime | None = None
    shift: str = ""
    places: tuple[tuple[str, str], ...] = ()


@transaction.atomic
def plan(campaign: uuid.UUID, unit: uuid.UUID, told: Plan, *, by: Signer) -> Campaign:
    """Write a campaign down, or change it; the id comes with the form, so sending twice is one. Raises NotThis."""
    told = replace(told, title=plain(told.title).text[:120], goal=plain(told.goal).text[:240])
    if not told.title or not told.goal:
        raise NotThis("empty")
    if not SHORTEST <= told.starts_on <= told.ends_on or (told.ends_on - told.starts_on).days > LONGEST:
        raise NotThis("period")
    facts = {
        "title": told.title, "goal": told.goal, "aim": told.aim, "audience": told.audience,
        "starts_on": told.starts_on, "ends_on": told.ends_on,
    }  # fmt: skip
    made = {"unit_id": unit, "made_at": clock.now(), "made_by": by.id, "made_name": by.name[:120]}
    row, is_new = Campaign.objects.get_or_create(id=campaign, defaults={**facts, **made})
    if not is_new:
        if row.unit_id != unit:
            raise Changed
        Campaign.objects.filter(id=campaign).update(**facts)
        row.refresh_from_db()
    audit.record("campaign_plan", actor=by.id, what=told.title)
    return row


def put_away(campaign: uuid.UUID, *, is_over: bool, by: Signer) -> None:
    """Put a campaign away, or take it out again; its posts stay as they are."""
    Campaign.objects.filter(id=campaign).update(ended_at=clock.now() if is_over else None)
    audit.record("campaign_ended" if is_over else "campaign_restored", actor=by.id, what=str(campaign))


@transaction.atomic
def write(post: uuid.UUID, unit: uuid.UUID, draft: Draft, *, by: Signer, seen: int = 0) -> Post:
    """Keep a post; the id comes with the form. `seen` is the version that was changed, 0 for a new one.

    Raises NotThis for words that cannot be taken, Changed when somebody else was quicker or it is approved already.
    """
    draft = _checked(draft)
    facts = {
        "title": draft.title, "short": draft.short, "long": draft.long, "skill": draft.skill, "kit": draft.kit,
        "has_video": draft.has_video,
        "campaign_id": draft.campaign, "planned_at": draft.planned_at, "shift": draft.shift,
    }  # fmt: skip
    row = Post.objects.select_for_update().filter(id=post).first()
    if row is None:
        made = {"made_at": clock.now(), "made_by": by.id, "made_name": by.name[:120]}
        row = Post.objects.create(id=post, unit_id=unit, **facts, **made)
        audit.record("post_written", actor=by.id, what=draft.title)
    elif row.unit_id != unit or row.state != rules.DRAFT or (seen and row.version != seen):
        raise Changed
    elif any(getattr(row, name) != value for name, value in facts.items()):
        Post.objects.filter(id=post).update(**facts, version=row.version + 1)
        row.refresh_from_db()
    _place(row, draft.places, by)
    return row


def _checked(draft: Draft) -> Draft:
    draft = replace(
        draft,
        title=plain(draft.title).text.replace("\n", " "),
        short=plain(draft.short).text,
        long=plain(draft.long).text,
        places=_places(draft.places),
    )
    if not draft.title or not draft.short or not draft.skill:
        raise NotThis("empty")
    if len(draft.title) > TITLE or len(draft.short) > SHORT or len(draft.long) > LONG:
        raise NotThis("long")
    if masking.mask(f"{draft.title}\n{draft.short}\n{draft.long}").kinds:
        raise NotThis("secret")
    if not draft.places:
        raise NotThis("places")
    return draft


def _places(typed: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    named = [(channel, plain(group).text.replace("\n", " ")[:80]) for channel, group in typed if channel in CHANNELS]
    kept = dict.fromkeys(each for each in named if each[0] != rules.GROUP or each[1])
    return tuple(kept)[: GROUPS + len(CHANNELS)]


def _place(row: Post, wanted: Sequence[tuple[str, str]], by: Signer) -> None:
    """Let a post have exactly the wanted places; one that is out already stays."""
    there = {(each.channel, each.group): each for each in CampaignLink.objects.filter(post=row)}
    gone = [each.id for key, each in there.items() if key not in wanted and each.posted_on is None]
    CampaignLink.objects.filter(id__in=gone).delete()
    for channel, group in wanted:
        if (channel, group) not in there:
            CampaignLink.objects.create(
                code=free_code(is_taken), unit_id=row.unit_id, post=row, channel=channel, kit=row.kit, skill=row.skill,
                group=group, created_at=clock.now(), created_by=by.id,
            )  # fmt: skip
    CampaignLink.objects.filter(post=row).exclude(skill=row.skill, kit=row.kit).update(skill=row.skill, kit=row.kit)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture drawn anew: nothing of the file that was sent but its points."""

    jpeg: bytes
    width: int
    height: int
    alt: str


def draw(sent: bytes, alt: str) -> Drawn:
    """Draw a picture anew. Raises NotThis: "alt" without a sentence on it, "picture" for what is none."""
    alt = plain(alt).text.replace("\n", " ")[:ALT]
    if not alt:
        raise NotThis("alt")
    try:
        with Image.open(io.BytesIO(sent), formats=("JPEG", "PNG", "WEBP")) as opened:
            if opened.width * opened.height > PICTURE_PIXELS:
                raise NotThis("picture")
            drawn = ImageOps.exif_transpose(opened).convert("RGB")
            drawn.thumbnail((PICTURE_EDGE, PICTURE_EDGE))
            drawn.info.clear()  # a comment in a JPEG is written again otherwise
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as unread:
        raise NotThis("picture") from unread
    out = io.BytesIO()
    drawn.save(out, "JPEG", quality=82, optimize=True)
    return Drawn(out.getvalue(), drawn.width, drawn.height, alt)


@transaction.atomic
def illustrate(post: uuid.UUID, drawn: Drawn) -> None:
    """Give a draft its picture. Raises Changed."""
    _draft(post)
    facts = {"jpeg": drawn.jpeg, "size": len(drawn.jpeg), "width": drawn.width, "height": drawn.height}
    PostPicture.objects.update_or_create(post_id=post, defaults={**facts, "alt": drawn.alt})
    _touch(post)


@transaction.atomic
def without_picture(post: uuid.UUID) -> None:
    """Take the picture of a draft away. Raises Changed."""
    _draft(post)
    if PostPicture.objects.filter(post=post).delete()[0]:
        _touch(post)


def _draft(post: uuid.UUID) -> None:
    if not Post.objects.select_for_update().filter(id=post, state=rules.DRAFT).exists():
        raise Changed


def _touch(post: uuid.UUID) -> None:
    Post.objects.filter(id=post).update(version=F("version") + 1)


@transaction.atomic
def step(post: uuid.UUID, act: str, *, by: Signer, seen: int, note: str = "") -> Post:
    """Do one act of `core.campaign.ACTS` with the version that was looked at.

    Raises Changed, and NotThis: "other" when somebody else must approve, "note" when nobody else could and no note says
    why it is right, "stops" when a channel would refuse it.
    """
    row = Post.objects.select_for_update().get(id=post)
    if row.version != seen:
        raise Changed
    try:
        state = rules.after(row.state, act)
    except rules.NoSuchStep as wrong:
        raise Changed from wrong
    note = plain(note).text.replace("\n", " ")[:200]
    changes = _ACTS[act](row, by, note) if act in _ACTS else {}
    Post.objects.filter(id=post).update(state=state, version=row.version + 1, **changes)
    audit.record(f"post_{act}", actor=by.id, what=row.title, facts={"note": note} if note else None)
    row.refresh_from_db()
    return row


def _ask(row: Post, by: Signer, note: str) -> dict[str, object]:
    """Ask for approval: everybody else who signs for the unit is told."""
    for place in row.places.all():
        if not rendered(place, article(row, place)).may_go:
            raise NotThis("stops")
    for signer in access.signers_of(row.unit_id, clock.today()):
        if signer != by.id:
            facts = {"title": row.title, "post": str(row.id)}
            outbox.notify(signer, "post_waiting", facts, key=f"post-waiting:{row.id.hex}:{row.version}")
    return {"asked_by": by.id, "note": note}


def _approve(row: Post, by: Signer, note: str) -> dict[str, object]:
    """Approve and let each place become due; what goes out is what was approved, letter by letter."""
    others = [each for each in access.signers_of(row.unit_id, clock.today()) if each != row.asked_by]
    if by.id == row.asked_by:
        if others:
            raise NotThis("other")
        if not note:
            raise NotThis("note")
    planned = max(row.planned_at or clock.now(), clock.now()).astimezone(clock.VIETNAM)
    places = list(row.places.filter(posted_on=None))
    for place in places:
        place.due_at = rules.due_at(planned, place.channel, row.shift)
        place.digest, place.refusal = rendered(place, article(row, place)).digest, ""
    CampaignLink.objects.bulk_update(places, ["due_at", "digest", "refusal"])
    return {"approved_at": clock.now(), "approved_by": by.id, "approved_name": by.name[:120], "note": note}


def _reopen(row: Post, by: Signer, note: str) -> dict[str, object]:
    """Take the approval back: nothing more goes out until it is given again; what is out stays out."""
    sending.call_off(row.places.filter(posted_on=None).select_related("post"))
    row.places.filter(posted_on=None).update(due_at=None, digest="", refusal="")
    return {"approved_at": None, "approved_by": None, "approved_name": "", "note": note}


_ACTS = {"ask": _ask, "approve": _approve, "reopen": _reopen, "return": _reopen, "end": _reopen}


@transaction.atomic
def adapt(source: Post, unit: uuid.UUID, post: uuid.UUID, *, by: Signer) -> Post:
    """Return the unit's own draft of a post from above, made if it is not there: its words, its own places."""
    found = Post.objects.filter(source=source, unit=unit).exclude(state=rules.ENDED).order_by("made_at").first()
    if found is not None:
        return found
    row = Post.objects.create(
        id=post, unit_id=unit, source=source, kit=source.kit, skill=source.skill, title=source.title,
        short=source.short, long=source.long, has_video=source.has_video, shift=source.shift,
        made_at=clock.now(), made_by=by.id, made_name=by.name[:120],
    )  # fmt: skip
    picture = PostPicture.objects.filter(post=source).first()
    if picture is not None:
        PostPicture.objects.create(
            post=row, jpeg=picture.jpeg, size=picture.size, width=picture.width, height=picture.height,
            alt=picture.alt,
        )  # fmt: skip
    audit.record("post_adapted", actor=by.id, what=source.title)
    return row
