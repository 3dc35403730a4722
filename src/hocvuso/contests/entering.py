"""Who may enter, and beginning an attempt: the paper is drawn, the server's clock runs."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from hocvuso.contests import marking, queries
from hocvuso.contests.models import ANNOUNCED, PHONE, Contest, Entrant, Entry, Round
from hocvuso.core.contest import papers, setup, timing
from hocvuso.people import queries as people
from hocvuso.plumbing import audit, clock
from hocvuso.roster import queries as roster
from hocvuso.unions import queries as unions

NOT_OURS, TOO_YOUNG, CLOSED, USED_UP = "not_ours", "too_young", "closed", "used_up"
ID = 32  # letters of one unit in a path


class Refused(ValueError):
    """Somebody may not enter or begin; `args[0]` says why: one of the words above."""


def unit_for(row: Contest, person: uuid.UUID, day: date) -> uuid.UUID:
    """Return the unit for which somebody counts in a contest. Raises Refused(NOT_OURS) or Refused(TOO_YOUNG).

    A list on which he stands with a day of birth decides; without one his own word does, which the form asks for.
    """
    if any(setup.is_too_young(birth, day) for birth in roster.births(people.ids_of(person))):
        raise Refused(TOO_YOUNG)
    for each in unions.units_of(people.ids_of(person), day):
        path = unions.path_of(each.unit.id, day)
        above = {uuid.UUID(path[at : at + ID]) for at in range(0, len(path), ID)}
        if queries.may_enter(row, above):
            return each.unit.id
    raise Refused(NOT_OURS)


def entrant_of(row: Contest, person: uuid.UUID) -> Entrant | None:
    """Return somebody's line in a contest, None when he has not entered."""
    return Entrant.objects.filter(of=row, person__in=people.ids_of(person)).order_by("number").first()


@transaction.atomic
def enter(number: uuid.UUID, person: uuid.UUID, *, by: uuid.UUID | None = None) -> Entrant:
    """Give somebody his number in a contest; twice is once. Raises Refused."""
    row = Contest.objects.select_for_update().get(id=number)
    found = entrant_of(row, person)
    if found:
        return found
    if row.state != ANNOUNCED:
        raise Refused(CLOSED)
    whole = people.canonical(person)
    unit = unit_for(row, whole, clock.today())
    last = row.entrants.aggregate(last=Max("number"))["last"] or 0
    made = Entrant.objects.create(of=row, number=last + 1, person=whole, unit=unit, at=clock.now(), by=by)
    audit.record("enter contest", actor=by or whole, subject=whole, what=row.title)
    return made


@dataclass(frozen=True, slots=True)
class Wish:
    """An attempt that somebody wants to begin; `id` comes with the form."""

    id: uuid.UUID
    device: uuid.UUID | None = None
    is_trial: bool = False
    way: str = PHONE
    typed_by: uuid.UUID | None = None


@transaction.atomic
def begin(entrant: Entrant, round_id: uuid.UUID, wish: Wish) -> Entry:
    """Begin an attempt, or return the one under way (also on another phone). Raises Refused(CLOSED) or (USED_UP)."""
    Entrant.objects.select_for_update().get(id=entrant.id)
    row = Round.objects.select_related("of").get(id=round_id)
    now = clock.now()
    own = list(Entry.objects.filter(of=row, entrant=entrant, is_trial=wish.is_trial).order_by("starts_at"))
    under_way = [each for each in own if each.id == wish.id or is_under_way(each, now)]
    if under_way:
        return under_way[-1]
    if row.of.state != ANNOUNCED or not (wish.is_trial or row.opens_at <= now < row.closes_at):
        raise Refused(CLOSED)
    used = 0 if wish.is_trial else len(own)
    if used >= row.attempts:
        raise Refused(USED_UP)
    return _drawn(entrant, row, wish, 0 if wish.is_trial else used + 1, now)


def is_under_way(entry: Entry, now: datetime) -> bool:
    """Tell whether a paper may still be worked at."""
    return entry.handed_in_at is None and now < entry.ends_at


def _drawn(entrant: Entrant, row: Round, wish: Wish, attempt: int, now: datetime) -> Entry:
    drawn = marking.drawn_of(row)
    seed, key = marking.key_of(drawn, entrant.number, attempt, is_trial=wish.is_trial)
    questions = min(row.questions, marking.TRIAL_QUESTIONS) if wish.is_trial else row.questions
    simulators = 0 if wish.is_trial else row.simulators
    places = papers.draw(seed, key, drawn.pool, questions, simulators)
    return Entry.objects.create(
        id=wish.id, of=row, entrant=entrant, person=entrant.person, attempt=attempt, is_trial=wish.is_trial,
        way=wish.way, device=wish.device, starts_at=now, ends_at=timing.ends_at(now, row.minutes), drawn=list(places),
        typed_by=wish.typed_by,
    )  # fmt: skip
