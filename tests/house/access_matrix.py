"""Every address of the site, and what each kind of visitor gets there.

The rows stand in `access_matrix.txt`. A row is: route as Django knows it | method and address as asked | cells. One
cell is for everybody; three are nobody, trying, learner, and officials get what nobody gets (a learner's page knows
them only by their phone's token); four are those three and every official; nine follow `visitors.KINDS`:

nobody     a browser that was never here          official2  chair of MAY who used her second factor
trying     an anonymous learner                    employer   the same, but also managing staff for the employer
learner    a claimed learner who agreed            neighbour  chair of another union, second factor used
official   chair of MAY, password only             operator   runs the site, password only; no role in any unit
                                                   operator2  the same, second factor used
`double` sees names by one role and manages staff by another: she gets what the employer's side gets.

A cell is a status, or `>` and the beginning of where a 302 leads. Names in braces come from `visitors.build`; what
follows the address in a POST are its fields; JSON sends a body with the origin of this site, FOREIGN with another's.
A test fails for a route that has no row here, and for a row without a route.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl

from tests.house.visitors import KINDS, TWINS

# Longer answers by a short name: come in first, set up or use the second factor, prove the password again.
SHORT = {
    "@": ">/cb/tai-khoan/vao",
    "@@": ">/cb/tai-khoan/buoc-hai/cai",
    "@!": ">/cb/tai-khoan/mat-khau",
    "@op": ">/quan-tri/login/",
}
ONE_OF_EACH = {"nobody", "trying", "learner", "official2"}
# Below these every route of Django's admin answers like the first row named so.
PREFIXES = ("quan-tri/",)

TABLE = Path(__file__).with_suffix(".txt").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Row:
    """One question to the site and the answer that each kind of visitor must get."""

    route: str
    method: str
    asked: str
    expected: dict[str, str]
    tells_apart: bool = True  # False: officials get what nobody gets, so one of them stands for all

    def visitors(self) -> list[str]:
        """Return the kinds of visitor that are asked."""
        return [kind for kind in self.expected if self.tells_apart or kind in ONE_OF_EACH]

    def filled(self, names: dict[str, str]) -> tuple[str, str]:
        """Return the address and what is sent with it, with the names of this world filled in."""
        asked = self.asked
        for name, value in names.items():
            asked = asked.replace("{" + name + "}", value)
        address, _, sent = asked.partition(" ")
        return address, sent

    @property
    def name(self) -> str:
        """How a failure calls this row."""
        return f"{self.method} {self.asked}"


def fields(sent: str) -> dict[str, str]:
    """Return the fields of a form written as `name=value&name=value`."""
    return dict(parse_qsl(sent, keep_blank_values=True))


def rows() -> list[Row]:
    """Return the matrix."""
    return [_row(line) for line in TABLE.splitlines() if line.strip() and not line.startswith("#")]


def _row(line: str) -> Row:
    route, asked, *cells = (part.strip() for part in line.split("|"))
    method, _, address = asked.partition(" ")
    tells_apart = len(cells) > 3
    cells += [cells[-1 if len(cells) in {1, 4} else 0]] * (len(KINDS) - len(cells))
    assert len(cells) == len(KINDS), line
    expected = dict(zip(KINDS, (SHORT.get(cell, cell) for cell in cells), strict=True))
    expected |= {twin: expected[kind] for twin, kind in TWINS.items()}
    return Row(route, method, address, expected, tells_apart)
