"""A certificate as it is printed and as anybody with its code sees it: nothing but what stands on the paper."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hocvuso.core.certificate import REPLACED, VALID

# Letters from which a line is set smaller; measured on A4 across with Vietnamese capitals of full width.
LONG, VERY_LONG = 26, 44
LONG_WHAT, VERY_LONG_WHAT = 30, 84
DENSE = 480  # letters on the whole paper from which everything is set smaller


@dataclass(frozen=True, slots=True)
class Paper:
    """One certificate. `standing` is as in core.certificate; `newer` the code of the one that replaced it."""

    code: str
    unit: str
    opening: str
    names: tuple[str, ...]
    sentence: str
    what: str
    on: date
    details: tuple[str, ...] = ()
    others: int = 0  # people who stand on it without a name
    until: date | None = None
    signed: str = ""
    decision: str = ""
    is_proctored: bool | None = None  # None: no exam belongs to this kind
    standing: str = VALID
    ended_on: date | None = None
    newer: str = ""
    kind: str = ""
    id: uuid.UUID | None = None

    @property
    def is_valid(self) -> bool:
        """Whether it holds."""
        return self.standing == VALID

    @property
    def is_replaced(self) -> bool:
        """Whether a newer one stands in its place."""
        return self.standing == REPLACED

    @property
    def name_size(self) -> str:
        """How large the names are set."""
        return "many" if len(self.names) > 2 else _size(self.names, LONG, VERY_LONG)

    @property
    def what_size(self) -> str:
        """How large it is set for what it is."""
        return _size((self.what,), LONG_WHAT, VERY_LONG_WHAT)

    @property
    def is_dense(self) -> bool:
        """Whether there is so much on it that all of it is set smaller."""
        return sum(map(len, (self.unit, *self.names, self.sentence, self.what, *self.details))) > DENSE


def _size(lines: Sequence[str], long: int, very: int) -> str:
    longest = max((len(line) for line in lines), default=0)
    return "tiny" if longest > very else "long" if longest > long else ""
