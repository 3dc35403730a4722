"""Monthly returns going up as they were frozen, and the answers to them (and to erasures) coming back down."""

from __future__ import annotations

import uuid
from typing import Any

from hocvuso.core.exchange.envelope import RECEIPT, RETURN
from hocvuso.exchange import parts, writing
from hocvuso.exchange.kinds.contract import Came, Held
from hocvuso.exchange.models import ErasureAsked, Installation
from hocvuso.plumbing import clock
from hocvuso.reports.returns import travelling


class Returns:
    """What units say about a month; the top of the other side's tree is answered here, what is below it mirrored."""

    name = RETURN
    is_for_ended_units = False

    def enter(self, came: Came) -> None:
        """Keep each return where the month's tree has it."""
        for row in came.rows:
            try:
                travelling.arrive(came.unit, row, source=came.partner.name)
            except travelling.Unfit as problem:
                raise Held(f"return_{problem.why}", {"month": row["month"], "version": row["version"]}) from None

    def collect(self, partner: Installation) -> int:
        """Say what was handed in at the top that goes there, and below it."""
        if partner.side != "above" or partner.unit is None:
            return 0
        said = 0
        by_unit: dict[uuid.UUID, list[travelling.Travelling]] = {}
        for each in travelling.of_units(parts.units_of(partner)):
            by_unit.setdefault(each.unit, []).append(each)
        for unit, found in by_unit.items():
            rows = {f"{each.month:%Y-%m}": each.row(for_decision=unit == partner.unit) for each in found}
            said += writing.say_news(partner, found[0].code, RETURN, rows, unit=unit)
        return said


class Receipts:
    """What is said of what came: a return received, accepted, sent back; somebody erased."""

    name = RECEIPT
    is_for_ended_units = True

    def enter(self, came: Came) -> None:
        """Write the answers down where what they answer stands."""
        for row in came.rows:
            self._enter(came, row)

    def _enter(self, came: Came, row: Any) -> None:
        if row["of"] == "return":
            travelling.hear(came.unit, row, source=came.partner.name)
        elif row["of"] == "erasure":
            asked = ErasureAsked.objects.filter(installation=came.partner, person=uuid.UUID(row["person"]))
            asked.filter(done_at=None).update(done_at=clock.now())
        elif row["of"] == "back":
            parts.sent_back(came.partner, came.subject, row)

    def collect(self, partner: Installation) -> int:
        """Answer for the unit at the top of the other side: it is the one that hands in here."""
        if partner.side != "below" or partner.unit is None:
            return 0
        said = travelling.said_of([partner.unit])
        rows = {f"return {each.month:%Y-%m}": each.row() for each in said}
        code = parts.code_of(partner.unit)
        return writing.say_news(partner, code, RECEIPT, rows, unit=partner.unit) if rows else 0
