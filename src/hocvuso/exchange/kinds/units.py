"""Changes of the tree: told with their paper, never carried out here by themselves.

A change that is here already, under the same order or by its effect, is entered silently; any other waits for a person.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from hocvuso.core.exchange.envelope import UNIT
from hocvuso.exchange import parts, writing
from hocvuso.exchange.kinds.contract import Came, Held
from hocvuso.exchange.models import Installation
from hocvuso.unions.actions import ChangedMeanwhile, Refused
from hocvuso.unions.structure import again, travelling, wording

AGAIN, ELSE, LEAVE = "lam-theo", "da-lam", "khong"


class Units:
    """Founded, renamed, moved, merged, divided, dissolved, handed over; and taken back."""

    name = UNIT
    is_for_ended_units = True

    def enter(self, came: Came) -> None:
        """Find each change here, or carry it out once a person said so."""
        for row in came.rows:
            self._enter(came, row)

    def _enter(self, came: Came, row: Any) -> None:
        if came.choice in (ELSE, LEAVE) or travelling.is_here(row):
            return
        if came.choice != AGAIN:
            raise Held("change", {"change": row, "may_do": again.may_be_done(row)})
        try:
            again.do_again(row, by=came.by)
        except (Refused, ChangedMeanwhile) as problem:
            raise Held("change_refused", {"change": row, "detail": wording.sentence(problem)[:200]}) from None

    def collect(self, partner: Installation) -> int:
        """Say what was decided about the units of this partner since we were paired, each change once."""
        if partner.paired_at is None:
            return 0
        units = parts.units_of(partner)
        by_unit: dict[str, dict[str, Any]] = defaultdict(dict)
        for row in travelling.changes_of(units, partner.paired_at):
            by_unit[travelling.about(row)][row["key"]] = row
        codes = {code: unit for unit, code in parts.codes(units).items()}
        return sum(
            writing.say_news(partner, code, UNIT, rows, unit=codes.get(code)) for code, rows in by_unit.items() if code
        )
