"""Who was invited and has not started: names for those who may see them, with a trace; else the count."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from hocvuso.learning import queries as learning
from hocvuso.people import queries as people
from hocvuso.plumbing import audit
from hocvuso.reports import figures, members
from hocvuso.reports.definitions.shape import Asked, Definition, InMemory, Listing, Row, listed
from hocvuso.reports.documents.paper import DAY, WHOLE, Column
from hocvuso.reports.returns import measures
from hocvuso.unions import access

CHUNK = 500  # below SQLite's smallest limit of 999 values in one statement


@dataclass(slots=True)
class People:
    """Names, read in pieces; each piece leaves a trace for each of its people before it is handed out."""

    columns: Sequence[Column]
    notes: Sequence[str]
    viewer: uuid.UUID
    ids: people.Ids
    as_what: dict[str, str]  # in which role, for which unit: stands in each trace
    sorts: bool = False

    def count(self) -> int:
        """Return how many people there are."""
        return self.ids.count()

    def rows(self, start: int = 0, stop: int | None = None) -> Iterator[Row]:
        """Yield people from one place to another, in the order of a Vietnamese list."""
        wanted = list(self.ids[start:stop])
        for at in range(0, len(wanted), CHUNK):
            chunk = wanted[at : at + CHUNK]
            audit.record_reading(self.viewer, chunk, "member_list", self.as_what)
            for row in people.listed(chunk):
                tail = f"…{row.phone[-3:]}" if row.phone else ""
                yield (row.full_name, tail, row.invited_at.date() if row.invited_at else None)


def _make(asked: Asked) -> Listing:
    return _names(asked, asked.named) if asked.named else _counts(asked)


def _names(asked: Asked, viewer: uuid.UUID) -> People:
    columns = (
        Column(_("Name"), width=34),
        Column(_("End of number"), width=14),
        Column(_("Invited on"), DAY, 14),
    )
    everybody = members.visible_ids(viewer, asked.unit.id, asked.day)
    agreed = people.agreed_ids(figures.COUNTED, among=everybody)
    found = people.matching(
        everybody, asked.typed, within=[people.invited_ids(everybody)], without=[learning.started_ids(agreed)]
    )
    as_what = access.as_what(viewer, asked.unit.id, asked.unit.name, asked.day)
    return People(columns, [_("Each person can see that you opened this list.")], viewer, found, as_what)


def _counts(asked: Asked) -> InMemory:
    counts = figures.counts(asked.unit.id, asked.day)
    columns = (Column(_("State"), width=34), Column(_("People"), WHOLE, 12))
    value = None if access.is_hidden(counts.people) else counts.not_started
    notes = [measures.words(asked.unit.id, asked.day).rule(measures.NOT_STARTED)]
    notes.append(_("Names are shown only to those who may see them."))
    return listed(asked, columns, [(_("Invited, not started"), value)], notes)


DEFINITION = Definition(
    "not-started", lambda: _("Invited, not started"), lambda: _("Whom to call; names leave a trace"), _make,
    has_names=True,
)  # fmt: skip
