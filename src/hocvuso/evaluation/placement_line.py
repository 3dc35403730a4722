"""The test of one skill: how many items until the ability is known within a standard error, and how true that is.

Ours is `core.mastery.observe` with the diagnostic rule of `core.placement`: once as the product draws (easy first,
among the best few, so that no item is seen by all), once always the sharpest item, as catsim's MaxInfo chooses.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Protocol

import numpy as np

from hocvuso.core.bank import TaskBank, foreseen
from hocvuso.core.draw import draw_for
from hocvuso.core.mastery import observe
from hocvuso.core.parameters import DEFAULT
from hocvuso.core.placement import Mode, Progress, next_task
from hocvuso.core.state import LearnerState, initial
from hocvuso.evaluation import placement_peers
from hocvuso.evaluation.placement_worlds import World, line, several

STOPS = (0.40, 0.30)  # design: standard errors at which a test may end
MOST_ITEMS = {0.40: 7.6, 0.30: 15.0}  # design: goals
FINER = tuple(round(0.40 - 0.005 * step, 3) for step in range(37))  # decided: .40 to .22, to meet the peer's error
MOST_MICROSECONDS = 30.0  # design: goal
LONGEST = 100  # decided: a test that is not so sure by then ends
# The abilities of this world are N(0, 1); all of it is the general ability, for there is one skill.
PARAMETERS = replace(DEFAULT, sigma_global=1.0, sigma_skill=1e-3)
NO_END = Mode(tasks=10**6, seconds=1e9, fewest=10**6)


class Engine(Protocol):
    """One test of one learner."""

    def choose(self) -> int:
        """Return the row of the next item."""

    def learn(self, row: int, right: bool) -> None:
        """Take in an answer."""

    def estimate(self) -> tuple[float, float]:
        """Return the ability and its standard error."""


class Scored:
    """What our engines have in common: the state."""

    def __init__(self, bank: TaskBank) -> None:
        self.bank = bank
        self.state = initial(bank.graph, parameters=PARAMETERS)
        self.asked: list[int] = []

    def learn(self, row: int, right: bool) -> None:
        """Take in an answer."""
        self.asked.append(row)
        self.state = observe(self.state, self.bank.tasks[row], float(right))

    def estimate(self) -> tuple[float, float]:
        """Return the ability and its standard error."""
        centre, spread = _belief(self.state)
        return centre, spread**0.5


class Sharpest(Scored):
    """Ours: the item that shrinks the variance most."""

    def __init__(self, bank: TaskBank) -> None:
        super().__init__(bank)
        self.left = np.ones(len(bank.tasks))

    def choose(self) -> int:
        """Return the row of the next item."""
        centre, spread = _belief(self.state)
        row = int((foreseen(self.bank, centre, spread, spread**2).shift * self.left).argmax())
        self.left[row] = 0.0
        return row


class AsProduct(Scored):
    """Ours as a learner meets it."""

    def __init__(self, bank: TaskBank, number: int) -> None:
        super().__init__(bank)
        self.key = number.to_bytes(16, "big")

    def choose(self) -> int:
        """Return the row of the next item."""
        done = Progress(tuple(self.bank.tasks[row].id for row in self.asked))
        found = next_task(self.state, self.bank, done, draw_for(self.key, len(self.asked)), day=0, mode=NO_END)
        return self.bank.rows[str(found.task)]


class AtRandom(Scored):
    """Items in random order, scored by our state."""

    def __init__(self, bank: TaskBank, number: int) -> None:
        super().__init__(bank)
        self.order = np.random.default_rng((7, number)).permutation(len(bank.tasks)).tolist()

    def choose(self) -> int:
        """Return the row of the next item."""
        return int(self.order[len(self.asked)])


@dataclass(frozen=True, slots=True)
class Ended:
    """By stop and learner: items asked and error of the ability; by learner the CPU seconds of a step."""

    items: dict[float, list[int]]
    errors: dict[float, list[float]]
    seconds: list[float]


def evaluate(learners: int, seed: int) -> dict[str, Any]:
    """Measure all engines on the same learners."""
    worlds = several(line, learners, seed)
    parts: dict[str, list[Ended]] = {}
    same_length, finer = [], []
    for world in worlds:
        finer.append(run(world, engines(world.bank)["ours"], FINER))
        for name, make in engines(world.bank).items():
            parts.setdefault(name, []).append(run(world, make))
        same_length.append(_same_length(world, parts["ours"][-1]))
    found = {name: _together(each) for name, each in parts.items()}
    rows = {name: _row(ended) for name, ended in found.items()}
    for stop in STOPS:
        rows["random"][str(stop)]["rmse_same_length"] = _root([square for one in same_length for square in one[stop]])
    result: dict[str, Any] = {"learners": learners, "items": len(worlds[0].bank.tasks), "engines": rows}
    if "catsim" in found:
        closer = _together(finer, FINER)
        rows["ours"]["at_catsim_error"] = {
            str(stop): _at_error(closer, rows["catsim"][str(stop)]["rmse"]) for stop in STOPS
        }
        result["against_catsim"] = {str(stop): _apart(found["ours"], found["catsim"], stop) for stop in STOPS}
    return {**result, "goals": _goals(rows), "missing": placement_peers.missing()}


def engines(bank: TaskBank) -> dict[str, Callable[[int], Engine]]:
    """Return how each engine begins the test of a learner, by his number."""
    makers: dict[str, Callable[[int], Engine]] = {
        "ours": lambda number: Sharpest(bank),
        "as_product": lambda number: AsProduct(bank, number),
        "random": lambda number: AtRandom(bank, number),
    }
    if not placement_peers.missing():
        of_bank = placement_peers.CatsimBank(bank)
        makers["catsim"] = lambda number: placement_peers.Catsim(of_bank)
    return makers


def run(world: World, make: Callable[[int], Engine], stops: tuple[float, ...] = STOPS) -> Ended:
    """Test every learner until the smallest standard error, the last of `stops`, is reached."""
    items: dict[float, list[int]] = {stop: [] for stop in stops}
    errors: dict[float, list[float]] = {stop: [] for stop in stops}
    each_step = []
    for number, (ability, answers) in enumerate(zip(world.ability[:, 0].tolist(), world.right.tolist(), strict=True)):
        engine, trail = make(number), list[tuple[float, float]]()
        began = time.process_time()
        while len(trail) < LONGEST:
            row = engine.choose()
            engine.learn(row, answers[row])
            trail.append(engine.estimate())
            if trail[-1][1] <= stops[-1]:
                break
        each_step.append((time.process_time() - began) / len(trail))
        for stop in stops:
            at = next((place for place, (_, error) in enumerate(trail) if error <= stop), len(trail) - 1)
            items[stop].append(at + 1)
            errors[stop].append(trail[at][0] - ability)
    return Ended(items, errors, each_step)


def _belief(state: LearnerState) -> tuple[float, float]:
    # As lists: a sum over a NumPy array of two numbers takes longer than all of this.
    return sum(state.mean.tolist()), sum(map(sum, state.covariance.tolist()))


def _together(parts: list[Ended], stops: tuple[float, ...] = STOPS) -> Ended:
    return Ended(
        {stop: [count for part in parts for count in part.items[stop]] for stop in stops},
        {stop: [error for part in parts for error in part.errors[stop]] for stop in stops},
        [seconds for part in parts for seconds in part.seconds],
    )


def _row(ended: Ended) -> dict[str, Any]:
    row: dict[str, Any] = {"microseconds": round(float(np.median(ended.seconds)) * 1e6, 1)}
    for stop in STOPS:
        items = ended.items[stop]
        row[str(stop)] = {
            "items": round(float(np.mean(items)), 2),
            "items_p90": int(np.percentile(items, 90, method="higher")),
            "rmse": _root([error**2 for error in ended.errors[stop]]),
        }
    return row


def _at_error(ours: Ended, wanted: float) -> dict[str, float] | None:
    """Return where ours first errs no more than a peer: standard error, items, RMSE; None where it never does."""
    for stop, errors in ours.errors.items():
        rmse = _root([error**2 for error in errors])
        if rmse <= wanted:
            return {"stop": stop, "items": round(float(np.mean(ours.items[stop])), 2), "rmse": rmse}
    return None


def _root(squares: list[float]) -> float:
    return round(float(np.sqrt(np.mean(squares))), 3)


def _same_length(world: World, ours: Ended) -> dict[float, list[float]]:
    """Return squared errors of random items, as many for each learner as ours took."""
    squares: dict[float, list[float]] = {stop: [] for stop in STOPS}
    for number, (ability, answers) in enumerate(zip(world.ability[:, 0].tolist(), world.right.tolist(), strict=True)):
        engine = AtRandom(world.bank, number)
        for count in range(1, ours.items[STOPS[-1]][number] + 1):
            row = engine.choose()
            engine.learn(row, answers[row])
            for stop in STOPS:
                if ours.items[stop][number] == count:
                    squares[stop].append((engine.estimate()[0] - ability) ** 2)
    return squares


def _apart(ours: Ended, peer: Ended, stop: float) -> dict[str, list[float]]:
    """Return [difference, lower, upper] of items and of RMSE, ours − peer: 95 % of 1,000 bootstraps over learners."""
    draw, count = np.random.default_rng(1), len(ours.items[stop])
    drawn = np.vstack([np.arange(count), draw.integers(0, count, (1000, count))])
    items = np.array(ours.items[stop]) - np.array(peer.items[stop])
    one, two = (np.square(np.array(each.errors[stop]))[drawn].mean(axis=1) for each in (ours, peer))
    found = {"items": items[drawn].mean(axis=1), "rmse": np.sqrt(one) - np.sqrt(two)}
    return {
        name: [round(float(each), 3) for each in (values[0], *np.percentile(values[1:], [2.5, 97.5]))]
        for name, values in found.items()
    }


def _goals(rows: dict[str, Any]) -> dict[str, bool | None]:
    """Return goal → reached; None where it needs catsim, which is not installed."""
    goals: dict[str, bool | None] = {}
    for stop, most in MOST_ITEMS.items():
        goal = f"sai số của catsim ở SE {stop:.2f} trong ≤ {most} câu"
        met = rows["ours"].get("at_catsim_error", {}).get(str(stop))
        goals[goal] = (met is not None and met["items"] <= most) if "catsim" in rows else None
    goals[f"≤ {MOST_MICROSECONDS:.0f} µs mỗi bước"] = rows["ours"]["microseconds"] <= MOST_MICROSECONDS
    return goals
