"""Look-ups for counting thousands of units and persons in one go: ids as text, days as numbers, paths of whole trees.

Other rooms find them in `queries`, where the look-ups of single units and persons stand.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet, Value

from hocvuso.plumbing import raw
from hocvuso.plumbing.raw import DayNumber, text_id
from hocvuso.unions import kinds as unit_kinds
from hocvuso.unions.models import Employment, FullTime, Headcount, Membership, Unit, UnitLink, UnitPath

Ids = QuerySet[Any, Any]
# Sorts after every hex digit, in every collation: paths hold hex digits only.
AFTER_HEX = "g"
AT_ONCE = 10_000  # ids in one statement; SQLite takes 32,766


def in_force(day: date) -> Q:
    """Return the condition that a dated fact holds on `day`."""
    return Q(valid_from__lte=day) & (Q(valid_to__gt=day) | Q(valid_to=None))


def stayed_ids(unit_ids: Iterable[uuid.UUID]) -> Ids:
    """Return the ids of everybody who has ever been a member of or worked at one of the units, or will."""
    units = list(unit_ids)
    members = Membership.objects.filter(unit_id__in=units).values_list("person_id", flat=True)
    return members.union(Employment.objects.filter(unit_id__in=units).values_list("person_id", flat=True))


def units_stayed(person_ids: Iterable[uuid.UUID] | Ids) -> set[uuid.UUID]:
    """Return every unit to which one of the persons belongs, has belonged or will belong."""
    found: set[uuid.UUID] = set()
    parts: list[Any] = [person_ids]  # a statement nests into another
    if not isinstance(person_ids, QuerySet):
        ids = list(person_ids)
        parts = [ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE)]
    for part in parts:
        for model in (Membership, Employment):
            rows = model.objects.filter(person_id__in=part)
            found.update(rows.values_list("unit_id", flat=True).distinct())
    return found


def stays(persons: Ids | None) -> tuple[Ids, Ids]:
    """Return (person, unit, audience, first day, day after the last) of every stay, memberships with an empty audience.

    Of these persons or (None) of all; in the order in which the stays were written down. For counting many: ids as
    text, days as numbers.
    """

    def of(model: type[Employment] | type[Membership], audience: Any) -> Ids:
        rows = model.objects.all() if persons is None else model.objects.filter(person_id__in=persons)
        days = DayNumber("valid_from"), DayNumber("valid_to")
        return (
            rows.order_by("id").annotate(of=audience).values_list(text_id("person_id"), text_id("unit_id"), "of", *days)
        )

    return of(Employment, F("audience")), of(Membership, Value(""))


def full_time(persons: Ids | None) -> Ids:
    """Return (person, first day, day after the last) of full-time work for any union, as `stays` gives them."""
    rows = FullTime.objects.all() if persons is None else FullTime.objects.filter(person_id__in=persons)
    return rows.order_by("id").values_list(text_id("person_id"), DayNumber("valid_from"), DayNumber("valid_to"))


def existing(unit_ids: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Return which of these units there are; the others have been taken away with the demonstration."""
    found: set[uuid.UUID] = set()
    ids = list(unit_ids)
    for start in range(0, len(ids), AT_ONCE):
        found.update(Unit.objects.filter(id__in=ids[start : start + AT_ONCE]).values_list("id", flat=True))
    return found


def leaf_paths(unit_id: uuid.UUID | None, day: date) -> list[str]:
    """Return the paths of the grassroots unions that stood on `day` under a unit (itself included) or anywhere.

    A path is the ids from the top down to the unit itself, 32 hex digits each.
    """
    paths = UnitPath.objects.filter(in_force(day)) if unit_id is None else paths_under(unit_id, day)
    return raw.column(paths.filter(unit__kind__in=unit_kinds.declaring()).values_list("path"))


def paths_under(unit_id: uuid.UUID, day: date) -> QuerySet[UnitPath]:
    """Return the paths of a unit and of everything under it on `day`."""
    top = path_of(unit_id, day)
    rows = UnitPath.objects.filter(in_force(day))
    return rows.filter(path__gte=top, path__lt=top + AFTER_HEX) if top else rows.none()


def grassroots_besides(units: Ids, others: Ids, day: date) -> Ids:
    """Return the ids of the grassroots unions of `units` on `day` that are not in `others`, in alphabetical order.

    A query set: count it, cut a page out of it. Nothing is loaded before.
    """
    there = Q(founded_on__lte=day) & (Q(dissolved_on__gt=day) | Q(dissolved_on=None))
    found = Unit.objects.filter(there, kind__in=unit_kinds.declaring(), id__in=units).exclude(id__in=others)
    return found.order_by("sort_key", "code").values_list("id", flat=True)


def all_paths(day: date) -> list[str]:
    """Return the paths of all units that stood on `day`, grassroots or not."""
    return list(UnitPath.objects.filter(in_force(day)).values_list("path", flat=True))


def declarations(audience: str, day: date, unit_ids: Sequence[uuid.UUID] | None) -> dict[str, tuple[int, date]]:
    """Return (count, first day) of the headcounts in force on `day`, by the 32 hex digits of the unit.

    Of these units or (None) of all. For sums over thousands of units; who signed is left out.
    """
    rows = Headcount.objects.filter(in_force(day), audience=audience)
    rows = rows if unit_ids is None else rows.filter(unit_id__in=unit_ids)
    found = rows.order_by("valid_from", "id").values_list(text_id("unit_id"), "count", "valid_from")
    return {unit.replace("-", ""): (count, since) for unit, count, since in found}


def path_of(unit_id: uuid.UUID, day: date) -> str:
    """Return the path of one unit on `day`, or nothing when it did not stand then."""
    return UnitPath.objects.filter(in_force(day), unit_id=unit_id).values_list("path", flat=True).first() or ""


def parents_on(day: date, unit_ids: Iterable[uuid.UUID] | None = None) -> dict[uuid.UUID, uuid.UUID | None]:
    """Return the unit directly above each unit that stood in the tree on `day` (None: it stood at the top).

    Units that did not stand that day are absent. Without `unit_ids` the whole tree of that day.
    """
    rows = UnitLink.objects.filter(in_force(day))
    if unit_ids is not None:
        rows = rows.filter(unit_id__in=list(unit_ids))
    return dict(rows.values_list("unit_id", "parent_id"))


def invented_ids() -> set[uuid.UUID]:
    """Return the units of the demonstration."""
    return set(Unit.objects.filter(is_demo=True).values_list("id", flat=True))


def kinds(unit_ids: Iterable[uuid.UUID] | None = None) -> dict[uuid.UUID, str]:
    """Return the kind of each unit; without `unit_ids` of all."""
    rows = Unit.objects.all() if unit_ids is None else Unit.objects.filter(id__in=list(unit_ids))
    return dict(rows.values_list("id", "kind"))
