"""What is done with a kit. Whoever calls has made sure that the official may act for the unit."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import transaction
from django.db.models import F

from hocvuso.campaigns.kits import LONG, Kit
from hocvuso.campaigns.models import CampaignLink, LinkOpening
from hocvuso.core import masking, vntext
from hocvuso.plumbing import audit, clock
from hocvuso.plumbing.ids import free_code

GROUP, PROOF = 80, 200


class NotThis(ValueError):
    """The text or the name of the group cannot be taken; `what` is empty, long, secret."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


@transaction.atomic
def link_for(unit: uuid.UUID, kit: Kit, group: str, text: str, *, by: uuid.UUID) -> CampaignLink:
    """Return the link of a kit for a group of a unit, made if it is not there; a new text replaces the old one.

    Raises NotThis.
    """
    group = vntext.clean(group)[:GROUP]
    text = "\n".join(vntext.clean(line) for line in text.splitlines()).strip()
    if not group or not text:
        raise NotThis("empty")
    if len(text) > LONG:
        raise NotThis("long")
    if masking.mask(text).kinds:
        raise NotThis("secret")
    found, is_new = CampaignLink.objects.get_or_create(
        unit_id=unit, kit=kit.id, group=group,
        defaults={"code": free_code(_is_taken), "text": text, "created_at": clock.now(), "created_by": by},
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
    row = CampaignLink.objects.select_for_update().get(id=link)
    row.posted_on, row.proof = row.posted_on or on, vntext.clean(proof)[:PROOF]
    row.save(update_fields=["posted_on", "proof"])
    audit.record("campaign_posted", actor=by, what=f"{row.kit}: {row.group}")


@transaction.atomic
def take_back(link: uuid.UUID, *, by: uuid.UUID) -> None:
    """Say that a post is not out after all."""
    row = CampaignLink.objects.select_for_update().get(id=link)
    row.posted_on, row.proof = None, ""
    row.save(update_fields=["posted_on", "proof"])
    audit.record("campaign_not_posted", actor=by, what=f"{row.kit}: {row.group}")


def opened(link: uuid.UUID, *, on: date) -> None:
    """Count that a link was opened."""
    LinkOpening.objects.get_or_create(link_id=link, on=on)
    LinkOpening.objects.filter(link_id=link, on=on).update(times=F("times") + 1)


def _is_taken(code: str) -> bool:
    return CampaignLink.objects.filter(code=code).exists()
