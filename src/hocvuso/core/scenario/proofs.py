"""What can be proved of a scenario by walking every place of it, and random walks beside.

Only flags for which something asks decide what can happen, so places are told apart by those alone. That is exact,
and keeps a scenario at some hundreds or thousands of places.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from hocvuso.core.draw import Draw

from .content import Flags, Scenario, Step, Variant
from .faults import Fault
from .machine import Act, Machine, Place, Run
from .scoring import Score, score
from .typing import class_of, looks_real
from .variants import Dealt, deal

MOST_PLACES = 150_000  # assumed: ten seconds; a scenario with more asks for flags that decide nothing
LONGEST_PATH = 120  # assumed: steps of the guided way; the longest scenario of product.md takes some 40
LONGEST_WALK = 60  # decided: acts of one random walk
ENDS_EVERY = 25  # assumed: so that walks also end early


@dataclass(frozen=True, slots=True)
class Explored:
    """Every place that can be reached, where acts lead, and what is met on the way."""

    places: dict[Place, tuple[Place, ...]]
    goals: frozenset[Place]
    dangers: frozenset[str]
    mistakes: frozenset[str]
    safe: frozenset[Place]  # reached without any danger
    is_whole: bool


def asked_flags(scenario: Scenario) -> frozenset[str]:
    """Return the flags on which what happens next depends: those of checks and of steps decide nothing."""
    groups = (scenario.parts, scenario.rules, scenario.goals)
    guards: list[Flags] = [each.needs for group in groups for each in group]
    return frozenset(each.lstrip("!") for guard in guards for each in guard)


def explore(machine: Machine) -> Explored:
    """Walk every place of a scenario in one variant, breadth first."""
    asked = asked_flags(machine.scenario)

    def bare(place: Place) -> Place:
        return Place(place.screen, place.flags & asked)

    first = bare(machine.start().place)
    places: dict[Place, tuple[Place, ...]] = {}
    dangers: set[str] = set()
    mistakes: set[str] = set()
    perilous: set[tuple[Place, Place]] = set()
    queue = deque([first])
    known = {first}
    while queue and len(known) <= MOST_PLACES:
        place = queue.popleft()
        nexts: list[Place] = []
        for act in () if machine.screens[place.screen].ends else machine.moves(place):
            out = machine.led(place, act)
            there = bare(out.place)
            if out.danger:
                dangers.add(out.danger)
                perilous.add((place, there))
            if out.coach:
                mistakes.add(out.coach)
            nexts.append(there)
            if there not in known:
                known.add(there)
                queue.append(there)
        places[place] = tuple(dict.fromkeys(nexts))
    goals = frozenset(each for each in known if machine.is_goal(each))
    safe = _reached(first, places, perilous)
    return Explored(places, goals, frozenset(dangers), frozenset(mistakes), safe, not queue)


def _reached(
    first: Place, places: dict[Place, tuple[Place, ...]], without: set[tuple[Place, Place]]
) -> frozenset[Place]:
    known, queue = {first}, deque([first])
    while queue:
        place = queue.popleft()
        for there in places.get(place, ()):
            if there not in known and (place, there) not in without:
                known.add(there)
                queue.append(there)
    return frozenset(known)


def _back_from(
    ends: frozenset[Place], places: dict[Place, tuple[Place, ...]], *, on_screen: bool = False
) -> frozenset[Place]:
    """Return the places from which one of `ends` can be reached, `on_screen` without leaving the screen."""
    before: dict[Place, list[Place]] = {}
    for place, nexts in places.items():
        for there in nexts:
            if not on_screen or there.screen == place.screen:
                before.setdefault(there, []).append(place)
    known, queue = set(ends), deque(ends)
    while queue:
        for place in before.get(queue.popleft(), ()):
            if place not in known:
                known.add(place)
                queue.append(place)
    return frozenset(known)


def proofs(scenario: Scenario) -> list[Fault]:
    """Return what cannot be proved: goal, ways out, dangers, mistakes, the guided way in every variant.

    The scenario must have no `faults`.
    """
    found: list[Fault] = []
    dangers: set[str] = set()
    mistakes: set[str] = set()
    screens: set[str] = set()
    for variant in _different(scenario):
        machine = Machine(scenario, variant)
        explored = explore(machine)
        if not explored.is_whole:
            return [Fault("", "", "id", "too_large", str(MOST_PLACES))]
        dangers |= explored.dangers
        mistakes |= explored.mistakes
        screens |= {place.screen for place in explored.places}
        found += _of_places(machine, explored)
    for table, rows, met in (
        ("screen", scenario.screens, screens),
        ("danger", scenario.dangers, dangers),
        ("mistake", scenario.mistakes, mistakes),
    ):
        found += [Fault(table, each.id, "id", "unreached", each.id) for each in rows if each.id not in met]
    found += [fault for seed in range(len(scenario.variants)) for fault in _guided(scenario, seed)]
    return list(dict.fromkeys(found))


def _different(scenario: Scenario) -> Iterator[Variant]:
    """Yield one variant of each way to begin: names, amounts and skins decide nothing."""
    seen: set[frozenset[str]] = set()
    asked = asked_flags(scenario)
    for variant in scenario.variants:
        begun = Machine(scenario, variant).start().place.flags & asked
        if begun not in seen:
            seen.add(begun)
            yield variant


def _of_places(machine: Machine, explored: Explored) -> Iterator[Fault]:
    variant = machine.variant.id
    if not explored.goals:
        yield Fault("variant", variant, "id", "no_goal", variant)
        return
    if not explored.goals & explored.safe:
        yield Fault("variant", variant, "id", "no_safe_goal", variant)
    home = _back_from(explored.goals, explored.places)
    leaving = {place for place, nexts in explored.places.items() if any(to.screen != place.screen for to in nexts)}
    out = _back_from(frozenset(leaving) | explored.goals, explored.places, on_screen=True)
    for place in explored.places:
        screen = machine.screens[place.screen]
        if screen.ends:
            continue
        if place not in out:
            yield Fault("screen", screen.id, "back", "no_way_out", screen.id)
        elif place not in home:
            yield Fault("screen", screen.id, "id", "dead_end", screen.id)


def act_of(machine: Machine, dealt: Dealt, do: str) -> Act:
    """Return the act that a step names; what is to be typed is classed as the phone would."""
    kind, _, rest = do.partition(":")
    target, _, value = rest.partition("=")
    if kind == "type" and not value:
        part = machine.parts[target]
        value = class_of(part, machine.scenario.typed, dealt, dealt.text(part.sample))
    return Act(kind, target, value)


def guided(scenario: Scenario, seed: int) -> Iterator[tuple[Run, Step, Act, Run]]:
    """Yield what the steps say in their order: the run before, the step, its act, the run after.

    It ends where a step names `finish`, where no step fits, or after `LONGEST_PATH` acts. Raises Impossible.
    """
    dealt = deal(scenario, seed)
    machine = Machine(scenario, dealt.variant)
    run = machine.start()
    for _ in range(LONGEST_PATH):
        step = None if run.over else machine.next_step(run.place)
        if step is None:
            return
        act = act_of(machine, dealt, step.do)
        after = machine.after(run, act)
        yield run, step, act, after
        run = after


def guided_run(scenario: Scenario, seed: int) -> tuple[Run, Score, tuple[str, ...]]:
    """Return the run that does what the steps say, with its score and the ids of the steps taken. Raises Impossible."""
    machine = Machine(scenario, deal(scenario, seed).variant)
    run, taken = machine.start(), []
    for _, step, _act, after in guided(scenario, seed):
        taken.append(step.id)
        run = after
    return run, score(machine, run), tuple(taken)


def _guided(scenario: Scenario, seed: int) -> Iterator[Fault]:
    """Find what is wrong with the way that the steps lead: it must do everything, and nothing wrong."""
    dealt = deal(scenario, seed)
    variant = dealt.variant.id
    try:
        run, found, taken = guided_run(scenario, seed)
    except ValueError as problem:
        yield Fault("variant", variant, "id", "step_impossible", str(problem))
        return
    if not run.over:
        yield Fault("step", taken[-1] if taken else "", "id", "steps_stop", f"{variant}: {run.place.screen}")
        return
    if found.work < 100 or found.dangers:
        missed = [each.id for each in scenario.checks if each.id not in found.checks]
        yield Fault(
            "variant", variant, "id", "steps_imperfect", ", ".join([str(found.points), *missed, *found.mistakes])
        )
    for part in scenario.parts:
        sample = dealt.text(part.sample)
        kind = looks_real(sample, part, [])
        if kind:
            yield Fault("part", part.id, "sample", "looks_real", kind)


def walk(machine: Machine, key: int) -> tuple[Run, tuple[Act, ...]]:
    """Return a random walk, the same for the same key: up to `LONGEST_WALK` acts, ended by oneself at the latest.

    Raises LookupError where nothing at all can be done.
    """
    draw = Draw(key)
    run = machine.start()
    acts: list[Act] = []
    while not run.over:
        moves = machine.moves(run.place)
        if not moves:
            raise LookupError(run.place.screen)
        is_end = len(acts) >= LONGEST_WALK or draw.below(ENDS_EVERY, 2 * len(acts)) == 0
        act = Act("finish") if is_end else moves[draw.below(len(moves), 2 * len(acts) + 1)]
        run = machine.after(run, act)
        acts.append(act)
    return run, tuple(acts)


def walks(scenario: Scenario, count: int) -> Iterator[tuple[int, Run, Score]]:
    """Yield (seed, run, score) of `count` random walks over all variants, in the same order each time."""
    machines = [Machine(scenario, variant) for variant in scenario.variants]
    for number in range(count):
        machine = machines[number % len(machines)]
        run, _ = walk(machine, number)
        yield number % len(machines), run, score(machine, run)
