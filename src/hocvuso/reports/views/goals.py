"""The targets that hold for a unit, and the form in which an official with the right changes one or makes another."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hocvuso.curriculum import queries as curriculum
from hocvuso.people import queries as people
from hocvuso.people.officials import names_shown, used_second_factor
from hocvuso.plumbing import audit
from hocvuso.reports import figures, movement
from hocvuso.reports.rollups import connected, officials
from hocvuso.reports.targets import PEOPLE, UNITS, Target, actions, find, on
from hocvuso.reports.views import shown
from hocvuso.reports.views.desk import Desk, at_desk, no_right, rail
from hocvuso.unions import access
from hocvuso.unions import queries as unions

MOST_NAMED = 50  # decided: a page of people, as in the list


@at_desk
def targets(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show what the unit is to reach: who says so, what it means, where it stands."""
    every = figures.of_units(desk.unit.id, on(desk.day, desk.unit.id), desk.day)
    page = {
        **rail(desk, "targets"),
        "targets": [(each, shown.small_ring(each), shown.heading(each)) for each in every],
        "audiences": _audiences(),
        "skills": _titles(),
        "uncounted": _uncounted(request, desk),
    }
    return render(request, "reports/targets.html", page)


def _uncounted(request: HttpRequest, desk: Desk) -> dict[str, Any]:
    """Return the full-time officials who count nowhere: named behind the second factor, with a trace; else how many."""
    here = unions.subtree_ids(desk.unit.id, desk.day)
    if not desk.sees_names:
        count = len(officials.uncounted(here, desk.day))
        return {"count": count, "is_hidden": access.is_hidden(count), "people": []}
    named = unions.within(access.named_units(desk.viewer, desk.day), [desk.unit.id], desk.day)
    found = officials.uncounted(named, desk.day)
    shown_now = found[:MOST_NAMED] if used_second_factor(request) else []
    if shown_now:
        audit.record_reading(desk.viewer, shown_now, "member_list", desk.as_what)
    names = people.names(shown_now)
    return {"count": len(found), "is_hidden": False, "people": [(each, names[each].full) for each in shown_now]}


@names_shown
@at_desk
def named(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Ask for the second factor, then show the targets with the names of those who count nowhere."""
    if not desk.sees_names:
        return no_right(request, has_role=True)
    return HttpResponseRedirect(desk.link("targets") + "#chua-tinh")


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def change(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Change a target from today on, or make another; earlier figures keep theirs."""
    target_id = request.GET.get("muc", "")
    target = find(target_id, desk.day, desk.unit.id) if target_id else None
    if not desk.may_sign or (target_id and target is None):
        return no_right(request, has_role=True)
    typed, skills = _typed(target), list(target.skills) if target else []
    wrong: dict[str, str] = {}
    if request.method == "POST":
        typed = {name: request.POST.get(name, "") for name in typed}
        skills = request.POST.getlist("ky-nang")
        wanted, wrong = actions.check(typed, skills, target.counts if target else PEOPLE)
        if wanted is not None:
            actions.change(wanted, target=target, unit=desk.unit.id, on=desk.day, by=desk.viewer, name=desk.name)
            if wanted.counts == UNITS:  # nobody has counted it before; of people a job counts
                connected.refresh(set(unions.subtree_ids(desk.unit.id, desk.day)), desk.day)
            return HttpResponseRedirect(desk.link("targets"))
    page = {
        **rail(desk, "targets"),
        "target": target,
        "typed": typed,
        "chosen": skills,
        "wrong": wrong,
        "counts_people": target is None or target.counts == PEOPLE,
        "audiences": _audiences() | (movement.titles() if target is None else {}),
        "skills": _titles(),
        "is_own": target is not None and target.unit == desk.unit.id,
    }
    return render(request, "reports/target.html", page, status=422 if wrong else 200)


def _typed(target: Target | None) -> dict[str, str]:
    """Return the fields of the form as they stand at first."""
    if target is None:
        names = ("ten", "doi-tuong", "ty-le", "thiet-bi", "tu", "den", "cach-tinh")
        return dict.fromkeys(names, "")
    return {
        "ten": target.titles[0],
        "doi-tuong": target.audience,
        "ty-le": str(round(target.share * 100)),
        "thiet-bi": target.device_skill,
        "tu": f"{target.since:%d/%m/%Y}",
        "den": f"{target.deadline:%d/%m/%Y}",
        "cach-tinh": target.rules[0],
    }


@require_POST
@at_desk
def end(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Give up the unit's own version; what the level above says holds again from today."""
    if not desk.may_sign:
        return no_right(request, has_role=True)
    actions.end(request.POST.get("muc", ""), unit=desk.unit.id, on=desk.day, by=desk.viewer)
    return HttpResponseRedirect(desk.link("targets"))


def _audiences() -> dict[str, str]:
    return {
        "worker": _("Workers"),
        "public_staff": _("Public staff"),
        "official": _("Full-time officials"),
    }


def _titles() -> dict[str, Any]:
    return {skill.id: skill.title for skill in curriculum.current().skills.values()}
