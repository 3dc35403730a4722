"""A fitted read-out at work: kept by names, made ready for one curriculum, asked for all of its tasks at once.

It says how likely an answer is right; what it says moves no state and no mastery.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from .bank import TaskBank, foreseen
from .evidence import item_print
from .graph import Floats
from .outlook import Outlook
from .readout import FEATURES, OF_ITEM, OF_SKILL_TERMS, Readout, features
from .traces import Reader, Traces, skill_number

DIGITS = 5  # assumed: of a weight; the sixth moves a chance by less than it is shown with


def mixes_of(bank: TaskBank) -> tuple[tuple[int, ...], ...]:
    """Return by task the positions of its skills."""
    return tuple(tuple(bank.graph.index(skill) for skill in task.skills) for task in bank.tasks)


def kept(fitted: Readout, bank: TaskBank) -> dict[str, Any]:
    """Return a read-out that was fitted on the tasks of a bank, by names, so that it outlives the curriculum."""
    return {
        "weights": dict(zip(FEATURES, _rounded(fitted.weights), strict=True)),
        "items": {
            task.id: _rounded(row) for task, row in zip(bank.tasks, fitted.items, strict=True) if row.any()
        },
        "skills": {
            skill: _rounded(row) for skill, row in zip(bank.graph.ids, fitted.skills, strict=True) if row.any()
        },
    }  # fmt: skip


def _rounded(numbers: Floats) -> list[float]:
    return [round(number, DIGITS) for number in numbers.tolist()]


def logit_of(p: Floats) -> Floats:
    """Return log(p/(1 − p)); chances of the model lie inside (0, 1)."""
    result: Floats = np.log(p / (1.0 - p))
    return result


@dataclass(frozen=True, slots=True, eq=False)
class Foresight:
    """The weights of FEATURES for each task of a bank, its own terms and those of its skills added to them."""

    bank: TaskBank
    weights: Floats
    doubt: Floats
    reader: Reader

    @staticmethod
    def of(names: Mapping[str, Any], bank: TaskBank) -> Foresight:
        """Make what `kept` returned ready for a bank; names that the curriculum no longer has are left out.

        Raises ValueError where it was fitted on other features than these.
        """
        found = names["weights"]
        if tuple(found) != FEATURES:
            raise ValueError("the read-out was fitted on other features")
        weights = np.tile(np.array([found[name] for name in FEATURES]), (len(bank.tasks), 1))
        at_item, at_skill = _columns(tuple(OF_ITEM)), _columns(tuple(OF_SKILL_TERMS))
        for row, task in enumerate(bank.tasks):
            weights[row, at_item] += np.array(names["items"].get(task.id, 0.0))
            for skill in task.skills:
                weights[row, at_skill] += np.array(names["skills"].get(skill, 0.0)) / len(task.skills)
        numbers = [tuple(skill_number(skill) for skill in task.skills) for task in bank.tasks]
        reader = Reader.of(numbers, [item_print(task.id) for task in bank.tasks])
        return Foresight(bank, weights, np.array([task.doubt for task in bank.tasks]), reader)

    def chances(self, seen: Outlook, traces: Traces) -> Floats:
        """Return P(right) of every task on the day of the outlook."""
        bank = self.bank
        carried = seen.covariance @ bank.mixes.T
        spread = np.einsum("us,su->u", bank.mixes, carried)[bank.mix]
        p = foreseen(bank, (bank.mixes @ seen.mean)[bank.mix], spread, 0.0).p
        rows = features(self.reader.read(traces, seen.day), logit=logit_of(p), spread=spread, doubt=self.doubt)
        result: Floats = 1.0 / (1.0 + np.exp(-np.clip(np.einsum("mf,mf->m", rows, self.weights), -14.0, 14.0)))
        return result


def _columns(names: Sequence[str]) -> list[int]:
    return [FEATURES.index(name) for name in names]
