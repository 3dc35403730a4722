"""Doing: placement, a lesson's steps, an exercise, its feedback, being stuck."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from hocvuso.core import items as item_kinds
from hocvuso.core.content import Item
from hocvuso.core.draw import draw_for
from hocvuso.core.form import Form
from hocvuso.core.local_ids import is_local
from hocvuso.core.rungs import SLOWLY, hints_of
from hocvuso.core.scenario.shorts import id_of
from hocvuso.curriculum import queries as curriculum
from hocvuso.curriculum import render as content
from hocvuso.learning import diagnosis, forming, helping, picturing, playing, queries, showing, ways
from hocvuso.learning.views import arrivals
from hocvuso.learning.ways import Way
from hocvuso.people import tokens
from hocvuso.plumbing import clock, paging
from hocvuso.plumbing.ids import uuid7
from hocvuso.practice import queries as simulators
from hocvuso.practice import simulator_page

STUCK = "ket"  # the button "Tôi bị kẹt" of a plain form; its value counts the rungs then shown


def _learner(request: HttpRequest) -> tokens.Token | None:
    token: tokens.Token | None = request.learner  # type: ignore[attr-defined]
    return token


@require_http_methods(["GET", "HEAD", "POST"])
def placement(request: HttpRequest, *, full: bool = False) -> HttpResponse:
    """Ask at most eight tasks, or 24 in full, one a page; it goes on where it was left."""
    learner = _learner(request)
    if learner is None:
        return HttpResponseRedirect(reverse("learning:home"))
    error, given = "", request.POST
    here, context = reverse(f"learning:placement{'_full' if full else ''}"), diagnosis.FULL if full else diagnosis.QUICK
    if request.method == "POST" and STUCK not in request.POST:
        refused = _taken(request, context)
        if refused is None:
            return HttpResponseRedirect(here)
        error = arrivals.refusal(refused)
    task, done, item = diagnosis.next_task(learner.person, now=clock.now(), full=full)
    if item is None:
        return HttpResponseRedirect(reverse("learning:found" if full else "learning:map"))
    left = task.about_left
    dots = {
        "dots_done": done, "dots_left": max(left - 1, 0),
        "dots_words": ngettext("About %(left)s task left", "About %(left)s tasks left", left) % {"left": left},
    }  # fmt: skip
    if isinstance(item, diagnosis.Posed):
        page = _short_page(item, queries.choices(learner.person).easy, context, here, error)
        page["is_stuck"] = STUCK in given  # asked for help on the page of a question that is answered by now
        return render(request, "learning/short.html", {**page, **dots}, status=422 if error else 200)
    page = _item_page(request, item, Way(after=here), context, here, error, given)
    return render(request, "learning/exercise.html", {**page, **dots}, status=422 if error else 200)


def _taken(request: HttpRequest, context: str) -> str | None:
    """Store an answer of the entry test; return why not, None when it is stored."""
    name, version = request.POST.get("item", ""), request.POST.get("version") or None
    item, kind, variant = curriculum.item(name, version), "answer", ""
    if item is None:
        kind, variant = "short", request.POST.get("variant", "")[:24]
        if simulators.short(name, version) is None:
            return ""
    result, _token, _new = arrivals.submit(
        request, kind, name, version=item.version if item else version or "", context=context, variant=variant
    )
    return result.reason if result.status == "refused" else None


def _short_page(posed: diagnosis.Posed, easy: bool, context: str, here: str, error: str) -> dict[str, Any]:
    scenario, short = posed.scenario, posed.short
    event_id = uuid7()
    page = simulator_page.short_page(scenario, short, posed.seed, _, easy=easy)
    order = draw_for(event_id.bytes, 0).lane("answers").shuffle(len(page["answers"]))
    return {
        **page,
        "answers": [page["answers"][place] for place in order],
        "item": id_of(scenario, short), "version": scenario.version, "context": context, "way": Way(after=here),
        "event_id": event_id, "feedback_url": here, "error": error,
        "nothing_chosen": _("Nothing chosen yet. Choose, then press Answer."), "refused": arrivals.refusal(""),
        "back": reverse("learning:today"),
    }  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def exercise(request: HttpRequest, skill: str, slug: str) -> HttpResponse:
    """Show one exercise; a posted answer is stored once and leads to its feedback."""
    item = curriculum.item(f"{skill}/{slug}", request.POST.get("version") or None)
    if item is None:
        raise Http404(slug)
    way = ways.read(request, curriculum.current())
    context = "check" if request.GET.get("vi") == "check" else way.context
    error = ""
    if request.method == "POST" and STUCK not in request.POST:
        result, token, is_new = arrivals.submit(
            request, "answer", item.id, version=item.version, context=context, plan=way.plan
        )
        if result.status != "refused":
            address = reverse("learning:feedback", kwargs={"event": result.id}) + way.query()
            return arrivals.keep(HttpResponseRedirect(address), token, is_new=is_new)
        error = arrivals.refusal(result.reason)
    feedback_url = reverse("learning:feedback", kwargs={"event": "ID"}) + way.query()
    page = _item_page(request, item, way, context, feedback_url, error, request.POST)
    if way.plan:
        left = len(way.parts) - way.part - 1
        page |= {
            "dots_done": way.part, "dots_left": left,
            "dots_words": ngettext("About %(left)s task left", "About %(left)s tasks left", left + 1)
            % {"left": left + 1},
        }  # fmt: skip
    return render(request, "learning/exercise.html", page, status=422 if error else 200)


def _item_page(
    request: HttpRequest, item: Item, way: Way, context: str, feedback_url: str, error: str, given: QueryDict
) -> dict[str, Any]:
    learner = _learner(request)
    chosen = queries.choices(learner.person) if learner else queries.no_choices()
    rungs = helping.ladder(item, curriculum.current(), chosen, clock.today())
    helped = paging.whole(given.get(STUCK) or request.GET.get("goi-y", ""), most=len(rungs))
    # Whoever asks for help stays at the same attempt: its id, the order of its lines, what was chosen.
    event_id = (arrivals.as_id(given.get("id", "")) if STUCK in given else None) or uuid7()
    return {
        **showing.blanks(item, event_id, given),
        "item": item,
        "way": way,
        "context": context,
        "event_id": event_id,
        "report_id": uuid7(),
        "rungs": rungs,
        "helped": helped,
        "hints": hints_of(rungs, helped),
        "slowly": SLOWLY,
        "may_ask_person": learner is not None,
        "back_to": _address_with_help(request, helped),
        "feedback_url": feedback_url,
        "error": error,
        "nothing_chosen": _("Nothing chosen yet. Choose, then press Answer."),
        "refused": arrivals.refusal(""),
        "ask_about": item.step,
        "back": way.back or (reverse("learning:today") if learner else "/"),
        "dots_words": "",
        "dots_done": 0,
        "dots_left": 0,
    }


def _address_with_help(request: HttpRequest, helped: int) -> str:
    """Return the address of this page with the help that was given, so that coming back keeps it."""
    query = request.GET.copy()
    if helped:
        query["goi-y"] = str(helped)
    return f"{request.path}?{query.urlencode()}" if query else request.path


@require_safe
def feedback(request: HttpRequest, event: str) -> HttpResponse:
    """Show what an answer was worth, why, the safe way, and when it comes back."""
    learner = _learner(request)
    answer = queries.answer(learner.person, event) if learner else None
    item = curriculum.item(answer.content_id, answer.version) if answer and answer.kind == "answer" else None
    if learner is None or answer is None or item is None:
        return HttpResponseRedirect(reverse("learning:today"))
    mark = item_kinds.mark(item, item_kinds.read_json(item, answer.response))
    now = curriculum.current()
    way = ways.read(request, now)
    step = now.steps.get(item.step)
    page = {
        **showing.feedback(item, mark),
        "returns": showing.returns(queries.standing(learner.person, item.skill), clock.today()),
        "next": way.after,
        "step_url": ways.step_url(step.id) if step else "",
        "ask_about": item.step,
        "item_id": item.id,
        "version": item.version,
        "dots_words": "",
        "dots_done": 0,
        "dots_left": 0,
    }
    if way.plan:
        left = len(way.parts) - way.part - 1
        page |= {
            "dots_done": way.part + 1, "dots_left": left,
            "dots_words": ngettext("About %(left)s task left", "About %(left)s tasks left", left) % {"left": left}
            if left else _("Last task"),
        }  # fmt: skip
    return render(request, "learning/feedback.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, skill: str, lesson: str, step: str) -> HttpResponse:
    """Show one step of a lesson; "Tiếp" notes that it was read and goes on."""
    now = curriculum.current()
    step_id = f"{skill}/{lesson}#{step}"
    found, whole = now.steps.get(step_id), now.lessons.get(f"{skill}/{lesson}")
    if found is None or whole is None:
        raise Http404(step_id)
    way = ways.read(request, now)
    position = [each.id for each in whole.steps].index(step_id)
    after = _after(way, whole.steps, position)
    if request.method == "POST":
        _result, token, is_new = arrivals.submit(
            request, "step_done", step_id, version=found.version, context="lesson", plan=way.plan,
            variant=request.POST.get("variant", "")[:24],
        )  # fmt: skip
        return arrivals.keep(HttpResponseRedirect(after), token, is_new=is_new)
    learner = _learner(request)
    choices = queries.choices(learner.person) if learner else queries.no_choices()
    today = clock.today()
    form = Form.EASY if choices.easy or way.form is Form.EASY else Form.TEXT
    easy = form is Form.EASY
    shown = content.step_for(
        found, device=choices.device, audience=choices.audience, easy=easy, today=today, facts=now.facts
    )
    page = {
        "step": shown, "picture": picturing.shown(request, found), "skill": skill, "lesson": lesson,
        "position": position, "steps": len(whole.steps), "next": after, "way": Way(after=after),
        "dots_words": _("Step %(now)s of %(all)s") % {"now": position + 1, "all": len(whole.steps)},
        "easy": easy, "form": form, "own_way": way, "lesson_id": whole.id,
        "others": forming.others(whole.id, form) if position == 0 else (),
        "is_local": is_local(step_id), "is_draft": whole.status == "draft",
        "checked_on": whole.checked_on,
        "is_expired": whole.expires_on < today, "event_id": uuid7(), "version": found.version, "context": "lesson",
        "report_id": uuid7(), "simulator": playing.simulator_of(whole) if position == len(whole.steps) - 1 else None,
        "refused": arrivals.refusal(""), "ask_about": step_id, "error": "",
        "back": ways.step_url(whole.steps[position - 1].id) + way.query() if position else reverse("learning:today"),
    }  # fmt: skip
    return render(request, "learning/step.html", page)


def _after(way: Way, steps: Any, position: int) -> str:
    last = len(steps) - 1
    if way.plan and way.parts[way.part]["kind"] == "lesson":
        part = way.parts[way.part]
        last = min(last, int(part.get("first", 0)) + max(int(part.get("steps", 0)), 1) - 1)
    if position < last:
        return ways.step_url(steps[position + 1].id) + way.query()
    return way.after
