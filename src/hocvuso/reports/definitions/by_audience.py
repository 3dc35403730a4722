"""Where the unit stands with each group of people: workers, officials, public staff."""

from __future__ import annotations

from django.utils.translation import gettext as _

from hocvuso.reports import figures, targets
from hocvuso.reports.definitions.shape import Asked, Definition, InMemory, Row, listed
from hocvuso.reports.documents.paper import DAY, SHARE, WHOLE, Column
from hocvuso.reports.targets import Target


def _make(asked: Asked) -> InMemory:
    columns = (
        Column(_("Who"), width=36),
        Column(_("Declared headcount"), WHOLE, 12),
        Column(_("Reached"), WHOLE, 10),
        Column(_("Share"), SHARE, 9),
        Column(_("Target"), SHARE, 9),
        Column(_("Still needed"), WHOLE, 10),
        Column(_("Deadline"), DAY, 12),
        Column(_("Units not known"), WHOLE, 10),
    )
    every = targets.of_people(asked.day, asked.unit.id)
    rules = [f"{target.title}: {target.rule}" for target in every]
    notes = [*rules, _("Groups under 5 are merged for privacy.")]
    return listed(asked, columns, [_row(asked, target) for target in every], notes)


def _row(asked: Asked, target: Target) -> Row:
    figure = figures.of_unit(asked.unit.id, target, asked.day)
    share, unknown = figure.share, len(figure.share.unknown)
    if figure.is_hidden or share.share is None:
        declared = share.people if figure.is_hidden else None
        return (target.title, declared, None, None, target.share, None, target.deadline, unknown)
    return (
        target.title, share.people, share.reached, share.share, target.share, figure.needed, target.deadline, unknown
    )  # fmt: skip


DEFINITION = Definition(
    "by-audience", lambda: _("By group of people"), lambda: _("Each target of the movement, one line a group"), _make
)
