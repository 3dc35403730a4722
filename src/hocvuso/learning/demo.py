"""Believable progress of invented people: some hundred lives are really lived through, everybody gets one of them.

A life is lived by the real marking, the real learner model and the real bands, session by session, for a kind of
learner, the week in which he began, and whom he is (a worker, an office). Of those who are *logged* the site holds
what it would hold had they lived it: events, state, trail and all standings agree, and replaying the events gives the
same bytes. Of the others it holds the same state, and the standings of what they practised; their events, and the
bands that are only inferred, would be nine tenths of all rows, and their first own answer brings the bands back.
Only ids and minutes differ between people with the same life; plans are made when somebody opens the page.
"""

from __future__ import annotations

import json
import math
import random
import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

from django.conf import settings

from hocvuso.core import items as item_kinds
from hocvuso.core import packing
from hocvuso.core.content import Item
from hocvuso.core.parameters import MODEL_VERSION
from hocvuso.learning import bandlog, drafting, fold, intake, store
from hocvuso.learning.bandlog import MASTERED
from hocvuso.learning.catalogue import Catalogue
from hocvuso.learning.catalogue import current as current_catalogue
from hocvuso.learning.fold import Happened
from hocvuso.learning.models import BandChange, Event, LearnerState, SkillStanding, Stuck
from hocvuso.learning.trail import STUCK_FAILURES, Trail
from hocvuso.plumbing import bulk, clock

