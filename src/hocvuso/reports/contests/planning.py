"""The contests of a unit and below; setting one up from a ready-made one, changing a draft."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hocvuso.contests import jury, library, lottery, planning, publishing, queries, words
from hocvuso.core.contest.setup import Prize, Setup
from hocvuso.curriculum import queries as curriculum
from hocvuso.people.officials import names_shown
from hocvuso.plumbing.ids import uuid7
from hocvuso.reports.contests import form
from hocvuso.reports.views.desk import Desk, at_desk, no_right, rail
from hocvuso.unions import access
from hocvuso.unions import queries as unions

FIRST = "three-weeks"  # the ready-made contest that the form begins with
Page = Callable[..., Any]
Row = Any


def link(desk: Desk, number: uuid.UUID, name: str = "contest", *more: object) -> str:
    """Return the address of a page of one contest, seen from this desk."""
    return desk.link(name, number, *more)


def on_contest(page: Page) -> Page:
    """Give a page the contest named in its address, to those who sign for its unit; the employer's side is told no."""

    @names_shown
    @at_desk
    @wraps(page)
    def found(request: HttpRequest, desk: Desk, number: uuid.UUID, *args: Any, **kwargs: Any) -> Any:
        row = queries.one(number)
        if row is None:
            raise Http404
        barred = access.stands_for_employer(desk.viewer, row.unit, desk.day)
        if barred or not access.may_act_for(desk.viewer, row.unit, desk.day):
            return no_right(request, has_role=True)
        return page(request, desk, row, *args, **kwargs)

    return found


def problem(why: str) -> str:
    """Return the sentence for a refusal of the room of contests, with the way to do it right."""
    return {
        planning.RUNNING: _("A round has opened, so the rules stay as they are. Do it openly instead: void a question, "
                            "extend a round with a reason, or add a round."),
        planning.NOT_DRAFT: _("It is announced. Take the announcement back first; that works until the first round "
                              "opens."),
        planning.SMALL: _("There are too few questions about these skills: at least twice as many as one paper has. "
                          "Choose more skills or fewer questions."),
        planning.PAST: _("The first round opens in the past. Change its day."),
        planning.ORDER: _("Rounds follow each other: this one would reach into another."),
        planning.NO_DECISION: _("Type the number of the decision that was signed for this contest."),
        jury.UNKNOWN: _("This round has no such question."),
        jury.SETTLED: _("This round is over for everybody. Add another round instead."),
        jury.EARLIER: _("A round is never shortened, and its end lies ahead."),
        jury.NO_REASON: _("Write the reason: everybody can read it."),
        lottery.EMPTY: _("There are fewer tickets than prizes."),
        lottery.NO_NUMBER: _("Type the number that was read aloud, like the last five digits of tonight's lottery."),
        lottery.UNSETTLED: _("Somebody may still be at work. Wait until the last round is over for everybody."),
        publishing.PROTESTS: _("Answer all protests first."),
    }[why]  # fmt: skip


@require_safe
@at_desk
def listing(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the contests of the unit and below, and those of above in which its people take part."""
    lines = queries.of_units(unions.subtree_ids(desk.unit.id, desk.day), desk.day)
    above = queries.above(desk.unit.id, desk.day)
    names = {each.id: each.name for each in unions.unit_lines({each.unit for each in (*lines, *above)}, desk.day)}
    tags = words.phases()
    page = {
        **rail(desk, "contests"),
        "lines": [
            (each, tags[each.phase], names.get(each.unit, ""), link(desk, each.id),
             words.moment(each.opens) if each.opens else "", words.moment(each.closes) if each.closes else "")
            for each in lines
        ],
        "above": [
            (each, tags[each.phase], names.get(each.unit, ""), link(desk, each.id, "contest_own")) for each in above
        ],
    }  # fmt: skip
    return render(request, "reports/contests/listing.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def plan(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Ask what, when and for whom, filled from a ready-made contest; sent, there is a draft."""
    if not desk.may_sign:
        return no_right(request, has_role=True)
    to, back = desk.link("contest_plan"), desk.link("contests")
    if request.method == "POST":
        typed = _typed(request, desk)
        if not typed.wrong and typed.setup is not None:
            made = planning.plan(
                _number(request.POST.get("so", "")), desk.unit.id, typed.setup, typed.spans, by=desk.viewer,
                decision=typed.values["quyet-dinh"], units=typed.unit_ids,
            )  # fmt: skip
            return HttpResponseRedirect(link(desk, made.id))
        return shown(request, desk, typed, to=to, back=back, is_new=True)
    ready = library.ready_made()
    given = ready.get(request.GET.get("mau", ""), ready[FIRST])
    known = tuple(each for each in given.skills if each in curriculum.current().skills)
    return shown(request, desk, form.Typed(form.filled(given), known, (), {}), to=to, back=back, is_new=True)


def _number(typed: str) -> uuid.UUID:
    try:
        return uuid.UUID(typed)
    except ValueError:
        return uuid7()


def _typed(request: HttpRequest, desk: Desk) -> form.Typed:
    allowed = [each.hex for each in unions.children(desk.unit.id, desk.day)]
    return form.read(request.POST, request.POST.getlist("ky-nang"), request.POST.getlist("don-vi-du"), allowed)


def shown(request: HttpRequest, desk: Desk, typed: form.Typed, *, to: str, back: str, is_new: bool) -> HttpResponse:
    """Show the form."""
    known = curriculum.current()
    groups = [
        (group.title, [skill for skill in known.skills.values() if skill.group == key])
        for key, group in known.groups.items()
    ]
    below = unions.unit_lines(unions.children(desk.unit.id, desk.day), desk.day)
    page = {
        **rail(desk, "contests"), "back": back, "to": to, "is_new": is_new,
        "number": request.POST.get("so") or uuid7(), "typed": typed.values, "wrong": typed.wrong,
        "skills": typed.skills, "groups": groups, "units": typed.units, "below": below,
        "ready": [(name, each.title) for name, each in library.ready_made().items()],
        "chosen": request.GET.get("mau", FIRST),
    }  # fmt: skip
    return render(request, "reports/contests/form.html", page, status=422 if typed.wrong else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@on_contest
def change(request: HttpRequest, desk: Desk, row: Row) -> HttpResponse:
    """Change a draft; of a contest that runs say how it is done right."""
    to, back = link(desk, row.id, "contest_change"), link(desk, row.id)
    if request.method != "POST":
        first = queries.rounds(row.id)
        given = form.Typed(form.filled(setup_of(row), first[0].opens_at, row.decision), tuple(row.skills),
                           tuple(row.units), {})  # fmt: skip
        return shown(request, desk, given, to=to, back=back, is_new=False)
    typed = _typed(request, desk)
    if not typed.wrong and typed.setup is not None:
        try:
            planning.change(row.id, typed.setup, typed.spans, by=desk.viewer, decision=typed.values["quyet-dinh"],
                            units=typed.unit_ids)  # fmt: skip
            return HttpResponseRedirect(back)
        except planning.Refused as refused:
            typed = form.Typed(typed.values, typed.skills, typed.units, {"ten": problem(refused.args[0])})
    return shown(request, desk, typed, to=to, back=back, is_new=False)


def setup_of(row: Row) -> Setup:
    """Return the setup of a contest as it stands."""
    rounds = queries.rounds(row.id)
    first = rounds[0]
    return Setup(
        row.title, row.about, tuple(row.skills), first.questions, first.minutes, first.attempts, first.simulators,
        row.guess, tuple(Prize(**each) for each in row.prizes), len(rounds),
        max((first.closes_at - first.opens_at).days, 1),
    )  # fmt: skip
