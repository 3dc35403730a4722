"""Fitted items that the model takes in place of what their authors expect: which, from how many answers, when anew.

What answers say of an item comes as a posterior that leans on its author (`item_fit`), with its own uncertainty, which
the model takes too (`Task.doubt`). So few answers are no danger, but they would only stir; a set is therefore taken
over when it says something that the one before did not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from .evidence import Task
from .usage import ENOUGH

MOVED = 0.1  # assumed: logits of b, or of log a, below which nobody's next task changes
DIGITS = 3  # decided: as fine as counts are kept


@dataclass(frozen=True, slots=True)
class FittedItem:
    """What the answers say of an item in one `meaning`: difficulty with its sd `doubt`, scale a > 0."""

    meaning: int
    difficulty: float
    doubt: float
    scale: float


def is_usable(answers: int) -> bool:
    """Tell whether so many first answers without help may take the place of the author's word."""
    return answers >= ENOUGH


def is_news(before: Mapping[str, FittedItem], now: Mapping[str, FittedItem]) -> bool:
    """Tell whether a set says enough that the one before did not: an item more, another meaning, one that moved."""
    return any(_is_other(before.get(name), fitted) for name, fitted in now.items())


def _is_other(old: FittedItem | None, new: FittedItem) -> bool:
    if old is None or old.meaning != new.meaning:
        return True
    ratio = new.scale / old.scale
    return abs(new.difficulty - old.difficulty) > MOVED or max(ratio, 1.0 / ratio) > 1.0 + MOVED


def fitted_task(task: Task, fitted: FittedItem | None, meaning: int) -> Task:
    """Return the task as the answers say; as its author says where nothing is known of it in this meaning."""
    if fitted is None or fitted.meaning != meaning:
        return task
    return replace(task, difficulty=fitted.difficulty, discrimination=fitted.scale, doubt=fitted.doubt**2)
