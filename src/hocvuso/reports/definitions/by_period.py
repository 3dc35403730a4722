"""Month by month, from what was frozen: these figures never change afterwards."""

from __future__ import annotations

from django.utils.translation import gettext as _

from hocvuso.reports.definitions.shape import TARGET, Asked, Definition, InMemory, Row, listed
from hocvuso.reports.documents.paper import WHOLE, Cell, Column
from hocvuso.reports.returns import frozen, measures, printing, queries


def _make(asked: Asked) -> InMemory:
    columns = (
        Column(_("Month"), width=12),
        Column(_("State"), width=20),
        Column(_("People on record"), WHOLE, 12),
        Column(_("Invited"), WHOLE, 10),
        Column(_("Started"), WHOLE, 10),
        Column(_("Declared headcount"), WHOLE, 12),
        Column(_("Reached"), WHOLE, 10),
    )
    ids = (
        measures.PEOPLE, measures.INVITED, measures.STARTED, f"{measures.DECLARED}.{asked.target.id}",
        f"{measures.REACHED}.{asked.target.id}",
    )  # fmt: skip
    rows: list[Row] = []
    for each in queries.of_unit(asked.unit.id, asked.day):
        values = _values(each, ids)
        rows.append((printing.month_words(each.month), printing.state_words(each.state), *values))
    return listed(asked, columns, rows, [_("From confirmed returns; a month without one is not known.")])


def _values(summary: queries.Summary, ids: tuple[str, ...]) -> list[Cell]:
    row = queries.find(summary.id) if summary.id else None
    version = queries.frozen_version(row) if row else None
    lines = {line.id: line.value for line in frozen.lines_of(version)} if version else {}
    return [lines.get(line_id) for line_id in ids]


DEFINITION = Definition(
    "by-period", lambda: _("By month"), lambda: _("What the unit's confirmed returns said, month by month"), _make,
    asks=frozenset({TARGET}),
)  # fmt: skip
