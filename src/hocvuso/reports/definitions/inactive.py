"""How many have started and then stopped. Counts only, also for those who may see names: of one person an official
sees invited, started and help asked for, not when he last learnt.
"""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _

from hocvuso.learning import queries as learning
from hocvuso.people import queries as people
from hocvuso.plumbing import clock
from hocvuso.reports.definitions.shape import Asked, Definition, InMemory, Row, listed
from hocvuso.reports.documents.paper import SHARE, WHOLE, Column
from hocvuso.reports.figures import COUNTED
from hocvuso.unions import access
from hocvuso.unions import queries as unions

DAYS = (7, 14, 30, 60)  # decided: a week, two, a month, and the sixty days after which retention is asked


def _make(asked: Asked) -> InMemory:
    columns = (
        Column(_("Nothing learnt for"), width=26),
        Column(_("People"), WHOLE, 10),
        Column(_("Of those who started"), SHARE, 14),
    )
    everybody = unions.people_ids(unions.subtree_ids(asked.unit.id, asked.day), asked.day)
    counted = people.matching(everybody, "", within=[people.agreed_ids(COUNTED)])
    started = learning.started(counted)
    if access.is_hidden(started):
        return listed(asked, columns, [], [_("Groups under 5 are merged for privacy.")])
    rows: list[Row] = []
    for days in DAYS:
        quiet = learning.quiet(counted, clock.now() - timedelta(days=days))
        rows.append((_("%(days)d days or more") % {"days": days}, quiet, quiet / started if started else None))
    return listed(asked, columns, rows, [_("Counts only those who agreed to be counted.")])


DEFINITION = Definition(
    "inactive", lambda: _("Started, then stopped"), lambda: _("How many have not learnt for a while; counts only"),
    _make,
)  # fmt: skip
