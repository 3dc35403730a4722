"""Reached and needed by grassroots union, against one target."""

from __future__ import annotations

from django.utils.translation import gettext as _

from hocvuso.plumbing.templating import number
from hocvuso.reports import figures
from hocvuso.reports.definitions.shape import TARGET, Asked, Definition, InMemory, listed
from hocvuso.reports.documents.paper import SHARE, WHOLE, Column


def _make(asked: Asked) -> InMemory:
    columns = (
        Column(_("Unit"), width=40),
        Column(_("Code"), width=12),
        Column(_("Declared headcount"), WHOLE, 12),
        Column(_("Reached"), WHOLE, 10),
        Column(_("Share"), SHARE, 9),
        Column(_("Still needed"), WHOLE, 10),
    )
    table = figures.by_unit(asked.unit.id, asked.target, asked.day)
    rows = [(row.unit.name, row.unit.code, row.people, row.reached, row.share, row.needed) for row in table.rows]
    notes = [asked.target.rule]
    if table.hidden:
        notes.insert(
            0,
            _("%(count)s units under 5 people, or beside one, are merged and not in the list: %(people)s people.")
            % {"count": number(table.hidden), "people": number(table.hidden_people)},
        )
    return listed(asked, columns, rows, notes)


DEFINITION = Definition(
    "by-unit", lambda: _("By unit"), lambda: _("Headcount, reached and still needed, one line a union"), _make,
    asks=frozenset({TARGET}),
)  # fmt: skip
