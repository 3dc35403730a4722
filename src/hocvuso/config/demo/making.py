"""Makes the demonstration: the small one with every start, the whole province by command; and takes it away.

Units are made in chunks, each in one transaction, each the same whenever and however often it is made: stopped
halfway, the next run goes on where this one ended. Memory holds one chunk and the list of units.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from hocvuso.awareness import demo as awareness
from hocvuso.campaigns import demo as campaigns
from hocvuso.certificates import demo as certificates
from hocvuso.classes import demo as classes
from hocvuso.config.demo import folk as folks
from hocvuso.config.demo import officials, papers, places
from hocvuso.config.demo.folk import Around, Folk
from hocvuso.config.demo.places import GRASSROOTS, Place
from hocvuso.contests import demo as contests
from hocvuso.curriculum import queries as curriculum
from hocvuso.emulation import demo as emulation
from hocvuso.families import demo as families
from hocvuso.families.recognising import Signer
from hocvuso.frameworks import demo as frameworks
from hocvuso.groups import demo as groups
from hocvuso.groups.help_desk import demo as help_requests
from hocvuso.halls import demo as halls
from hocvuso.hotspots import demo as hotspots
from hocvuso.learning import actions as learning_actions
from hocvuso.learning import demo as learning
from hocvuso.learning import demo_runs
from hocvuso.motivation import demo as motivation
from hocvuso.partners import demo as partners
from hocvuso.people import demo as people
from hocvuso.people import queries as people_queries
from hocvuso.plumbing import bulk, clock
from hocvuso.programmes import demo as programmes
from hocvuso.reports.figures import COUNTED
from hocvuso.unions import demo as unions
from hocvuso.unions.demo import Founded, Stood

SEED = 20260101
LOGGED = 0.25
VERSION = 6  # raise it when the same seed gives other data
CHUNK = 1500  # people written by one transaction
CARDS_LISTED = 6  # a unit
WITH_GROUP, MEMBERS_FROM = "ST-GD-GIAY", 20  # the unit that has a group, and its first member in the list
IN_CLASSES = 6  # so many of them are in the classes ahead and over, the others in the one that runs
RUNNING_AT, ENTRANTS = "ST-BN-MAY", 8  # where a contest runs, and how many of a unit take part
WITH_FAMILIES = {"ST-BN-MAY": "hanh.demo", WITH_GROUP: "thuan.demo"}  # units that have families, and who signs
IN_DRIVES = 40  # the people of a unit who take part in drives are among its first so many
SHOWN = 8  # of the small demonstration's learners
NAMESPACE = uuid.UUID("6f3b4f0e-4c53-5b8a-9a43-51f1d7a3c9a1")  # drawn once; ids of invented units come from it
Told = Callable[[int, int], None]  # done so far, of how many


class OtherDemo(Exception):
    """There is a demonstration of another size or seed."""


@dataclass(frozen=True, slots=True)
class Size:
    """How much is made; `logged` is the share of the learners whose events are written too."""

    units: int
    people: int
    seed: int = SEED
    logged: float = LOGGED


@dataclass(frozen=True, slots=True)
class Made:
    """What there is after a run; `events` and `written` are those of this run."""

    units: int
    people: int
    written: int
    events: int


def quiet(done: int, total: int) -> None:
    """Say nothing about progress."""


def seed(now: datetime) -> int:
    """Fill the small demonstration as of `now` and return how many invented people it has; twice is harmless."""
    small = places.fixed()
    units = _found(small, SEED)
    around = Around(units, (), SEED, now)
    filled = unions.filled(units.values())
    waiting = [(first, place) for first, place in _numbered(small) if place.people and units[place.code] not in filled]
    lives = learning.lives(now, SEED) if curriculum.is_published() else None
    folk = [folks.of(place, around, first) for first, place in waiting]
    _write(folk, lives)
    if lives is not None:
        _show_some(folk, now)
        _let_play(folk, now)
    papers.draw_territories(units)
    with transaction.atomic():
        accounts = officials.appoint(units, {place.code: place.name for place in small})
    frameworks.show(now, curriculum.current())
    hotspots.show(units, clock.day_of(now))
    campaigns.show(units, now)
    awareness.show(units, clock.day_of(now))
    _show_group(small, units, around)
    with transaction.atomic():
        halls.show(units, people_queries.official("thuan.demo"))
    _show_families(small, units, around)
    _show_contests(small, units, around)
    programmes.show(units, clock.day_of(now))
    _show_drives(small, units, around)
    _show_partner(small, units, around)
    listed = officials.kept_facts().get("cards") if not waiting else None
    officials.keep(officials=accounts, cards=listed or _cards(small, around))
    return sum(place.people for place in small)


def make(size: Size, now: datetime, told: Told = quiet) -> Made:
    """Make the whole province around the small demonstration.

    Raises OtherDemo when another size or seed is there, ValueError for a size that no province has.
    """
    wanted = {**asdict(size), "version": VERSION}
    kept = officials.kept_facts().get("made")
    if kept and {name: kept[name] for name in wanted} != wanted:
        raise OtherDemo(f"{kept['units']} units, {kept['people']} people, seed {kept['seed']}")
    as_of = datetime.fromisoformat(kept["as_of"]) if kept else now
    everywhere = places.province(size.units, size.people, size.seed)
    seed(now)
    officials.keep(made={**wanted, "as_of": as_of.isoformat()})
    units = _found(everywhere, size.seed)
    others = tuple(units[place.code] for place in everywhere if place.kind == GRASSROOTS and not place.is_fixed)
    around = Around(units, others, size.seed, as_of, size.logged)
    lives = learning.lives(as_of, size.seed) if curriculum.is_published() else None
    done = sum(place.people for place in everywhere if place.is_fixed)
    written = events = 0
    with bulk.loading():
        for chunk in _chunks(everywhere):
            folk = [folks.of(place, around, first) for first, place in chunk]
            number = sum(len(each.people) for each in folk)
            if not people.is_there(folk[0].people[0].id):
                events += _write(folk, lives)
                written += number
            done += number
            told(done, size.people)
    return Made(len(units), done, written, events)


def remove(told: Callable[[int], None] = lambda gone: None) -> int:
    """Take every invented person and unit away, with all that hangs on them; return how many went."""
    groups.remove()
    classes.remove()
    contests.remove()
    certificates.remove()
    halls.remove()
    partners.remove()
    gone = people.remove(told) + unions.remove()
    frameworks.remove()
    officials.forget()
    return gone


def _found(everywhere: Sequence[Place], seed: int) -> dict[str, uuid.UUID]:
    founded = [
        Founded(uuid.uuid5(NAMESPACE, f"{SEED if each.is_fixed else seed}:{each.code}"), each.code, each.name,
                each.kind, tuple(_stood(each)), each.join_code)
        for each in everywhere
    ]  # fmt: skip
    return unions.found(founded, papers.of_change)


def _stood(place: Place) -> Iterator[Stood]:
    """Yield where a unit stood: under its district until July 2025, then where it stands now."""
    if place.district:
        yield Stood(place.district, place.since, places.FOUNDED)
        yield Stood(place.parent, places.FOUNDED)
    else:
        yield Stood(place.parent, place.since, place.until)


def _numbered(everywhere: Sequence[Place]) -> Iterator[tuple[int, Place]]:
    """Yield each unit with the number of its first person."""
    first = 1
    for place in everywhere:
        yield first, place
        first += place.people


def _chunks(everywhere: Sequence[Place]) -> Iterator[list[tuple[int, Place]]]:
    chunk: list[tuple[int, Place]] = []
    for first, place in _numbered(everywhere):
        if place.is_fixed or not place.people:
            continue
        chunk.append((first, place))
        if sum(each.people for _, each in chunk) >= CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _write(folk: Sequence[Folk], lives: learning.Lives | None) -> int:
    """Write these units' people in one transaction; return how many events they got."""
    with transaction.atomic():
        people.enter([each for one in folk for each in one.people])
        people.tell([each for one in folk for each in one.told])
        unions.enter(
            works=[each for one in folk for each in one.works],
            members=[each for one in folk for each in one.members],
            roles=[each for one in folk for each in one.roles],
            signed=[each for one in folk for each in one.signed],
        )
        learners = [each for one in folk for each in one.learners]
        if lives is None:
            return 0
        units = {each.person: each.unit for one in folk for each in one.works}
        help_requests.enter([(*each, units[each[0]]) for each in learning.asking(learners, lives)])
        return learning.give(learners, lives)


