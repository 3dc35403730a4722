"""Every address of the site, and what each kind of visitor gets there.

A row is: route as Django knows it | method and address as asked | cells. One cell is for everybody; three cells are
nobody, trying, learner, and officials get what nobody gets (a learner's page knows them only by their phone's
token); eight cells follow `visitors.KINDS`:

nobody     a browser that was never here          official2  chair of MAY who used her second factor
trying     an anonymous learner                    employer   the same, but also managing staff for the employer
learner    a claimed learner who agreed            neighbour  chair of another union, second factor used
official   chair of MAY, password only             operator   runs the site; no role in any unit

A cell is a status, or `>` and the beginning of where a 302 leads. Names in braces come from `visitors.build`;
after `&` in a POST come its fields. A test fails for a route that has no row here, and for a row without route.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl

from tests.house.visitors import KINDS

SIGN_IN = ">/cb/tai-khoan/vao"

TABLE = """
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One question to the site and the answer that each kind of visitor must get."""

    route: str
    method: str
    address: str
    expected: dict[str, str]

    def asked(self, names: dict[str, str]) -> tuple[str, dict[str, str]]:
        """Return the address and the form fields with the names of this world filled in."""
        address, _, fields = self.address.partition(" ")
        filled = {name: value.format(**names) for name, value in parse_qsl(fields, keep_blank_values=True)}
        return address.format(**names), filled


def rows() -> list[Row]:
    """Return the matrix."""
    return [_row(line) for line in TABLE.splitlines() if line.strip() and not line.startswith("#")]


def _row(line: str) -> Row:
    route, asked, *cells = (part.strip() for part in line.split("|"))
    method, _, address = asked.partition(" ")
    if len(cells) == 1:
        cells *= len(KINDS)
    elif len(cells) == 3:
        cells += [cells[0]] * (len(KINDS) - 3)
    assert len(cells) == len(KINDS), line
    return Row(route, method, address, dict(zip(KINDS, cells, strict=True)))
