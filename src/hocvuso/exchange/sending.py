"""Bringing what was said to a partner: what is not acknowledged yet, in order of each unit, parcel after parcel.

An answer is a parcel too: it says how far the other side is, and may bring what it has to say. So only one of both
needs an address that the other can reach.
"""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol

from django.db import transaction
from django.db.models import F, QuerySet

from hocvuso.core.exchange import backing_off, parcels
from hocvuso.core.exchange.streams import Place
from hocvuso.exchange import entering, log, parcelling, receiving
from hocvuso.exchange.kinds.registry import KINDS
from hocvuso.exchange.models import Installation, SentEnvelope, Stream
from hocvuso.exchange.parcelling import Packed, Parcel, Refused
from hocvuso.plumbing import clock

MOST_BYTES = 2 * 1024 * 1024  # of text in a parcel; decided: packed a tenth, sent in seconds over a weak link
MOST_PARCELS = 10_000  # decided: a year's envelopes of the largest installation; then something turns in a circle


class Carrier(Protocol):
    """A way to bring a parcel to a partner and get its answer at once."""

    def bring(self, partner: Installation, parcel: Packed) -> bytes:
        """Return the answer. Raises Refused with the reason."""


@dataclass
class Sent:
    """What a round of sending did."""

    parcels: int = 0
    envelopes: int = 0
    received: int = 0
    subjects: set[str] = field(default_factory=set)


def collect(partner: Installation) -> int:
    """Put what is new for a partner into its streams; return how many rows that were."""
    said = 0
    for kind in KINDS.values():
        with transaction.atomic():
            said += kind.collect(partner)
    return said


def push(partner: Installation, carrier: Carrier) -> Sent:
    """Send all that waits, take in all that comes back, and note how it went. Raises Refused."""
    collect(partner)
    sent, answers_to, behind = Sent(), "", set[str]()
    Installation.objects.filter(id=partner.id).update(tried_at=clock.now())
    try:
        for _round in range(MOST_PARCELS):
            batch, has_more = _batch(partner, behind)
            places = places_of(partner, sent.subjects if sent.parcels else None)
            packed = parcelling.pack(
                partner, [row.text for row in batch], places=places, answers_to=answers_to, has_more=has_more
            )
            answer = parcelling.opened(*parcelling.first(carrier.bring(partner, packed)))
            if answer.partner.id != partner.id or answer.answers_to != packed.id:
                raise Refused("foreign", "answer", partner)
            answers_to = answer.id
            _heard(sent, batch, answer)
            behind |= _stuck(partner, batch)
            if not answer.envelopes and not _batch(partner, behind)[0]:
                break
    except Refused as refusal:
        failed(partner, refusal)
        raise
    _worked(partner, sent)
    return sent


def _heard(sent: Sent, batch: Sequence[SentEnvelope], answer: Parcel) -> None:
    taken = receiving.keep(answer, is_fresh=True)
    sent.parcels += 1
    sent.envelopes += len(batch)
    sent.received += taken.new
    sent.subjects |= set(taken.places)
    entering.drain()


def _stuck(partner: Installation, batch: Sequence[SentEnvelope]) -> set[str]:
    """Return the subjects of a batch of which nothing was taken: sent again at once they would not be either."""
    tried = {row.stream_id: row.sequence for row in reversed(batch)}
    rows = Stream.objects.filter(id__in=list(tried), is_ours=True, installation=partner)
    return {row.subject for row in rows if row.told_sequence < tried[row.id]}


def waiting(partner: Installation) -> int:
    """Return how many envelopes a partner has not acknowledged."""
    return SentEnvelope.objects.filter(
        stream__installation=partner, stream__is_ours=True, sequence__gt=F("stream__told_sequence")
    ).count()


def _batch(partner: Installation, behind: set[str]) -> tuple[list[SentEnvelope], bool]:
    """Return the next envelopes for a parcel, and whether more wait."""
    rows = _unacknowledged(partner, behind)[: parcels.MOST_ENVELOPES + 1]
    found: list[SentEnvelope] = []
    size = 0
    for row in rows:
        size += len(row.text)
        if found and (size > MOST_BYTES or len(found) == parcels.MOST_ENVELOPES):
            return found, True
        found.append(row)
    return found, False


def _unacknowledged(partner: Installation, behind: set[str]) -> QuerySet[SentEnvelope]:
    rows = SentEnvelope.objects.filter(
        stream__installation=partner, stream__is_ours=True, sequence__gt=F("stream__told_sequence")
    )
    return rows.exclude(stream__subject__in=behind).select_related("stream").order_by("stream_id", "sequence")


def places_of(partner: Installation, subjects: set[str] | None = None) -> dict[str, Place]:
    """Return how far we have a partner's streams: all, or those named."""
    rows = Stream.objects.filter(installation=partner, is_ours=False)
    found = {row.subject: Place(row.sequence, row.digest, row.rows) for row in rows}
    return found if subjects is None else {name: found[name] for name in subjects if name in found}


def in_parcels(partner: Installation) -> Iterator[tuple[Packed, int]]:
    """Yield all that waits as parcels for a stick, each with its number of envelopes; the first has our places."""
    collect(partner)
    rows, at = list(_unacknowledged(partner, set())), 0
    is_first = True
    while at < len(rows) or is_first:
        part: list[SentEnvelope] = []
        size = 0
        while at < len(rows) and len(part) < parcels.MOST_ENVELOPES and (not part or size < MOST_BYTES):
            part.append(rows[at])
            size += len(rows[at].text)
            at += 1
        places: Mapping[str, Place] | None = places_of(partner) if is_first else None
        yield (
            parcelling.pack(partner, [row.text for row in part], places=places, has_more=at < len(rows)), len(part),
        )  # fmt: skip
        is_first = False


def answer(parcel: Parcel) -> Packed:
    """Return the answer to a parcel that came over the line: where we are, and what we have to say."""
    partner = parcel.partner
    collect(partner)
    batch, has_more = _batch(partner, set())
    places = places_of(partner, {each.envelope.subject for each in parcel.envelopes})
    packed = parcelling.pack(
        partner, [row.text for row in batch], places=places, answers_to=parcel.id, has_more=has_more
    )
    Installation.objects.filter(id=partner.id).update(last_answer=packed.id)
    return packed


def is_answered(parcel: Parcel) -> bool:
    """Tell whether a parcel answers the one with which we last answered: then what it says is of this moment."""
    return bool(parcel.answers_to) and parcel.answers_to == parcel.partner.last_answer


def _worked(partner: Installation, sent: Sent) -> None:
    Installation.objects.filter(id=partner.id).update(
        sent_at=clock.now(), failures=0, rests_until=None, why="", detail=""
    )
    if sent.envelopes or sent.received:
        log.note(partner, "sent", {"parcels": sent.parcels, "envelopes": sent.envelopes, "received": sent.received})


def failed(partner: Installation, refusal: Refused) -> None:
    """Note why a partner was not reached, and let it rest longer each time."""
    row = Installation.objects.get(id=partner.id)
    failures = min(row.failures + 1, 1000)
    rest = backing_off.rest_seconds(failures, random.random())
    Installation.objects.filter(id=partner.id).update(
        failures=failures, why=refusal.why[:16], detail=refusal.detail[:200],
        rests_until=clock.now() + timedelta(seconds=rest),
    )  # fmt: skip
    log.note(partner, "failed", {"why": refusal.why, "detail": refusal.detail, "failures": failures})


def wake(partner: uuid.UUID) -> None:
    """Let a partner be tried again at once, because somebody pressed the button."""
    Installation.objects.filter(id=partner).update(rests_until=None)
