"""Taking a parcel in: proved, then kept whole or not at all in one transaction. What it says is entered afterwards.

An envelope counts as received once it lies in this database: from then on the sender need not keep it. Entering its
rows is `entering`'s affair; what cannot be entered is held and never lost.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db import DatabaseError, transaction

from hocvuso.core.exchange.envelope import Envelope, read
from hocvuso.core.exchange.streams import Place, Verdict, answered, take
from hocvuso.exchange import identity, log
from hocvuso.exchange.models import Installation, ReceivedEnvelope, SentEnvelope, Stream, Told
from hocvuso.exchange.parcelling import Parcel, Refused, Signed
from hocvuso.exchange.writing import CHUNK, sent
from hocvuso.plumbing import clock


@dataclass
class Taken:
    """What became of a parcel."""

    new: int = 0
    rows: int = 0
    before: int = 0
    ahead: list[str] = field(default_factory=list)  # subjects of which something before is missing
    forked: list[str] = field(default_factory=list)  # subjects whose past is not what we received
    places: dict[str, Place] = field(default_factory=dict)  # where we are now in the streams of this parcel


def keep(parcel: Parcel, *, is_fresh: bool) -> Taken:
    """Keep a parcel. Raises Refused("full") when the disk or the database refuses: then nothing of it is kept."""
    try:
        with transaction.atomic():
            return _keep(parcel, is_fresh=is_fresh)
    except (DatabaseError, OSError) as problem:
        raise Refused("full", str(problem)[:120], parcel.partner) from problem


def _keep(parcel: Parcel, *, is_fresh: bool) -> Taken:
    partner = Installation.objects.select_for_update().get(id=parcel.partner.id)
    if parcel.learnt is not None:
        identity.learn_key(partner, parcel.learnt)
        log.note(partner, "key", {"key": parcel.learnt.id})
    hear(partner, parcel.places, is_fresh=is_fresh)
    taken = Taken()
    by_subject: dict[str, list[Signed]] = defaultdict(list)
    for each in parcel.envelopes:
        by_subject[each.envelope.subject].append(each)
    for subject, signed in by_subject.items():
        taken.places[subject] = _take(partner, subject, signed, taken)
    partner.received_at = clock.now()
    partner.save(update_fields=["received_at"])
    if taken.new or taken.ahead or taken.forked:
        log.note(partner, "received", {
            "envelopes": taken.new, "rows": taken.rows, "before": taken.before, "ahead": taken.ahead[:20],
            "forked": taken.forked[:20],
        })  # fmt: skip
    return taken


def _take(partner: Installation, subject: str, signed: list[Signed], taken: Taken) -> Place:
    Stream.objects.get_or_create(installation=partner, is_ours=False, subject=subject)
    stream = Stream.objects.select_for_update().get(installation=partner, is_ours=False, subject=subject)
    keys = {each.envelope.id: each.key for each in signed}
    at = Place(stream.sequence, stream.digest, stream.rows)
    place, new, left = take(at, [each.envelope for each in signed])
    known = _known(each.id for each in new)
    ReceivedEnvelope.objects.bulk_create(
        [_row(stream, each, keys[each.id]) for each in new if uuid.UUID(each.id) not in known], batch_size=CHUNK
    )
    if new:
        stream.sequence, stream.digest, stream.rows, stream.moved_at = (
            place.sequence, place.digest, place.rows, clock.now()
        )  # fmt: skip
        stream.save(update_fields=["sequence", "digest", "rows", "moved_at"])
    taken.new += len(new) - len(known)
    taken.rows += sum(len(each.rows) for each in new if uuid.UUID(each.id) not in known)
    verdicts = set(left.values())
    taken.before += sum(verdict is Verdict.BEFORE for verdict in left.values())
    if Verdict.AHEAD in verdicts:
        taken.ahead.append(subject)
    if verdicts & {Verdict.FORKED, Verdict.MISCOUNTED}:
        taken.forked.append(subject)
    return place


def _known(ids: Iterable[str]) -> set[uuid.UUID]:
    """Return which of these envelopes came before under another number: a restored sender links them anew."""
    wanted, found = list(ids), set[uuid.UUID]()
    for start in range(0, len(wanted), CHUNK):
        rows = ReceivedEnvelope.objects.filter(id__in=wanted[start : start + CHUNK])
        found |= set(rows.values_list("id", flat=True))
    return found


def _row(stream: Stream, envelope: Envelope, key: str) -> ReceivedEnvelope:
    return ReceivedEnvelope(
        id=uuid.UUID(envelope.id), stream=stream, sequence=envelope.sequence, kind=envelope.kind,
        digest=envelope.digest, rows=len(envelope.rows), key=key, text=envelope.text, received_at=clock.now(),
        state="waiting",
    )  # fmt: skip


@transaction.atomic
def hear(partner: Installation, places: Mapping[str, Place], *, is_fresh: bool) -> None:
    """Take to heart how far the other side has our streams."""
    names = list(places)
    for start in range(0, len(names), CHUNK):
        rows = Stream.objects.select_for_update().filter(
            installation=partner, is_ours=True, subject__in=names[start : start + CHUNK]
        )
        for stream in rows:
            _hear(stream, places[stream.subject], is_fresh=is_fresh)


def _hear(stream: Stream, told: Place, *, is_fresh: bool) -> None:
    acknowledged = Place(stream.told_sequence, stream.told_digest, stream.told_rows)
    place = Place(stream.sequence, stream.digest, stream.rows)
    if told == acknowledged == place:
        Stream.objects.filter(id=stream.id).update(told_at=clock.now())
        return
    if acknowledged.sequence <= told.sequence <= place.sequence and _is_ours(stream, told):
        stream.told_sequence, stream.told_digest, stream.told_rows = told.sequence, told.digest, told.rows
        stream.told_at = clock.now()
        stream.save(update_fields=["told_sequence", "told_digest", "told_rows", "told_at"])
        return
    kept = [read(text) for text in stream.sent.order_by("sequence").values_list("text", flat=True)]
    found = answered(kept, acknowledged, place, told, is_fresh=is_fresh)
    if found.is_anew:
        _begin_anew(stream, kept, found.linked)
    for name, value in (("", found.place), ("told_", found.acknowledged)):
        for part in ("sequence", "digest", "rows"):
            setattr(stream, name + part, getattr(value, part))
    stream.told_at = clock.now()
    stream.save()


def _is_ours(stream: Stream, told: Place) -> bool:
    """Tell whether a place lies on our stream as it is kept: the way that nearly every answer goes."""
    if (told.sequence, told.digest) in ((stream.sequence, stream.digest), (stream.told_sequence, stream.told_digest)):
        return True
    return stream.sent.filter(sequence=told.sequence, digest=told.digest).exists()


def _begin_anew(stream: Stream, kept: list[Envelope], linked: Iterable[Envelope]) -> None:
    """One of both sides was restored from an older copy: link anew, and let everything be told once more."""
    SentEnvelope.objects.filter(stream=stream).delete()
    SentEnvelope.objects.bulk_create([sent(stream, each) for each in linked], batch_size=CHUNK)
    Told.objects.filter(stream=stream).delete()
    log.note(stream.installation, "anew", {"subject": stream.subject, "kept": len(kept)})
