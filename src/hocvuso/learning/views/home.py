"""The learner's hubs: today, the map of skills, progress, and what he chooses for himself."""

from __future__ import annotations

import uuid
from typing import Any
from urllib.parse import urlencode

import orjson
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hocvuso.core.form import Form, Link, Term
from hocvuso.core.local_ids import is_local
from hocvuso.curriculum import queries as curriculum
from hocvuso.learning import actions, current, forming, picturing, queries, quiet_line, showing, skillmap, store, ways
from hocvuso.learning.views import arrivals, leaflets
from hocvuso.people import tokens
from hocvuso.plumbing import clock
from hocvuso.plumbing.driver import as_uuid
from hocvuso.plumbing.ids import uuid_of
from hocvuso.plumbing.templating import day as short_day
from hocvuso.plumbing.views import YEAR_SECONDS, on_this_site, way_back
from hocvuso.practice import queries as practice

_BELIEVED = ("mastered", "nearly", "inferred")  # bands in which the system thinks that he knows
KB_A_PAGE = 4  # measured: a step page is 3 KB compressed and its picture 1.3, once the frame is on the phone


def _learner(request: HttpRequest) -> tokens.Token | None:
    token: tokens.Token | None = request.learner  # type: ignore[attr-defined]
    return token


@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """Show the one lesson that comes now; the plan was stored with the last answer, so one query
    suffices; one more finds the quiet line.
    """
    learner = _learner(request)
    if learner is None:
        return HttpResponseRedirect(reverse("learning:home"))
    found = current.session(learner.person, clock.now(), forming.link_of(request))
    if found.nothing:
        page: dict[str, Any] = {"plan": None, "nothing": _nothing(found.nothing)}
    else:
        size = {"minutes": found.minutes, "size": forming.size(KB_A_PAGE * found.pages + found.kb)}
        page = {
            "plan": {
                "id": found.plan,
                "title": found.title,
                "parts": found.parts,
                "size": _("%(minutes)s min · %(size)s") % size,
                "reason": found.reason,
                "start": found.start,
                "letters": found.letters,
                "form": found.form_reason,
                "others": forming.others(found.lesson, found.form) if found.lesson else (),
                "ahead": found.ahead,
            },
            "nothing": None,
        }
    page |= {"minutes": found.chosen_minutes, "quiet": quiet_line.of(learner.person)}
    return render(request, "learning/today.html", page)


def _nothing(reason: str) -> dict[str, str]:
    if reason == "no_time":
        return {
            "heading": _("Nothing fits into these minutes"), "sentence": _("Choose 5 or 10 minutes above."),
            "url": reverse("learning:map"), "button": _("See my skills"),
        }  # fmt: skip
    return {
        "heading": _("Done for today."), "sentence": _("What you learnt comes back when it is time to review."),
        "url": reverse("learning:map"), "button": _("See my skills"),
    }  # fmt: skip


@require_safe
def skill_map(request: HttpRequest) -> HttpResponse:
    """Show the cloth of skills, what to learn first and why, and a list that can be searched."""
    learner = _learner(request)
    if learner is None:
        return HttpResponseRedirect(reverse("learning:home"))
    search = request.GET.get("tim", "")[:80]
    return render(request, "learning/map.html", skillmap.page(learner.person, search, clock.now()))


@require_safe
def skill_page(request: HttpRequest, skill: str) -> HttpResponse:
    """Show one skill: what it is good for, its lessons, where I stand."""
    now = curriculum.current()
    if skill not in now.skills:
        raise Http404(skill)
    learner = _learner(request)
    known = queries.standing(learner.person, skill) if learner else None
    found = now.skills[skill]
    lessons = [
        {"title": lesson.title, "goal": lesson.goal, "minutes": lesson.minutes,
         "url": ways.step_url(lesson.steps[0].id), "is_local": is_local(lesson.id)}
        for lesson in sorted(now.lessons.values(), key=lambda each: each.order)
        if lesson.skill == skill and lesson.steps
    ]  # fmt: skip
    words, tone = showing.band_words(known.band if known else "")
    before = [skillmap.title_of(now.skills[each]) for each in found.prerequisites if each in now.skills]
    page = {
        "skill": found, "lessons": lessons, "words": words, "tone": tone, "before": before,
        "back": reverse("learning:map") if learner else "/", "can_claim": bool(learner and lessons),
        "has_leaflet": leaflets.has_leaflet(now, skill),
        "simulators": [one for one in practice.current().values() if skill in (one.skill, one.safety_skill)],
    }  # fmt: skip
    return render(request, "learning/skill.html", page)


