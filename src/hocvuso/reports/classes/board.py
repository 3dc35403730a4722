"""One class: its meetings, who has a seat, who came; for whoever signs for its unit, sees its names, or teaches it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hocvuso.classes import guests, materials, planning, queries, seats, words
from hocvuso.halls import queries as halls
from hocvuso.people import queries as people
from hocvuso.people.officials import names_shown
from hocvuso.plumbing import audit, clock, paging, squares
from hocvuso.plumbing.ids import uuid7
from hocvuso.reports import members
from hocvuso.reports.classes import form
from hocvuso.reports.classes import planning as planned
from hocvuso.reports.classes.planning import link, problem
from hocvuso.reports.views.desk import Desk, at_desk, no_right, rail
from hocvuso.unions import access
from hocvuso.unions import queries as unions
from hocvuso.unions.queries import UnitLine
from hocvuso.unions.roles import Right

FOUND = 30  # names shown for a search
ON_PAGE = 50  # seats on one page of a class
MOST_UNITS = 40  # units below that are offered to be entered whole
Page = Callable[..., Any]
Row = Any


def on_class(page: Page) -> Page:
    """Give a page the class named in its address and whether the official may change it; others are told no.

    Whoever teaches a class sees its list and writes down who came; what it is and when is for whoever signs.
    """

    @names_shown
    @at_desk
    @wraps(page)
    def found(request: HttpRequest, desk: Desk, number: uuid.UUID, *args: Any, **kwargs: Any) -> Any:
        row = queries.one(number)
        if row is None:
            raise Http404
        may_sign = access.may_act_for(desk.viewer, row.unit, desk.day)
        sees = may_sign or row.trainer == desk.viewer or access.may_see_names(desk.viewer, row.unit, desk.day)
        if not sees or access.stands_for_employer(desk.viewer, row.unit, desk.day):
            return no_right(request, has_role=True)
        return page(request, desk, row, may_sign, *args, **kwargs)

    return found


@require_http_methods(["GET", "HEAD", "POST"])
@on_class
def one(request: HttpRequest, desk: Desk, row: Row, may_sign: bool) -> HttpResponse:
    """Show a class, and do what its buttons say."""
    error = ""
    if request.method == "POST":
        act = _ACTS.get(request.POST.get("viec", ""))
        if act is None or not may_sign:
            return no_right(request, has_role=True)
        error, to = act(request, desk, row)
        if not error:
            return HttpResponseRedirect(to or link(desk, row.id))
        row = queries.one(row.id)
    return render(request, "reports/classes/one.html", _page(request, desk, row, may_sign, error),
                  status=422 if error else 200)  # fmt: skip


def _page(request: HttpRequest, desk: Desk, row: Row, may_sign: bool, error: str) -> dict[str, Any]:
    roll = queries.roll(desk.viewer, row.id, desk.day)
    part = paging.part(paging.asked(request.GET), len(roll), ON_PAGE)
    listed = roll[part.rows]
    audit.record_reading(desk.viewer, [each.person for each in listed if each.name], "class", desk.as_what)
    sessions, counts, now = queries.sessions(row.id), queries.presences(row.id), clock.now()
    shown: list[tuple[Any, ...]] = [
        (each, words.when(each), counts.get(each.number, {}), each.state == "planned", each.ends_at <= now,
         each.meeting.opens <= now <= each.meeting.closes, each.starts_at <= now)
        for each in sessions
    ]  # fmt: skip
    invited = guests.standings(row.id) if may_sign else []
    open_now = next((each[0].id for each in shown if each[3] and each[5]), None)
    waits = sum(each.is_waiting for each in roll)
    is_over = all(each.ends_at <= now or each.state != "planned" for each in sessions)
    address = f"{settings.SITE_URL}{reverse('classes:one', args=[row.code])}"
    return {
        **rail(desk, "classes"),
        "back": desk.link("classes"),
        "row": row, "may_sign": may_sign, "is_trainer": row.trainer == desk.viewer, "error": error,
        "sessions": shown, "held": sum(each.starts_at <= now and each.state == "planned" for each in sessions),
        "seats": listed, "part": part, "waits": waits, "taken": len(roll) - waits, "is_over": is_over,
        "hall": desk.link("hall_open", **({"buoi": str(open_now)} if open_now else {})),
        "quizzes": len(halls.quizzes_of_class(row.id)) if may_sign or row.trainer == desk.viewer else 0,
        "materials": len(materials.of_class(row.id)), "guests": sum(each.state != "ended" for each in invited),
        "bulk": whole_units(desk) if may_sign and not is_over else [],
        "address": address, "square": squares.square(address), "found": _found(request, desk, roll) if may_sign else [],
        "practice_sheet": desk.link("posters", noi=row.name[:80]),
        "searched": request.GET.get("tim", ""), "typed": request.POST, "here": link(desk, row.id),
        "link": lambda name, *more: link(desk, row.id, name, *more), "copy_number": uuid7(),
        "is_off": row.state == "off",
    }  # fmt: skip


def _found(request: HttpRequest, desk: Desk, roll: list[queries.Seat]) -> list[people.Listed]:
    typed = request.GET.get("tim", "").strip()[:80]
    if not typed:
        return []
    visible = members.visible_ids(desk.viewer, desk.unit.id, desk.day)
    ids = set(people.matching(visible, typed)[:FOUND]) - {each.person for each in roll}
    audit.record_reading(desk.viewer, sorted(ids), "class", desk.as_what)
    return people.listed(ids)


Done = tuple[str, str]


def _enter(request: HttpRequest, desk: Desk, row: Row) -> Done:
    chosen = []
    for typed in request.POST.getlist("nguoi"):
        try:
            chosen.append(uuid.UUID(typed))
        except ValueError:
            continue
    seen = access.among(desk.viewer, Right.NAMES, chosen, desk.day)
    try:
        seats.enrol_many(row.id, [each for each in chosen if each in seen], by=desk.viewer)
    except seats.Closed:
        return problem(planning.PAST), ""
    return "", ""


def _take_out(request: HttpRequest, desk: Desk, row: Row) -> Done:
    try:
        person = uuid.UUID(request.POST.get("nguoi", ""))
    except ValueError:
        raise Http404 from None
    seats.leave(row.id, person, by=desk.viewer)
    return "", ""


def _move(request: HttpRequest, desk: Desk, row: Row) -> Done:
    session, wanted = _session(request, row), form.one_meeting(request.POST)
    if wanted[0] is None:
        return wanted[1], ""
    place = request.POST.get("noi", "").strip()[: form.LENGTHS["noi"]]
    return _tried(lambda: planning.move(session, wanted[0], place, by=desk.viewer))  # type: ignore[arg-type]


def _add(request: HttpRequest, desk: Desk, row: Row) -> Done:
    wanted, error = form.one_meeting(request.POST)
    if wanted is None:
        return error, ""
    return _tried(lambda: planning.add_meeting(row.id, wanted, by=desk.viewer))


def _off(request: HttpRequest, desk: Desk, row: Row) -> Done:
    session = _session(request, row)
    return _tried(lambda: planning.call_off(session, by=desk.viewer))


def _off_class(request: HttpRequest, desk: Desk, row: Row) -> Done:
    planning.call_off_class(row.id, request.POST.get("ly-do", "").strip()[:200], by=desk.viewer)
    return "", ""


def _copy(request: HttpRequest, desk: Desk, row: Row) -> Done:
    to, error = planned.copied(desk, row, request.POST.get("ngay", ""), request.POST.get("so", ""))
    return error, to


def whole_units(desk: Desk) -> list[UnitLine]:
    """Return the units whose people can be entered at once: that of the desk, and those right below it."""
    if not desk.sees_names:
        return []
    below = unions.unit_lines(unions.children(desk.unit.id, desk.day)[:MOST_UNITS], desk.day)
    return [desk.unit, *below]


def _enter_unit(request: HttpRequest, desk: Desk, row: Row) -> Done:
    """Enter everybody of a unit, in alphabetical order, so that the list on paper reads like it."""
    wanted = unions.unit_by_code(request.POST.get("ca-don-vi", ""), desk.day)
    if wanted is None or wanted.id not in {each.id for each in whole_units(desk)}:
        raise Http404
    ids = members.visible_ids(desk.viewer, wanted.id, desk.day)
    if people.count(ids) > planning.MOST_SEATS:
        return _("More than %(most)s people belong there. Choose a unit below it.") % {"most": planning.MOST_SEATS}, ""
    try:
        seats.enrol_many(row.id, [each.id for each in people.listed(ids)], by=desk.viewer)
    except seats.Closed:
        return problem(planning.PAST), ""
    return "", ""


def _session(request: HttpRequest, row: Row) -> uuid.UUID:
    wanted = request.POST.get("buoi", "")
    found = next((each.id for each in queries.sessions(row.id) if str(each.id) == wanted), None)
    if found is None:
        raise Http404
    return found


def _tried(act: Callable[[], None]) -> Done:
    try:
        act()
    except planning.Refused as refused:
        return problem(refused.args[0]), ""
    return "", ""


_ACTS: dict[str, Callable[[HttpRequest, Desk, Row], Done]] = {
    "ghi-danh": _enter, "bot": _take_out, "doi": _move, "them-buoi": _add, "huy-buoi": _off, "huy": _off_class,
    "mo-lai": _copy, "ghi-ca": _enter_unit,
}  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@on_class
def change(request: HttpRequest, desk: Desk, row: Row, may_sign: bool) -> HttpResponse:
    """Change what is told about a class."""
    return planned.changed(request, desk, row) if may_sign else no_right(request, has_role=True)
