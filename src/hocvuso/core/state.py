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
from .record import Records, SkillRecord, record_at

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


def with_touched(state: LearnerState, places: Iterable[int]) -> LearnerState:
    """Store the skills that an event touches and their prerequisite neighbours, within the size limit.

    Beyond `parameters.dimensions` the least informative δ falls back to the prior (given the others): first
    skills never practised, then those whose own answers tell least. Their practice records stay.
    """
    touched = tuple(places)
    slots, near = state.slots, state.graph.neighbours
    missing = {other for place in touched for other in (place, *near[place]) if other not in slots}
    if not missing:
        return state
    limit = state.parameters.dimensions
    if limit and len(state.mean) >= limit:
        missing.intersection_update(touched)  # full: neighbours stay implied by the prior
    bigger = grown(state, missing)
    while limit and len(bigger.mean) > limit:
        bigger = without(bigger, _least_informative(bigger, keep=touched))
    return bigger


def grown(state: LearnerState, places: Iterable[int]) -> LearnerState:
    """Return the same belief with more skills written out (any positions not stored yet)."""
    new = tuple(sorted(set(places).difference(state.slots)))
    if not new:
        return state
    bridge = _bridge(state.graph, state.parameters.rho, state.places, new)
    size, total = len(state.mean), len(bridge.order)
    mean, covariance = np.empty(total), np.empty((total, total))
    mean[:size], covariance[:size, :size] = state.mean, state.covariance
    mean[size:] = bridge.slope @ mean[1:size]
    cross = bridge.slope @ covariance[1:size, :size]
    covariance[size:, :size] = cross
    covariance[:size, size:] = cross.T
    block = cross[:, 1:] @ bridge.slope.T + state.parameters.sigma_skill**2 * bridge.rest
    covariance[size:, size:] = (block + block.T) / 2.0
    return LearnerState(
        graph=state.graph,
        parameters=state.parameters,
        events=state.events,
        places=bridge.places,
        slots=bridge.slots,
        mean=mean[bridge.order].astype(np.float32),
        covariance=covariance.take(bridge.order, axis=0).take(bridge.order, axis=1).astype(np.float32),
        records=state.records,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Bridge:
    """How new skills follow from stored ones under the prior.

    `slope` regresses new on stored, `rest` is the covariance that remains, in units of σ_s²; `order` sorts old
    and new slots into ascending `places`.
    """

    slope: Floats
    rest: Floats
    order: NDArray[np.intp]
    places: tuple[int, ...]
    slots: Mapping[int, int]


@lru_cache(maxsize=1024)
def _bridge(graph: SkillGraph, rho: float, stored: tuple[int, ...], new: tuple[int, ...]) -> _Bridge:
    slope, rest = implied(graph, rho, stored, new)
    both = stored + new
    sorted_slots = np.argsort(both, kind="stable")
    places = tuple(both[slot] for slot in sorted_slots.tolist())
    return _Bridge(
        slope=slope,
        rest=rest,
        order=np.concatenate(([0], sorted_slots + 1)),
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


def without(state: LearnerState, place: int) -> LearnerState:
    """Forget what is known of one stored skill beyond what the other stored skills and the prior say."""
    kept = tuple(other for other in state.places if other != place)
    picked = [0] + [state.slots[other] for other in kept]
    return replace(
        state,
        places=kept,
        slots={other: slot for slot, other in enumerate(kept, start=1)},
        mean=state.mean[picked],
        covariance=state.covariance[np.ix_(picked, picked)],
    )


def _least_informative(state: LearnerState, *, keep: tuple[int, ...]) -> int:
    """Choose the stored skill whose own answers shrank its conditional variance least."""
    before = _prior_precision(state.graph, state.parameters.rho, state.places) / state.parameters.sigma_skill**2
    after = np.diag(np.linalg.inv(state.covariance.astype(np.float64)))[1:]
    learnt = after / before  # precision after over precision before: 1 means nothing learnt
    choices = [place for place in state.places if place not in keep]
    return min(choices, key=lambda place: (place in state.records, float(learnt[state.slots[place] - 1]), place))


@lru_cache(maxsize=1024)  # as many as `_bridge`; an inverse is half of what choosing the skill that falls out costs
def _prior_precision(graph: SkillGraph, rho: float, places: tuple[int, ...]) -> Floats:
    """Return the diagonal of the inverse prior correlation of some skills."""
    prior = graph.correlation(rho)[np.ix_(places, places)]
    precision: Floats = np.diag(np.linalg.inv(prior))
    return precision
