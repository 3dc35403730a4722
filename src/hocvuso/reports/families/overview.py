"""Families in counts: how many are recognised here and below, the unit's goal, the rule, and the same as a spreadsheet.

There is no denominator and no share: nobody is counted who has no family here.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hocvuso.core import indicators
from hocvuso.curriculum import queries as curriculum
from hocvuso.families import queries, recognising, rules
from hocvuso.families.recognising import Signer
from hocvuso.plumbing import audit, paging
from hocvuso.plumbing.templating import full_day
from hocvuso.reports.documents import answers
from hocvuso.reports.documents.paper import TEXT, WHOLE, Column, Paper, Part, Table
from hocvuso.reports.persons.words import typed_day
from hocvuso.reports.views.desk import Desk, at_desk, no_right, rail
from hocvuso.unions import access
from hocvuso.unions import queries as unions

PAGE_SIZE = 40
MOST_FAMILIES = 99_999


@dataclass(frozen=True, slots=True)
class Below:
    """The unions of a subtree with their recognised families; None where so few would point at one family."""

    rows: tuple[tuple[unions.UnitLine, int | None], ...]
    total: int | None


def below(desk: Desk) -> Below:
    """Return the counts of the grassroots unions of a subtree and the total, the most first."""
    units = unions.subtree_ids(desk.unit.id, desk.day)
    counts = queries.recognised_by_unit(units, desk.day)
    total = sum(counts.values())
    lines = [line for line in unions.unit_lines(units, desk.day) if line.is_grassroots or counts[line.id]]
    hidden = _hidden(counts, desk)
    rows = [(line, None if line.id.hex in hidden else counts[line.id]) for line in lines]
    return Below(
        tuple(sorted(rows, key=lambda each: -(each[1] or 0))),
        None if not desk.sees_names and access.is_hidden(total) else total,
    )


def _hidden(counts: Counter[uuid.UUID], desk: Desk) -> frozenset[str]:
    """Return the units whose count is not shown to somebody who may not see the people themselves."""
    if desk.sees_names:
        return frozenset()
    return indicators.hidden_groups({unit.hex: count for unit, count in counts.items()})


@require_safe
@at_desk
def overview(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the counts, the goal and the rule."""
    return _overview(request, desk, {}, {})


def _overview(request: HttpRequest, desk: Desk, typed: Mapping[str, str], wrong: Mapping[str, str]) -> HttpResponse:
    found, goal = below(desk), queries.goal(desk.unit.id)
    version = rules.on(desk.day, desk.unit.id)
    part = paging.part(paging.asked(request.GET), len(found.rows), PAGE_SIZE)
    skills = curriculum.current().skills
    page = {
        **rail(desk, "families"),
        "found": found,
        "rows": found.rows[part.rows] if len(found.rows) > 1 else (),
        "earlier": desk.link("families", trang=str(part.earlier)) if part.earlier else "",
        "later": desk.link("families", trang=str(part.later)) if part.later else "",
        "waiting": queries.waiting(unions.subtree_ids(desk.unit.id, desk.day)),
        "goal": goal,
        "left": max(goal.families - found.total, 0) if goal and found.total is not None else None,
        "version": version,
        "skills": [skills[each].title for each in version.rule.skills if each in skills],
        "is_own_rule": version.unit == desk.unit.id,
        "typed": typed or ({"so": str(goal.families), "ngay": full_day(goal.due_on)} if goal else {}),
        "wrong": wrong,
    }
    return render(request, "reports/families/overview.html", page, status=422 if wrong else 200)


@require_POST
@at_desk
def goal(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Say how many families the unit wants by when."""
    if not desk.may_sign:
        return no_right(request, has_role=True)
    typed = {name: request.POST.get(name, "").strip()[:20] for name in ("so", "ngay")}
    number = typed["so"].replace(".", "")
    due_on, wrong_day = typed_day(typed["ngay"])
    wrong = {"ngay": wrong_day} if wrong_day else {}
    if not (number.isascii() and number.isdigit() and 1 <= int(number) <= MOST_FAMILIES):
        wrong["so"] = _("Write a whole number of families, 1 or more.")
    if due_on is not None and due_on <= desk.day:
        wrong["ngay"] = _("The day lies in the future, like 31/12/2026.")
    if wrong or due_on is None:
        return _overview(request, desk, typed, wrong)
    recognising.set_goal(desk.unit.id, int(number), due_on, by=signer(desk))
    return HttpResponseRedirect(desk.link("families"))


def signer(desk: Desk) -> Signer:
    """Return who signs at this desk."""
    return Signer(desk.viewer, desk.name)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def rule(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Change the rule for the unit and those below from today on, or give the own one up."""
    if not desk.may_sign:
        return no_right(request, has_role=True)
    version = rules.on(desk.day, desk.unit.id)
    typed: dict[str, str] = {"so-ngay": str(version.rule.task_days), "cach-tinh": version.words}
    chosen = list(version.rule.skills)
    wrong: dict[str, str] = {}
    if request.method == "POST" and request.POST.get("viec") == "thoi":
        rules.end(desk.unit.id, on=desk.day, by=desk.viewer)
        return HttpResponseRedirect(desk.link("families"))
    if request.method == "POST":
        typed = {name: request.POST.get(name, "")[: rules.LONGEST_WORDS] for name in typed}
        chosen = request.POST.getlist("ky-nang")
        wanted, wrong = rules.check(typed, chosen)
        if wanted is not None:
            rules.change(wanted, typed["cach-tinh"], unit=desk.unit.id, by=desk.viewer, name=desk.name)
            return HttpResponseRedirect(desk.link("families"))
    page = {
        **rail(desk, "families"), "back": desk.link("families"), "typed": typed, "chosen": chosen, "wrong": wrong,
        "skills": {skill.id: skill.title for skill in curriculum.current().skills.values()},
        "is_own": version.unit == desk.unit.id,
    }  # fmt: skip
    return render(request, "reports/families/rule.html", page, status=422 if wrong else 200)


@require_safe
@at_desk
def download(request: HttpRequest, desk: Desk) -> Any:
    """Give the counts as a spreadsheet."""
    audit.record("export report", actor=desk.viewer, what=f"families {desk.unit.code} xlsx")
    name = answers.file_name("gia dinh", desk.unit.code, f"{desk.day:%Y-%m-%d}", ending="xlsx")
    return answers.answer(_paper(desk, below(desk), desk.day), "xlsx", name, table_first=True)


def few() -> str:
    """Return what stands for a count that is not shown."""
    return _("under 5")


def _paper(desk: Desk, found: Below, day: date) -> Paper:
    columns = (Column(_("Code"), TEXT, 14), Column(_("Unit"), TEXT, 44), Column(_("Recognised families"), TEXT, 20))
    numbers = (*columns[:2], Column(columns[2].title, WHOLE, 20)) if desk.sees_names else columns
    rows = [
        (line.code, line.name, count if desk.sees_names else few() if count is None else str(count))
        for line, count in found.rows
    ]
    return Paper(
        title=_("Digital Workers' Families"),
        unit=desk.unit.name,
        above=desk.unit.parent,
        period=_("as of %(day)s") % {"day": full_day(day)},
        facts=[(_("Recognised in all"), few() if found.total is None else str(found.total))],
        parts=[Part("", [rules.on(day, desk.unit.id).words], Table(numbers, rows))],
    )
