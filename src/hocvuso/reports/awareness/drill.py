"""The drill of the week at an official's desk: the story, how many played, how many saw through it; never who."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hocvuso.awareness import drill, subjects
from hocvuso.core.scenario import weekly
from hocvuso.reports.views.desk import Desk, at_desk, rail
from hocvuso.unions import queries as unions


@require_safe
@at_desk
def weeks(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show this week's story and the last weeks of the unit and those below."""
    found = drill.resisted(unions.subtree_ids(desk.unit.id, desk.day), desk.day)
    now = drill.of_week(weekly.number(desk.day))
    page = {
        **rail(desk, "campaigns"),
        "back": desk.link("campaigns"),
        "now": now,
        "to": reverse("awareness:this_week"),
        "poster": desk.link("poster_make", ve=every.key) if (every := subjects.of_each_week()) else "",
        "weeks": [(each, weekly.monday(each.week), _title(each.week)) for each in found],
    }
    return render(request, "reports/awareness/drill.html", page)


def _title(week: int) -> str:
    found = drill.of_week(week)
    return found.scenario.title if found else ""
