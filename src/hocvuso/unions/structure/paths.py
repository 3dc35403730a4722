"""The derived paths: brought up to date for the subtree that a change touched, or rebuilt for the whole tree.

Both write the same rows. A path is the ids from the top down, 32 hex digits each, without separators: the order is
the same in every collation, and a subtree is `path <= x < path + "g"`.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence

from django.db import transaction

from hocvuso.core import tree
from hocvuso.core.tree import Link, Stretch
from hocvuso.unions.models import UnitLink, UnitPath
from hocvuso.unions.structure import excerpt

BATCH = 500


class TreeRing(Exception):
    """A unit would stand under itself."""


def refresh(units: Iterable[str]) -> int:
    """Derive anew where these units and everything that ever hung on them stand; return how many rows changed."""
    own = frozenset(units)
    touched = own | excerpt.below_ever(own)
    links = _links(touched)
    parents = {link.parent for link in links if link.parent is not None} - touched
    return _write(touched, tree.stretches(links, _stretches(parents)))


@transaction.atomic
def rebuild() -> None:
    """Derive every path from the links. Raises TreeRing when a unit stands under itself on some day."""
    links = [
        Link(unit.hex, parent.hex if parent else None, since, until)
        for unit, parent, since, until in UnitLink.objects.values_list("unit_id", "parent_id", "valid_from", "valid_to")
    ]
    found = tree.stretches(links)
    ringed = tree.in_rings(links, found)
    if ringed:
        raise TreeRing(min(ringed))
    UnitPath.objects.all().delete()
    UnitPath.objects.bulk_create(_rows(found), batch_size=BATCH)


def _links(units: Iterable[str]) -> list[Link]:
    found = []
    for part in _parts(units):
        rows = UnitLink.objects.filter(unit_id__in=part)
        for unit, parent, since, until in rows.values_list("unit_id", "parent_id", "valid_from", "valid_to"):
            found.append(Link(unit.hex, parent.hex if parent else None, since, until))
    return found


def _stretches(units: Iterable[str]) -> list[Stretch]:
    found = []
    for part in _parts(units):
        found += [
            Stretch(row.unit_id.hex, excerpt.steps(row.path), row.valid_from, row.valid_to)
            for row in UnitPath.objects.filter(unit_id__in=part)
        ]
    return found


def _write(units: frozenset[str], wanted: Sequence[Stretch]) -> int:
    """Bring the rows of these units to what is wanted; rows that stay are left alone."""
    missing = {(each.unit, "".join(each.path), each.since, each.until): each for each in wanted}
    wrong = []
    for part in _parts(units):
        wrong += [
            row.pk
            for row in UnitPath.objects.filter(unit_id__in=part)
            if missing.pop((row.unit_id.hex, row.path, row.valid_from, row.valid_to), None) is None
        ]
    for at in range(0, len(wrong), BATCH):
        UnitPath.objects.filter(pk__in=wrong[at : at + BATCH]).delete()
    UnitPath.objects.bulk_create(_rows(missing.values()), batch_size=BATCH)
    return len(wrong) + len(missing)


def _rows(found: Iterable[Stretch]) -> list[UnitPath]:
    return [
        UnitPath(unit_id=each.unit, path="".join(each.path), valid_from=each.since, valid_to=each.until)
        for each in found
    ]


def _parts(units: Iterable[str]) -> list[list[uuid.UUID]]:
    ids = [uuid.UUID(each) for each in units]
    return [ids[at : at + BATCH] for at in range(0, len(ids), BATCH)]
