"""One thing that is wrong in a content folder, said so that an author can mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, where, and what is expected, in Vietnamese; `code` is stable for machines."""

    file: str  # relative to the content folder, with forward slashes
    line: int  # 1-based; 0 when the file as a whole is meant
    what: str
    expected: str
    severity: Severity = "error"
    code: str = ""


def is_broken(problems: Iterable[Problem]) -> bool:
    """Tell whether one of the problems is an error."""
    return any(problem.severity == "error" for problem in problems)
