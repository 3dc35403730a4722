"""The queue of people who asked for a person, and one request with its thread: behind the second factor, each reading
leaves a trace that the person sees."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hocvuso.core.reading import MAX_CHARACTERS
from hocvuso.curriculum import queries as curriculum
from hocvuso.groups import queries as groups
from hocvuso.groups.help_desk import asking, blocking, helping, queries, wish, words
from hocvuso.groups.help_desk.queries import Request
from hocvuso.learning import ways
from hocvuso.people import forms
from hocvuso.people import queries as people
from hocvuso.people.officials import names_shown
from hocvuso.plumbing import audit, clock, paging
from hocvuso.plumbing.ids import uuid7
from hocvuso.plumbing.views import act_of, message
from hocvuso.reports import members
from hocvuso.reports.views.desk import Desk, at_desk, no_right, rail
from hocvuso.unions import access
from hocvuso.unions.roles import Right


@names_shown
@at_desk
def queue(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List who waits, oldest first, who is being helped and by whom, and what was done."""
    if not desk.may(Right.HELP):
        return no_right(request, has_role=True)
    show = request.GET.get("loc", "")
    show = show if show in queries.FILTERS else queries.WAITING
    found = queries.queue(desk.viewer, desk.unit.id, show, desk.day)
    audit.record_reading(desk.viewer, [each.person for each in found], "help_queue", desk.as_what)
    names = {queries.WAITING: _("Waiting"), queries.ACTIVE: _("Being helped"), queries.ENDED: _("Finished")}
    page = {
        **rail(desk, "help_queue"),
        "found": [(each, _shown(each), _address(desk, each.id)) for each in found],
        "show": show,
        "filters": [(each, names[each], desk.link("help_queue", loc=each)) for each in queries.FILTERS],
        "waiting": queries.waiting(desk.viewer, desk.unit.id, desk.day),
        "topics": [(_lesson(each.lesson), each.people) for each in queries.topics(desk.viewer, desk.unit.id, desk.day)],
        "locked": members.locked(desk.viewer, desk.unit.id, desk.day) if desk.sees_names else 0,
        "locked_url": desk.link("members", loc=members.LOCKED),
        "now": clock.now(),
        "blocks": len(blocking.below(desk.viewer, desk.unit.id, desk.day)) if desk.may(Right.CONFIRM) else 0,
    }
    return render(request, "reports/help_queue.html", page)


def _lesson(lesson_id: str) -> str:
    lesson = curriculum.current().lessons.get(lesson_id)
    return lesson.title if lesson else _("Other matters")


def _address(desk: Desk, request_id: uuid.UUID) -> str:
    return desk.link("help_request", request_id)


