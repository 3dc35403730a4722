"""A ready report as a paper: its table first, then how it was computed and when."""

from __future__ import annotations

from django.utils.translation import gettext as _

from hocvuso.plumbing import clock
from hocvuso.plumbing.templating import full_day, full_time
from hocvuso.reports.definitions.shape import MONTH, TARGET, Asked, Definition, Listing
from hocvuso.reports.documents.paper import Paper, Part, Table
from hocvuso.reports.returns.printing import month_words


def facts(definition: Definition, asked: Asked) -> list[tuple[str, str]]:
    """Return by what a listing was narrowed, as label and value."""
    found = []
    if TARGET in definition.asks:
        found.append((_("Target"), asked.target.title))
    if MONTH in definition.asks:
        found.append((_("Month"), month_words(asked.month)))
    if asked.typed:
        found.append((_("Holding the words"), asked.typed))
    return found


def made(asked: Asked) -> str:
    """Return as of when a listing speaks, and on which tree."""
    return _("Figures as of %(time)s, on the union tree of %(day)s.") % {
        "time": full_time(clock.now()),
        "day": full_day(asked.day),
    }


def paper(definition: Definition, asked: Asked, listing: Listing) -> Paper:
    """Return a listing with all its rows as a paper; the rows are read while the file is written."""
    return Paper(
        title=definition.title(),
        unit=asked.unit.name,
        above=asked.unit.parent,
        facts=facts(definition, asked),
        parts=[Part(definition.title(), tuple(listing.notes), Table(listing.columns, listing.rows()))],
        made=made(asked),
    )
