"""Kinds of unit, and of territory, as data: which may stand under which, and in which years they exist."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

TOP = "top"  # in `under`: may stand at the top of a tree


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of unit; `names` are (Vietnamese, English), `until` is the first day on which none exists any more."""

    code: str
    names: tuple[str, str]
    under: frozenset[str]
    declares_headcount: bool = False
    is_inner: bool = False  # a part of a grassroots union, which goes with it
    since: date | None = None
    until: date | None = None

    def exists_on(self, day: date) -> bool:
        """Tell whether units of this kind exist on `day`."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


def may_stand(kinds: Mapping[str, Kind], kind: str, parent: str | None) -> bool:
    """Tell whether a unit of `kind` may stand under one of kind `parent` (None: at the top)."""
    return (TOP if parent is None else parent) in kinds[kind].under


def faults(kinds: Mapping[str, Kind], *, of_units: bool = True) -> list[str]:
    """Return what is wrong with a table of kinds, one sentence each; only units declare headcounts."""
    found = []
    for kind in kinds.values():
        unknown = sorted(kind.under - set(kinds) - {TOP})
        if unknown:
            found.append(f"{kind.code}: may stand under unknown kinds {', '.join(unknown)}")
        if not kind.under:
            found.append(f"{kind.code}: may stand nowhere")
        if kind.since and kind.until and kind.until <= kind.since:
            found.append(f"{kind.code}: ends before it begins")
    if not any(TOP in kind.under for kind in kinds.values()):
        found.append("no kind may stand at the top")
    if of_units and not any(kind.declares_headcount for kind in kinds.values()):
        found.append("no kind declares headcounts")
    return found
