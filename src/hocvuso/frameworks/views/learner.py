"""What learners see: ways of learning with hours and progress, and what official tables say, for those who ask."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hocvuso.core.content import Curriculum, Skill
from hocvuso.curriculum import official
from hocvuso.curriculum import queries as curriculum
from hocvuso.frameworks import actions, hours, offering, queries, sentences
from hocvuso.frameworks.actions import NotNow
from hocvuso.frameworks.offering import Way
from hocvuso.frameworks.views.desk import day as day_typed
from hocvuso.frameworks.views.desk import skill_names, text
from hocvuso.frameworks.views.planning import audience_words, hours_words
from hocvuso.learning import actions as learning_actions
from hocvuso.learning import goals, showing, skillmap, ways
from hocvuso.learning import queries as learning
from hocvuso.people import tokens
from hocvuso.plumbing import clock

MASTERED = "mastered"


def _learner(request: HttpRequest) -> tokens.Token | None:
    token: tokens.Token | None = request.learner  # type: ignore[attr-defined]
    return token


def _bands(learner: tokens.Token | None) -> dict[str, str]:
    return {skill: known.band for skill, known in learning.standings(learner.person).items()} if learner else {}


def _told(way: Way, now: Curriculum, bands: Mapping[str, str]) -> dict[str, Any]:
    skills = [each for each in way.skills if each in now.skills]
    content = hours.of_all(now, skills)
    return {
        "track": way,
        "link": reverse("frameworks:track", args=[way.id]),
        "skills": len(skills),
        "solid": sum(bands.get(skill) == MASTERED for skill in skills),
        "hours": hours_words(way.declared_minutes or content.lesson_minutes + way.practice_minutes),
        "there": hours_words(content.minutes),
        "lessons": content.lessons,
        "audience": audience_words()[way.audience],
        "table_state": queries.state(way.table, clock.today()) if way.table else "",
    }


@require_safe
def all_tracks(request: HttpRequest) -> HttpResponse:
    """List the ways, mine first, each with whom it is for, how long it takes and how far one is."""
    learner, now = _learner(request), curriculum.current()
    bands = _bands(learner)
    chosen = goals.track_of(learning.choices(learner.person).goal) if learner else ""
    listed = [{**_told(each, now, bands), "is_chosen": each.id == chosen} for each in offering.ways(clock.today())]
    listed.sort(key=lambda each: not each["is_chosen"])
    page = {
        "tracks": listed, "back": reverse("learning:map") if learner else "/",
        "is_closed": bool(chosen) and not any(each["is_chosen"] for each in listed),
        "has_programmes": any(each["track"].is_programme for each in listed),
    }  # fmt: skip
    return render(request, "frameworks/tracks.html", page)


@require_safe
def track(request: HttpRequest, track: str) -> HttpResponse:
    """Show one way: its skills in order, where I stand, and the one button that begins it."""
    found, now, learner = offering.way(track, clock.today()), curriculum.current(), _learner(request)
    if found is None:
        raise Http404(track)
    bands = _bands(learner)
    rows = [_row(now.skills[each], now, bands) for each in found.skills if each in now.skills]
    chosen = learner is not None and goals.track_of(learning.choices(learner.person).goal) == found.id
    page = {
        **_told(found, now, bands), "rows": rows, "is_chosen": chosen,
        "is_done": all(each["is_solid"] for each in rows), "practice": hours_words(found.practice_minutes),
        "back": reverse("frameworks:tracks"),
    }  # fmt: skip
    return render(request, "frameworks/track.html", page)


def _row(skill: Skill, now: Curriculum, bands: Mapping[str, str]) -> dict[str, Any]:
    words, tone = showing.band_words(bands.get(skill.id, ""))
    return {
        "title": skillmap.title_of(skill), "words": words, "tone": tone,
        "is_solid": bands.get(skill.id) == MASTERED,
        "url": reverse("learning:skill", kwargs={"skill": skill.id}),
        "minutes": hours_words(hours.of_all(now, [skill.id]).lesson_minutes),
    }  # fmt: skip


@require_POST
def begin(request: HttpRequest, track: str) -> HttpResponse:
    """Make a way the goal of whoever learns here; whoever does not yet gets its first lesson."""
    found, now, learner = offering.way(track, clock.today()), curriculum.current(), _learner(request)
    if found is None:
        raise Http404(track)
    if learner is not None:
        learning_actions.choose(learner.person, now=clock.now(), goal=goals.of_track(found.id))
        return HttpResponseRedirect(reverse("learning:today"))
    for skill in (now.skills[each] for each in found.skills if each in now.skills):
        lessons = [now.lessons[each] for each in skill.lessons if each in now.lessons and now.lessons[each].steps]
        if lessons:
            return HttpResponseRedirect(ways.step_url(lessons[0].steps[0].id))
    return HttpResponseRedirect(reverse("frameworks:track", args=[found.id]))


@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """Show the tables in force with where I stand in each row, or that none has been published yet."""
    return _tables(request)


def _tables(request: HttpRequest, typed: str = "", wrong: str = "", at: str = "") -> HttpResponse:
    learner, day, now = _learner(request), clock.today(), curriculum.current()
    listed = []
    for one in queries.in_force(day):
        found = queries.result(learner.person, one, day) if learner else None
        skills = queries.row_skills(one)
        rows = [
            {
                "row": row,
                "state": found.rows.get(row.code, "") if found else "",
                "skills": _skills(skills[row.code], now),
            }
            for row in one.rows.order_by("place")
        ]
        listed.append({
            "version": one, "rows": rows, "result": found, "rule": queries.rule_on(one.framework, day),
            "tests": queries.failed_tests(learner.person, one.framework) if learner else [],
            "wrong": wrong if one.framework == at else "",
        })  # fmt: skip
    page = {
        "tables": listed, "words": row_words(), "back": reverse("learning:map") if learner else "/", "typed": typed,
        "today": day,
    }  # fmt: skip
    return render(request, "frameworks/official.html", page, status=422 if wrong else 200)


@require_POST
def took_test(request: HttpRequest, version: uuid.UUID) -> HttpResponse:
    """Note an official test that I did not pass, or forget one that I noted by mistake; only I see it."""
    learner, one = _learner(request), queries.version(version)
    if one is None or one.id not in {each.id for each in queries.in_force(clock.today())}:
        raise Http404(str(version))
    home = HttpResponseRedirect(reverse("frameworks:official"))
    if learner is None:
        return home
    if request.POST.get("bo"):
        with suppress(ValueError):
            actions.forget_failed_test(learner.person, uuid.UUID(request.POST["bo"]))
        return home
    typed = text(request.POST, "ngay", 20)
    on = day_typed(typed)
    if on is None:
        return _tables(request, typed, _("Write the day of the test like 01/01/2026."), one.framework)
    try:
        actions.note_failed_test(learner.person, one.framework, on=on)
    except NotNow as problem:
        return _tables(request, typed, sentences.not_now(problem), one.framework)
    return home


def row_words() -> dict[str, tuple[str, str]]:
    """Return what each standing in a row is called, and the class of its tag."""
    return {
        "reached": (_("Reached"), "ok"), "begun": (_("Begun"), "look"), "not_yet": (_("Not yet"), "todo"),
        "untaught": (_("No lesson here yet"), "todo"),
    }  # fmt: skip


def _skills(ids: list[str], now: Curriculum) -> list[dict[str, str]]:
    return [
        {"title": skillmap.title_of(now.skills[each]), "url": reverse("learning:skill", kwargs={"skill": each})}
        for each in ids if each in now.skills
    ]  # fmt: skip


@require_safe
def of_skill(request: HttpRequest, skill: str) -> HttpResponse:
    """Show what official frameworks say near one skill, with source, date, and how sure that is."""
    now, english = curriculum.current(), get_language() == "en"
    if skill not in now.skills:
        raise Http404(skill)
    close = official.crosswalk().get(skill)
    listed = []
    for framework in official.frameworks():
        codes = _codes(framework.id, close) if close else ()
        by_id = {each.id: each for each in framework.competences}
        areas = {each.id: each.title_en if english else each.title for each in framework.areas}
        found = [(place == 0, by_id[code], areas.get(by_id[code].area, "")) for place, code in enumerate(codes)
                 if code in by_id]  # fmt: skip
        listed.append({"framework": framework, "found": found})
    page = {
        "title": skillmap.title_of(now.skills[skill]), "frameworks": listed, "english": english,
        "published": queries.of_skill(skill, clock.today()), "sure": confidence_words(),
        "back": reverse("learning:skill", kwargs={"skill": skill}), "names": skill_names(),
    }  # fmt: skip
    return render(request, "frameworks/skill.html", page)


def _codes(framework: str, close: official.CloseTo) -> tuple[str, ...]:
    return close.tt02 if framework.startswith("tt-02") else close.digcomp22 if framework.startswith("digcomp-2") else ()


def confidence_words() -> dict[str, str]:
    """Return what the files say of how a name is known, in plain words."""
    return {
        "verified-from-source": _("read in a source"), "secondary-source": _("read in a second-hand source"),
        "from-memory": _("from memory, not verified"), "own-draft": _("our own wording"),
        "own-judgement": _("our own judgement"),
    }  # fmt: skip
