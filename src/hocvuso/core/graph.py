"""The prerequisite graph of skills: order, ancestors, distances, and the prior correlation made from them.

Only structure lives here; what a learner knows is in `mastery`.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

KEY_BYTES = 3  # measured: 41 ids in 24 bits collide with probability 5e-5; 4 bytes would not fit 4 KB
SWEEPS, CONVERGED = 200, 1e-12  # measured: 41 skills with 60 prerequisites converge in about 30 sweeps
FAR = 1000.0  # steps between unconnected skills, so that rho^FAR is 0


class PrerequisiteRing(ValueError):
    """Skills that need one another in a circle; `ring` lists them, first one repeated at the end."""

    def __init__(self, ring: Sequence[str]) -> None:
        super().__init__("prerequisites form a ring: " + " → ".join(ring))
        self.ring = tuple(ring)


class UnknownPrerequisite(ValueError):
    """A skill names a prerequisite that is not in the graph."""


def skill_key(skill: str) -> bytes:
    """Return the three bytes that stand for a skill id at rest (SHA-256, first bytes)."""
    return hashlib.sha256(skill.encode()).digest()[:KEY_BYTES]


@dataclass(frozen=True, slots=True, eq=False)
class SkillGraph:
    """Skills by position 0…n−1 in teaching order, as given; build with `from_skills`.

    `prerequisites[i]` are the positions that skill i needs; `neighbours[i]` adds the skills that need i, and
    `around[i]` the skill itself.
    `distance[i, j]` is the number of steps between two skills in either direction, `inf` when unconnected.
    """

    ids: tuple[str, ...]
    prerequisites: tuple[tuple[int, ...], ...]
    neighbours: tuple[tuple[int, ...], ...]
    around: tuple[frozenset[int], ...]
    distance: Floats
    topological: tuple[int, ...]
    by_key: Mapping[bytes, int]
    positions: Mapping[str, int]
    keys: tuple[bytes, ...] = field(repr=False)

    @staticmethod
    def from_skills(skills: Iterable[tuple[str, Iterable[str]]]) -> SkillGraph:
        """Build the graph from (id, prerequisite ids) in teaching order.

        Raises PrerequisiteRing, UnknownPrerequisite, or ValueError for a repeated id or two ids with one key.
        """
        listed = [(skill, tuple(needed)) for skill, needed in skills]
        ids = tuple(skill for skill, _ in listed)
        positions = {skill: place for place, skill in enumerate(ids)}
        if len(positions) != len(ids):
            raise ValueError("a skill id is repeated")
        keys = tuple(skill_key(skill) for skill in ids)
        by_key = {key: place for place, key in enumerate(keys)}
        if len(by_key) != len(ids):
            raise ValueError("two skill ids share a stored key: rename the newer one")
        needs = _positions_of(listed, positions)
        neighbours = _both_ways(needs)
        return SkillGraph(
            ids=ids,
            prerequisites=needs,
            neighbours=neighbours,
            around=tuple(frozenset((place, *near)) for place, near in enumerate(neighbours)),
            distance=_distances(neighbours),
            topological=_topological(ids, needs),
            by_key=by_key,
            positions=positions,
            keys=keys,
        )

    def __len__(self) -> int:
        return len(self.ids)

    def index(self, skill: str) -> int:
        """Return the position of a skill id. Raises KeyError when it is not in the graph."""
        return self.positions[skill]

    def order(self) -> tuple[str, ...]:
        """Return all ids so that every skill stands after its prerequisites; teaching order otherwise."""
        return tuple(self.ids[place] for place in self.topological)

    def ancestors(self, skill: str) -> tuple[str, ...]:
        """Return everything that must be known before a skill, nearest first, without itself."""
        return tuple(self.ids[place] for place in self.steps_before(self.index(skill)))

    def steps_before(self, place: int) -> dict[int, int]:
        """Return position → number of prerequisite steps for all ancestors of a position, nearest first."""
        seen = {place: 0}
        queue = deque([place])
        while queue:
            here = queue.popleft()
            for needed in self.prerequisites[here]:
                if needed not in seen:
                    seen[needed] = seen[here] + 1
                    queue.append(needed)
        del seen[place]
        return seen

    def correlation(self, rho: float) -> Floats:
        """Return the n×n prior correlation R: rho^distance, made positive definite; unit diagonal.

        rho in [0, 1). Of all correlations with rho between neighbours, R is the one of greatest entropy
        (covariance selection, A. Dempster 1972), hence positive definite. On a forest it is rho^distance
        exactly; where several paths join two skills it is more. Given its neighbours a skill is independent
        of the rest: so a state may store touched skills and their neighbours only, and grow later without
        loss. Unconnected skills have 0. Read-only array, computed once per graph and rho.
        """
        return _correlation(self, rho)

    def steps_up(self) -> Floats:
        """Return n×n: entry [i, j] is the number of prerequisite steps from skill i down to j, `inf` if none.

        0 on the diagonal. Read-only array, computed once per graph.
        """
        return _steps_up(self)

    def steps_up_worth(self, share: float) -> Floats:
        """Return n×n: share^steps from skill i down to its ancestor j (`steps_up`), 0 for others. Read-only."""
        return _steps_up_worth(self, share)

    def needs(self) -> NDArray[np.bool_]:
        """Return n×n: entry [i, j] tells whether skill j is a direct prerequisite of i. Read-only."""
        return _needs(self)


def _positions_of(
    listed: Sequence[tuple[str, tuple[str, ...]]], positions: Mapping[str, int]
) -> tuple[tuple[int, ...], ...]:
    needs = []
    for skill, needed in listed:
        unknown = [other for other in needed if other not in positions]
        if unknown:
            raise UnknownPrerequisite(f"{skill} needs {', '.join(unknown)}, which is not a skill of this graph")
        needs.append(tuple(sorted({positions[other] for other in needed})))
    return tuple(needs)


def _both_ways(needs: Sequence[Sequence[int]]) -> tuple[tuple[int, ...], ...]:
    near: list[set[int]] = [set(needed) for needed in needs]
    for place, needed in enumerate(needs):
        for other in needed:
            near[other].add(place)
    return tuple(tuple(sorted(others - {place})) for place, others in enumerate(near))


def _distances(neighbours: Sequence[Sequence[int]]) -> Floats:
    size = len(neighbours)
    distance = np.full((size, size), np.inf)
    for start in range(size):
        distance[start, start] = 0.0
        queue = deque([start])
        while queue:
            here = queue.popleft()
            for other in neighbours[here]:
                if distance[start, other] == np.inf:
                    distance[start, other] = distance[start, here] + 1.0
                    queue.append(other)
    distance.setflags(write=False)
    return distance


def _topological(ids: Sequence[str], needs: Sequence[Sequence[int]]) -> tuple[int, ...]:
    order: list[int] = []
    waiting = set(range(len(ids)))
    while waiting:
        ready = [place for place in sorted(waiting) if not waiting.intersection(needs[place])]
        if not ready:
            raise PrerequisiteRing([ids[place] for place in _ring(needs, waiting)])
        order.append(ready[0])
        waiting.remove(ready[0])
    return tuple(order)


def _ring(needs: Sequence[Sequence[int]], waiting: set[int]) -> list[int]:
    """Walk along unmet prerequisites until a skill comes back; every waiting skill has one."""
    walked = [min(waiting)]
    while walked[-1] not in walked[:-1]:
        walked.append(min(waiting.intersection(needs[walked[-1]])))
    return walked[walked.index(walked[-1]) :]


@lru_cache(maxsize=32)
def _correlation(graph: SkillGraph, rho: float) -> Floats:
    """Fit row by row (Hastie, Tibshirani, Friedman, "Elements of Statistical Learning", alg. 17.1)."""
    if not 0.0 <= rho < 1.0:
        raise ValueError("rho must lie in [0, 1)")
    fitted = rho ** np.minimum(graph.distance, FAR)
    np.fill_diagonal(fitted, 1.0)
    for _ in range(SWEEPS):
        before = fitted.copy()
        for place, near in enumerate(graph.neighbours):
            if near:
                slope = np.linalg.solve(fitted[np.ix_(near, near)], np.full(len(near), rho))
                row = fitted[:, near] @ slope
                row[place] = 1.0
                fitted[place] = fitted[:, place] = row
        if np.abs(fitted - before).max(initial=0.0) < CONVERGED:
            break
    fitted[np.isinf(graph.distance)] = 0.0
    fitted.setflags(write=False)
    return fitted


@lru_cache(maxsize=32)
def _steps_up(graph: SkillGraph) -> Floats:
    steps = np.full((len(graph), len(graph)), np.inf)
    for place in range(len(graph)):
        steps[place, place] = 0.0
        for other, count in graph.steps_before(place).items():
            steps[place, other] = count
    steps.setflags(write=False)
    return steps


@lru_cache(maxsize=32)
def _steps_up_worth(graph: SkillGraph, share: float) -> Floats:
    worth: Floats = share ** _steps_up(graph)
    worth.setflags(write=False)
    return worth


@lru_cache(maxsize=32)
def _needs(graph: SkillGraph) -> NDArray[np.bool_]:
    direct = np.asarray(_steps_up(graph) == 1.0)
    direct.setflags(write=False)
    return direct
