"""Finds the ready reports: each module of this folder that has a DEFINITION."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from hocvuso.reports import definitions
from hocvuso.reports.definitions.shape import Definition


@cache
def all_of_them() -> tuple[Definition, ...]:
    """Return every ready report in the order of its file's name."""
    names = sorted(module.name for module in pkgutil.iter_modules(definitions.__path__))
    found = (importlib.import_module(f"{definitions.__name__}.{name}") for name in names)
    return tuple(module.DEFINITION for module in found if hasattr(module, "DEFINITION"))


def named(name: str) -> Definition | None:
    """Return the report of that name, or None."""
    return next((each for each in all_of_them() if each.name == name), None)
