"""The halls of a unit, and opening one: which exercise, in which meeting of a class, in the room or online."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hocvuso.classes import queries as classes
from hocvuso.classes import words as class_words
from hocvuso.core import hall as rules
from hocvuso.core import vntext
from hocvuso.halls import exercises, queries, running
from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid7
from hocvuso.reports.halls.desk import may_open
from hocvuso.reports.views.desk import Desk, at_desk, no_right, rail
from hocvuso.unions import queries as unions

AROUND = timedelta(hours=12)  # meetings so near are offered, decided
LENGTHS = {"ten": 120, "noi": 160, "lien-ket": 300}


def states() -> dict[str, str]:
    """Return the words of how a hall stands."""
    return {
        rules.FILLS: _("people are coming in"), rules.ASKED: _("a question is open"),
        rules.SHOWN: _("answers are shown"), rules.OVER: _("the exercise is over"),
    }  # fmt: skip


@require_safe
@at_desk
def listing(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the halls of the unit and below, the newest first."""
    units = unions.subtree_ids(desk.unit.id, desk.day)
    rows = queries.of_units(units)
    names = {line.id: line.name for line in unions.unit_lines({row.unit for row in rows}, desk.day)}
    words = states()
    shown = [
        (row, names.get(row.unit, ""), words[rules.stage(row.step, len(row.exercise["questions"]))],
         desk.link("hall", row.id)) for row in rows
    ]  # fmt: skip
    page = {**rail(desk, "halls"), "shown": shown, "may_open": may_open(desk, desk.unit.id),
            "back": desk.link("classes")}  # fmt: skip
    return render(request, "reports/halls/listing.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def opening(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Ask which exercise, and open the hall."""
    if not may_open(desk, desk.unit.id):
        return no_right(request, has_role=True)
    typed = request.POST if request.method == "POST" else request.GET
    values = {name: vntext.clean(typed.get(name, ""))[:longest] for name, longest in LENGTHS.items()}
    source, error = typed.get("bai", exercises.WEEK)[:160], ""
    if request.method == "POST":
        to, error = _opened(request, desk, values, source)
        if to:
            return HttpResponseRedirect(to)
    searched = request.GET.get("tim", "")[:80]
    page: dict[str, Any] = {
        **rail(desk, "halls"), "back": desk.link("halls"), "typed": values, "source": source, "error": error,
        "searched": searched, "lessons": exercises.lessons(searched), "week": exercises.of_week(),
        "simulators": exercises.simulators(), "number": number_of(typed.get("so", "")) or uuid7(),
        "sessions": _sessions(desk), "session": typed.get("buoi", ""), "is_online": bool(typed.get("truc-tuyen")),
        "takes_questions": bool(typed.get("hoi-dap")), "to": desk.link("hall_open"),
    }  # fmt: skip
    return render(request, "reports/halls/opening.html", page, status=422 if error else 200)


def _opened(request: HttpRequest, desk: Desk, values: dict[str, str], source: str) -> tuple[str, str]:
    """Return the address of the new hall, or what is missing."""
    number, exercise = number_of(request.POST.get("so", "")), exercises.by_source(source)
    if exercise is None or number is None:
        return "", _("Choose an exercise from the list.")
    if values["lien-ket"] and not values["lien-ket"].startswith(("https://", "http://")):
        return "", _("A link begins with https://")
    session = next((row for row, _when in _sessions(desk) if str(row.id) == request.POST.get("buoi")), None)
    is_online = bool(request.POST.get("truc-tuyen"))
    room = (session.place or session.of.place) if session else ""
    plan = running.Plan(
        title=values["ten"] or exercise.title, place=values["noi"] or room,
        session=session.id if session else None, is_online=is_online,
        takes_questions=is_online or bool(request.POST.get("hoi-dap")), link=values["lien-ket"], leader=desk.name,
    )  # fmt: skip
    row = running.open_hall(number, desk.unit.id, exercise, plan, by=desk.viewer)
    return desk.link("hall", row.id), ""


def _sessions(desk: Desk) -> list[tuple[Any, str]]:
    """Return the meetings of classes of the unit that are near, those taught by the official among them."""
    now = clock.now()
    ahead = classes.of_units(unions.subtree_ids(desk.unit.id, desk.day))
    lines = {line.id: line for line in (*ahead, *classes.taught_by(desk.viewer))}
    found = [row for line in lines.values() for row in classes.sessions(line.id)
             if row.state == "planned" and row.starts_at - AROUND <= now <= row.ends_at + AROUND]  # fmt: skip
    near = sorted(found, key=lambda row: row.starts_at)
    return [(row, f"{lines[row.of_id].name}, {class_words.when(row)}") for row in near]


def number_of(typed: str) -> uuid.UUID | None:
    """Return the id that a form carries, None where there is none."""
    try:
        return uuid.UUID(typed)
    except ValueError:
        return None
