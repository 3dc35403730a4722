"""Look-ups of contests: one's own and those open to him, those of a unit, who took part, who is placed."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Max, Min, Q, QuerySet

from hocvuso.contests import settling
from hocvuso.contests.models import ANNOUNCED, DRAFT, OFF, PUBLISHED, Contest, ContestResult, Entrant, Entry, Round
from hocvuso.core.contest.places import Placed
from hocvuso.people import queries as people
from hocvuso.plumbing import clock
from hocvuso.unions import queries as unions

ID = 32  # letters of one unit in a path
LISTED = 100  # contests on one list
COMING, RUNNING, OVER = "coming", "running", "over"  # of an announced contest


@dataclass(frozen=True, slots=True)
class Line:
    """A contest in a list. `phase`: draft, coming, running, over (not published yet), done, off."""

    id: uuid.UUID
    code: str
    title: str
    unit: uuid.UUID
    opens: datetime | None
    closes: datetime | None
    entrants: int
    phase: str
    rounds: int


def line(number: uuid.UUID) -> Line | None:
    """Return one contest as a line, for a drive that links it; None when there is none."""
    return next(iter(_lines(Contest.objects.filter(id=number))), None)


def of_units(units: unions.Ids | Collection[uuid.UUID], day: date) -> list[Line]:
    """Return the contests of units, the newest first; those that ended more than a year before `day` are left out."""
    since = datetime.combine(day - timedelta(days=366), time(), clock.VIETNAM)
    return [each for each in _lines(Contest.objects.filter(unit__in=units)) if each.closes and each.closes >= since]


def above(unit: uuid.UUID, day: date) -> list[Line]:
    """Return the announced contests of units above that the people of a unit may enter, newest first."""
    path = unions.path_of(unit, day)
    reached = {uuid.UUID(path[at : at + ID]) for at in range(0, len(path), ID)}
    rows = Contest.objects.filter(unit__in=reached - {unit}, state__in=(ANNOUNCED, PUBLISHED))
    meant = [each.id for each in rows if may_enter(each, reached)]
    return _lines(Contest.objects.filter(id__in=meant))


def may_enter(row: Contest, reached: Collection[uuid.UUID]) -> bool:
    """Tell whether whoever belongs to a unit may enter; `reached` are that unit and all above it."""
    return bool({uuid.UUID(each) for each in row.units} & set(reached) if row.units else row.unit in reached)


def took_part(contest: uuid.UUID, persons: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Return those of some persons who handed in a paper that counts: no trial, not set aside."""
    rows = Entry.objects.filter(of__of=contest, is_trial=False, set_aside="").exclude(handed_in_at=None)
    return set(rows.filter(person__in=list(persons)).values_list("person", flat=True))


@dataclass(frozen=True, slots=True)
class Place:
    """Who stands at which place."""

    person: uuid.UUID
    unit: uuid.UUID
    at: Placed


def placed(contest: uuid.UUID) -> list[Place]:
    """Return everybody who took part in the order of places; of a contest that is not settled, as it stands."""
    who = entrants(contest)
    return [Place(who[each.entrant].person, who[each.entrant].unit, each) for each in settling.placed(contest)]


@dataclass(frozen=True, slots=True)
class Who:
    """Whose a number is, and for which unit he counts."""

    person: uuid.UUID
    unit: uuid.UUID


def entrants(contest: uuid.UUID, numbers: Iterable[int] | None = None) -> dict[int, Who]:
    """Return who entered a contest by number: everybody, or those with some numbers."""
    rows = Entrant.objects.filter(of=contest)
    rows = rows if numbers is None else rows.filter(number__in=list(numbers))
    return {number: Who(person, unit) for number, person, unit in rows.values_list("number", "person", "unit")}


def by_code(code: str) -> Contest | None:
    """Return the contest with the code of a link."""
    return Contest.objects.filter(code=code.strip().lower()).first()


def one(number: uuid.UUID) -> Contest | None:
    """Return a contest."""
    return Contest.objects.filter(id=number).first()


def rounds(of: uuid.UUID) -> list[Round]:
    """Return the rounds of a contest in their order."""
    return list(Round.objects.filter(of=of).select_related("of"))


