"""Whether territories are still as an official saw them when he was asked whether to go on.

A territory has no counter of its own: each change that concerns it is kept, and each undoing stands in that change.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping

from django.db.models import Count
from django.db.models.functions import Coalesce

from hocvuso.core import structure
from hocvuso.core.structure import Turn
from hocvuso.unions.models import StructureTerritory
from hocvuso.unions.structure.changes import ChangedMeanwhile


def seen(turns: Iterable[Turn]) -> dict[uuid.UUID, int]:
    """Return the version of each territory that an order turns or leans on; new ones have 0."""
    changed, leans = structure.touched(turns)
    return _versions([uuid.UUID(each) for each in changed | leans])


def look_again(versions: Mapping[uuid.UUID, int]) -> None:
    """Raise ChangedMeanwhile when a territory is no longer as the official saw it."""
    now = _versions(versions)
    changed = [each for each, version in versions.items() if now[each] != version]
    if changed:
        rows = StructureTerritory.objects.filter(territory__in=changed).select_related("change")
        last = rows.annotate(at=Coalesce("change__undone_at", "change__entered_at")).order_by("-at")[0]
        by = last.change.undone_by if last.change.undone_at else last.change.entered_by
        raise ChangedMeanwhile(last.territory, by, last.change.undone_at or last.change.entered_at)


def _versions(territories: Iterable[uuid.UUID]) -> dict[uuid.UUID, int]:
    ids = list(territories)
    rows = StructureTerritory.objects.filter(territory__in=ids).values_list("territory")
    counted = rows.annotate(entered=Count("id"), undone=Count("change__undone_at")).order_by()
    found = {territory: entered + undone for territory, entered, undone in counted}
    return {each: found.get(each, 0) for each in ids}
