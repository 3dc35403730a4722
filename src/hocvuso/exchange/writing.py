"""Putting something into a stream: numbered, linked to what went before, kept until the other side has it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction

from hocvuso.core.exchange import envelope as envelopes
from hocvuso.core.exchange.envelope import MOST_ROWS, Envelope
from hocvuso.core.exchange.streams import Place, after
from hocvuso.core.returns import checksum, frozen_text
from hocvuso.exchange import identity
from hocvuso.exchange.models import Installation, SentEnvelope, Stream, Told
from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid7

CHUNK = 500  # values in one statement, below SQLite's smallest limit of 999
Row = Mapping[str, Any]


@transaction.atomic
def say(partner: Installation, subject: str, kind: str, rows: Sequence[Row], *, unit: uuid.UUID | None) -> int:
    """Append rows of one kind about a unit to what we tell a partner; return how many envelopes that made."""
    if not rows:
        return 0
    stream = locked(partner, subject, unit)
    place, own, made = Place(stream.sequence, stream.digest, stream.rows), str(identity.ours().id), []
    for start in range(0, len(rows), MOST_ROWS):
        part = tuple(rows[start : start + MOST_ROWS])
        one = Envelope(
            str(uuid7()), kind, own, str(partner.id), stream.subject, clock.now().isoformat(), place.sequence + 1,
            place.digest, part, place.rows + len(part),
        )  # fmt: skip
        place = after(one)
        made.append(sent(stream, one))
    SentEnvelope.objects.bulk_create(made, batch_size=CHUNK)
    stand(stream, place)
    return len(made)


def sent(stream: Stream, one: Envelope) -> SentEnvelope:
    """Return the row that keeps an envelope of ours."""
    return SentEnvelope(
        id=uuid.UUID(one.id), stream=stream, sequence=one.sequence, kind=one.kind, digest=one.digest, text=one.text
    )


def locked(partner: Installation, subject: str, unit: uuid.UUID | None) -> Stream:
    """Return our stream about a unit, made when there is none, locked until the transaction ends."""
    name = envelopes.tidy(subject)
    Stream.objects.get_or_create(installation=partner, is_ours=True, subject=name, defaults={"unit": unit})
    return Stream.objects.select_for_update().get(installation=partner, is_ours=True, subject=name)


def stand(stream: Stream, place: Place) -> None:
    """Write down how far a stream is."""
    stream.sequence, stream.digest, stream.rows, stream.moved_at = (
        place.sequence, place.digest, place.rows, clock.now()
    )  # fmt: skip
    stream.save(update_fields=["sequence", "digest", "rows", "moved_at"])


@transaction.atomic
def say_news(
    partner: Installation, subject: str, kind: str, rows: Mapping[str, Row], *, unit: uuid.UUID | None,
    gone: Iterable[str] = (),
) -> int:  # fmt: skip
    """Tell what changed among things that have a key each; what was told before just so is not told again.

    `gone` are keys whose last word was said by one of the rows; they may be told anew. Return how many rows went.
    """
    stream = locked(partner, subject, unit)
    before = dict(Told.objects.filter(stream=stream, kind=kind).values_list("key", "digest"))
    digests = {key: checksum(frozen_text(row)) for key, row in rows.items()}
    fresh = [key for key, digest in digests.items() if before.get(key) != digest]
    if fresh:
        say(partner, subject, kind, [rows[key] for key in fresh], unit=unit)
        for start in range(0, len(fresh), CHUNK):
            Told.objects.filter(stream=stream, kind=kind, key__in=fresh[start : start + CHUNK]).delete()
        Told.objects.bulk_create(
            [Told(stream=stream, kind=kind, key=key, digest=digests[key]) for key in fresh], batch_size=CHUNK
        )
    forget(stream, kind, gone)
    return len(fresh)


def forget(stream: Stream, kind: str, keys: Iterable[str]) -> None:
    """Forget that something was told."""
    named = list(keys)
    for start in range(0, len(named), CHUNK):
        Told.objects.filter(stream=stream, kind=kind, key__in=named[start : start + CHUNK]).delete()


def told_of(partner: Installation, kind: str) -> dict[str, dict[str, str]]:
    """Return what was told to a partner of one kind: by unit's code, key and digest."""
    found: dict[str, dict[str, str]] = {}
    rows = Told.objects.filter(stream__installation=partner, stream__is_ours=True, kind=kind)
    for subject, key, digest in rows.values_list("stream__subject", "key", "digest"):
        found.setdefault(subject, {})[key] = digest
    return found


def is_news(rows: Mapping[str, Row], before: Mapping[str, str]) -> bool:
    """Tell whether any of these differs from what was told, or something told is no longer among them."""
    if rows.keys() != before.keys():
        return True
    return any(checksum(frozen_text(row)) != before[key] for key, row in rows.items())


def streams_that_told(partner: Installation, kind: str, keys: set[str]) -> dict[Stream, set[str]]:
    """Return our streams to a partner in which these keys were told, each with those that were."""
    found: dict[Stream, set[str]] = {}
    wanted = sorted(keys)
    for start in range(0, len(wanted), CHUNK):
        rows = Told.objects.filter(
            stream__installation=partner, stream__is_ours=True, kind=kind, key__in=wanted[start : start + CHUNK]
        ).select_related("stream")
        for row in rows:
            found.setdefault(row.stream, set()).add(row.key)
    return found


def forget_about(stream: Stream, persons: set[str]) -> None:
    """Forget that anything was told of persons: whoever comes back one day is told of anew."""
    forget(stream, envelopes.ROSTER, persons)
    for person in persons:
        Told.objects.filter(stream=stream, key__startswith=f"{person}|").delete()