def _shown(asked: Request) -> dict[str, Any]:
    step = curriculum.current().steps.get(asked.step)
    return {
        "name": asked.name or _("Somebody without a name yet"),
        "state": words.STATES[asked.state],
        "look": words.TAGS[asked.state],
        "step": step.title if step else "",
        "step_url": ways.step_url(step.id) if step else "",
        "device": words.DEVICES.get(asked.device, ""),
        "due": words.moment(asked.due_at) if asked.due_at else "",
        "outcome": words.outcome(asked.outcome) if asked.outcome else "",
        "rating": words.RATINGS.get(asked.rating or 0, ""),
        "way": words.WAYS_SHORT.get(asked.way, "") if asked.way != "chat" else "",
        "group": groups.name_of(asked.group),
        "is_by_phone": asked.source == wish.PHONE,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@names_shown
@at_desk
def one(request: HttpRequest, desk: Desk, request_id: uuid.UUID) -> HttpResponse:
    """Show one request with its thread, and do what its buttons say. Whoever may not read it finds nothing here."""
    asked = queries.readable(desk.viewer, request_id, desk.day)
    if asked is None:
        raise Http404
    error = ""
    if request.method == "POST":
        act = act_of(request, _ACTS)
        error = act(request, desk, request_id)
        if not error:
            return HttpResponseRedirect(_address(desk, request_id) + "#cuoi")
        asked = queries.readable(desk.viewer, request_id, desk.day) or asked
    audit.record_reading(desk.viewer, [asked.person], "help_thread", desk.as_what)
    lines = queries.thread(request_id)
    question, reply = queries.words_for_draft(lines)
    page = {
        **rail(desk, "help_queue"),
        "back": desk.link("help_queue"),
        "asked": asked,
        "shown": _shown(asked),
        "lines": lines,
        "is_mine": asked.helper == desk.viewer,
        "has_draft": queries.has_draft(request_id),
        "question": question,
        "reply": reply,
        "outcomes": words.OUTCOMES,
        "most": MAX_CHARACTERS,
        "most_minutes": helping.MOST_MINUTES,
        "error": error,
        "typed": request.POST,
        "here": _address(desk, request_id),
        "may_block": desk.may(Right.CONFIRM) and blocking.in_force(asked.person, desk.day) is None,
        "is_blocked": blocking.in_force(asked.person, desk.day) is not None,
        "reasons": blocking.REASONS, "days": blocking.DAYS, "longest_note": blocking.LONGEST_NOTE,
        "blocks": desk.link("help_blocks"),
    }  # fmt: skip
    return render(request, "reports/help_request.html", page, status=422 if error else 200)


@require_POST
@names_shown
@at_desk
def on_behalf(request: HttpRequest, desk: Desk, person: uuid.UUID) -> HttpResponse:
    """Write down a request for somebody who called; he finds it under his name, and sees who wrote it."""
    if not access.may_on(desk.viewer, Right.HELP, person, desk.day):
        raise Http404
    wanted = wish.read(request.POST, source=wish.PHONE)
    try:
        asked = asking.open_request(
            person, request.POST.get("q", ""), now=clock.now(), wish=replace(wanted, entered_by=desk.viewer)
        )
    except asking.Refused as refused:
        said = {"empty": _("Write in a few words what the person needs.")}
        sentence = said.get(refused.args[0], _("This person has asked several times today. Look into the list first."))
        back = desk.link("person", person)
        return message(request, _("Not written down yet"), sentence, status=422, button=_("Back"), to=back)
    audit.record("ask for", actor=desk.viewer, subject=person, what="request")
    return HttpResponseRedirect(_address(desk, asked.pk))


@require_http_methods(["GET", "HEAD", "POST"])
@names_shown
@at_desk
def caller(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Write down a request for somebody on the phone who is on no list: name, number, need, and that he agrees."""
    if not desk.may(Right.HELP):
        return no_right(request, has_role=True)
    wrong: dict[str, str] = {}
    if request.method == "POST":
        wrong = _missing(request)
        if not wrong:
            found = asking.Caller(_form_number(request), request.POST["ten"], forms.mobile(request.POST["so"])[0])
            wanted = replace(wish.read(request.POST, source=wish.PHONE), entered_by=desk.viewer)
            asked = asking.for_caller(found, request.POST["q"], desk.unit.id, wanted, now=clock.now())
            return HttpResponseRedirect(_address(desk, asked.pk))
    page = {
        **rail(desk, "help_queue"), "back": desk.link("help_queue"), "typed": request.POST, "wrong": wrong,
        "ways": words.BY_PHONE, "number": request.POST.get("ma") or uuid7(), "most": MAX_CHARACTERS,
    }  # fmt: skip
    return render(request, "reports/help_caller.html", page, status=422 if wrong else 200)


def _missing(request: HttpRequest) -> dict[str, str]:
    """Return one sentence for each field in which something is missing."""
    wrong = {}
    if not request.POST.get("ten", "").strip():
        wrong["ten"] = _("Write how the caller is called.")
    if error := forms.mobile(request.POST.get("so", ""))[1]:
        wrong["so"] = error
    if not request.POST.get("q", "").strip():
        wrong["q"] = _("Write in a few words what the person needs.")
    if request.POST.get("dong-y") != "1":
        wrong["dong-y"] = _("Ask first whether the group may keep name and number until the person is helped.")
    return wrong


def _form_number(request: HttpRequest) -> uuid.UUID:
    """Return the number that came with the form, so that sent twice it is one; never an account's."""
    try:
        typed = uuid.UUID(request.POST.get("ma", ""))
    except ValueError:
        return uuid7()
    return uuid7() if people.account(typed) is not None else typed


def _taken() -> str:
    return _("Somebody else has taken this on, or it is closed.")


def _take(request: HttpRequest, desk: Desk, request_id: uuid.UUID) -> str:
    return "" if helping.take(request_id, desk.viewer, now=clock.now()) else _taken()


def _answer(request: HttpRequest, desk: Desk, request_id: uuid.UUID) -> str:
    text = request.POST.get("q", "")
    if not text.strip():
        return _("Write the answer first.")
    return "" if helping.answer(request_id, desk.viewer, text, now=clock.now()) else _taken()


def _release(request: HttpRequest, desk: Desk, request_id: uuid.UUID) -> str:
    return "" if helping.release(request_id, desk.viewer, now=clock.now()) else _taken()


def _finish(request: HttpRequest, desk: Desk, request_id: uuid.UUID) -> str:
    typed = request.POST.get("phut", "").strip()
    minutes = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 5 else -1
    if not 0 <= minutes <= helping.MOST_MINUTES:
        return _("Type how many minutes it took, 0 to %(most)s.") % {"most": helping.MOST_MINUTES}
    outcome = request.POST.get("ket-qua", "")
    if outcome not in helping.OUTCOMES:
        return _("Choose how it ended.")
    return "" if helping.finish(request_id, desk.viewer, outcome, minutes, now=clock.now()) else _taken()


def _draft(request: HttpRequest, desk: Desk, request_id: uuid.UUID) -> str:
    question, reply = request.POST.get("hoi", ""), request.POST.get("dap", "")
    if helping.keep_draft(request_id, desk.viewer, question, reply, now=clock.now()):
        return ""
    return _("Both the question and the answer are needed.")


def _block(request: HttpRequest, desk: Desk, request_id: uuid.UUID) -> str:
    note, days = request.POST.get("ghi", ""), paging.whole(request.POST.get("ngay", ""), most=max(blocking.DAYS))
    if blocking.block(desk.viewer, request_id, request.POST.get("vi", ""), note, days, now=clock.now()):
        return ""
    return _("Choose a reason and how long, and write what happened. The person reads it.")


_ACTS: dict[str, Callable[[HttpRequest, Desk, uuid.UUID], str]] = {
    "nhan": _take, "tra-loi": _answer, "tra-lai": _release, "xong": _finish, "ban-nhap": _draft,
    "chan": _block,
}  # fmt: skip
