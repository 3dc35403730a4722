"""How well the learner model foresees the answers of people it has never seen, beside peers in the same run.

Ours is the core of the product with the product's own parameters, but for the limit of 38 skills a state: states by
`core.mastery`, item difficulties by `core.calibration`, read-out by `core.readout`. Nothing here is fitted to people by
whom it is judged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hocvuso.core import calibration, readout
from hocvuso.core.calibration import Difficulties, Mixes
from hocvuso.core.evidence import Evidence, Task
from hocvuso.core.graph import Floats
from hocvuso.core.mastery import update_foreseen
from hocvuso.core.parameters import DEFAULT, DEFAULT_SLIP
from hocvuso.core.reliability import log_losses
from hocvuso.core.state import initial
from hocvuso.core.traces import Traces
from hocvuso.evaluation import figures, learner_peers
from hocvuso.evaluation.files import BadFile
from hocvuso.evaluation.responses import Responses

Flags = NDArray[np.bool_]
Places = NDArray[np.int64]
Say = Callable[[str], None]

# decided: public files have 98 and 111 skills, the product 41; ADR 0044 says what the limit costs
PARAMETERS = replace(DEFAULT, dimensions=0)
# measured: rounds of states and difficulties; a third is no better on statics11, .003 AUC worse on algebra05
ROUNDS = 2
FOLDS = 5  # decided: where the file has no split, by learner
CROSS = 4  # decided: parts in which the read-out is cross-fitted; each costs ROUNDS passes over the answers
FEWEST = 4  # decided: learners; fewer cannot be split
SEED = 20261129  # decided: so that a second run says the same


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What the state said of each answer beforehand: ability N(centre, spread), P(right), and the traces."""

    centre: Floats
    spread: Floats
    p: Floats
    traces: Floats


@dataclass(frozen=True, slots=True)
class Predicted:
    """Ours for the test rows: the state alone, and what the product would say; `used` tells which that is."""

    state: Floats
    ours: Floats
    used: str


def evaluate(data: Responses, *, train_learners: int | None, seed: int, say: Say) -> dict[str, Any]:
    """Measure our model and the peers on learners kept apart. Raises BadFile where there are too few."""
    parts = list(splits(data, train_learners=train_learners, seed=seed))
    predicted: dict[str, list[Floats]] = {}
    rows, used, missing = [], [], learner_peers.missing()
    for number, (train, test) in enumerate(parts, start=1):
        say(f"{number}/{len(parts)}: mô hình")
        ours = predict(data.only(train), data.only(test))
        used.append(ours.used)
        for name, p in {"ours": ours.ours, "state_alone": ours.state}.items():
            predicted.setdefault(name, []).append(p)
        for name, peer in learner_peers.peers().items():
            say(f"{number}/{len(parts)}: {name}")
            predicted.setdefault(name, []).append(peer(data.only(train), data.only(test)))
        rows.append(np.flatnonzero(test))
    at = np.concatenate(rows)
    right, learner = data.right[at], data.learner[at]
    whole = {name: np.concatenate(found) for name, found in predicted.items()}
    say("khoảng tin cậy")
    return {
        "responses": len(data.right),
        "learners": len(data.learners),
        "items": len(data.mixes),
        "skills": len(data.graph),
        "tested": {"responses": len(at), "learners": len(np.unique(learner)), "parts": len(parts)},
        "train_learners": [len(np.unique(data.learner[train])) for train, _ in parts],
        "used": used,
        "ours": figures.measures(right, whole["ours"]),
        "baselines": {name: figures.measures(right, p) for name, p in whole.items() if name != "ours"},
        "against": {
            name: figures.paired(right, learner, whole["ours"], p) for name, p in whole.items() if name != "ours"
        },
        "missing": missing,
    }


def splits(data: Responses, *, train_learners: int | None, seed: int) -> Iterator[tuple[Flags, Flags]]:
    """Yield (training rows, test rows), apart by learner: the file's own split, else five parts in turn."""
    draw = np.random.default_rng(seed)
    order = draw.permutation(len(data.learners))
    if len(order) < FEWEST:
        raise BadFile(f"chỉ có {len(order)} người; cần ít nhất {FEWEST} để có người học thử và người để đo.")
    if data.is_test is not None:
        tests = [data.is_test]
    else:
        part = np.empty(len(order), dtype=np.int64)
        part[order] = np.arange(len(order)) % min(FOLDS, len(order))
        tests = [part[data.learner] == number for number in range(part.max() + 1)]
    for test in tests:
        train = ~test
        if train_learners is not None:
            able = set(data.learner[train].tolist())
            chosen = [number for number in order.tolist() if number in able][:train_learners]
            if len(chosen) < train_learners:
                raise BadFile(f"chỉ có {len(chosen)} người để học thử, cần {train_learners}.")
            train = train & np.isin(data.learner, chosen)
        yield train, test


def predict(train: Responses, test: Responses) -> Predicted:
    """Return ours for the test rows, from the training rows alone."""
    known = calibrated(train)
    seen = foresee(test, known)
    fitted = fitted_readout(train)
    if fitted is None:
        return Predicted(seen.p, seen.p, "state")
    ours = fitted.chance(feature_rows(seen, test, known), test.item)
    return Predicted(seen.p, ours, "readout")


