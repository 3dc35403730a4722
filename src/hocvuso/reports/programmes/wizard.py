"""A plan in one sitting: ten questions on three short pages, the plan to look over, and saved it is the programme."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hocvuso.core.programmes import answers
from hocvuso.core.programmes.answers import Question
from hocvuso.plumbing import paging
from hocvuso.plumbing.ids import uuid7
from hocvuso.plumbing.templating import full_day, number
from hocvuso.programmes import actions, library, queries
from hocvuso.programmes.actions import PLAN, Signer
from hocvuso.reports.documents import answers as documents
from hocvuso.reports.programmes import papers, planning
from hocvuso.reports.programmes.planning import Made, in_language
from hocvuso.reports.views.desk import Desk, at_desk, no_right, rail
from hocvuso.reports.views.returns import link
from hocvuso.unions.queries import UnitLine

STEP = "buoc"


def signer(desk: Desk) -> Signer:
    """Return who acts at this desk."""
    return Signer(desk.viewer, desk.name)


def kept_answers(desk: Desk) -> dict[str, str]:
    """Return what the official has answered so far, beginning with what the site knows itself."""
    draft = queries.draft(desk.unit.id, desk.viewer, PLAN)
    return dict(draft.data) if draft else planning.suggested(desk)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def ask(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Ask some of the ten questions; each page that is sent is kept, so that one can stop and go on another day."""
    if not desk.may_sign:
        return no_right(request, has_role=True)
    held = library.library()
    step = min(max(paging.whole(request.GET.get(STEP, ""), most=held.steps), 1), held.steps)
    questions = [each for each in held.questions if each.step == step]
    kept, wrong = kept_answers(desk), dict[str, str]()
    if request.method == "POST":
        kept, wrong = _taken(request, desk, questions, kept)
        if not wrong:
            is_last = step == held.steps or request.POST.get("viec") == "xong"
            return HttpResponseRedirect(
                desk.link("programme_preview") if is_last else desk.link("programme_plan", **{STEP: str(step + 1)})
            )
    page = {
        **rail(desk, "programmes"),
        "back": desk.link("programme_plan", **{STEP: str(step - 1)}) if step > 1 else desk.link("programmes"),
        "step": step, "steps": held.steps,
        "questions": [_field(each, request, kept, wrong, desk.day) for each in questions],
        "is_begun": queries.draft(desk.unit.id, desk.viewer, PLAN) is not None,
        "template": desk.link("programme_template"), "first": planning.last_day({}, desk.day),
        "longest": answers.LONGEST_TEXT,
    }  # fmt: skip
    return render(request, "reports/programmes/ask.html", page, status=422 if wrong else 200)


def _taken(
    request: HttpRequest, desk: Desk, questions: list[Question], kept: dict[str, str]
) -> tuple[dict[str, str], dict[str, str]]:  # fmt: skip
    """Keep what can be read and return (all answers, what is wrong by question)."""
    wrong = {}
    for each in questions:
        value, fault = answers.read(each, request.POST.getlist(each.id), desk.day)
        if fault:
            wrong[each.id] = fault_words(each, fault, desk.day)
        else:
            kept[each.id] = value
    kept.setdefault("begun", str(uuid7()))
    actions.keep_draft(desk.unit.id, desk.viewer, PLAN, kept)
    return kept, wrong


def fault_words(question: Question, fault: str, day: date) -> str:
    """Return what is wrong with an answer in one sentence, and what to do."""
    facts = {"least": number(question.least), "most": number(question.most)}
    return {
        answers.NOT_A_DAY: _("Write the day like 18/05/2026."),
        answers.TOO_EARLY: _("A plan takes four weeks at least. Choose a later day."),
        answers.TOO_LATE: _("A plan takes three years at most. Choose an earlier day."),
        answers.NOT_A_NUMBER: _("Type a number, like %(least)s.") % facts,
        answers.TOO_SMALL: _("Between %(least)s and %(most)s.") % facts,
        answers.TOO_LARGE: _("Between %(least)s and %(most)s.") % facts,
        answers.NOT_OFFERED: _("Choose one of the answers."),
    }[fault]


