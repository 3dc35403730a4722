"""What can be ordered about the tree: found, rename, move, merge (into an existing unit or a new one), split, dissolve,
hand over members. `planning` says which rows each order turns.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A unit to be founded under `parent` (None: at the top)."""

    unit: str
    name: str
    kind: str
    parent: str | None


@dataclass(frozen=True, slots=True)
class Found:
    """Found units; one that another is founded under comes first."""

    newcomers: tuple[Newcomer, ...]


@dataclass(frozen=True, slots=True)
class Rename:
    """Give a unit a new name; on earlier dates it keeps the old one."""

    unit: str
    name: str


@dataclass(frozen=True, slots=True)
class Move:
    """Put units, with all that hangs on them, under another one."""

    units: tuple[str, ...]
    parent: str | None


@dataclass(frozen=True, slots=True)
class Merge:
    """Let units go into `heir`; `newcomer` founds it in the same change."""

    units: tuple[str, ...]
    heir: str
    newcomer: Newcomer | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """What one new unit gets in a split; `people` None: whoever is left. `weight`: how many people it gets in all."""

    newcomer: Newcomer
    children: frozenset[str] = frozenset()
    people: frozenset[str] | None = frozenset()
    weight: int = 0


@dataclass(frozen=True, slots=True)
class Split:
    """Divide a unit. With `ends` it is gone afterwards; otherwise `stays` people remain with it."""

    unit: str
    parts: tuple[Part, ...]
    ends: bool
    stays: int = 0


@dataclass(frozen=True, slots=True)
class Dissolve:
    """End units. Members go to `members_to` (None: to no union), lower units to `children_to`.

    `heirs` are the shares in which old figures are carried on; by default all go with the members.
    """

    units: tuple[str, ...]
    members_to: str | None = None
    children_to: str | None = None
    heirs: Mapping[str, tuple[tuple[str, Fraction], ...]] | None = None


@dataclass(frozen=True, slots=True)
class HandOver:
    """Let people of a unit (None: all) belong to another one from now on."""

    unit: str
    heir: str
    people: frozenset[str] | None = None


Order = Found | Rename | Move | Merge | Split | Dissolve | HandOver
