"""The belief about every skill of the graph on one day, as arrays: what placement, planner and lists read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from . import memory
from .graph import Floats, SkillGraph
from .record import MASTERED, SPREAD, TWO_DAYS, TWO_ITEMS, all_records, as_columns
from .state import LearnerState, implied

DUE_A_DAY = 3  # decided: product.md row 10, due list of at most 3 a day
BANDS = ("unknown", "inferred", "learning", "nearly", "mastered")
UNKNOWN, INFERRED, LEARNING, NEARLY, LEARNT = range(len(BANDS))
# By whether the skill is critical: days until a review, in units of stability over memory.FACTOR.
_SPANS = {
    critical: wanted ** (-1.0 / memory.DECAY) - 1.0
    for critical, wanted in ((False, memory.RECALL_WANTED), (True, memory.RECALL_WANTED_CRITICAL))
}


@dataclass(frozen=True, slots=True, eq=False)
class Outlook:
    """Arrays by skill position (n skills) for one day; make one with `outlook`.

    The abilities after forgetting are N(`mean`, `covariance`), in logits; `sd` are the roots of its diagonal.
    `probability`: P(ability > threshold). `recall`: chance to remember, 1 where never practised. `evidence`: 0, ½
    or 1 of the successes that the rule asks for. `first_day`, `first_item`: of the first success, from which
    another one must differ (item 0, day −1: need not). `practised` are the positions of the records, whose
    `columns` are beside them.
    """

    state: LearnerState
    day: int
    mean: Floats
    covariance: Floats
    sd: Floats
    probability: Floats
    recall: Floats
    evidence: Floats
    mastered: NDArray[np.bool_]
    first_day: NDArray[np.int64]
    first_item: NDArray[np.int64]
    practised: NDArray[np.int64]
    columns: NDArray[np.void]


@dataclass(frozen=True, slots=True)
class Standing:
    """What lists and officials' counts may know of one skill: the projection `SkillStanding`.

    `band` is one of BANDS. `due_on`: day of the next review, None before the first success.
    `probability` and `sd` are for the learner's own page; `tries` and `successes` are facts for sentences.
    """

    skill: str
    band: str
    due_on: int | None
    probability: float
    sd: float
    tries: int
    successes: int


def phi(z: Floats) -> Floats:
    """Return the normal distribution function, error at most 2e-4 (E. Page, 1977, tanh approximation)."""
    # In place, and not z**3, which NumPy takes by logarithms: 11 instead of 17 µs for 3,000 numbers.
    result: Floats = z * z
    result *= z
    result *= 0.044715  # published: Page 1977, with the next one
    result += z
    result *= 0.7978845608
    np.tanh(result, out=result)
    result *= 0.5
    result += 0.5
    return result


def outlook(state: LearnerState, *, day: int) -> Outlook:
    """Return the belief about all skills on a day; about 40 µs for 41 skills."""
    count, columns, parameters = len(state.graph), as_columns(state.records), state.parameters
    rows, flags = np.array(list(state.records), dtype=np.int64), columns["flags"]
    pauses = np.maximum(day - columns["day"].astype(np.int64), 0)
    fading = (1.0 + memory.FACTOR * pauses / columns["stability"]) ** -memory.DECAY
    reach, rest = _reach(state.graph, parameters.rho, parameters.sigma_skill, state.places)
    mean = reach @ state.mean
    mean[rows] += columns["gain"] * fading
    covariance = reach @ state.covariance.astype(np.float64) @ reach.T + rest
    covariance[rows, rows] += parameters.time_noise * np.log1p(pauses)
    sd = np.sqrt(np.maximum(covariance.diagonal(), 1e-9))
    recall, evidence, mastered = np.ones(count), np.zeros(count), np.zeros(count, dtype=bool)
    recall[rows] = fading
    evidence[rows] = np.where(flags & SPREAD, 1.0, np.where(columns["successes"] > 0, 0.5, 0.0))
    mastered[rows] = flags & MASTERED != 0
    first_day, first_item = np.full(count, -1, dtype=np.int64), np.zeros(count, dtype=np.int64)
    # One item on two days: another item will do on any day. Two items on one day: any item of another day.
    first_day[rows] = np.where(flags & TWO_DAYS, -1, columns["first_day"])
    first_item[rows] = np.where(flags & TWO_ITEMS, 0, columns["first_item"])
    return Outlook(
        state=state,
        day=day,
        mean=mean,
        covariance=covariance,
        sd=sd,
        probability=phi((mean - parameters.threshold) / sd),
        recall=recall,
        evidence=evidence,
        mastered=mastered,
        first_day=first_day,
        first_item=first_item,
        practised=rows,
        columns=columns,
    )


# 100 µs when it is not remembered, 1 when it is; an entry takes 22 KB. Somebody who answers several tasks of one
# skill meets his own again.
@lru_cache(maxsize=256)
def _reach(graph: SkillGraph, rho: float, sigma_skill: float, stored: tuple[int, ...]) -> tuple[Floats, Floats]:
    """Return abilities as seen from a state: what (g, δ of stored skills) add to each (n × size), and the rest.

    The rest is the covariance (n × n, logits²) of what the stored skills and the prior leave open.
    """
    count = len(graph)
    new = tuple(sorted(set(range(count)).difference(stored)))
    reach, rest = np.zeros((count, len(stored) + 1)), np.zeros((count, count))
    reach[:, 0] = 1.0
    reach[stored, np.arange(1, len(stored) + 1)] = 1.0
    slope, left = implied(graph, rho, stored, new)
    reach[np.ix_(new, range(1, len(stored) + 1))] = slope
    rest[np.ix_(new, new)] = sigma_skill**2 * left
    return reach, rest


def standings(
    state: LearnerState,
    *,
    day: int,
    critical: frozenset[str] = frozenset(),
    seen: Outlook | None = None,
) -> tuple[Standing, ...]:
    """Return the standing of every skill, in teaching order; about 70 µs beside the outlook (`seen`, if given).

    `critical` skills are reviewed earlier.
    """
    seen = outlook(state, day=day) if seen is None else seen
    found = {record.skill: record for record in all_records(state.records)}
    brief = bands(seen, critical=np.array([skill in critical for skill in state.graph.ids], dtype=bool))
    result = []
    for place, (skill, (band, due_on), probability, sd) in enumerate(
        zip(state.graph.ids, brief, seen.probability.tolist(), seen.sd.tolist(), strict=True)
    ):
        record = found.get(place)
        tries, successes = (record.tries, record.successes) if record else (0, 0)
        result.append(Standing(skill, band, due_on, probability, sd, tries, successes))
    return tuple(result)


def bands(seen: Outlook, *, critical: NDArray[np.bool_]) -> list[tuple[str, int | None]]:
    """Return (band, day of the next review) by skill position: what of the standings is kept between answers.

    `critical` by skill position. 12 µs; the standings of 41 skills take 40 µs more, so an answer asks only this.
    """
    rows, columns, parameters = seen.practised, seen.columns, seen.state.parameters
    band = np.where(seen.probability >= parameters.inferred, INFERRED, UNKNOWN)
    known = np.where(seen.probability[rows] >= parameters.nearly, NEARLY, LEARNING)
    band[rows] = np.where(columns["flags"] & MASTERED, LEARNT, known)
    due_on: list[int | None] = [None] * len(band)
    wanted = np.where(critical[rows], _SPANS[True], _SPANS[False])
    pauses = np.rint(columns["stability"].astype(np.float64) / memory.FACTOR * wanted)  # memory.interval
    days = columns["day"] + np.minimum(np.maximum(pauses, 1), memory.LONGEST).astype(np.int64)
    for place, successes, day in zip(rows.tolist(), columns["successes"].tolist(), days.tolist(), strict=True):
        if successes:
            due_on[place] = day
    return [(BANDS[number], due) for number, due in zip(band.tolist(), due_on, strict=True)]


def wanted_recall(*, critical: bool) -> float:
    """Return the recall below which a review is due: 0.9 for critical skills, else 0.85."""
    return memory.RECALL_WANTED_CRITICAL if critical else memory.RECALL_WANTED


def due_reviews(
    state: LearnerState, *, day: int, critical: frozenset[str] = frozenset(), limit: int = DUE_A_DAY
) -> tuple[str, ...]:
    """Return at most `limit` skills that once succeeded and are due, most forgotten first."""
    due = [
        (memory.recall(day - record.day, record.stability) / wanted, skill)
        for record in all_records(state.records)
        for skill in (state.graph.ids[record.skill],)
        for wanted in (wanted_recall(critical=skill in critical),)
        if record.successes and record.day + memory.interval(record.stability, wanted) <= day
    ]
    return tuple(skill for _, skill in sorted(due)[:limit])