SPREAD, UNEVEN = 0.6, 0.4  # invented: sd of abilities within a kind, of a person's skills around his ability
BY_STEP, BY_TASK, MOST_LEARNT = 0.2, 0.12, 1.6  # invented: logits learnt by reading a step, by doing a task, in all
SLIP = 0.03  # of somebody who knows
VARIANTS = 2  # lives of one kind, week and group
ONLY_THOUGHT = {"inferred", "unknown"}  # bands of what nobody practised
LONG_AGO = 8  # weeks from which two weeks share their lives
JITTER = 900  # seconds by which people with the same life differ; no life comes that near to midnight
# What a group learns, in this order; what the published curriculum does not teach is left out.
COURSES = {
    "worker": ("kns.10.1", "kns.4.3", "kns.0.3", "kns.5.1", "kns.5.2", "kns.1.2"),
    "office": ("kns.10.1", "kns.4.3", "kns.9.1", "kns.9.5", "kns.4.2", "kns.4.1", "kns.2.2", "kns.6.2"),
}
# When people of a group learn, in minutes of the day: before the shift, in the break, after it, after a night.
HOURS = {"worker": (345, 705, 1170, 1260, 470), "office": (440, 730, 1020, 1200)}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of learner: ability at the start on the scale of difficulties, how fast he learns, how many sessions, days
    between them, answers in one.
    """

    ability: float
    pace: float
    sessions: tuple[int, int]
    pause: tuple[int, int]
    answers: tuple[int, int]


# Invented. People begin about where the model expects somebody of whom it knows nothing, and learn by doing: had they
# come able, everything on the site would look foretold too low. The mix is chosen per unit by whoever hands lives out.
# "stuck" ends at a task that does not give way.
KINDS = {
    "quick": Kind(0.3, 1.5, (4, 6), (1, 8), (2, 4)),
    "steady": Kind(0.0, 1.2, (5, 7), (3, 9), (2, 4)),
    "slow": Kind(-0.2, 0.7, (4, 6), (4, 14), (1, 3)),
    "once": Kind(0.0, 1.0, (1, 1), (1, 1), (2, 5)),
    "left": Kind(-0.1, 0.8, (2, 3), (1, 6), (2, 3)),
    "stuck": Kind(-0.8, 0.3, (2, 3), (1, 8), (2, 3)),
}


@dataclass(frozen=True, slots=True)
class Life:
    """What somebody did and what follows from it; standings are (skill, band, due day, since).

    `practised` and `short_trail` are what is kept of those who are not logged.
    """

    events: tuple[tuple[Happened, str], ...]  # with the response as JSON
    blob: bytes
    trail: str
    short_trail: str
    folded: int
    standings: tuple[tuple[str, str, str | None, datetime], ...]
    practised: tuple[tuple[str, str, str | None, datetime], ...]
    stuck_at: str  # a step that he could not go on with, or empty


@dataclass(frozen=True, slots=True)
class Learns:
    """An invented person starts `weeks` ago and lives one life of a kind; `asks` for a person where he is stuck.

    `salt` is a number of his own below 2**62, from which ids and minutes are made.
    """

    person: uuid.UUID
    kind: str
    weeks: int
    group: str
    variant: int
    salt: int
    asks: bool
    is_logged: bool


class Lives:
    """The lives as of one moment, each lived when it is first asked for; the same seed gives the same lives."""

    def __init__(self, catalogue: Catalogue, now: datetime, seed: int) -> None:
        self._catalogue, self._now, self._seed = catalogue, now, seed
        self._lived: dict[tuple[str, int, str, int], Life | None] = {}

    def of(self, learns: Learns) -> Life | None:
        """Return the life of a person; None where the curriculum teaches nothing of it yet."""
        weeks = learns.weeks if learns.weeks < LONG_AGO else learns.weeks // 2 * 2
        key = (learns.kind, weeks, learns.group, learns.variant)
        if key not in self._lived:
            chance = random.Random(f"{self._seed}:{key}")
            began = self._now - timedelta(weeks=weeks)
            self._lived[key] = _lived(self._catalogue, learns.kind, learns.group, began, self._now, chance)
        return self._lived[key]


def lives(now: datetime, seed: int) -> Lives:
    """Return the lives as of a moment under the published curriculum."""
    return _lives(current_catalogue(), now, seed)


@lru_cache(maxsize=2)  # made and removed and made again, as tests do, they need not be lived again
def _lives(catalogue: Catalogue, now: datetime, seed: int) -> Lives:
    return Lives(catalogue, now, seed)


def give(learners: Sequence[Learns], among: Lives) -> int:
    """Write the lives of these people; call it inside a transaction. Returns how many events were written."""
    lived = [(each, life) for each in learners if (life := among.of(each)) is not None]
    bulk.insert(
        Event,
        ("id", "learner", "device", "counter", "kind", "content_id", "version", "context", "response", "score", "hints",
         "ms", "client_at", "received_at", "batch"),
        # Sorted, because an index likes its own order.
        sorted(row for each, life in lived if each.is_logged for row in _event_rows(each, life)),
        home_store=settings.HOME_STORE,
    )  # fmt: skip
    bulk.insert(
        LearnerState,
        ("person", "blob", "trail", "events", "folded_to", "updated_at"),
        (
            (each.person, life.blob, life.trail if each.is_logged else life.short_trail, life.folded,
             _batch(last := life.events[-1][0].at + _later(each)), last)
            for each, life in lived
        ),
        model_version=MODEL_VERSION,
    )  # fmt: skip
    bulk.insert(
        SkillStanding,
        ("id", "person", "skill", "band", "due_on", "since"),
        (
            (_own_id(each, number), each.person, skill, band, due, since + _later(each))
            for each, life in lived
            for number, (skill, band, due, since) in enumerate(life.standings if each.is_logged else life.practised)
        ),
    )
    # The log of bands as the answers would have left it; officials' figures are counted from it.
    bulk.insert(
        BandChange,
        ("person", "skill", "band", "at"),
        sorted((row for each, life in lived for row in _band_rows(each, life)), key=lambda row: row[3]),
    )
    bulk.insert(
        Stuck,
        ("id", "person", "step", "opened_at"),
        (
            (_own_id(each, 0), each.person, life.stuck_at, at + _later(each))
            for each, life in lived
            if life.stuck_at and (at := life.events[-1][0].at)
        ),
    )
    return sum(len(life.events) for each, life in lived if each.is_logged)


def asking(learners: Sequence[Learns], among: Lives) -> list[tuple[uuid.UUID, str, datetime]]:
    """Return who of these people asks for a person, about which step and when."""
    lived = ((each, among.of(each)) for each in learners if each.asks)
    return [
        (each.person, life.stuck_at, life.events[-1][0].at + _later(each))
        for each, life in lived
        if life and life.stuck_at
    ]


def _band_rows(learns: Learns, life: Life) -> Iterator[tuple[Any, str, str, datetime]]:
    later = _later(learns)
    yield learns.person, "", bandlog.STARTED, life.events[0][0].at + later
    for skill, band, _due, since in life.standings if learns.is_logged else life.practised:
        yield learns.person, skill, band, since + later


def _event_rows(learns: Learns, life: Life) -> Iterator[tuple[object, ...]]:
    later, person = _later(learns), learns.person.hex
    device = _own_id(learns, 0)
    for number, (event, response) in enumerate(life.events, start=1):
        at = event.at + later
        yield (
            _id(at, learns.salt, number), person, device, number, event.kind, event.content_id, event.version,
            event.context, response, event.score, event.hints, event.ms, at, at, _batch(at),
        )  # fmt: skip


def _later(learns: Learns) -> timedelta:
    return timedelta(seconds=learns.salt % JITTER)


def _batch(at: datetime) -> int:
    return int(at.timestamp() * 1_000_000)


def _id(at: datetime, salt: int, number: int) -> str:
    """Return the digits of a UUIDv7 of that moment; its other bits are the person's salt and a number below 4,096."""
    value = (int(at.timestamp() * 1000) & ((1 << 48) - 1)) << 80 | 0x7 << 76 | number << 64 | 0b10 << 62
    return f"{value | salt:032x}"


