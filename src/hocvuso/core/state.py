"""What the model believes about one learner: a Gaussian over (g, δ of touched skills) and a record per skill.

Ability in skill k is g + δ_k + gain_k·R(days since practice). Prior: g ~ N(group mean, σ_g²),
δ ~ N(0, σ_s²·R) with R from `SkillGraph.correlation`. Skills that are not stored follow from the
stored ones and the prior; `grown` writes them out, as if they had been stored from the start.
How answers change a state is in `mastery`; bytes at rest are in `packing`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from .graph import Floats, SkillGraph
from .parameters import DEFAULT, Parameters
from .record import TRIES_AT, Records, SkillRecord, record_at

Singles = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class LearnerState:
    """Immutable belief about one learner. Make one with `initial` or `packing.unpack`.

    `places` are the stored skill positions, ascending; slot i+1 of `mean` (logits) and `covariance` belongs
    to places[i], slot 0 to the global ability. `events` counts folded events and keys the draws.
    """

    graph: SkillGraph
    parameters: Parameters
    events: int
    places: tuple[int, ...]
    slots: Mapping[int, int]
    mean: Singles
    covariance: Singles
    records: Records

    def record(self, skill: str) -> SkillRecord | None:
        """Return the practice record of a skill, None when it was never practised."""
        return record_at(self.records, self.graph.index(skill))


def initial(graph: SkillGraph, *, parameters: Parameters = DEFAULT, group_mean: float = 0.0) -> LearnerState:
    """Return the belief before any event. `group_mean` (logits) comes from role, age band, self-rating."""
    return LearnerState(
        graph=graph,
        parameters=parameters,
        events=0,
        places=(),
        slots={},
        mean=np.array([group_mean], dtype=np.float32),
        covariance=np.array([[parameters.sigma_global**2]], dtype=np.float32),
        records={},
    )


def with_touched(state: LearnerState, places: tuple[int, ...]) -> LearnerState:
    """Store the skills that an event touches and their prerequisite neighbours, within the size limit.

    Beyond `parameters.dimensions` some δ fall back to the prior (given the others): first of skills never practised,
    then of those with the fewest answers. Their practice records stay.
    """
    slots, limit = state.slots, state.parameters.dimensions
    if limit and len(state.mean) >= limit:  # full: neighbours stay implied by the prior
        missing = {place for place in places if place not in slots}
        if not missing:
            return state
        return grown(state, missing, leaving=_least_practised(state, len(state.mean) + len(missing) - limit, places))
    stored, around = slots.keys(), state.graph.around
    for place in places:
        if not around[place] <= stored:
            break
    else:
        return state
    bigger = grown(state, set().union(*[around[place] for place in places]))
    over = len(bigger.mean) - limit if limit else 0
    return without(bigger, _least_practised(bigger, over, places)) if over > 0 else bigger


def _least_practised(state: LearnerState, count: int, keep: tuple[int, ...]) -> tuple[int, ...]:
    """Choose stored skills that were never practised, then those with the fewest answers.

    By how much the answers had told, which takes the inverse of the covariance (80 µs at 38 skills), the states of
    statics11 foresee worse: AUC .8025 instead of .8179 (ADR 0044).
    """
    rows, own = state.records, state.covariance.diagonal().tolist()
    choices = [
        (rows[place][TRIES_AT] if place in rows else -1, -own[slot], place)
        for place, slot in state.slots.items()
        if place not in keep
    ]
    if count == 1:
        return (min(choices)[2],)
    return tuple(sorted([place for _, _, place in sorted(choices)[:count]]))


def grown(state: LearnerState, places: Iterable[int], *, leaving: tuple[int, ...] = ()) -> LearnerState:
    """Return the same belief with more skills written out (any positions not stored yet).

    Skills `leaving` are forgotten in the same step, as by `without`.
    """
    new = tuple(sorted(set(places).difference(state.slots)))
    if not new:
        return state
    if len(new) == 1 and state.graph.around[new[0]].difference(new) <= state.slots.keys():
        return _joined(state, new[0], leaving)
    bridge = _bridge(state.graph, state.parameters.rho, state.places, new, leaving)
    size, total = len(state.mean), len(state.mean) + len(new)
    mean, covariance = np.empty(total), np.empty((total, total))
    mean[:size], covariance[:size, :size] = state.mean, state.covariance
    mean[size:] = bridge.slope @ mean[1:size]
    cross = bridge.slope @ covariance[1:size, :size]
    covariance[size:, :size] = cross
    covariance[:size, size:] = cross.T
    block = cross[:, 1:] @ bridge.slope.T + state.parameters.sigma_skill**2 * bridge.rest
    covariance[size:, size:] = (block + block.T) / 2.0
    kept = len(bridge.order)
    return LearnerState(
        graph=state.graph,
        parameters=state.parameters,
        events=state.events,
        places=bridge.places,
        slots=bridge.slots,
        mean=mean.take(bridge.order).astype(np.float32),
        covariance=covariance.take(bridge.square).astype(np.float32).reshape(kept, kept),
        records=state.records,
    )


def _joined(state: LearnerState, place: int, leaving: tuple[int, ...]) -> LearnerState:
    """Do the same for one skill whose neighbours are all stored: given these it is independent of the rest.

    So nothing as large as the state has to be solved: 20 instead of 70 µs at 38 skills, when somebody comes back to a
    skill that fell out.
    """
    slope, rest = _beside(state.graph, state.parameters.rho, place)
    places = tuple(sorted([*[other for other in state.places if other not in leaving], place]))
    slots, here = state.slots, places.index(place) + 1
    near = [slots[other] for other in state.graph.neighbours[place]]
    order = np.array([0, *[slots.get(other, 0) for other in places]])
    mean, covariance = state.mean.take(order), state.covariance.take(order, axis=0).take(order, axis=1)
    cross = slope @ state.covariance.take(near, axis=0)
    mean[here] = slope @ state.mean.take(near)
    covariance[here] = covariance[:, here] = cross.take(order)
    covariance[here, here] = slope @ cross.take(near) + state.parameters.sigma_skill**2 * rest
    return LearnerState(
        graph=state.graph,
        parameters=state.parameters,
        events=state.events,
        places=places,
        slots=dict(zip(places, range(1, len(places) + 1), strict=True)),
        mean=mean,
        covariance=covariance,
        records=state.records,
    )


@lru_cache(maxsize=4096)  # by graph, so some hundred a curriculum
def _beside(graph: SkillGraph, rho: float, place: int) -> tuple[Floats, float]:
    """Return how δ of a skill follows from those of its neighbours, and the variance that is left (units of σ_s²)."""
    slope, rest = implied(graph, rho, graph.neighbours[place], (place,))
    return slope[0], rest.item()


@dataclass(frozen=True, slots=True, eq=False)
class _Bridge:
    """How new skills follow from stored ones under the prior.

    `slope` regresses new on stored, `rest` is the covariance that remains, in units of σ_s²; `order` sorts old
    and new slots into ascending `places`, without those that leave; `square` does it to a flat covariance.
    """

    slope: Floats
    rest: Floats
    order: NDArray[np.intp]
    square: NDArray[np.intp]
    places: tuple[int, ...]
    slots: Mapping[int, int]


# An entry takes 13 KB at 38 skills. One that is not remembered costs 100 µs, which somebody who knows all skills
# of a curriculum meets whenever he comes back to one that fell out.
@lru_cache(maxsize=1024)
def _bridge(
    graph: SkillGraph, rho: float, stored: tuple[int, ...], new: tuple[int, ...], leaving: tuple[int, ...]
) -> _Bridge:
    slope, rest = implied(graph, rho, stored, new)
    both = stored + new
    sorted_slots = [slot for slot in np.argsort(both, kind="stable").tolist() if both[slot] not in leaving]
    places = tuple(both[slot] for slot in sorted_slots)
    order = np.array([0, *[slot + 1 for slot in sorted_slots]])
    return _Bridge(
        slope=slope,
        rest=rest,
        order=order,
        square=(order[:, None] * (len(both) + 1) + order).ravel(),
        places=places,
        slots={place: slot for slot, place in enumerate(places, start=1)},
    )


def implied(graph: SkillGraph, rho: float, stored: tuple[int, ...], new: tuple[int, ...]) -> tuple[Floats, Floats]:
    """Return how δ of some skills follow from δ of others under the prior: slopes (new × stored) and what is left.

    What is left is their covariance given the stored ones, in units of σ_s².
    """
    correlation = graph.correlation(rho)
    across = correlation[np.ix_(new, stored)]
    slope = across
    if stored:
        slope = np.asarray(np.linalg.solve(correlation[np.ix_(stored, stored)], across.T).T, dtype=np.float64)
    return slope, correlation[np.ix_(new, new)] - slope @ across.T


def without(state: LearnerState, leaving: tuple[int, ...]) -> LearnerState:
    """Forget what is known of some stored skills beyond what the other stored skills and the prior say."""
    kept = tuple(other for other in state.places if other not in leaving)
    picked = [0] + [state.slots[other] for other in kept]
    return replace(
        state,
        places=kept,
        slots={other: slot for slot, other in enumerate(kept, start=1)},
        mean=state.mean[picked],
        covariance=state.covariance[np.ix_(picked, picked)],
    )
