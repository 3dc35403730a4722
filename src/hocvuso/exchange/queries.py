"""What pages, the command and rooms above ask: how each partner stands, what is held, envelopes one after the other."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _

from hocvuso.core.exchange.envelope import read
from hocvuso.exchange import entering, identity, parts, sending, words
from hocvuso.exchange.models import (
    ErasureAsked,
    ExchangeNote,
    Installation,
    ReceivedEnvelope,
    ReceivedFact,
    SentEnvelope,
    Stream,
)
from hocvuso.plumbing import clock
from hocvuso.unions import queries as unions

STALE_DAYS = 7  # decided: a week without a word, and somebody should call


@dataclass(frozen=True, slots=True)
class Standing:
    """How it is with one partner, as the page and the command say it."""

    id: uuid.UUID
    name: str
    side: str
    unit: str
    address: str
    tone: str  # ok todo care
    state: str
    next_step: str
    waiting: int
    rows_sent: int
    rows_there: int
    rows_received: int
    held: int
    sent_at: datetime | None
    told_at: datetime | None
    received_at: datetime | None
    rests_until: datetime | None
    fingerprint: str
    erasures_open: int

    @property
    def rows_missing(self) -> int:
        """How many rows of ours are not there yet."""
        return self.rows_sent - self.rows_there


@dataclass(frozen=True, slots=True)
class Line:
    """One stream: a unit, what was said, how far the other side has it."""

    subject: str
    unit: str
    is_ours: bool
    sequence: int
    rows: int
    there: int
    rows_there: int
    at: datetime | None
    told_at: datetime | None
    held: int


def own_fingerprint() -> str:
    """Return the name of our key, as it is compared by eye."""
    return identity.fingerprint(identity.ours().key)


def standings(units: set[uuid.UUID] | None = None) -> list[Standing]:
    """Return how it is with every partner, or (with `units`) with those whose top is among them."""
    found = [each for each in parts.partners() if units is None or each.unit in units]
    return [_standing(each) for each in found]


def standing(partner: uuid.UUID) -> Standing | None:
    """Return how it is with one partner, or None."""
    return next((each for each in standings() if each.id == partner), None)


def _standing(partner: Installation) -> Standing:
    rows = Stream.objects.filter(installation=partner)
    sums = rows.aggregate(
        sent=Sum("rows", filter=Q(is_ours=True)), there=Sum("told_rows", filter=Q(is_ours=True)),
        received=Sum("rows", filter=Q(is_ours=False)),
    )  # fmt: skip
    told = rows.filter(is_ours=True, told_at__isnull=False).order_by("-told_at").values_list("told_at", flat=True)
    held = _held(partner).count()
    waiting = sending.waiting(partner)
    key = identity.newest_key(partner.id)
    tone, state, following = _judged(partner, waiting, held)
    line = unions.unit(partner.unit, clock.today()) if partner.unit else None
    return Standing(
        partner.id, partner.name, partner.side, line.name if line else "", partner.address, tone, state, following,
        waiting, sums["sent"] or 0, sums["there"] or 0, sums["received"] or 0, held, partner.sent_at, told.first(),
        partner.received_at, partner.rests_until, identity.fingerprint(key.id) if key else "",
        ErasureAsked.objects.filter(installation=partner, done_at=None).count(),
    )  # fmt: skip


def _judged(partner: Installation, waiting: int, held: int) -> tuple[str, str, str]:
    if held:
        return "todo", _("Something waits for your decision"), _("Open it below, read both sides, choose.")
    if partner.failures:
        return "care", words.said(partner.why), words.next_step(partner.why)
    last = max((at for at in (partner.sent_at, partner.received_at) if at is not None), default=None)
    if last is None:
        return "todo", _("Paired, nothing exchanged yet"), _("Press “Send now”, or make a file.")
    if (clock.now() - last).days >= STALE_DAYS:
        return "todo", _("Nothing heard for a week"), _("Press “Send now”, or call the people on the other side.")
    if waiting:
        return "todo", _("Something is on its way"), _("Nothing to do: it is sent by itself. In a hurry? “Send now”.")
    return "ok", _("Both sides have the same"), _("Nothing to do.")


def lines(partner: uuid.UUID, *, limit: int = 200, skip: int = 0) -> list[Line]:
    """Return the streams with a partner: those that are behind or held first."""
    held = Count("received", filter=Q(received__state=entering.HELD))
    rows = Stream.objects.filter(installation_id=partner).annotate(held=held).order_by("subject", "is_ours")
    units = {line.id: line.name for line in unions.unit_lines([row.unit for row in rows if row.unit], clock.today())}
    found = [
        Line(
            row.subject, units.get(row.unit, "") if row.unit else "", row.is_ours, row.sequence, row.rows,
            row.told_sequence, row.told_rows, row.moved_at, row.told_at, row.held,
        )
        for row in rows
    ]  # fmt: skip
    found.sort(key=lambda each: (not each.held, not (each.is_ours and each.there < each.sequence), each.subject))
    return found[skip : skip + limit]


def line_count(partner: uuid.UUID) -> int:
    """Return how many streams there are with a partner."""
    return Stream.objects.filter(installation_id=partner).count()


def _held(partner: Installation | None = None) -> Any:
    rows = ReceivedEnvelope.objects.filter(state=entering.HELD)
    return rows if partner is None else rows.filter(stream__installation=partner)


@dataclass(frozen=True, slots=True)
class HeldUp:
    """Something that waits for a person."""

    id: uuid.UUID
    partner: str
    partner_id: uuid.UUID
    subject: str
    kind: str
    why: str
    facts: dict[str, Any]
    rows: int
    behind: int
    received_at: datetime
    choices: tuple[str, ...]


def held(partner: uuid.UUID, limit: int = 50) -> list[HeldUp]:
    """Return what of a partner waits for a person, the oldest first."""
    rows = _held().filter(stream__installation_id=partner).select_related("stream__installation")
    return [_held_up(row) for row in rows.order_by("received_at", "sequence")[:limit]]


def held_one(envelope: uuid.UUID) -> HeldUp | None:
    """Return one thing that waits, or None when it waits no more."""
    row = _held().filter(id=envelope).select_related("stream__installation").first()
    return _held_up(row) if row else None


def _held_up(row: ReceivedEnvelope) -> HeldUp:
    behind = ReceivedEnvelope.objects.filter(stream=row.stream, state=entering.WAITING).count()
    return HeldUp(
        row.id, row.stream.installation.name, row.stream.installation_id, row.stream.subject, words.kind(row.kind),
        row.why, row.facts, row.rows, behind, row.received_at, entering.choices(row),
    )  # fmt: skip


def log(partner: uuid.UUID | None = None, limit: int = 30) -> list[ExchangeNote]:
    """Return the newest lines of the log."""
    rows = ExchangeNote.objects.filter(installation_id=partner) if partner else ExchangeNote.objects.all()
    return list(rows.select_related("installation").order_by("-at", "-id")[:limit])


@dataclass(frozen=True, slots=True)
class Page:
    """Envelopes of ours one after the other, and where the next ones begin."""

    texts: tuple[str, ...]
    cursor: int
    has_more: bool


def envelopes_since(partner: uuid.UUID, cursor: int, *, kinds: tuple[str, ...] = (), limit: int = 100) -> Page:
    """Return what we told a partner after `cursor` (0: from the beginning of what is kept), in the order it was said.

    For rooms above that hand envelopes out on another way; the texts are canonical and hash to their digests.
    """
    rows = SentEnvelope.objects.filter(stream__installation_id=partner, number__gt=cursor)
    rows = rows.filter(kind__in=kinds) if kinds else rows
    found = list(rows.order_by("number")[: limit + 1])
    part = found[:limit]
    return Page(tuple(row.text for row in part), part[-1].number if part else cursor, len(found) > limit)


def rows_of(text: str) -> tuple[dict[str, Any], ...]:
    """Return the rows of a kept envelope."""
    return tuple(dict(row) for row in read(text).rows)


def partners() -> list[tuple[uuid.UUID, str, str]]:
    """Return id, name and side of everybody we are paired with."""
    return [(each.id, each.name, each.side) for each in parts.partners()]


def freshness(units: list[uuid.UUID]) -> dict[uuid.UUID, datetime]:
    """Return when data of each unit last came from, or was acknowledged by, another installation."""
    found: dict[uuid.UUID, datetime] = {}
    for row in Stream.objects.filter(unit__in=units):
        at = row.told_at if row.is_ours else row.moved_at
        if row.unit is not None and at is not None:
            found[row.unit] = max(found.get(row.unit, at), at)
    return found


def facts_below(unit: uuid.UUID, kind: str, day: date) -> int:
    """Return how many results or certificates installations below told of people of a unit's subtree."""
    return ReceivedFact.objects.filter(unit__in=unions.subtree_ids(unit, day), kind=kind).count()
