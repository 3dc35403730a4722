"""Month by month in the shape of today: closed figures carried along mergers, divisions and dissolutions."""

from __future__ import annotations

from django.utils.translation import gettext as _

from hocvuso.reports.definitions.shape import TARGET, Asked, Definition, InMemory, Row, listed
from hocvuso.reports.documents.paper import SHARE, WHOLE, Column
from hocvuso.reports.returns import printing
from hocvuso.reports.rollups import reshaped


def _make(asked: Asked) -> InMemory:
    columns = (
        Column(_("Month"), width=12),
        Column(_("Reached"), WHOLE, 10),
        Column(_("Declared headcount"), WHOLE, 12),
        Column(_("Share"), SHARE, 9),
        Column(_("Units not known"), WHOLE, 12),
    )
    rows: list[Row] = [_row(each) for each in reshaped.months(asked.unit.id, asked.target, asked.day)]
    notes = [
        asked.target.rule,
        _("Figures of units that were merged or divided stand with those that came after them, by shares of people."),
        _("What a month said at its time stands in the report “By month”; it never changes."),
    ]
    return listed(asked, columns, rows, notes)


def _row(each: reshaped.Reshaped) -> Row:
    share = each.reached / each.people if each.people and each.reached is not None else None
    return (printing.month_words(each.last_day), each.reached, each.people, share, each.unknown)


DEFINITION = Definition(
    "by-period-reshaped", lambda: _("By month, in the shape of today"),
    lambda: _("Earlier months as if the units of today had always stood"), _make, asks=frozenset({TARGET}),
)  # fmt: skip
