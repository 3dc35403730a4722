"""What is done with a kit. Whoever calls has made sure that the official may act for the unit."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from hocvuso.campaigns import sending
from hocvuso.campaigns.kits import LONG, Kit
from hocvuso.campaigns.models import CampaignLink, LinkOpening
from hocvuso.core import masking, vntext
from hocvuso.core.campaign import WEBSITE
from hocvuso.core.plain_text import addresses_in, plain
from hocvuso.plumbing import audit, clock
from hocvuso.plumbing.ids import free_code

GROUP, PROOF = 80, 200


class NotThis(ValueError):
    """What was typed cannot be taken; `what` says why: empty, long, secret, address, places, period, picture…"""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


@transaction.atomic
def link_for(unit: uuid.UUID, kit: Kit, group: str, text: str, *, by: uuid.UUID) -> CampaignLink:
    """Return the link of a kit for a group of a unit, made if it is not there; a new text replaces the old one.

    Raises NotThis.
    """
    group, text = vntext.clean(group)[:GROUP], plain(text).text
    if not group or not text:
        raise NotThis("empty")
    if len(text) > LONG:
        raise NotThis("long")
    if masking.mask(text).kinds:
        raise NotThis("secret")
    if addresses_in(text):
        raise NotThis("address")
    found, is_new = CampaignLink.objects.get_or_create(
        unit_id=unit, kit=kit.id, group=group, post=None,
        defaults={"code": free_code(is_taken), "text": text, "created_at": clock.now(), "created_by": by},
    )  # fmt: skip
    if not is_new and found.text != text:
        found.text = text
        found.save(update_fields=["text"])
    if is_new:
        audit.record("campaign_link", actor=by, what=f"{kit.id}: {group}")
    return found


@transaction.atomic
def posted(link: uuid.UUID, *, proof: str, by: uuid.UUID, on: date) -> None:
    """Write down that a post is out, with its address or words that show it; the first day stays."""
    row = CampaignLink.objects.select_for_update(of=("self",)).select_related("post").get(id=link)
    sending.call_off([row])
    row.posted_on, row.proof = row.posted_on or on, vntext.clean(proof)[:PROOF]
    row.save(update_fields=["posted_on", "proof"])
    audit.record("campaign_posted", actor=by, what=f"{row.kit}: {row.group}")


@transaction.atomic
def take_back(link: uuid.UUID, *, by: uuid.UUID) -> None:
    """Say that a post is not out after all, or take it off our own page; what a program has sent is not sent again."""
    row = CampaignLink.objects.select_for_update().get(id=link)
    if row.is_sent:
        row.due_at, row.digest = None, ""
    row.posted_on, row.proof, row.is_sent = None, "", False
    row.save(update_fields=["posted_on", "proof", "is_sent", "due_at", "digest"])
    audit.record("campaign_not_posted", actor=by, what=f"{row.kit}: {row.group}")


def post_sent(place: uuid.UUID, *, address: str = "", on: date) -> bool:
    """Write down that a channel has taken a post; tell whether nobody had. For the room that sends."""
    facts = {"posted_on": on, "is_sent": True, "proof": vntext.clean(address)[:PROOF], "refusal": ""}
    return CampaignLink.objects.filter(id=place, posted_on=None).update(**facts) == 1


def post_refused(place: uuid.UUID, why: str) -> bool:
    """Write down why a channel does not take a post: it is no longer due until somebody approves it again."""
    facts = {"refusal": vntext.clean(why)[:PROOF] or "?"}
    return CampaignLink.objects.filter(id=place, posted_on=None).update(**facts) == 1


def publish_due() -> int:
    """Put what is due on our own news and into the outbox, and write down what channels answered; return how many are
    out now. Runs every minute.

    What would go out otherwise than it was approved is refused, so that somebody sees it.
    """
    now = clock.now()
    for place in sending.changed(now):
        post_refused(place, _("It is no longer what was approved."))
    sending.hand_over(now)
    out = sum(post_sent(each.place, on=clock.day_of(now)) for each in sending.due_posts(now, WEBSITE))
    return out + sum(_answered(place, told, now) for place, told in sending.answers(now).items())


def _answered(place: uuid.UUID, told: Mapping[str, Any], now: datetime) -> bool:
    """Write down what a channel did; while it waits, or waits for a hand, nothing changes."""
    state = told.get("state")
    if state == "failed":
        post_refused(place, " ".join(str(told.get(name, "")) for name in ("why", "code", "detail")).strip())
    return state == "sent" and post_sent(place, address=str(told.get("where", "")), on=clock.day_of(now))


def opened(link: uuid.UUID, *, on: date) -> None:
    """Count that a link was opened."""
    LinkOpening.objects.get_or_create(link_id=link, on=on)
    LinkOpening.objects.filter(link_id=link, on=on).update(times=F("times") + 1)


def is_taken(code: str) -> bool:
    return CampaignLink.objects.filter(code=code).exists()
