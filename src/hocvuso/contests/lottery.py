"""Drawing lots (bốc thăm): the list is frozen, a public number is read aloud, and everybody can draw again himself."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Sequence

from django.db import transaction

from hocvuso.contests import settling
from hocvuso.contests.jury import Signer
from hocvuso.contests.models import Contest, Lots
from hocvuso.contests.planning import Refused
from hocvuso.core.contest import lots, seeds
from hocvuso.core.contest.places import Sheet
from hocvuso.plumbing import audit, clock

ALL, FULL = "all", "full"  # who has a ticket: everybody who took part, or who answered one paper wholly right
EMPTY, NO_NUMBER, UNSETTLED = "empty", "no_number", "unsettled"


def tickets(of: uuid.UUID, who: str) -> list[int]:
    """Return the numbers that have a ticket."""
    found: Sequence[Sheet] = settling.sheets(of)
    chosen = [each for each in found if each.is_full] if who == FULL else found
    return sorted({each.entrant for each in chosen})


@transaction.atomic
def freeze(number: uuid.UUID, contest: uuid.UUID, title: str, winners: int, who: str, *, by: Signer) -> Lots:
    """Freeze the list and commit a seed; the same `number` twice is one. Raises Refused(UNSETTLED) or (EMPTY)."""
    found = Lots.objects.filter(id=number).first()
    if found:
        return found
    row = Contest.objects.select_for_update().get(id=contest)
    if not all(settling.is_settled(each) for each in row.rounds.all()):
        raise Refused(UNSETTLED)
    own = tickets(contest, who)
    if not 0 < winners <= len(own):
        raise Refused(EMPTY)
    seed = secrets.token_hex(seeds.BYTES)
    made = Lots.objects.create(
        id=number, of=row, title=title, winners=winners, tickets=own, tickets_print=lots.list_print(own), seed=seed,
        seed_print=seeds.print_of(seed), made_at=clock.now(), by=by.id,
    )  # fmt: skip
    audit.record("freeze lots", actor=by.id, what=row.title, facts={"tickets": len(own), "print": made.seed_print})
    return made


@transaction.atomic
def draw(number: uuid.UUID, public: str, *, by: Signer) -> list[int]:
    """Draw with the public number that was read aloud; the first draw stands. Raises Refused(NO_NUMBER)."""
    row = Lots.objects.select_for_update().select_related("of").get(id=number)
    if row.drawn_at is not None:
        return list(row.drawn)
    if not public.strip():
        raise Refused(NO_NUMBER)
    row.public, row.drawn_at = public.strip(), clock.now()
    row.drawn = lots.drawn(row.seed, row.of.code, row.tickets, row.public, row.winners)
    row.save(update_fields=["public", "drawn_at", "drawn"])
    audit.record("draw lots", actor=by.id, what=row.of.title, facts={"public": row.public, "drawn": row.drawn})
    return list(row.drawn)


def of_contest(contest: uuid.UUID) -> list[Lots]:
    """Return the lots of a contest, oldest first."""
    return list(Lots.objects.filter(of=contest).order_by("made_at", "id"))
