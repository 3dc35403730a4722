"""Which facts read otherwise in one curriculum than in another, and what leans on them. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .content import Curriculum, Fact
from .expiry import Uses, uses_of_facts

ADDED, CHANGED, REMOVED = "added", "changed", "removed"


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact before and after; `updated` are those of its steps that say in an update what changed."""

    id: str
    how: str  # added changed removed
    old: str
    new: str
    uses: Uses
    updated: tuple[str, ...] = ()

    @property
    def silent(self) -> tuple[str, ...]:
        """Steps that use it and tell nobody who learnt them before."""
        return tuple(step for step in self.uses.steps if step not in self.updated) if self.how == CHANGED else ()


def fact_changes(before: Mapping[str, Fact], after: Curriculum) -> list[FactChange]:
    """Return what reads otherwise, by id. A new day of a check alone changes nothing for whoever learnt it."""
    leaning = uses_of_facts(after)
    found = []
    for name in sorted({*before, *after.facts}):
        old, new = before.get(name), after.facts.get(name)
        if old is not None and new is not None and _all_words(old) == _all_words(new):
            continue
        how = ADDED if old is None else REMOVED if new is None else CHANGED
        uses = leaning.get(name, Uses())
        updated = tuple(step for step in uses.steps if any(one.fact in ("", name) for one in after.steps[step].updates))
        found.append(FactChange(name, how, words_of(old), words_of(new), uses, updated))
    return found


def _all_words(fact: Fact) -> tuple[str, ...]:
    return (fact.claim, fact.show, fact.fallback, fact.spoken)


def words_of(fact: Fact | None) -> str:
    """Return what a fact says: to a learner, else to an author."""
    return "" if fact is None else fact.show or fact.claim