def calibrated(train: Responses) -> Difficulties:
    """Return the item difficulties that the answers speak for: states and difficulties in turn."""
    mixes = Mixes.evenly(train.mixes, len(train.graph))
    known = calibration.before_any_answer(len(train.mixes))
    for _ in range(ROUNDS):
        seen = foresee(train, known)
        answers = calibration.Answers(train.item, train.right, seen.centre, seen.spread)
        known = calibration.fit_items(answers, mixes, slip=DEFAULT_SLIP, start=known)
    return known


def fitted_readout(train: Responses) -> readout.Readout | None:
    """Return the read-out, or None: too few learners, or the cross-fitted log loss does not improve.

    Each part of the learners is foreseen with item difficulties from the others; the gain is judged on parts that
    the weights were not fitted to.
    """
    numbers = np.unique(train.learner)
    if len(numbers) < readout.FEWEST_LEARNERS:
        return None
    part_of = dict(zip(np.random.default_rng(SEED).permutation(numbers).tolist(), range(len(numbers)), strict=True))
    part = np.array([part_of[number] % CROSS for number in train.learner.tolist()])
    rows, state = np.empty((len(part), len(readout.FEATURES))), np.empty(len(part))
    for number in range(CROSS):
        away, known = part == number, calibrated(train.only(part != number))
        seen = foresee(train.only(away), known)
        rows[away], state[away] = feature_rows(seen, train.only(away), known), seen.p
    skills = len(train.graph)
    p = readout.cross_fitted(rows, train.item, train.right, part, mixes=train.mixes, skills=skills)
    if log_losses(train.right, p).mean() >= log_losses(train.right, state).mean():
        return None
    return readout.fit_readout(rows, train.item, train.right, mixes=train.mixes, skills=skills)


def tasks(data: Responses, known: Difficulties) -> list[Task]:
    """Return the items as the core wants them."""
    ids = data.graph.ids
    return [
        Task(
            str(row), tuple(ids[place] for place in mix), (1.0 / len(mix),) * len(mix), difficulty,
            discrimination=scale, doubt=doubt,
        )
        for row, (mix, difficulty, scale, doubt) in enumerate(
            zip(data.mixes, known.difficulty.tolist(), known.scale.tolist(), known.doubt.tolist(), strict=True)
        )
    ]  # fmt: skip


def foresee(data: Responses, known: Difficulties) -> Foreseen:
    """Follow every learner through his answers and keep what the core expected of each before it was known."""
    listed = tasks(data, known)
    numbers, traced = np.empty((len(data.right), 3)), []
    current, state, traces = -1, initial(data.graph, parameters=PARAMETERS), Traces()
    columns = (data.learner, data.item, data.day, data.right)
    for row, (learner, item, day, right) in enumerate(zip(*(one.tolist() for one in columns), strict=True)):
        if learner != current:
            current, state, traces = learner, initial(data.graph, parameters=PARAMETERS), Traces()
        traced.append(traces.read(item, data.mixes[item], day))
        state, seen = update_foreseen(state, Evidence(listed[item], right, day))
        traces.add(item, data.mixes[item], day, score=right, foreseen=seen.p)
        numbers[row] = seen
    return Foreseen(numbers[:, 0], numbers[:, 1], numbers[:, 2], np.array(traced))


def feature_rows(seen: Foreseen, data: Responses, known: Difficulties) -> Floats:
    """Return the features of the read-out for each answer."""
    scale, doubt = known.scale[data.item], known.doubt[data.item]
    apart = seen.centre - known.difficulty[data.item]
    logit = scale * apart / np.sqrt(1.0 + np.pi / 8.0 * scale**2 * (seen.spread + doubt))
    return readout.features(seen.traces, logit=logit, spread=seen.spread, doubt=doubt)


def as_table(found: dict[str, Any]) -> str:
    """Return the figures for people."""
    tested = found["tested"]
    lines = [
        f"{found['responses']} câu trả lời, {found['learners']} người, {found['items']} câu, "
        f"{found['skills']} kỹ năng; đo trên {tested['responses']} câu của {tested['learners']} người mà mô hình "
        f"chưa gặp ({tested['parts']} phần)",
        f"{'':<14}{'AUC':>8}{'log loss':>10}{'ECE':>8}{'độ dốc':>8}   chúng ta trừ cách ấy: AUC, log loss "
        "[95 %, rút lại theo người]",
    ]
    for name, row in {"chúng ta": found["ours"], **found["baselines"]}.items():
        cells = f"{name:<14}{row['auc']:>8.4f}{row['log_loss']:>10.4f}{row['ece']:>8.4f}{row['slope']:>8.3f}"
        apart = found["against"].get(name)
        if apart:
            cells += "   " + ", ".join("{:+.4f} [{:+.4f}; {:+.4f}]".format(*apart[key]) for key in ("auc", "log_loss"))
        lines.append(cells)
    if "state" in found["used"]:
        lines.append("Có phần chưa dùng bước hiệu chỉnh (ít hơn 40 người, hoặc nó không giúp): ở đó là trạng thái.")
    if found["missing"]:
        lines.append(found["missing"])
    return "\n".join(lines)
