"""Which returns of a month are in, which are late and by how many days."""

from __future__ import annotations

from django.utils.translation import gettext as _

from hocvuso.reports.definitions.shape import MONTH, Asked, Definition, InMemory, listed
from hocvuso.reports.documents.paper import DAY, TIME, WHOLE, Column
from hocvuso.reports.returns import printing, queries


def _make(asked: Asked) -> InMemory:
    columns = (
        Column(_("Unit"), width=36),
        Column(_("Code"), width=12),
        Column(_("Month"), width=10),
        Column(_("State"), width=18),
        Column(_("Due"), DAY, 12),
        Column(_("Days overdue"), WHOLE, 10),
        Column(_("Sent at"), TIME, 17),
        Column(_("Receipt"), width=20),
        Column(_("Version"), WHOLE, 9),
    )
    found = (
        queries.of_unit(asked.unit.id, asked.day)
        if asked.unit.is_grassroots
        else queries.below(asked.unit.id, asked.month, asked.day)
    )
    rows = [
        (
            each.name, each.code, printing.month_words(each.month), printing.state_words(each.state), each.due_on,
            each.days_overdue, each.sent_at, each.receipt, each.version,
        )
        for each in found
    ]  # fmt: skip
    return listed(asked, columns, rows, [_("Late and missing returns are not known; they are never counted as zero.")])


DEFINITION = Definition(
    "returns", lambda: _("State of returns"), lambda: _("Sent, accepted, late: one line a unit"), _make,
    asks=frozenset({MONTH}),
)  # fmt: skip
