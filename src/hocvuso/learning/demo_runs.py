"""Runs of simulators by invented people, so that the figures of officials are not empty in the demonstration.

Each run goes through the door of every other one and is scored again; it goes with the person who played it.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime, time, timedelta

from hocvuso.core.scenario import weekly
from hocvuso.core.scenario.content import Scenario
from hocvuso.core.scenario.machine import Act, Machine, Place
from hocvuso.core.scenario.proofs import guided
from hocvuso.core.scenario.variants import deal
from hocvuso.learning import actions
from hocvuso.learning.intake import Incoming
from hocvuso.plumbing import clock
from hocvuso.practice import queries as practice

NAMESPACE = uuid.UUID("0b6c2c62-6b1f-5c53-8a3e-0f0e3a9d7c11")  # drawn once; ids of invented devices come from it
PLAYED = ("bank-transfer", "join-wifi", "spot-the-scam")
GROUP = 9  # invented: who plays one simulator in one week; figures need five
SEED = 0  # invented: the first variant
NEAR = 3  # decided: acts to a danger that are looked ahead; walking every place takes seconds
WEEKS = 3  # invented: the last ones, before this one
LOSES, STOPS = (0, 4, 8), (1, 5, 7)  # invented: which of a group lose something, which give up half-way
PACE = 1500  # invented: milliseconds between two acts; every run a little more, because no two are alike


def play(groups: Sequence[Sequence[uuid.UUID]], now: datetime) -> int:
    """Let people who agreed to be counted play, unit by unit; fewer than a group play nothing. Returns the runs."""
    published = [found for name in PLAYED if (found := practice.scenario(name)) is not None]
    ways = [(one, _ways(one)) for one in published]
    turns = list(enumerate((back, one, way) for back in range(WEEKS, 0, -1) for one, way in ways))
    runs = 0
    for persons in groups:
        for turn, (back, scenario, way) in turns if len(persons) >= GROUP else ():
            for place in range(GROUP):
                person = persons[(turn * GROUP + place) % len(persons)]
                at, pace = _evening(now, back, place), PACE + 7 * turn + place
                runs += _played(person, scenario, "guided" if back == WEEKS else "alone", way[place], at, pace)
    return runs


def _evening(now: datetime, back: int, place: int) -> datetime:
    """Return an evening of the week so many weeks ago."""
    monday = weekly.monday(weekly.number(clock.day_of(now)) - back)
    return datetime.combine(monday + timedelta(days=place % 6), time(20, 5 * place), clock.VIETNAM)


def _played(person: uuid.UUID, scenario: Scenario, mode: str, acts: Sequence[Act], at: datetime, pace: int) -> int:
    lines = [[(number + 1) * pace, each.kind, each.target, each.value] for number, each in enumerate(acts)]
    run = Incoming(
        id=_id(at, person, scenario.id), kind="scenario", content_id=scenario.id,
        device=uuid.uuid5(NAMESPACE, str(person)), counter=None, client_at=at, version=scenario.version, context=mode,
        variant=str(SEED), response={"log": lines},
    )  # fmt: skip
    return sum(each.status == "stored" for each in actions.record(person, [run], now=at))


def _ways(scenario: Scenario) -> list[list[Act]]:
    """Return what each of a group does, to the end that he chooses himself."""
    whole = [act for _run, _step, act, _after in guided(scenario, SEED)]
    lost, stopped = [*_lost(scenario), Act("finish")], [*whole[: len(whole) // 3], Act("finish")]
    return [lost if place in LOSES else stopped if place in STOPS else whole for place in range(GROUP)]


def _lost(scenario: Scenario) -> list[Act]:
    """Return a way that goes as it should until a danger is near, and into it; the right way where none is near."""
    machine = Machine(scenario, deal(scenario, SEED).variant)
    done: list[Act] = []
    for run, _step, act, _after in guided(scenario, SEED):
        into = _near(machine, run.place, NEAR)
        if into:
            return [*done, *into]
        done.append(act)
    return done[:-1]


def _near(machine: Machine, place: Place, most: int) -> list[Act]:
    """Return the acts that lead into a danger from here, at most so many; none where there is none."""
    for act in machine.moves(place):
        out = machine.led(place, act)
        if out.danger:
            return [act]
        further = _near(machine, out.place, most - 1) if most > 1 and out.place != place else []
        if further:
            return [act, *further]
    return []


def _id(at: datetime, person: uuid.UUID, scenario: str) -> uuid.UUID:
    """Return the id of a run, the same each time: a UUIDv7 of its moment."""
    chance = uuid.uuid5(NAMESPACE, f"{person} {scenario} {at.isoformat()}").int & ((1 << 74) - 1)
    milliseconds = int(at.timestamp() * 1000) & ((1 << 48) - 1)
    return uuid.UUID(int=milliseconds << 80 | 0x7 << 76 | (chance >> 62) << 64 | 0b10 << 62 | chance & ((1 << 62) - 1))
