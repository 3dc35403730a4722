"""Who acts on a return: whoever signs for its unit, and for the unit above it on the day of the return.

A unit may have been merged or dissolved since; then the nearest unit above it that still stands acts in its place,
so that no return is left without anybody.
"""

from __future__ import annotations

import uuid
from datetime import date

from hocvuso.core.returns import last_day
from hocvuso.reports.models import Return
from hocvuso.unions import access
from hocvuso.unions import queries as unions


def may_send(viewer: uuid.UUID, row: Return, today: date) -> bool:
    """Tell whether `viewer` may correct, confirm, withdraw and adjust this return today."""
    return _acts(viewer, row.unit_id, row, today)


def may_receive(viewer: uuid.UUID, row: Return, today: date) -> bool:
    """Tell whether `viewer` may accept this return or send it back today."""
    return row.parent_id is not None and _acts(viewer, row.parent_id, row, today)


def may_read(unit: uuid.UUID, row: Return) -> bool:
    """Tell whether a return belongs to what somebody with a desk at `unit` sees: the subtree of the return's day."""
    if unit in (row.unit_id, row.parent_id):
        return True
    return unions.subtree_ids(unit, last_day(row.month)).filter(unit_id=row.unit_id).exists()


def _acts(viewer: uuid.UUID, unit: uuid.UUID, row: Return, today: date) -> bool:
    return access.may_act_for(viewer, standing(unit, last_day(row.month), today), today)


def standing(unit: uuid.UUID, tree_day: date, today: date) -> uuid.UUID:
    """Return the unit itself, or the nearest one above it on `tree_day` that still stands today."""
    at: uuid.UUID | None = unit
    while at is not None and at not in unions.parents_on(today, [at]):
        at = unions.parents_on(tree_day, [at]).get(at)
    return at or unit
