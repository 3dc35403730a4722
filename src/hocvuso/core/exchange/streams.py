"""Both ends of a stream: what comes next, what was there before, what is missing, and how far the other side is.

A stream is everything that one installation says to another about one unit, numbered 1, 2, 3… Only the next number
with the right digest before it is taken, so a stream is taken in order, without holes, each envelope once, whatever
the carrier repeats, loses or mixes up. The receiver's answer is the place that it has reached; it is worth the same
however often and in whatever order it arrives, because a place further on always wins. No clock takes part.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from hocvuso.core.exchange.envelope import START, Envelope


@dataclass(frozen=True, slots=True)
class Place:
    """How far a stream has got: the number and digest of its last envelope, and how many rows it has had in all."""

    sequence: int = 0
    digest: str = START
    rows: int = 0


class Verdict(enum.Enum):
    """What an envelope is to a receiver who has reached a place."""

    NEXT = "next"  # take it
    BEFORE = "before"  # taken already, or older: answer with the place once more
    AHEAD = "ahead"  # something before it is missing
    FORKED = "forked"  # the sender's past is not the one that was received: restored from an old copy
    MISCOUNTED = "miscounted"  # its count of rows does not follow from what was received


def judge(place: Place, envelope: Envelope) -> Verdict:
    """Say what an envelope is to a receiver at `place`.

    An older envelope with other content cannot be told from the one that was taken by its number alone; at the
    receiver's own number the digest tells.
    """
    if envelope.sequence == place.sequence and envelope.digest != place.digest:
        return Verdict.FORKED
    if envelope.sequence <= place.sequence:
        return Verdict.BEFORE
    if envelope.sequence > place.sequence + 1:
        return Verdict.AHEAD
    if envelope.previous != place.digest:
        return Verdict.FORKED
    return Verdict.NEXT if envelope.rows_in_all == place.rows + len(envelope.rows) else Verdict.MISCOUNTED


def after(envelope: Envelope) -> Place:
    """Return the place of a stream whose last envelope is this one."""
    return Place(envelope.sequence, envelope.digest, envelope.rows_in_all)


def take(place: Place, envelopes: Iterable[Envelope]) -> tuple[Place, list[Envelope], dict[str, Verdict]]:
    """Take of one stream's envelopes, in any order, what follows on `place`.

    Return the place reached, the envelopes that are new, and for each other one (by id) why it was not taken.
    """
    taken: list[Envelope] = []
    left: dict[str, Verdict] = {}
    for envelope in sorted(envelopes, key=lambda each: each.sequence):
        verdict = judge(place, envelope)
        if verdict is Verdict.NEXT:
            place = after(envelope)
            taken.append(envelope)
        else:
            left[envelope.id] = verdict
    return place, taken, left


def waiting(envelopes: Sequence[Envelope], reached: Place) -> list[Envelope]:
    """Return what a sender must still bring to a receiver who has reached a place, in order."""
    return sorted((each for each in envelopes if each.sequence > reached.sequence), key=lambda each: each.sequence)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a sender knows after a receiver's answer; `is_anew`: everything is to be told once more."""

    acknowledged: Place
    place: Place
    linked: tuple[Envelope, ...] = ()
    is_anew: bool = False


def answered(
    kept: Sequence[Envelope], acknowledged: Place, place: Place, told: Place, *, is_fresh: bool
) -> Answer:  # fmt: skip
    """Return what follows from the place that a receiver tells.

    `kept` is what the sender still has of the stream, `acknowledged` the furthest place told before, `place` his own
    end, `is_fresh` whether this answers what he has just sent (a stick may bring old answers). Normally only
    `acknowledged` moves on. Where the receiver tells a place that is none on the sender's stream, or (freshly) one
    behind what the sender still has, one of both was restored from an older copy. Then what was not acknowledged is
    linked anew behind the receiver's place, ids and rows unchanged, and everything is told once more; rows say what
    is, not what changed, so saying it twice is harmless.
    """
    own = sorted(kept, key=lambda each: each.sequence)
    if told.sequence < acknowledged.sequence and not is_fresh:
        return Answer(acknowledged, place)
    lies = {(place.sequence, place.digest), (acknowledged.sequence, acknowledged.digest)}
    lies |= {(each.sequence, each.digest) for each in own} | {(each.sequence - 1, each.previous) for each in own}
    if (told.sequence, told.digest) in lies and _reaches(own, told, place):
        return Answer(told, place)
    linked = _linked([each for each in own if each.sequence > acknowledged.sequence], told)
    return Answer(told, after(linked[-1]) if linked else told, tuple(linked), is_anew=True)


def _reaches(own: Sequence[Envelope], told: Place, place: Place) -> bool:
    """Tell whether the sender still has everything between a told place and his own end."""
    return sum(each.sequence > told.sequence for each in own) == place.sequence - told.sequence


def _linked(own: Sequence[Envelope], told: Place) -> list[Envelope]:
    place = told
    found: list[Envelope] = []
    for each in own:
        again = replace(
            each, sequence=place.sequence + 1, previous=place.digest, rows_in_all=place.rows + len(each.rows)
        )
        place = after(again)
        found.append(again)
    return found
