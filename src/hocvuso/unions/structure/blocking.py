"""What stands in the way of an undo: later changes that turned the same rows or lean on what the change founded."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet

from hocvuso.core import structure
from hocvuso.core.structure import Turn
from hocvuso.unions.models import StructureChange, StructureRow, StructureTerritory, StructureUnit


class StandsOn(Exception):
    """Later changes stand on this one; `later` are their ids, the newest first."""

    def __init__(self, later: tuple[uuid.UUID, ...]) -> None:
        super().__init__(", ".join(map(str, later)))
        self.later = later


class InUse(Exception):
    """A unit that the change founded is in use: people, roles, headcounts or reports hang on it."""

    def __init__(self, unit: uuid.UUID, name: str) -> None:
        super().__init__(name)
        self.unit, self.name = unit, name


class Settled(InUse):
    """Figures of a closed period hang on a unit that the change founded; they stay for good."""


def blockers(change: StructureChange, turns: Iterable[Turn]) -> tuple[uuid.UUID, ...]:
    """Return the later changes that turned the same rows, or that lean on what this one founded."""
    own = StructureRow.objects.filter(change=change, table=OuterRef("table"), key=OuterRef("key"))
    rows = StructureRow.objects.filter(Exists(own), change__in=later(change)).values_list("change_id", flat=True)
    founded = [uuid.UUID(each) for each in structure.founded(turns)]
    units = StructureUnit.objects.filter(change__in=later(change), unit__in=founded)
    territories = StructureTerritory.objects.filter(change__in=later(change), territory__in=founded)
    leaning = {*units.values_list("change_id", flat=True), *territories.values_list("change_id", flat=True)}
    return newest_first({*rows.distinct(), *leaning})


def newest_first(changes: Iterable[uuid.UUID]) -> tuple[uuid.UUID, ...]:
    """Return these changes, that which was entered last first."""
    found = StructureChange.objects.filter(id__in=list(changes)).order_by("-number")
    return tuple(found.values_list("id", flat=True))


def later(change: StructureChange) -> QuerySet[StructureChange, StructureChange]:
    """Return the changes that were entered after this one and hold."""
    return StructureChange.objects.filter(number__gt=change.number, undone_at=None)