def _show_some(folk: Sequence[Folk], now: datetime) -> None:
    """Let a few learners agree that authors see why their lessons are proposed, and plan for them."""
    learners = [each.person for one in folk for each in one.learners if each.is_logged]
    shown = learners[:: max(len(learners) // SHOWN, 1)][:SHOWN]
    with transaction.atomic():
        people.show_reasons(shown, now)
    for person in shown:
        learning_actions.choose(person, now=now)


def _let_play(folk: Sequence[Folk], now: datetime) -> None:
    """Let people of each unit play simulators, of those whose cards are not listed and who agreed to be counted."""
    playing = []
    for one in folk:
        late = {each.id for each in one.people[CARDS_LISTED:]}
        learners = [each.person for each in one.learners if each.is_logged and each.person in late]
        agreed = set(people_queries.agreed_ids(COUNTED, among=people_queries.those(learners)))
        playing.append([each for each in learners if each in agreed])
    with transaction.atomic():
        demo_runs.play(playing, now)


def _show_group(small: Sequence[Place], units: dict[str, uuid.UUID], around: Around) -> None:
    """Found the group of one unit and plan its classes, with people whose cards are not listed."""
    first, place = next(each for each in _numbered(small) if each[1].code == WITH_GROUP)
    by, trainer = people_queries.official("thuan.demo"), people_queries.official("duy.demo")
    if by is not None and trainer is not None:
        members = [each.id for each in folks.of(place, around, first).people[MEMBERS_FROM:]]
        with transaction.atomic():
            groups.show(units[place.code], members, by, around.as_of)
            classes.show(units[place.code], members, by, clock.day_of(around.as_of))
            classes.show_running(units[place.code], members[IN_CLASSES:], trainer, by, around.as_of)


def _show_contests(small: Sequence[Place], units: dict[str, uuid.UUID], around: Around) -> None:
    """Hold a contest of the province that is over and one of a unit that runs; cards of their people are not listed."""
    persons = {
        place.code: [each.id for each in folks.of(place, around, first).people[CARDS_LISTED:][:ENTRANTS]]
        for first, place in _numbered(small)
        if place.code in WITH_FAMILIES
    }
    above, here = people_queries.official("thuan.demo"), people_queries.official(WITH_FAMILIES[RUNNING_AT])
    if above is not None and here is not None:
        with transaction.atomic():
            everybody = [each for own in persons.values() for each in own]
            contests.show_over(units["ST"], everybody, above, around.as_of)
            contests.show_running(units[RUNNING_AT], persons[RUNNING_AT], here, around.as_of)


def _show_families(small: Sequence[Place], units: dict[str, uuid.UUID], around: Around) -> None:
    """Let some people of two units be families and have certificates, of those whose cards are not listed."""
    for first, place in _numbered(small):
        by = people_queries.official(WITH_FAMILIES.get(place.code, ""))
        if by is not None:
            persons = [each.id for each in folks.of(place, around, first).people[CARDS_LISTED:]]
            with transaction.atomic():
                families.show(persons, Signer(by, people_queries.names([by])[by].full), clock.day_of(around.as_of))
                certificates.show(units[place.code], persons, by, clock.day_of(around.as_of))


def _show_drives(small: Sequence[Place], units: dict[str, uuid.UUID], around: Around) -> None:
    """Let people of two units take part in drives and challenges, of those whose cards are not listed."""
    taking_part = {
        units[place.code]: [each.id for each in folks.of(place, around, first).people[CARDS_LISTED:IN_DRIVES]]
        for first, place in _numbered(small)
        if place.code in WITH_FAMILIES
    }
    with transaction.atomic():
        emulation.show(units, taking_part, clock.day_of(around.as_of))
        motivation.show(taking_part, clock.day_of(around.as_of))


def _show_partner(small: Sequence[Place], units: dict[str, uuid.UUID], around: Around) -> None:
    """Let an invented authority read and be told; a few people whose cards are not listed agree to be told of."""
    by = people_queries.official("thuan.demo")
    if by is not None:
        agreeing = [
            person.id
            for first, place in _numbered(small)
            if place.code in WITH_FAMILIES
            for person in folks.of(place, around, first).people[CARDS_LISTED:][: partners.AGREEING]
        ]
        with transaction.atomic():
            partners.show(units, agreeing, by, around.as_of)


def _cards(small: Sequence[Place], around: Around) -> list[dict[str, str]]:
    """Return the first cards of each unit for the page that lists them."""
    lines = []
    for first, place in _numbered(small):
        invited = [each for each in folks.of(place, around, first).people if each.invited_at is not None]
        lines += [
            {"name": each.full_name, "code": each.card_code, "unit": place.name} for each in invited[:CARDS_LISTED]
        ]
    return lines
