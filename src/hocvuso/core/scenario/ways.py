"""The shortest way into each danger: for authors, who see whether a learner would go it, and for tests, which do."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from .content import Scenario
from .machine import Act, Machine, Place
from .proofs import MOST_PLACES, asked_flags
from .typing import example_of
from .variants import Dealt, deal


@dataclass(frozen=True, slots=True)
class Way:
    """What to do, from the start, in the variant of a seed; the last act is the one that costs something."""

    seed: int
    acts: tuple[Act, ...]


def ways_into(scenario: Scenario) -> dict[str, Way]:
    """Return the shortest way into each danger, in the first variant in which there is one, surprises last.

    Left out are dangers that no act leads to for which a text can be found; `proofs` tells those that have no way.
    """
    found: dict[str, Way] = {}
    seeds = sorted(range(len(scenario.variants)), key=lambda seed: (scenario.variants[seed].surprise, seed))
    for seed in seeds:
        if len(found) == len(scenario.dangers):
            break
        for danger, acts in _dangers(scenario, deal(scenario, seed)):
            found.setdefault(danger, Way(seed, acts))
    return {each.id: found[each.id] for each in scenario.dangers if each.id in found}


def _dangers(scenario: Scenario, dealt: Dealt) -> Iterator[tuple[str, tuple[Act, ...]]]:
    """Yield (danger, acts) breadth first: the first of each danger is the shortest."""
    machine, asked = Machine(scenario, dealt.variant), asked_flags(scenario)
    begun = machine.start().place
    first = Place(begun.screen, begun.flags & asked)
    came: dict[Place, tuple[Place, Act] | None] = {first: None}
    queue = deque([first])
    while queue and len(came) <= MOST_PLACES:
        place = queue.popleft()
        for act in () if machine.screens[place.screen].ends else machine.moves(place):
            if act.kind == "type" and not example_of(machine.parts[act.target], scenario.typed, dealt, act.value):
                continue
            out = machine.led(place, act)
            if out.danger:
                yield out.danger, (*_back_to_start(place, came), act)
            there = Place(out.place.screen, out.place.flags & asked)
            if there not in came:
                came[there] = (place, act)
                queue.append(there)


def _back_to_start(place: Place, came: dict[Place, tuple[Place, Act] | None]) -> tuple[Act, ...]:
    acts: list[Act] = []
    before = came[place]
    while before is not None:
        place, act = before
        acts.append(act)
        before = came[place]
    return tuple(reversed(acts))
