"""Simulators of the last eight weeks: how often something was lost, by mode and week. Never who."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.utils.translation import gettext as _

from hocvuso.core.scenario import figures, weekly
from hocvuso.core.scenario.figures import Run
from hocvuso.learning import run_figures
from hocvuso.people import queries as people
from hocvuso.plumbing import clock
from hocvuso.practice import queries as practice
from hocvuso.reports.definitions.shape import Asked, Definition, InMemory, Row, listed
from hocvuso.reports.documents.paper import DAY, SHARE, WHOLE, Column
from hocvuso.reports.figures import COUNTED
from hocvuso.unions import queries as unions

WEEKS = 8  # decided: two months, the weeks of a class


def modes() -> dict[str, str]:
    """Return the words for the modes that are evidence."""
    return {"guided": _("with guidance"), "alone": _("on one's own"), "surprise": _("surprise")}


def notes() -> list[str]:
    """Return what stands below both listings."""
    return [
        _("The last %(weeks)s weeks, who agreed to be counted. A row has 5 people at least; shares are in tenths.")
        % {"weeks": WEEKS},
        _("Nobody can be found here, and nobody is meant to be: whoever lost something in practice has learnt."),
    ]


def runs_of(asked: Asked) -> list[Run]:
    """Return the runs that both listings are made of."""
    everybody = unions.people_ids(unions.subtree_ids(asked.unit.id, asked.day), asked.day)
    first = weekly.monday(weekly.number(asked.day)) - timedelta(weeks=WEEKS - 1)
    begin = datetime.combine(first, time.min, tzinfo=clock.VIETNAM)
    return run_figures.since(people.agreed_ids(COUNTED, among=everybody), begin)


def title_of(name: str) -> str:
    """Return the title of a simulator, also of one that is no longer offered."""
    found = practice.scenario(name)
    return found.title if found else name


def _make(asked: Asked) -> InMemory:
    columns = (
        Column(_("Simulator"), width=44),
        Column(_("How it was played"), width=16),
        Column(_("Week from"), DAY, 12),
        Column(_("People"), WHOLE, 10),
        Column(_("Runs"), WHOLE, 10),
        Column(_("Lost something"), SHARE, 12),
    )
    words = modes()
    rows: list[Row] = [
        (title_of(each.scenario), words.get(each.mode, each.mode), weekly.monday(each.week), each.people, each.runs,
         each.share)
        for each in figures.lost(runs_of(asked))
    ]  # fmt: skip
    return listed(asked, columns, rows, notes())


DEFINITION = Definition(
    "simulators", lambda: _("Practice phones: what was lost"),
    lambda: _("How often money or a code was lost in practice, by mode and week; counts only"), _make,
)  # fmt: skip
