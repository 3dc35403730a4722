"""Measures of a score that tells two kinds apart."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_FALSE_ALARMS = 0.02  # design


def false_alarm_bar(scores: NDArray[np.float64], truth: NDArray[np.bool_]) -> float:
    """Return the score above which two per cent of the honest ones lie."""
    honest = np.sort(scores[~truth])[::-1]
    return float(honest[int(_FALSE_ALARMS * len(honest))])


def measures(scores: NDArray[np.float64], truth: NDArray[np.bool_]) -> dict[str, float]:
    """Return AUROC (ties count half) and recall at two per cent false alarms."""
    scams, honest = scores[truth], np.sort(scores[~truth])
    below = np.searchsorted(honest, scams, "left") + np.searchsorted(honest, scams, "right")
    return {
        "auroc": round(float(below.mean() / 2 / len(honest)), 4),
        "recall_at_2": round(float((scams > false_alarm_bar(scores, truth)).mean()), 4),
    }