def _own_id(learns: Learns, number: int) -> str:
    """Return the digits of a UUIDv7 that sorts as the person does; `number` is below 256."""
    return f"{learns.person.int >> 64 << 64 | 0b10 << 62 | number << 54 | learns.salt & ((1 << 54) - 1):032x}"


def _lived(
    catalogue: Catalogue, kind: str, group: str, began: datetime, now: datetime, chance: random.Random
) -> Life | None:
    """Live one life: lessons read, tasks answered, the belief updated after each, bands projected each session."""
    skills = [skill for skill in COURSES[group] if catalogue.pools.get(skill)]
    if not skills:
        return None
    kept = store.Kept(None, "{}", 0, store.Chosen(), False, ())
    mind = drafting.Mind(catalogue, fold.blank(catalogue), Trail(), kept)
    ability = chance.gauss(KINDS[kind].ability, SPREAD)
    sitting = Sitting(
        catalogue, KINDS[kind], {skill: chance.gauss(ability, UNEVEN) for skill in skills}, defaultdict(float), chance
    )
    minute, day = chance.choice(HOURS[group]), began
    events: list[tuple[Happened, str]] = []
    since: dict[str, tuple[str, str | None, datetime]] = {}
    sessions = chance.randint(*KINDS[kind].sessions)
    for number in range(sessions):
        at = _at(day, minute + chance.randrange(40))
        if at >= now - timedelta(seconds=4 * JITTER):
            break
        open_still = [skill for skill in skills if mind.trail.bands.get(skill, [""])[0] != MASTERED]
        done = sitting.tasks(open_still[:2] or chance.sample(skills, 2), number, at)
        if kind == "stuck" and number == sessions - 1:
            done += sitting.fails(skills[0], done[-1][0].at)
        for event, response in done:
            mind.take_in(event)
            events.append((event, response))
        ended = events[-1][0].at
        for each in drafting.following(uuid.UUID(int=0), mind, _batch(ended), ended, [], []).standings:
            since[each.skill] = (each.band, each.due_on, ended)
        day += timedelta(days=chance.randint(*KINDS[kind].pause))
    if not events:
        return None
    stuck = max(mind.trail.failures, key=lambda step: mind.trail.failures[step], default="")
    standings = tuple((skill, *rest) for skill, rest in since.items())
    practised = tuple(each for each in standings if each[1] not in ONLY_THOUGHT)
    whole = mind.trail.to_json()
    mind.trail.bands = {skill: [band, due] for skill, band, due, _ in practised}
    mind.trail.traces = Trail().traces  # of answers that the site does not hold
    return Life(
        tuple(events), packing.pack(mind.state), whole, mind.trail.to_json(), mind.state.events, standings, practised,
        stuck if mind.trail.failures.get(stuck, 0) >= STUCK_FAILURES else "",
    )  # fmt: skip


