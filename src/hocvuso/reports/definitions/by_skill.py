"""How many of the unit's people have mastered each skill: counts only, and none for a group under five."""

from __future__ import annotations

from django.utils.translation import gettext as _

from hocvuso.curriculum import queries as curriculum
from hocvuso.learning import queries as learning
from hocvuso.people import queries as people
from hocvuso.plumbing.templating import number
from hocvuso.reports.definitions.shape import Asked, Definition, InMemory, Row, listed
from hocvuso.reports.documents.paper import SHARE, WHOLE, Column
from hocvuso.reports.figures import COUNTED
from hocvuso.unions import access
from hocvuso.unions import queries as unions


def _make(asked: Asked) -> InMemory:
    columns = (
        Column(_("Skill"), width=48),
        Column(_("Code"), width=10),
        Column(_("Mastered"), WHOLE, 10),
        Column(_("Have begun"), WHOLE, 10),
        Column(_("Mastered of those counted"), SHARE, 12),
    )
    counted = people.agreed_ids(COUNTED, among=_everybody(asked))
    total = people.count(counted)
    notes = [
        _("%(count)s people agreed to be counted.") % {"count": number(total)},
        _("Mastered: done right twice without help, once on a later day. Begun: at least one answer."),
    ]
    if access.is_hidden(total):
        return listed(asked, columns, [], [_("Groups under 5 are merged for privacy.")])
    found = learning.by_skill(counted)
    rows: list[Row] = []
    for skill in curriculum.current().skills.values():
        mastered, met = found.get(skill.id, (0, 0))
        rows.append((skill.title, skill.id, mastered, met, mastered / total if total else None))
    return listed(asked, columns, rows, notes)


def _everybody(asked: Asked) -> unions.Ids:
    return unions.people_ids(unions.subtree_ids(asked.unit.id, asked.day), asked.day)


DEFINITION = Definition(
    "by-skill", lambda: _("By skill"), lambda: _("How many have mastered each skill; counts only"), _make
)
