"""catsim, an adaptive test in Python: maximum information and ability by numerical maximum likelihood."""

from __future__ import annotations

import importlib
import importlib.util
import math
from typing import Any

import numpy as np

from hocvuso.core.bank import TaskBank

MISSING = (
    "Không có catsim để so sánh. Cài bằng: pip install --require-hashes -r requirements-peers.lock "
    "(nên ở một môi trường riêng)."
)


def missing() -> str:
    """Return what to install for the peer, "" when it is here."""
    return "" if importlib.util.find_spec("catsim") else MISSING


class CatsimBank:
    """A bank of items as catsim wants it: a, b, c, d."""

    def __init__(self, bank: TaskBank) -> None:
        self.items = np.column_stack((bank.discrimination, bank.difficulty, bank.guess, bank.sure))
        self.bank = importlib.import_module("catsim.item_bank").ItemBank(self.items)
        self.information: Any = importlib.import_module("catsim.irt").inf
        self.selector = importlib.import_module("catsim.selection").MaxInfoSelector()
        self.estimator = importlib.import_module("catsim.estimation").NumericalSearchEstimator()


class Catsim:
    """One test by catsim; begins at the mean ability of the world."""

    def __init__(self, of: CatsimBank) -> None:
        self.of, self.ability = of, 0.0
        self.asked: list[int] = []
        self.right: list[bool] = []

    def choose(self) -> int:
        """Return the row of the next item."""
        return int(
            self.of.selector.select(item_bank=self.of.bank, administered_items=self.asked, est_theta=self.ability)
        )

    def learn(self, row: int, right: bool) -> None:
        """Take in an answer."""
        self.asked.append(row)
        self.right.append(right)
        self.ability = float(
            self.of.estimator.estimate(
                item_bank=self.of.bank,
                administered_items=self.asked,
                response_vector=self.right,
                est_theta=self.ability,
            )
        )

    def estimate(self) -> tuple[float, float]:
        """Return the ability and its standard error, 1/√information."""
        a, b, c, d = self.of.items[self.asked].T
        return self.ability, 1.0 / math.sqrt(float(np.sum(self.of.information(self.ability, a, b, c, d))) or 1e-12)