def _at(day: datetime, minute: int) -> datetime:
    local = day.astimezone(clock.VIETNAM)
    begun = local.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(minutes=minute)
    return begun.astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Sitting:
    """Somebody of a kind at his phone: what he can do by skill, and what he has learnt since."""

    catalogue: Catalogue
    kind: Kind
    abilities: Mapping[str, float]
    learnt: dict[str, float]
    chance: random.Random

    def tasks(self, skills: Sequence[str], number: int, at: datetime) -> list[tuple[Happened, str]]:
        """Return what happens in the session of this number: first some steps of a lesson, then tasks."""
        done: list[tuple[Happened, str]] = []
        lessons = self.catalogue.lessons.get(skills[0], ())
        if number < 3 and lessons:
            for step in lessons[number % len(lessons)].steps[: self.chance.randint(1, 3)]:
                at += timedelta(seconds=self.chance.randint(35, 120))
                self._learns(skills[0], BY_STEP)
                done.append((Happened("step_done", step.id, "", "lesson", None, 0, 0, False, at), "{}"))
        for skill in skills:
            pool = self.catalogue.pools[skill]
            for task in self.chance.sample(pool, min(self.chance.randint(*self.kind.answers), len(pool))):
                at += timedelta(seconds=self.chance.randint(20, 90))
                item, ability = self.catalogue.curriculum.items[task.id], self.abilities[skill] + self.learnt[skill]
                guess = item_kinds.guess_of(item)
                share = guess + (1.0 - guess - SLIP) / (1.0 + math.exp(item.difficulty - ability))
                self._learns(skill, BY_TASK)
                context = "review" if number > 2 else "practice"
                done.append(self._answer(item, context, at, knows=self.chance.random() < share))
        return done

    def _learns(self, skill: str, much: float) -> None:
        self.learnt[skill] = min(self.learnt[skill] + much * self.kind.pace, MOST_LEARNT)

    def fails(self, skill: str, at: datetime) -> list[tuple[Happened, str]]:
        """Return as many failures at one task as make somebody stuck."""
        item = self.catalogue.curriculum.items[self.chance.choice(self.catalogue.pools[skill]).id]
        return [
            self._answer(item, "practice", at + timedelta(seconds=70 * time), knows=False)
            for time in range(1, STUCK_FAILURES + 1)
        ]

    def _answer(self, item: Item, context: str, at: datetime, *, knows: bool) -> tuple[Happened, str]:
        """Return one answer, marked as any other; whoever does not know guesses wrongly or says so."""
        wrong = [choice.id for choice in item.choices if not choice.right] if item.kind == "single" else []
        given: object = {"dont_know": True}
        if knows:
            given = item_kinds.right_response(item).to_json()
        elif wrong and self.chance.random() < 0.6:
            given = {"choice": self.chance.choice(wrong)}
        hints = 1 if knows and self.chance.random() < 0.08 else 0
        ms = int(item.seconds * 1000 * self.chance.uniform(0.3, 1.1))
        incoming = intake.Incoming(
            id=uuid.UUID(int=0), kind="answer", content_id=item.id, device=uuid.UUID(int=0), counter=1, client_at=at,
            version=item.version, context=context, response=given, hints=hints, ms=ms,
        )  # fmt: skip
        checked = intake.check(incoming)
        is_unknown = "dont_know" in checked.response
        happened = Happened("answer", item.id, checked.version, context, checked.score, hints, ms, is_unknown, at)
        return happened, json.dumps(checked.response, ensure_ascii=False)