def _field(
    question: Question, request: HttpRequest, kept: Mapping[str, str], wrong: Mapping[str, str], day: date
) -> dict[str, Any]:  # fmt: skip
    """Return a question as the page shows it: what was typed stays, then what was answered, then the default."""
    value = kept.get(question.id, question.default)
    if question.id in wrong:
        value = ",".join(request.POST.getlist(question.id))
    elif question.kind == answers.DAY:
        answered = answers.day_of(value)
        value = full_day(answered or planning.last_day({}, day))
    return {
        "id": question.id, "kind": question.kind, "text": in_language(question.text, question.text_en),
        "hint": in_language(question.hint, question.hint_en), "value": value, "chosen": value.split(","),
        "error": wrong.get(question.id, ""),
        "options": [(each.value, in_language(each.text, each.text_en)) for each in question.options],
    }  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def see(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the plan that follows from the answers; saved, it is the live programme."""
    if not desk.may_sign:
        return no_right(request, has_role=True)
    kept = kept_answers(desk)
    if "begun" not in kept:
        return HttpResponseRedirect(desk.link("programme_plan"))
    made = planning.make(desk, kept)
    if request.method == "POST":
        return _act(request, desk, kept, made)
    page = {
        **rail(desk, "programmes"),
        "back": desk.link("programme_plan"),
        "plan": made.plan, "told": made.told, "programme": made.programme, "wanted": papers.wanted,
        "targets": made.programme.plan["targets"], "kits": made.programme.plan["kits"],
        "day": answers.day_of,
        "file": lambda name: f"{link(desk, 'programme_draft_paper', name=name)}",
        "headcount": desk.link("headcount") if desk.is_grassroots else "",
        "weeks": planning.weeks(made.plan.start, made.plan.end),
        "others": queries.of_units([desk.unit.id], desk.day),
    }  # fmt: skip
    return render(request, "reports/programmes/preview.html", page)


def _act(request: HttpRequest, desk: Desk, kept: Mapping[str, str], made: Made) -> HttpResponse:
    if request.POST.get("viec") == "bo":
        actions.drop_draft(desk.unit.id, desk.viewer, PLAN)
        return HttpResponseRedirect(desk.link("programmes"))
    which = planning.number_of(desk.unit.id, desk.viewer, kept)
    begun = actions.begin(which, desk.unit.id, made.programme, by=signer(desk))
    actions.drop_draft(desk.unit.id, desk.viewer, PLAN)
    return HttpResponseRedirect(link(desk, "programme", number=begun.pk))


@require_safe
@at_desk
def paper(request: HttpRequest, desk: Desk, name: str) -> Any:
    """Give the plan, or the draft decision of the group, as a Word file before anything is saved."""
    if not desk.may_sign:
        return no_right(request, has_role=True)
    return given(desk.unit, name, planning.make(desk, kept_answers(desk)).programme)


def given(unit: UnitLine, name: str, programme: actions.NewProgramme) -> Any:
    """Return one of the papers that belong to a plan as a Word file."""
    if name == "ke-hoach":
        made = papers.plan(programme, unit)
    elif name == "quyet-dinh-to":
        made = papers.decision(unit, programme.plan)
    else:
        raise Http404
    return documents.answer(made, "docx", documents.file_name(name, unit.name[:40], ending="docx"))


@require_safe
@at_desk
def template(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the template of the movement: its four contents, where they come from, what is our default."""
    held = library.library()
    page = {
        **rail(desk, "programmes"),
        "back": desk.link("programmes"),
        "library": held,
        "title": in_language(*held.titles),
        "about": in_language(*held.about),
        "goals": [
            (in_language(goal.title, goal.title_en), goal.origin,
             [in_language(task.title, task.title_en) for task in goal.tasks])
            for goal in held.goals
        ],
        "origins": {
            "official": _("from an official paper"), "reported": _("as the press reported"),
            "our-default": _("our own default"),
        },
    }  # fmt: skip
    return render(request, "reports/programmes/template.html", page)


def id_of(typed: str) -> uuid.UUID:
    """Return the id that came with a form, a new one where it is none."""
    try:
        return uuid.UUID(typed)
    except ValueError:
        return uuid7()
