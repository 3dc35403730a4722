"""Gaps between groups of people, on screen and as a spreadsheet.

What is chosen stands in the address: `don-vi` the unit, `muc` the target, `theo` by what people are grouped.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from hocvuso.core.gaps import GROUPS, SMALLEST, STEP
from hocvuso.people import circumstances
from hocvuso.plumbing import audit
from hocvuso.plumbing.templating import full_day, number, share
from hocvuso.reports import charts
from hocvuso.reports.documents import answers
from hocvuso.reports.documents.paper import SHARE, WHOLE, Column, Paper, Part, Table
from hocvuso.reports.figures import gaps as figures
from hocvuso.reports.figures.gaps import Groups
from hocvuso.reports.targets import PEOPLE, Target, on
from hocvuso.reports.views.desk import Desk, at_desk, rail


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page is about."""

    targets: tuple[Target, ...]
    target: Target
    dimension: str


@at_desk
def gaps(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show how far groups of the unit are from each other."""
    asked = _asked(request, desk)
    found = figures.between(desk.unit.id, asked.target, asked.dimension)
    words = circumstances.words(asked.dimension)
    page = {
        **rail(desk, "targets"),
        "back": desk.link("targets"),
        "asked": asked,
        "dimensions": [(each, circumstances.title(each)) for each in GROUPS],
        "found": found,
        "heading": _heading(found),
        "lines": [
            (each, words[each.name], charts.share_with_range(
                share=each.share, low=each.low, high=each.high, target=asked.target.share))
            for each in found.groups
        ] if found else [],
        "counted_on": figures.counted_on(),
        "rules": _rules(asked, found.day if found else None),
        "file": desk.link("gaps_download", muc=asked.target.id, theo=asked.dimension),
    }  # fmt: skip
    return render(request, "reports/gaps.html", page)


@at_desk
def download(request: HttpRequest, desk: Desk) -> Any:
    """Give the same table as a spreadsheet; where nothing may be shown it says so."""
    asked = _asked(request, desk)
    found = figures.between(desk.unit.id, asked.target, asked.dimension)
    audit.record("export report", actor=desk.viewer, what=f"gaps {desk.unit.code} {asked.dimension} xlsx")
    name = answers.file_name("chenh lech", desk.unit.code, f"{desk.day:%Y-%m-%d}", ending="xlsx")
    return answers.answer(_paper(desk, asked, found), "xlsx", name, table_first=True)


def _asked(request: HttpRequest, desk: Desk) -> Asked:
    targets = tuple(each for each in on(desk.day, desk.unit.id) if each.counts == PEOPLE and each.skills)
    target = next((each for each in targets if each.id == request.GET.get("muc")), targets[0])
    dimension = request.GET.get("theo", "")
    return Asked(targets, target, dimension if dimension in GROUPS else next(iter(GROUPS)))


def _heading(found: Groups | None) -> str:
    """Return the finding in one sentence."""
    if found is None or found.gap is None:
        return _("Not enough data yet")
    gap = found.gap
    if not gap.is_clear:
        return _("No clear gap: what differs here may be chance")
    points = round((gap.ahead.share - gap.behind.share) * 100)
    return _("A gap of %(points)s points") % {"points": number(points)}


def _rules(asked: Asked, day: date | None) -> list[str]:
    """Return how the page is computed, sentence by sentence."""
    found = [
        asked.target.rule,
        _("People who agreed to be counted and are at home in this unit, by what each told of himself, freely."),
        _("Counted once, at the end of each month. Counts are rounded to %(step)s people.") % {"step": STEP},
        _("The range holds in 95 of 100 cases (Wilson); a gap is clear when its range leaves out zero (Newcombe)."),
        _(
            "A table is shown whole or not at all: each group has %(smallest)s people or more, with as many outside, "
            "and the same is true of what is left when the shown units below are taken off."
        ) % {"smallest": SMALLEST},
    ]  # fmt: skip
    if day is not None:
        found.append(
            _("This table is of %(day)s. A later count that differs little does not replace it, so nobody is seen.")
            % {"day": full_day(day)}
        )
    return found


def _paper(desk: Desk, asked: Asked, found: Groups | None) -> Paper:
    columns = (
        Column(circumstances.title(asked.dimension), width=34),
        Column(_("People in it"), WHOLE, 10),
        Column(_("Reached"), WHOLE, 10),
        Column(_("Share"), SHARE, 10),
        Column(_("From"), SHARE, 10),
        Column(_("To"), SHARE, 10),
    )
    words = circumstances.words(asked.dimension)
    rows: list[tuple[str | int | float | None, ...]] = [
        (words[each.name], each.people, each.reached, each.share, each.low, each.high)
        for each in (found.groups if found else ())
    ]
    if found:
        rows.append((_("Said nothing"), found.silent, None, None, None, None))
    notes = [_heading(found), *_rules(asked, found.day if found else None)]
    title = _("Gaps between groups")
    return Paper(
        title=title,
        unit=desk.unit.name,
        above=desk.unit.parent,
        facts=[(_("Target"), asked.target.title), (_("Goal"), share(asked.target.share))],
        parts=[Part(title, notes, Table(columns, rows))],
        made=_("Counted on %(day)s.") % {"day": full_day(found.day)} if found else "",
    )