@require_safe
def progress(request: HttpRequest) -> HttpResponse:
    """Show what the system believes, with the evidence, and let the learner object."""
    learner = _learner(request)
    if learner is None:
        return HttpResponseRedirect(reverse("learning:home"))
    now = curriculum.current()
    found = queries.answers_by_skill(learner.person)
    listed = []
    for skill, known in sorted(queries.standings(learner.person).items(), key=lambda pair: _rank(pair[1].band)):
        if skill not in now.skills:
            continue
        words, tone = showing.band_words(known.band)
        listed.append(
            {"id": skill, "title": skillmap.title_of(now.skills[skill]), "words": words, "tone": tone,
             "evidence": _evidence(found.get(skill, [])),
             "checkable": known.band != "mastered" and skillmap.is_taught(now, skill),
             "doubtable": known.band in _BELIEVED and skillmap.is_taught(now, skill)}
        )  # fmt: skip
    solid = sum(1 for known in queries.standings(learner.person).values() if known.band == queries.MASTERED)
    summary = ngettext("%(n)s thing is solid.", "%(n)s things are solid.", solid) % {"n": solid} if solid else ""
    page = {"skills": listed, "summary": summary, "personalise": queries.choices(learner.person).personalise}
    return render(request, "learning/progress.html", {**page, "forms": _forms(learner.person)})


def _forms(person: uuid.UUID) -> dict[str, Any] | None:
    """Say how lessons opened lately and why, and what came of each form; None before any lesson was proposed."""
    found = queries.shown_forms(person)
    if not found:
        return None
    now = found[0].kept["shown"]
    counted = found[0].kept.get("forms", {})
    return {
        "now": forming.sentence(Form(now["form"]), Term(now["term"]), Link(now["link"])),
        "came": [forming.outcome(form, counted[form]) for form in Form if form in counted],
    }


def _rank(band: str) -> int:
    order = ("mastered", "nearly", "learning", "inferred", "unknown")
    return order.index(band) if band in order else len(order)


def _evidence(found: list[queries.Answer]) -> str:
    if not found:
        return _("From other things you did; not tried directly.")
    right = [answer for answer in found if answer.score is not None and answer.score >= 0.8]
    told = _("Right %(right)s of %(all)s times.") % {"right": len(right), "all": len(found)}
    return told + " " + _("Last on %(day)s.") % {"day": short_day(found[0].at)}


@require_http_methods(["GET", "HEAD", "POST"])
def prefer(request: HttpRequest) -> HttpResponse:
    """Show and keep minutes, wording, device or personal choice; a choice goes back to where it was pressed."""
    learner = _learner(request)
    if learner is None:
        return HttpResponseRedirect(reverse("learning:home"))
    if request.method != "POST":
        page = {"chosen": queries.choices(learner.person), "back": reverse("people:me")}
        page["forms"] = [("", _("Choose for me")), *((str(form), forming.name_of(form)) for form in Form)]
        page["pictures"] = picturing.ON_TAP if picturing.on_tap(request) else "shown"
        return render(request, "learning/prefer.html", page)
    sent = request.POST
    chosen: dict[str, object] = {}
    if sent.get("minutes") in {"3", "5", "10"}:
        chosen["minutes"] = int(sent["minutes"])
    if sent.get("personalise") in {"0", "1"}:
        chosen["personalise"] = sent["personalise"] == "1"
    if sent.get("device") in {"android", "iphone", "pc", ""} and "device" in sent:
        chosen["device"] = sent["device"]
    if chosen:
        actions.choose(learner.person, now=clock.now(), **chosen)
    if sent.get("easy") in {"0", "1"}:
        actions.choose_words(learner.person, easy=sent["easy"] == "1", now=clock.now())
    if sent.get("form") in {"", *Form}:
        return _in_form(request, learner.person, forming.form_named(sent["form"]))
    return _with_pictures(HttpResponseRedirect(_came_from(request)), sent.get("pictures", ""))


