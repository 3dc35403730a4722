"""The classes of a unit and below, and planning one, changing it, copying it to the next term."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hocvuso.classes import planning, queries, words
from hocvuso.curriculum import queries as curriculum
from hocvuso.people import queries as people
from hocvuso.plumbing.ids import uuid7
from hocvuso.reports.classes import form
from hocvuso.reports.persons.words import typed_day
from hocvuso.reports.views.desk import Desk, at_desk, no_right, rail
from hocvuso.unions import access, appointing
from hocvuso.unions import queries as unions
from hocvuso.unions.roles import TRAINER, TRAINER_LEAD

TEACHING = (TRAINER, TRAINER_LEAD)


def link(desk: Desk, number: uuid.UUID, name: str = "class", *more: object) -> str:
    """Return the address of a page of one class, seen from this desk."""
    return desk.link(name, number, *more)


def problem(why: str) -> str:
    """Return the sentence for a refusal of the room of classes."""
    return {
        planning.PAST: _("This time has gone by. Choose a later one."),
        planning.OVER: _("This meeting is over, so it stays as it was."),
        planning.BEGUN: _("There is no meeting to copy."),
        planning.FEWER: _("More people have a seat already. Ask some of them first, or keep the seats."),
    }[why]


@require_safe
@at_desk
def listing(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the classes ahead of the unit and below, and those that are over."""
    units = unions.subtree_ids(desk.unit.id, desk.day)
    ahead, over = queries.of_units(units), queries.of_units(units, is_over=True)
    known = {line.id for line in ahead}
    taught = [line for line in queries.taught_by(desk.viewer) if line.id not in known]
    first = desk.day.replace(month=1, day=1)
    came = sum(queries.came_in(units, first, desk.day).values())
    figures = {
        "classes": sum(queries.held_in(units, first, desk.day).values()), "came": came,
        "meetings": queries.meetings_in(units, first, desk.day), "is_hidden": access.is_hidden(came),
    }  # fmt: skip
    names = {line.id: line.name for line in unions.unit_lines({each.unit for each in (*ahead, *over)}, desk.day)}
    page = {
        **rail(desk, "classes"),
        "figures": figures,
        "ahead": [
            (each, words.when(each.next), names.get(each.unit, ""), link(desk, each.id)) for each in ahead if each.next
        ],
        "taught": [(each, words.when(each.next), link(desk, each.id)) for each in taught if each.next],
        "over": [(each, names.get(each.unit, ""), link(desk, each.id)) for each in over],
    }  # fmt: skip
    return render(request, "reports/classes/listing.html", page)


def trainers(desk: Desk) -> dict[uuid.UUID, str]:
    """Return who may be chosen as trainer: those with a trainer's role for the unit, and the official himself."""
    lines = appointing.role_lines([desk.unit.id], desk.day)
    ids = [each.person for each in lines if each.name in TEACHING]
    named = {who: name.full for who, name in people.names(ids).items()}
    return {desk.viewer: desk.name, **named}


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def plan(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Ask what, when, where and for how many; sent, the class is there with its code."""
    if not desk.may_sign:
        return no_right(request, has_role=True)
    if request.method == "POST":
        typed = form.read(request.POST, request.POST.getlist("ky-nang"), request.POST.getlist("thu"))
        if not typed.wrong:
            made = planning.plan(
                _number(request.POST.get("so", "")), desk.unit.id, typed.plan(trainers(desk)), typed.meetings,
                by=desk.viewer,
            )  # fmt: skip
            return HttpResponseRedirect(link(desk, made.id))
        return _form(request, desk, typed, to=desk.link("class_plan"), is_new=True, back=desk.link("classes"))
    first = {"ngay": f"{desk.day:%d/%m/%Y}", "tu": "17:30", "den": "19:00", "so-buoi": "4", "cho": "30"}
    typed = form.Typed(first, (), (), {})
    return _form(request, desk, typed, to=desk.link("class_plan"), is_new=True, back=desk.link("classes"))


def _number(typed: str) -> uuid.UUID:
    try:
        return uuid.UUID(typed)
    except ValueError:
        return uuid7()


def _form(
    request: HttpRequest, desk: Desk, typed: form.Typed, *, to: str, is_new: bool, back: str
) -> HttpResponse:  # fmt: skip
    known = curriculum.current()
    groups = [
        (group.title, [skill for skill in known.skills.values() if skill.group == key])
        for key, group in known.groups.items()
    ]
    page = {
        **rail(desk, "classes"), "back": back, "to": to, "is_new": is_new, "number": request.POST.get("so") or uuid7(),
        "typed": typed.values, "wrong": typed.wrong, "skills": typed.skills, "on_days": typed.days, "groups": groups,
        "courses": queries.courses(desk.unit.id), "trainers": trainers(desk),
        "weekdays": list(enumerate(words.weekdays())),
    }  # fmt: skip
    return render(request, "reports/classes/form.html", page, status=422 if typed.wrong else 200)


def changed(request: HttpRequest, desk: Desk, row: Any) -> HttpResponse:
    """Show the form of a class that there is, and change it."""
    to, back = link(desk, row.id, "class_change"), link(desk, row.id)
    if request.method != "POST":
        filled = form.Typed(_filled(row), tuple(row.course.skills), (), {})
        return _form(request, desk, filled, to=to, is_new=False, back=back)
    typed = form.read(request.POST, (), (), with_meetings=False)
    if not typed.wrong:
        try:
            planning.change(row.id, typed.plan(trainers(desk)), by=desk.viewer)
            return HttpResponseRedirect(back)
        except planning.Refused as refused:
            typed = form.Typed(typed.values, typed.skills, (), {"cho": problem(refused.args[0])})
    return _form(request, desk, typed, to=to, is_new=False, back=back)


def _filled(row: Any) -> Mapping[str, str]:
    return {
        "ten": row.name, "cho": str(row.seats), "noi": row.place, "lien-ket": row.link, "ghi": row.note,
        "nguoi-day": row.trainer_name, "giang-vien": str(row.trainer or ""),
    }  # fmt: skip


def copied(desk: Desk, row: Any, typed: str, number: str) -> tuple[str, str]:
    """Copy a class to begin on the typed day; return the address of the new one, or what is wrong."""
    first, error = typed_day(typed)
    if first is None:
        return "", error
    try:
        made = planning.copy(row.id, _number(number), first, by=desk.viewer)
    except planning.Refused as refused:
        return "", problem(refused.args[0])
    return link(desk, made.id), ""
