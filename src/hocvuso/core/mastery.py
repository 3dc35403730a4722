"""How answers and lessons change the belief about a learner, and the one rule of mastery.

Answer model, over one or more skills with weights w (sum 1), discrimination a, difficulty b, guess c, slip s:
    η = a·(g + Σ w_k·(δ_k + gain_k·R_k) − b)        P(right) = c + (1 − c − s)·σ(η)
One answer is one rank-1 step on the Gaussian that keeps mean and variance of the exact posterior (moment matching:
M. Opper 1998; T. Minka 2001), the logistic smoothed as in MacKay 1992. An item whose difficulty is known only within a
variance q (`Task.doubt`) is one more unknown of the same smoothing: it predicts less sharply and moves less.
Then practice adds a gain λ·(1 − p) that fades by R(t) (see `memory`) and a little uncertainty.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from .evidence import Event, Evidence, Study, Task, answer_weight
from .graph import SkillGraph
from .parameters import DEFAULT, Parameters
from .record import (
    FLAGS_AT,
    GAIN,
    GAIN_AT,
    MASTERED,
    SPREAD,
    Records,
    SkillRecord,
    after_answer,
    after_study,
    faded_gain,
    pause_noise,
    read_record,
    record_at,
    with_records,
)
from .state import LearnerState, Singles, grown, initial, with_touched
from .step import Foreseen, chance, logistic, take_answer

__all__ = [
    "Event",
    "Evidence",
    "Foreseen",
    "Study",
    "Task",
    "chance",
    "initial",
    "mastery_probability",
    "observe",
    "predict",
    "replay",
    "rule_of_mastery",
    "update",
    "update_foreseen",
]

BOTH = SPREAD | MASTERED
LEAST_SQUARE = 1.0  # assumed: Φ(√1) = 0.841; with `sure` = 0.85 nothing nearer to the threshold can meet the rule


def predict(state: LearnerState, task: Task, *, day: int) -> float:
    """Return P(right) for one task on a day, in (guess, 1 − slip); any skills of the graph."""
    places = _places(state, task.skills)
    stored = grown(state, places)
    signal = np.zeros(len(stored.mean))
    signal[0] = 1.0
    centre = spread = 0.0
    for place, weight in zip(places, task.weights, strict=True):
        signal[stored.slots[place]] += weight
        record = record_at(state.records, place)
        if record is not None:
            centre += weight * faded_gain(record, day)
            spread += weight**2 * pause_noise(record, day, state.parameters)
    centre += float(signal @ stored.mean)
    spread += float(signal @ stored.covariance @ signal)
    return chance(task, centre, spread)


def observe(state: LearnerState, task: Task, score: float, *, weight: float = 1.0) -> LearnerState:
    """Return the belief after an answer alone: no learning, no forgetting, no record, no event counted.

    `score` 0…1; `weight` 0…1 discounts the answer. Gains count as of the day they were last practised.
    """
    places = _places(state, task.skills)
    touched = with_touched(state, places)
    covariance = touched.covariance.copy()
    found = [record_at(touched.records, place) for place in places]
    parts = [
        (touched.slots[place], share, record.gain if record else 0.0)
        for place, share, record in zip(places, task.weights, found, strict=True)
    ]
    threshold = state.parameters.threshold
    _, mean = take_answer(touched.mean, covariance, parts, task, score=score, weight=weight, threshold=threshold)
    return _with(touched, mean, covariance, touched.records, events=touched.events)


def update(state: LearnerState, event: Event) -> LearnerState:
    """Return the belief after one event: settle pauses, weigh the answer, learn, keep the record.

    Deterministic, rounded to float32, so that replaying all events gives the same bytes. Raises KeyError for
    a skill outside the graph and ValueError for a score or share outside 0…1.
    """
    if isinstance(event, Study):
        return _studied(state, event)
    if event.score is None:
        return replace(state, events=state.events + 1)
    if not 0.0 <= event.score <= 1.0:
        raise ValueError("a score lies in 0…1")
    return _answered(state, event, event.score)[0]


def update_foreseen(state: LearnerState, event: Evidence) -> tuple[LearnerState, Foreseen]:
    """Return `update(state, event)` of a marked answer, and what that step had expected of it.

    For calibration and evaluation, which need both: asking `predict` first costs as much as the update. Raises
    ValueError where the answer has no score from 0 to 1, KeyError for a skill outside the graph.
    """
    if event.score is None or not 0.0 <= event.score <= 1.0:
        raise ValueError("a score lies in 0…1")
    return _answered(state, event, event.score)


def replay(
    events: Iterable[Event],
    graph: SkillGraph,
    *,
    parameters: Parameters = DEFAULT,
    group_mean: float = 0.0,
    start: LearnerState | None = None,
) -> LearnerState:
    """Fold events, ordered by (receipt batch, device, counter), from the start or from a checkpoint."""
    state = start or initial(graph, parameters=parameters, group_mean=group_mean)
    for event in events:
        state = update(state, event)
    return state


def _answered(state: LearnerState, event: Evidence, score: float) -> tuple[LearnerState, Foreseen]:
    task, parameters, day = event.task, state.parameters, event.day
    places = _places(state, task.skills)
    touched = with_touched(state, places)
    slots, records, covariance = touched.slots, touched.records, touched.covariance.copy()
    before, parts = [], []
    for place, share in zip(places, task.weights, strict=True):
        record = record_at(records, place)
        gain = 0.0 if record is None else _settle(covariance, slots[place], record, day, parameters)
        before.append(record)
        parts.append((slots[place], share, gain))
    weight, threshold = answer_weight(event), parameters.threshold
    seen, mean = take_answer(touched.mean, covariance, parts, task, score=score, weight=weight, threshold=threshold)
    practice, changed = parameters.answer_gain * (1.0 - seen.p), []
    for place, record, (slot, share, gain) in zip(places, before, parts, strict=True):
        covariance[slot, slot] += parameters.practice_noise * share
        learnt = min(gain + practice * share, parameters.largest_gain)
        changed.append(after_answer(record, place, event, gain=learnt, parameters=parameters))
    after = _with(touched, mean, covariance, with_records(records, changed), events=touched.events + 1)
    return _with_rule(after, changed, day, rose=score > seen.p), seen


def _studied(state: LearnerState, event: Study) -> LearnerState:
    if not 0.0 <= event.share <= 1.0:
        raise ValueError("a share lies in 0…1")
    parameters = state.parameters
    place = state.graph.index(event.skill)
    touched = with_touched(state, (place,))
    slot, covariance = touched.slots[place], touched.covariance.copy()
    record = record_at(touched.records, place)
    gain = 0.0 if record is None else _settle(covariance, slot, record, event.day, parameters)
    room = 1.0 - logistic(float(touched.mean[0] + touched.mean[slot]) + gain)
    covariance[slot, slot] += parameters.practice_noise * event.share
    learnt = min(gain + parameters.lesson_gain * event.share * room, parameters.largest_gain)
    records = with_records(touched.records, [after_study(record, place, day=event.day, gain=learnt)])
    after = _with(touched, touched.mean, covariance, records, events=touched.events + 1)
    return _with_rule(after, [], event.day, rose=True)


def _with(state: LearnerState, mean: Singles, covariance: Singles, records: Records, *, events: int) -> LearnerState:
    """Return the state with another belief (spelt out: `replace` costs 5 µs more)."""
    return LearnerState(state.graph, state.parameters, events, state.places, state.slots, mean, covariance, records)


def mastery_probability(state: LearnerState, skill: str, *, day: int) -> float:
    """Return P(ability in a skill > threshold) on a day. For all skills at once see `outlook`."""
    place = state.graph.index(skill)
    return _probability(grown(state, (place,)), place, record_at(state.records, place), day)


def rule_of_mastery(*, probability: float, spread_successes: bool, parameters: Parameters = DEFAULT) -> bool:
    """Tell whether a skill is mastered: the one rule, used by lessons, certificates, contests and targets.

    P(ability > threshold) ≥ 0.85, and two unassisted successes on different items or variants, one on a later
    day (`spread_successes`, kept in the record as SPREAD).
    """
    return spread_successes and probability >= parameters.sure


def _places(state: LearnerState, skills: tuple[str, ...]) -> tuple[int, ...]:
    positions = state.graph.positions
    if len(skills) == 1:  # nearly always; 0.1 µs instead of 0.5
        return (positions[skills[0]],)
    return tuple([positions[skill] for skill in skills])


def _settle(covariance: Singles, slot: int, record: SkillRecord, day: int, parameters: Parameters) -> float:
    """Add the uncertainty of the pause in place; return the gain that is left."""
    if day <= record.day:
        return record.gain  # what `faded_gain` gives
    covariance[slot, slot] += pause_noise(record, day, parameters)
    return faded_gain(record, day)


def _probability(state: LearnerState, place: int, record: SkillRecord | None, day: int) -> float:
    slot, covariance = state.slots[place], state.covariance
    centre = state.mean.item(0) + state.mean.item(slot)
    spread = covariance.item(0, 0) + 2.0 * covariance.item(0, slot) + covariance.item(slot, slot)
    if record is not None:
        centre += faded_gain(record, day)
        if day > record.day:
            spread += pause_noise(record, day, state.parameters)
    return 0.5 * math.erfc((state.parameters.threshold - centre) / math.sqrt(2.0 * max(spread, 1e-9)))


def _with_rule(state: LearnerState, answered: list[SkillRecord], day: int, *, rose: bool) -> LearnerState:
    """Set MASTERED where the rule is met; take it from an answered skill that is likelier not known.

    Only an event that raised abilities (`rose`) can let a skill meet the rule.
    """
    parameters, changes = state.parameters, []
    if rose:
        for record in _likely(state):
            probability = _probability(state, record.skill, record, day)
            if rule_of_mastery(probability=probability, spread_successes=True, parameters=parameters):
                changes.append(record._replace(flags=record.flags | MASTERED))
    changes += [
        record._replace(flags=record.flags & ~MASTERED)
        for record in answered
        if record.flags & MASTERED and _probability(state, record.skill, record, day) < parameters.lost
    ]
    if not changes:
        return state
    return _with(state, state.mean, state.covariance, with_records(state.records, changes), events=state.events)


def _likely(state: LearnerState) -> list[SkillRecord]:
    """Return the records with spread successes whose skill could meet the rule: without a pause it would."""
    slots = state.slots
    waiting = [
        (slots[place], place, row)
        for place, row in state.records.items()
        if row[FLAGS_AT] & BOTH == SPREAD and place in slots
    ]
    if not waiting:
        return []
    # As lists: with every answer some ten numbers are read of each, and one read of an array takes 0.1 µs.
    mean, shared, own = state.mean.tolist(), state.covariance[0].tolist(), state.covariance.diagonal().tolist()
    above, least, gain_in = mean[0] - state.parameters.threshold, LEAST_SQUARE * shared[0], GAIN.unpack_from
    # A pause only lowers the mean and widens the spread, and below `sure` > 1/2 both lower the probability.
    return [
        read_record(place, row)
        for slot, place, row in waiting
        if (level := above + mean[slot] + gain_in(row, GAIN_AT)[0]) > 0.0
        and level * level >= least + LEAST_SQUARE * (2.0 * shared[slot] + own[slot])
    ]
