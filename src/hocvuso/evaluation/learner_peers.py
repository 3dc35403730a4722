"""Other ways to foresee an answer, fitted on the same training learners: baselines of our own, peers by scikit-learn.

Best-LR and PFA as in T. Gervet et al., "When is deep learning the best approach to knowledge tracing?", JEDM 2020:
logistic regression on items, skills and logarithms of earlier right and wrong answers.
"""

from __future__ import annotations

import importlib
import importlib.util
import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hocvuso.core.graph import Floats
from hocvuso.evaluation.responses import Responses

Places = NDArray[np.int64]
Peer = Callable[[Responses, Responses], Floats]

SMOOTH = 5.0  # decided: answers at the general share that an item starts with
ELO_STEP, ELO_SLOWER = 0.4, 0.05  # decided: usual step K/(1 + c·n); R. Pelánek 2016
MISSING = (
    "Không có Best-LR và PFA: máy này chưa có scikit-learn. Cài bằng: "
    "pip install --require-hashes -r requirements-peers.lock (nên ở một môi trường riêng)."
)


def missing() -> str:
    """Return what to install for all peers, "" when nothing is missing."""
    return "" if importlib.util.find_spec("sklearn") and importlib.util.find_spec("scipy") else MISSING


def peers() -> dict[str, Peer]:
    """Return the peers that this machine can run, by name."""
    found: dict[str, Peer] = {"constant": constant, "items": items, "elo": elo}
    return found if missing() else {"best_lr": best_lr, "pfa": pfa, **found}


def constant(train: Responses, test: Responses) -> Floats:
    """Foresee the general share of right answers."""
    return np.full(len(test.right), train.right.mean())


def items(train: Responses, test: Responses) -> Floats:
    """Foresee the item's share of right answers."""
    count = np.bincount(train.item, minlength=len(train.mixes))
    ups = np.bincount(train.item, train.right, minlength=len(train.mixes))
    share: Floats = ((ups + SMOOTH * train.right.mean()) / (count + SMOOTH))[test.item]
    return share


def elo(train: Responses, test: Responses) -> Floats:
    """Foresee by Elo: ability overall and by skill against the item's difficulty, which the test leaves alone."""
    difficulty, count = [0.0] * len(train.mixes), [0] * len(train.mixes)
    _elo(train, difficulty, count, learns=True)
    return _elo(test, difficulty, count, learns=False)


def _elo(data: Responses, difficulty: list[float], count: list[int], *, learns: bool) -> Floats:
    found, current, tries = [], -1, 0
    overall, skills, tried = 0.0, [0.0] * len(data.graph), [0] * len(data.graph)
    for learner, item, right in zip(data.learner.tolist(), data.item.tolist(), data.right.tolist(), strict=True):
        if learner != current:
            current, tries, overall = learner, 0, 0.0
            skills, tried = [0.0] * len(data.graph), [0] * len(data.graph)
        mix = data.mixes[item]
        p = 1.0 / (1.0 + math.exp(difficulty[item] - overall - sum(skills[place] for place in mix) / len(mix)))
        found.append(p)
        overall += ELO_STEP / (1.0 + ELO_SLOWER * tries) * (right - p)
        tries += 1
        for place in mix:
            skills[place] += ELO_STEP / (1.0 + ELO_SLOWER * tried[place]) * (right - p)
            tried[place] += 1
        if learns:
            difficulty[item] -= ELO_STEP / (1.0 + ELO_SLOWER * count[item]) * (right - p)
            count[item] += 1
    return np.array(found)


def best_lr(train: Responses, test: Responses) -> Floats:
    """Foresee by Best-LR: items, skills, right and wrong answers so far overall, on the item, on each skill."""
    return _logistic(train, test, with_items=True)


def pfa(train: Responses, test: Responses) -> Floats:
    """Foresee by PFA: skills, and right and wrong answers so far on each."""
    return _logistic(train, test, with_items=False)


def _logistic(train: Responses, test: Responses, *, with_items: bool) -> Floats:
    linear = importlib.import_module("sklearn.linear_model")  # by name: an extra that only measuring needs
    # liblinear reaches the optimum of these sparse rows; lbfgs stops short of it after a thousand steps.
    model = linear.LogisticRegression(C=1.0, solver="liblinear", max_iter=300)
    model.fit(_encoded(train, with_items=with_items), train.right)
    p: Floats = model.predict_proba(_encoded(test, with_items=with_items))[:, 1]
    return p


def _encoded(data: Responses, *, with_items: bool) -> Any:
    """Return the rows as a sparse matrix."""
    sparse = importlib.import_module("scipy.sparse")
    count, skills, every = len(data.right), len(data.graph), np.arange(len(data.right))
    sizes = np.array([len(mix) for mix in data.mixes])
    start = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    flat = np.array([place for mix in data.mixes for place in mix])
    row = np.repeat(every, sizes[data.item])
    within = np.arange(len(row)) - np.repeat(np.concatenate(([0], np.cumsum(sizes[data.item])[:-1])), sizes[data.item])
    place = flat[np.repeat(start[data.item], sizes[data.item]) + within]
    ups, downs = _before(data.learner[row] * skills + place, data.right[row])
    blocks = [(row, place, np.ones(len(row)), skills), (row, place, ups, skills), (row, place, downs, skills)]
    if with_items:
        blocks.append((every, data.item, np.ones(count), len(data.mixes)))
        for key in (data.learner, data.learner * len(data.mixes) + data.item):
            blocks += [(every, np.zeros(count, dtype=np.int64), one, 1) for one in _before(key, data.right)]
    return sparse.hstack(
        [sparse.csr_matrix((value, (at, column)), shape=(count, width)) for at, column, value, width in blocks]
    ).tocsr()


def _before(key: Places, right: Floats) -> tuple[Floats, Floats]:
    """Return log(1 + n) of the right and of the wrong answers before each one of the same key."""
    order = np.argsort(key, kind="stable")
    first = np.concatenate(([True], key[order][1:] != key[order][:-1]))
    begins = np.maximum.accumulate(np.where(first, np.arange(len(key)), 0))
    found = []
    for value in (right, 1.0 - right):
        total = np.cumsum(value[order]) - value[order]
        so_far = np.empty(len(key))
        so_far[order] = total - total[begins]
        found.append(np.log1p(np.maximum(so_far, 0.0)))
    return found[0], found[1]
