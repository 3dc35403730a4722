"""Numbers that stand for names while answers are counted, so that counting handles whole numbers only."""

from __future__ import annotations

from dataclasses import dataclass, field

from hocvuso.core.item_cells import COHORTS


@dataclass(slots=True)
class Codes:
    """Numbers for (question, meaning) and for cohorts, in the order in which they come."""

    items: dict[tuple[str, int], int] = field(default_factory=dict)
    cohorts: dict[str, int] = field(default_factory=dict)

    def item(self, name: str, meaning: int) -> int:
        """Return the number of a question in a meaning."""
        return self.items.setdefault((name, meaning), len(self.items))

    def cohort(self, name: str) -> int:
        """Return the number of a cohort. Raises ValueError for one more than a cell has room for."""
        number = self.cohorts.setdefault(name, len(self.cohorts))
        if number >= COHORTS:
            raise ValueError(f"more than {COHORTS} cohorts")
        return number
