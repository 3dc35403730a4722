"""A reorganisation as one list of orders, so that it can be replayed: that of 1 July 2025 is its occasion.

The district level ended, unions of communes and wards were set up by the province, grassroots unions were assigned to
them or put directly under the province, those of state-funded bodies were dissolved. Each decision is a recorded change
of its own; old figures go on along the shares in which a district's members were divided.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from django.db import transaction

from hocvuso.core.succession import shares
from hocvuso.unions.models import Membership, UnitLink
from hocvuso.unions.queries import in_force
from hocvuso.unions.structure import verbs
from hocvuso.unions.structure.changes import Decree

REFORM_DAY = date(2025, 7, 1)


@dataclass(frozen=True, slots=True)
class Reorganisation:
    """What is to become of one province.

    `communes`: the new unions; `assigned`: grassroots union → code of one of these; `direct`: grassroots unions that
    come to stand under the province; `dissolved`: those that end, their members in no union; `ending`: the district
    federations, which must be empty then.
    """

    province: uuid.UUID
    communes: Sequence[verbs.NewUnit]
    assigned: Mapping[uuid.UUID, str]
    direct: Sequence[uuid.UUID]
    dissolved: Sequence[uuid.UUID]
    ending: Sequence[uuid.UUID]
    on: date = REFORM_DAY
    numbered: str = "QĐ-LĐLĐ"
    decree: Decree = field(default_factory=Decree)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many changes it took, and what became of the units."""

    communes: Mapping[str, uuid.UUID]
    changes: int
    moved: int
    dissolved: int


@transaction.atomic
def reorganise(wanted: Reorganisation) -> Outcome:
    """Carry a reorganisation out, all or nothing. Raises Refused with the reason.

    Replayed with the same `decree.key` it changes nothing.
    """
    run = _Run(wanted)
    heirs = _heirs(wanted)
    communes = verbs.found_many(wanted.communes, on=wanted.on, decree=run.decree())
    for code, unit in communes.items():
        units = [each for each, to in wanted.assigned.items() if to == code]
        if units:
            verbs.move(units, unit, on=wanted.on, decree=run.decree())
    if wanted.direct:
        verbs.move(wanted.direct, wanted.province, on=wanted.on, decree=run.decree())
    if wanted.dissolved:
        verbs.dissolve(wanted.dissolved, on=wanted.on, decree=run.decree())
    if wanted.ending:
        named = {
            unit: {communes.get(heir, wanted.province): share for heir, share in rows.items() if heir is not None}
            for unit, rows in heirs.items()
        }
        verbs.dissolve(wanted.ending, on=wanted.on, heirs=named, decree=run.decree())
    moved = len(wanted.assigned) + len(wanted.direct)
    return Outcome(communes, run.number, moved, len(wanted.dissolved))


PROVINCE = ""  # stands for the province among the codes of communes


def _heirs(wanted: Reorganisation) -> dict[uuid.UUID, dict[str | None, Fraction]]:
    """Return for each district the shares of those that take its members over; None: in no union."""
    goes: dict[uuid.UUID, str | None] = dict(wanted.assigned)
    goes |= dict.fromkeys(wanted.direct, PROVINCE)
    goes |= dict.fromkeys(wanted.dissolved)
    people: dict[uuid.UUID, Counter[str | None]] = {unit: Counter() for unit in wanted.ending}
    members = Counter(
        Membership.objects.filter(in_force(wanted.on), unit_id__in=list(goes)).values_list("unit_id", flat=True)
    )
    links = UnitLink.objects.filter(in_force(wanted.on), unit_id__in=list(goes), parent_id__in=list(people))
    for unit, parent in links.values_list("unit_id", "parent_id"):
        if parent is not None:
            people[parent][goes[unit]] += members[unit]
    return {unit: shares(counted) for unit, counted in people.items() if counted}


class _Run:
    """Gives each decision of a reorganisation its own number and key."""

    def __init__(self, wanted: Reorganisation) -> None:
        self.wanted, self.number = wanted, 0

    def decree(self) -> Decree:
        """Return the paper of the next decision."""
        self.number += 1
        given = self.wanted.decree
        key = f"{given.key}-{self.number}" if given.key else ""
        return replace(given, key=key, decision=given.decision or f"{self.number}/{self.wanted.numbered}")
