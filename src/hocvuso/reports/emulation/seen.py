"""Which drive an official looks at from his desk, and what he may do there and see of it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from hocvuso.emulation import queries
from hocvuso.emulation.queries import Drive
from hocvuso.programmes.actions import Signer
from hocvuso.reports.views.desk import Desk, no_right
from hocvuso.unions import access
from hocvuso.unions import queries as unions


@dataclass(frozen=True, slots=True)
class Seen:
    """A drive at a desk. `is_own`: its unit is that of the desk or below; else the desk stands below it.

    `may_sign`: for the unit that began it. `names`: single persons may be shown; never to the employer's side.
    """

    row: Drive
    desk: Desk
    is_own: bool
    may_sign: bool
    names: bool

    @property
    def units(self) -> set[uuid.UUID] | None:
        """The units whose people are counted for this desk; None: all of the drive."""
        if self.is_own:
            return None
        return set(unions.subtree_ids(self.desk.unit.id, self.desk.day))

    @property
    def signer(self) -> Signer:
        """Who acts at this desk."""
        return Signer(self.desk.viewer, self.desk.name)

    def shown(self, count: int) -> int | None:
        """Return a count of people as every desk sees it: None where so few would point at single ones."""
        return None if access.is_hidden(count) else count


def look(desk: Desk, number: uuid.UUID) -> Seen | None:
    """Return a drive as this desk sees it, None where it does not concern the desk."""
    row = queries.one(number)
    if row is None:
        return None
    is_own = unions.subtree_ids(desk.unit.id, desk.day).filter(unit_id=row.unit_id).exists()
    is_above = not is_own and row.published_at is not None and row.removed_at is None
    if not is_own and not (is_above and any(each.pk == number for each in queries.above(desk.unit.id, desk.day))):
        return None
    may_sign = is_own and access.may_act_for(desk.viewer, row.unit_id, desk.day)
    employer = any(access.stands_for_employer(desk.viewer, each, desk.day) for each in {desk.unit.id, row.unit_id})
    return Seen(row, desk, is_own, may_sign, desk.sees_names and not employer)


Page = Callable[..., HttpResponse]


def on_drive(page: Page) -> Page:
    """Give a page the drive of its address as this desk sees it; any other is not in the official's charge."""

    @wraps(page)
    def found(request: HttpRequest, desk: Desk, number: uuid.UUID, **parts: Any) -> HttpResponse:
        seen = look(desk, number)
        return page(request, seen, **parts) if seen is not None else no_right(request, has_role=True)

    return found


def for_signers(page: Page) -> Page:
    """The same, only for whoever signs for the unit that began the drive."""

    @on_drive
    @wraps(page)
    def signing(request: HttpRequest, seen: Seen, **parts: Any) -> HttpResponse:
        return page(request, seen, **parts) if seen.may_sign else no_right(request, has_role=True)

    return signing
