"""What a unit declares about itself: dated, signed, with proof where proof is asked for."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from hocvuso.core import vntext
from hocvuso.plumbing import audit, changes, clock
from hocvuso.reports import connection
from hocvuso.reports.models import UnitFact

DEVICES = "devices"  # production here uses smart devices, so the skill of using them is asked for
SOFTWARE = "software"  # the unit keeps its data in other member software, connected as the target asks
# Its data reached the union above, or the local authority, on a way that this system does not see: a file, a portal.
HIGHER, AUTHORITY = connection.HIGHER, connection.AUTHORITY
PROVEN = frozenset({SOFTWARE, HIGHER, AUTHORITY})  # declared with proof, until the end of the quarter
LONGEST_PROOF = 200


class NoProof(ValueError):
    """A unit that says it is connected on another way must say by what that can be seen."""


@dataclass(frozen=True, slots=True)
class Said:
    """The newest word of a unit about a fact."""

    value: bool
    proof: str
    since: date
    until: date | None
    signed_name: str


def declare(unit: uuid.UUID, fact: str, *, value: bool, proof: str, on: date, by: uuid.UUID, name: str) -> None:
    """Declare a fact from `on`; said twice it is one word, and a later word ends the earlier one.

    What takes proof holds until the end of the quarter, like a confirmed list. Raises NoProof.
    """
    proof = vntext.clean(proof)[:LONGEST_PROOF]
    if fact in PROVEN and value and not proof:
        raise NoProof(
            _("Say which software it is and by what it can be seen: a receipt, a decision number.")
            if fact == SOFTWARE
            else _("Write the number and the day of the receipt, and who gave it.")
        )
    until = connection.quarter(on)[1] if fact in PROVEN and value else None
    said = newest(unit, fact, on)
    if said is not None and (said.value, said.proof, said.until) == (value, proof, until):
        return
    with transaction.atomic():
        same = UnitFact.objects.filter(unit_id=unit, fact=fact)
        same.filter(valid_from__gte=on).delete()
        same.filter(_in_force(on)).update(valid_to=on)
        UnitFact.objects.create(
            unit_id=unit, fact=fact, value=value, proof=proof, valid_from=on, valid_to=until, signed_name=name,
            signed_by=by, signed_at=clock.now(),
        )  # fmt: skip
        changes.tell(changes.UNITS, [unit])
        audit.record("declare fact", actor=by, what=f"{unit} {fact}", facts={"value": value})


def newest(unit: uuid.UUID, fact: str, day: date) -> Said | None:
    """Return what a unit says of a fact on a day, or None while it has said nothing."""
    row = UnitFact.objects.filter(_in_force(day), unit_id=unit, fact=fact).order_by("-valid_from", "-id").first()
    return Said(row.value, row.proof, row.valid_from, row.valid_to, row.signed_name) if row else None


def units_that_say(fact: str, day: date) -> frozenset[str]:
    """Return the units (32 hex digits) that say yes to a fact on a day."""
    rows = UnitFact.objects.filter(_in_force(day), fact=fact, value=True).values_list("unit_id", flat=True)
    return frozenset(unit.hex for unit in rows)


def proven(units: Collection[uuid.UUID], day: date) -> dict[str, dict[uuid.UUID, bool]]:
    """Answer for the units that have declared, with proof, a receipt, or software that works in place of this one."""
    rows = UnitFact.objects.filter(_in_force(day), fact__in=PROVEN, value=True).values_list("unit_id", "fact")
    asked = set(units)
    found: dict[str, dict[uuid.UUID, bool]] = {connection.ROSTER: {}, HIGHER: {}, AUTHORITY: {}}
    for unit, fact in rows:
        if unit in asked:
            for each in found if fact == SOFTWARE else (fact,):
                found[each][unit] = True
    return found


def register() -> None:
    """Let what was declared with proof answer; the unit's own page is where it is declared."""
    connection.register(proven, pages={AUTHORITY: "units"})


def _in_force(day: date) -> Q:
    return Q(valid_from__lte=day) & (Q(valid_to__gt=day) | Q(valid_to=None))
