"""What a kind of envelope offers, and how rows may be refused. Nothing here knows any kind."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from hocvuso.exchange.models import Installation

Row = Mapping[str, Any]


class Held(Exception):
    """These rows cannot be entered before a person decides; `why` stands in `words`, `facts` are shown."""

    def __init__(self, why: str, facts: Mapping[str, Any] | None = None) -> None:
        super().__init__(why)
        self.why, self.facts = why, dict(facts or {})


@dataclass(frozen=True, slots=True)
class Came:
    """Rows as a kind enters them: from whom, about which unit of ours, with what a person chose ("" for nothing)."""

    partner: Installation
    subject: str
    unit: uuid.UUID
    rows: Sequence[Row]
    choice: str = ""
    by: uuid.UUID | None = None


class Kind(Protocol):
    """One kind of envelope."""

    name: str
    is_for_ended_units: bool  # may concern a unit that does not stand any more

    def enter(self, came: Came) -> None:
        """Enter rows, in the transaction that marks them as entered; repeated it changes nothing. Raises Held."""

    def collect(self, partner: Installation) -> int:
        """Say what is new for a partner; return how many rows that were."""
