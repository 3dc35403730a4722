"""The rules of good writing, run over a content folder: `check_folder` reads it and checks everything."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from hocvuso.curriculum.checks import (
    alike,
    coverage,
    danger,
    facts,
    guides,
    items,
    messages,
    pictures,
    steps,
    style,
    updates,
)  # fmt: skip
from hocvuso.curriculum.parse import Library, Problem, Reading, in_order, read_folder

Check = Callable[[Library], Iterable[Problem]]

#: Checks that need nothing but the library; one line each.
CHECKS: tuple[Check, ...] = (steps.check, items.check, pictures.check, danger.check, style.check, alike.check)


def lint(library: Library, *, today: date, complete: bool = False) -> list[Problem]:
    """Return everything that the rules of writing find; `today` is a Vietnamese calendar day."""
    problems = [problem for check in CHECKS for problem in check(library)]
    problems += facts.check(library, today)
    problems += updates.check(library, today)
    if complete:
        problems += [*coverage.check(library), *pictures.missing(library)]
    return problems


def check_folder(path: Path, *, today: date, complete: bool = False, local: Path | None = None) -> Reading:
    """Return `path` as read, with every error and warning of structure and of writing; `local` stands beside it."""
    reading = read_folder(path, local)
    found = lint(reading.library, today=today, complete=complete)
    found += messages.check(path)
    if complete:
        found += guides.coverage(reading.guides)
    return replace(reading, problems=in_order([*reading.problems, *found]))