def round_now(found: Iterable[Round], now: datetime) -> Round | None:
    """Return the round that is open, else the next one, else the last one."""
    ordered = list(found)
    ahead = [each for each in ordered if now < each.closes_at]
    return ahead[0] if ahead else (ordered[-1] if ordered else None)


def entries(entrant: Entrant, of: uuid.UUID | None = None) -> list[Entry]:
    """Return somebody's papers in a contest (or in one of its rounds), without trials, oldest first."""
    rows = Entry.objects.filter(entrant=entrant, is_trial=False).select_related("of")
    return list((rows if of is None else rows.filter(of=of)).order_by("starts_at"))


def entry(number: uuid.UUID, person: uuid.UUID) -> Entry | None:
    """Return a paper of a person, None for somebody else's."""
    row = Entry.objects.select_related("of__of", "entrant").filter(id=number).first()
    return row if row is not None and row.person in people.ids_of(person) else None


def open_to(person: uuid.UUID, day: date) -> list[Line]:
    """Return the announced contests of the units that somebody belongs to, and of those above them."""
    own = [each.unit.id for each in unions.units_of(people.ids_of(person), day)]
    paths = [unions.path_of(unit, day) for unit in own]
    reached = {uuid.UUID(path[at : at + ID]) for path in paths for at in range(0, len(path), ID)}
    rows = Contest.objects.filter(Q(unit__in=reached) | Q(entrants__person__in=people.ids_of(person)))
    return [each for each in _lines(rows.distinct()) if each.phase != DRAFT]


def phase_of(state: str, opens: datetime | None, closes: datetime | None, now: datetime) -> str:
    """Return in which phase a contest is."""
    if state != ANNOUNCED or opens is None or closes is None:
        return state
    return COMING if now < opens else RUNNING if now < closes else OVER


def _lines(rows: QuerySet[Contest]) -> list[Line]:
    now = clock.now()
    found = list(rows.annotate(opens=Min("rounds__opens_at"), closes=Max("rounds__closes_at"), many=Count(
        "rounds", distinct=True)).order_by("-created_at", "id")[:LISTED])  # fmt: skip
    counts = dict(
        Entrant.objects.filter(of__in=[row.id for row in found]).values_list("of").annotate(many=Count("id")).order_by()
    )
    return [
        Line(row.id, row.code, row.title, row.unit, row.opens, row.closes, counts.get(row.id, 0),
             phase_of(row.state, row.opens, row.closes, now), row.many)
        for row in found
    ]  # fmt: skip


def result(of: uuid.UUID) -> ContestResult | None:
    """Return what is published of a contest: the newest version."""
    return ContestResult.objects.filter(of=of).order_by("-version").first()


def held_in(units: unions.Ids | Collection[uuid.UUID], first: date, last: date) -> Mapping[uuid.UUID, int]:
    """Return how many contests of each of some units had a round open in a period; others are absent."""
    since, until = (datetime.combine(day, time(), clock.VIETNAM) for day in (first, last + timedelta(days=1)))
    rows = Round.objects.filter(
        of__unit__in=units, of__state__in=(ANNOUNCED, PUBLISHED), opens_at__lt=until, closes_at__gte=since,
        opens_at__lte=clock.now(),
    )  # fmt: skip
    return dict(
        rows.order_by().values("of__unit").annotate(many=Count("of", distinct=True)).values_list("of__unit", "many")
    )


def people_in(units: unions.Ids, first: date, last: date) -> int:
    """Return how many people of some units together handed in a paper that counts in a period, each once."""
    return _counting(units, first, last).values("person").distinct().count()


def took_part_in(units: unions.Ids | Collection[uuid.UUID], first: date, last: date) -> Mapping[uuid.UUID, int]:
    """Return how many people of each of some units handed in a paper that counts in a period, each once."""
    counted = _counting(units, first, last).values("entrant__unit").annotate(many=Count("person", distinct=True))
    return dict(counted.values_list("entrant__unit", "many"))


def _counting(units: unions.Ids | Collection[uuid.UUID], first: date, last: date) -> QuerySet[Entry]:
    since, until = (datetime.combine(day, time(), clock.VIETNAM) for day in (first, last + timedelta(days=1)))
    rows = Entry.objects.filter(
        entrant__unit__in=units, is_trial=False, set_aside="", handed_in_at__gte=since, handed_in_at__lt=until
    )
    return rows.exclude(of__of__state=OFF).order_by()