def _in_form(request: HttpRequest, person: uuid.UUID, form: Form | None) -> HttpResponse:
    """Keep the form, and open the lesson from which it was chosen in it; from anywhere else go back there."""
    actions.choose_form(person, form, now=clock.now())
    lesson = curriculum.current().lessons.get(request.POST.get("bai", ""))
    if form is None or lesson is None or not lesson.steps:
        return HttpResponseRedirect(_came_from(request))
    where = forming.lesson_url(lesson.id, ways.step_url(lesson.steps[0].id), form)
    query = request.POST.get("duong", "").lstrip("?")[:120]  # the session he is in, as `Way.query` wrote it
    return HttpResponseRedirect(f"{where}{'&' if '?' in where else '?'}{query}" if query else where)


def _with_pictures(response: HttpResponse, pictures: str) -> HttpResponse:
    """Keep whether pictures wait for a tap, on this browser only: it depends on the phone and its link."""
    if pictures == picturing.ON_TAP:
        secure = settings.IS_SECURE_SITE
        response.set_cookie(picturing.COOKIE, pictures, max_age=YEAR_SECONDS, samesite="Lax", secure=secure)
    elif pictures:
        response.delete_cookie(picturing.COOKIE, samesite="Lax")
    return response


def _came_from(request: HttpRequest) -> str:
    return on_this_site(request.POST.get("ve", ""), way_back(request, reverse("learning:today")))


@require_POST
def change(request: HttpRequest) -> HttpResponse:
    """ "Không đúng? Đổi bài": propose something else."""
    learner = _learner(request)
    if learner is not None:
        plan = uuid_of(request.POST.get("plan", ""))
        if plan is not None:
            actions.turn_down(learner.person, plan, now=clock.now())
    return HttpResponseRedirect(reverse("learning:today"))


@require_POST
def claim_known(request: HttpRequest, skill: str) -> HttpResponse:
    """ "Tôi biết rồi": note the claim and ask the one check task that follows from it."""
    return _checked(request, "known", skill)


@require_POST
def doubt(request: HttpRequest, skill: str) -> HttpResponse:
    """ "Chưa chắc": note that he doubts what the system believes, and ask the same one task."""
    return _checked(request, "unsure", skill)


def _checked(request: HttpRequest, said: str, skill: str) -> HttpResponse:
    learner = _learner(request)
    now = curriculum.current()
    if learner is None or skill not in now.skills:
        return HttpResponseRedirect(reverse("learning:home"))
    arrivals.submit(request, said, skill)
    row = store.current_plan(learner.person)
    if row is None:
        return HttpResponseRedirect(reverse("learning:map"))
    parts = orjson.loads(row[3]) if isinstance(row[3], str) else row[3]
    for index, part in enumerate(parts):
        if part["kind"] == "check" and part["skill"] == skill:
            return HttpResponseRedirect(ways.part_url(now, parts[: index + 1], str(as_uuid(row[0])), index))
    return HttpResponseRedirect(reverse("learning:map") + "?" + urlencode({"tim": now.skills[skill].title}))


@require_safe
def done(request: HttpRequest) -> HttpResponse:
    """Close a session: say what was done, and when something comes back."""
    learner = _learner(request)
    if learner is None:
        return HttpResponseRedirect(reverse("learning:home"))
    plan = uuid_of(request.GET.get("p", ""))
    told = showing.done(queries.done_in(learner.person, plan)) if plan else ""
    today_ = clock.today()
    due = sorted(each.due_on for each in queries.standings(learner.person).values() if each.due_on)
    coming = next((each for each in due if each > today_), None)
    page = {
        "sentence": _("You did: %(parts)s.") % {"parts": told} if told else _("Everything is kept."),
        "returns": _("Next review: %(day)s.") % {"day": short_day(coming)} if coming else "",
    }
    return render(request, "learning/done.html", page)


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """The page that the service worker shows when a page is not on the phone."""
    return render(request, "learning/offline.html")
