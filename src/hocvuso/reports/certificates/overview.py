"""The certificates of a unit in counts, and its rules: for every official, without a name."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hocvuso.certificates import earning, outside, queries, rules
from hocvuso.certificates import words as said
from hocvuso.certificates.rules import LONGEST_WORDS, Version
from hocvuso.curriculum import queries as curriculum
from hocvuso.reports.views.desk import Desk, at_desk, no_right, rail
from hocvuso.unions import access
from hocvuso.unions import queries as unions


@dataclass(frozen=True, slots=True)
class Line:
    """One rule in the overview; counts are None where they would point at single persons."""

    version: Version
    skills: tuple[str, ...]
    held: int | None
    asked: int | None
    may_issue: bool


def units_of(desk: Desk) -> unions.Ids:
    """Return the unit and everything under it."""
    return unions.subtree_ids(desk.unit.id, desk.day)


def shown(desk: Desk, count: int) -> int | None:
    """Return a count for whoever sees names, None for others where the group is small."""
    return None if not desk.sees_names and access.is_hidden(count) else count


@require_safe
@at_desk
def overview(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show each rule with how many hold a certificate by it and how many ask; then what else there is to do."""
    units, titles = units_of(desk), said.titles()
    held = queries.holding(units, desk.day)
    by_about = queries.count_by_about(held)
    lines = [
        Line(
            each, tuple(titles.get(skill, skill) for skill in each.rule.skills),
            shown(desk, by_about.get(each.about, 0)), shown(desk, earning.asked_count(each, units)),
            rules.may_issue(each, desk.unit),
        )
        for each in rules.on(desk.day, desk.unit.id).values()
    ]  # fmt: skip
    page = {
        **rail(desk, "certificates"), "lines": lines, "total": shown(desk, sum(by_about.values())),
        "waiting": outside.waiting(units) if desk.sees_names else 0, "counts": rules.counting(desk.day, desk.unit.id),
        "has_rooms": any(each.version.rule.proctored for each in lines),
    }  # fmt: skip
    return render(request, "reports/certificates/overview.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def rule(request: HttpRequest, desk: Desk, name: str) -> HttpResponse:
    """Change a rule for the unit and those below from today on, or give the own one up."""
    version = rules.find(name, desk.day, desk.unit.id)
    if version is None or not desk.may_sign:
        return no_right(request, has_role=True)
    if request.method == "POST" and request.POST.get("viec") == "thoi":
        rules.end(desk.unit.id, name, on=desk.day, by=desk.viewer)
        return HttpResponseRedirect(desk.link("certificates"))
    typed, chosen = _now(version), list(version.rule.skills)
    wrong: dict[str, str] = {}
    if request.method == "POST":
        typed = {each: request.POST.get(each, "")[:LONGEST_WORDS] for each in typed}
        chosen = request.POST.getlist("ky-nang")
        wanted, wrong = rules.check(typed, chosen, version)
        if wanted is not None:
            rules.change(wanted, unit=desk.unit.id, by=desk.viewer, name=desk.name)
            return HttpResponseRedirect(desk.link("certificates"))
    page = {
        **rail(desk, "certificates"), "back": desk.link("certificates"), "typed": typed, "chosen": chosen,
        "wrong": wrong, "version": version, "is_own": version.unit == desk.unit.id,
        "skills": {skill.id: skill.title for skill in curriculum.current().skills.values()},
    }  # fmt: skip
    return render(request, "reports/certificates/rule.html", page, status=422 if wrong else 200)


def _now(version: Version) -> dict[str, str]:
    held = version.rule
    return {
        "ten": version.title, "thang": str(held.months), "cach-tinh": version.words, "cap": held.issuer,
        "coi": "1" if held.proctored else "",
    }  # fmt: skip


@require_POST
@at_desk
def let_count(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Say what of certificates from elsewhere counts, from today on."""
    if not desk.may_sign:
        return no_right(request, has_role=True)
    rules.let_count(
        request.POST.get("tinh", ""), unit=desk.unit.id, on=desk.day, by=desk.viewer, name=desk.name
    )  # fmt: skip
    return HttpResponseRedirect(desk.link("certificates"))


def as_id(text: str) -> uuid.UUID | None:
    """Return the id in a text, None where there is none."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def page_of(desk: Desk, back: str, **more: Any) -> dict[str, Any]:
    """Return what every page below the overview shows."""
    return {**rail(desk, "certificates"), "back": desk.link(back), **more}
