"""Simulators of the last eight weeks: the screens on which people give up, so that a trainer shows just those."""

from __future__ import annotations

from django.utils.translation import gettext as _

from hocvuso.core.scenario import figures
from hocvuso.core.scenario.variants import deal
from hocvuso.practice import queries as practice
from hocvuso.reports.definitions import simulators
from hocvuso.reports.definitions.shape import Asked, Definition, InMemory, Row, listed
from hocvuso.reports.documents.paper import SHARE, WHOLE, Column


def _make(asked: Asked) -> InMemory:
    columns = (
        Column(_("Simulator"), width=44),
        Column(_("Screen"), width=32),
        Column(_("How it was played"), width=16),
        Column(_("People who stopped there"), WHOLE, 12),
        Column(_("Of all who played it"), SHARE, 12),
    )
    words = simulators.modes()
    rows: list[Row] = [
        (simulators.title_of(each.scenario), _screen(each.scenario, each.at), words.get(each.mode, each.mode),
         each.people, each.share)
        for each in figures.stops(simulators.runs_of(asked))
    ]  # fmt: skip
    return listed(asked, columns, rows, simulators.notes())


def _screen(name: str, screen: str) -> str:
    """Return the title of a screen as its first variant shows it; its id where it is gone."""
    scenario = practice.scenario(name)
    found = next((each for each in scenario.screens if each.id == screen), None) if scenario else None
    return deal(scenario, 0).text(found.title) if scenario and found else screen


DEFINITION = Definition(
    "simulators-stops", lambda: _("Practice phones: where people stop"),
    lambda: _("On which screen an exercise is given up; groups of 5 or more"), _make,
)  # fmt: skip
