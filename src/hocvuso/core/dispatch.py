"""Which group a request for help goes to: the nearest one that fits, by the tree of units, the area and who is there.

Near is counted in the tree: how many steps up from the person's unit and down again to the group's. A group that does
not stand above the person is near only when it works in the same area. A wish is never dropped to find a group: whoever
wants a woman, or somebody at his home, gets a group that can do it or none, and then officials see the request.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

CHAT, CALL, MEET, HOME = "chat", "call", "meet", "home"
WAYS = (CHAT, CALL, MEET, HOME)
AT_HOME_TOGETHER = 2  # decided (design, product.md 2): nobody goes to somebody's home alone
NOWHERE = 99  # steps to a group that stands in another tree; sentinel, deeper than a tree may be


@dataclass(frozen=True, slots=True)
class Volunteer:
    """Somebody who may be sent: pledged and not suspended. `skills` are the groups of skills he likes to help with."""

    id: str
    is_on_duty: bool = False
    is_woman: bool = False
    skills: frozenset[str] = frozenset()
    open_requests: int = 0


@dataclass(frozen=True, slots=True)
class Team:
    """A group as it is chosen: the path of its unit from the top down, its areas, who may be sent."""

    id: str
    path: Sequence[str]
    volunteers: Sequence[Volunteer]
    areas: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Need:
    """What somebody asks for: the path of his unit from the top down, his areas, the group of skills, his wishes."""

    asker: str
    path: Sequence[str]
    areas: frozenset[str] = frozenset()
    skill: str = ""
    way: str = CHAT
    wants_woman: bool = False


@dataclass(frozen=True, slots=True)
class Fit:
    """The group that was found, how far away it is, and who of it can take the request, the most fitting first."""

    team: str
    steps: int
    volunteers: tuple[str, ...]


def steps_between(path: Sequence[str], other: Sequence[str]) -> int:
    """Return how many links of the tree lie between two units given by their paths; NOWHERE for different trees."""
    shared = 0
    for one, two in zip(path, other, strict=False):
        if one != two:
            break
        shared += 1
    return len(path) + len(other) - 2 * shared if shared else NOWHERE


def able(need: Need, team: Team) -> tuple[Volunteer, ...]:
    """Return who of a team can take a request: women only where one is wished for, never the person himself."""
    fit = [each for each in team.volunteers if each.id != need.asker and (each.is_woman or not need.wants_woman)]
    return tuple(sorted(fit, key=lambda each: _by_fit(need, each)))


def nearest(need: Need, teams: Iterable[Team]) -> Fit | None:
    """Return the nearest team that can do what is asked, None when there is none."""
    found = [fit for team in teams if (fit := _fit(need, team)) is not None]
    return min(found, key=lambda each: each[0], default=((), None))[1]


def _fit(need: Need, team: Team) -> tuple[tuple[object, ...], Fit] | None:
    steps, is_above = steps_between(need.path, team.path), _stands_above(need, team)
    same_area = bool(need.areas & team.areas)
    ready = able(need, team)
    others = [each for each in team.volunteers if each.id != need.asker]
    if not ready or not (is_above or same_area):
        return None
    if need.way == HOME and len(others) < AT_HOME_TOGETHER:
        return None
    best = ready[0]
    load = sum(each.open_requests for each in others) / len(others)
    order = (steps, not same_area, not best.is_on_duty, need.skill not in best.skills, load, team.id)
    return order, Fit(team.id, steps, tuple(each.id for each in ready))


def _stands_above(need: Need, team: Team) -> bool:
    return bool(team.path) and list(need.path[: len(team.path)]) == list(team.path)


def _by_fit(need: Need, each: Volunteer) -> tuple[object, ...]:
    return (not each.is_on_duty, need.skill not in each.skills, each.open_requests, each.id)
