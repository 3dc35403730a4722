"""Why this lesson? For learners who agreed: what was proposed, what came second, and what the choice was made of."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from hocvuso.assistant.authoring.pages import frame, page_of
from hocvuso.core.content import Curriculum
from hocvuso.curriculum import queries as curriculum
from hocvuso.learning import queries as learning
from hocvuso.learning import showing
from hocvuso.learning.skillmap import activity_title, title_of
from hocvuso.plumbing import clock
from hocvuso.plumbing.templating import day as short_day
from hocvuso.plumbing.templating import share
from hocvuso.plumbing.views import message
from hocvuso.studio import reading
from hocvuso.unions import access
from hocvuso.unions.authors import for_teachers

SHOWN = 5  # plans of one learner
MOST_TYPED = 20
EPOCH = date(1970, 1, 1)
THOUSANDTHS = 1000.0  # scores are worth per minute, far below 1


def _frame(viewer: uuid.UUID) -> dict[str, Any]:
    """Return the frame of authors' pages; a trainer is shown the way to no page that is closed to him."""
    around = frame(viewer, "studio:reasons")
    if not access.is_author(viewer, clock.today()):
        around["rail"] = [way for way in around["rail"] if way[-1]]
    return around


@require_safe
@never_cache
@for_teachers
def page(request: HttpRequest, viewer: uuid.UUID) -> HttpResponse:
    """List who agreed, by number; a number that is typed leads to its page."""
    typed = request.GET.get("so", "").strip()[:MOST_TYPED]
    today = clock.today()
    if typed and (found := reading.case(viewer, typed, today)):
        return HttpResponseRedirect(reverse("studio:reasons_one", args=[found.number]))
    open_cases = reading.cases(viewer, today)
    context = {**_frame(viewer), **page_of(request, open_cases), "total": len(open_cases), "typed": typed}
    return render(request, "studio/reasons.html", context)


@require_safe
@never_cache
@for_teachers
def one(request: HttpRequest, viewer: uuid.UUID, number: str) -> HttpResponse:
    """Show the newest plans of one learner; he sees that they were looked at."""
    today = clock.today()
    found = reading.case(viewer, number, today)
    if found is None:
        sentence = _("No learner with this number lets anybody look, or he has stopped it.")
        return message(
            request, _("Nothing to see here"), sentence, status=404, button=_("Back"), to=reverse("studio:reasons")
        )
    reading.note(viewer, found, today)
    chosen, now = learning.choices(found.person), curriculum.current()
    plans = [_shown(now, each, chosen.goal) for each in learning.proposed(found.person, SHOWN)]
    context = {**_frame(viewer), "case": found, "plans": plans, "chosen": chosen}
    return render(request, "studio/reasons_one.html", context)


def _shown(now: Curriculum, plan: learning.Proposed, goal: str) -> dict[str, Any]:
    facts = plan.facts
    first, second = facts.get("terms"), facts.get("runner_up_terms")
    return {
        "at": plan.at,
        "is_current": plan.is_current,
        "title": activity_title(now, plan.kind, plan.activity) if plan.activity else _("Nothing was proposed"),
        "id": plan.activity,
        "sentence": showing.reason(plan.reason, facts, now, goal),
        "facts": _facts(now, plan),
        "terms": _terms(first, second or {}) if first is not None else [],
        "score": plan.score * THOUSANDTHS,
        "second": _name(now, plan.runner_up),
        "second_score": facts.get("runner_up_score", 0.0) * THOUSANDTHS,
        "propensity": plan.propensity,
        "explored": bool(facts.get("explored")),
    }


def _name(now: Curriculum, activity: str) -> str:
    """Return what an activity is called: a lesson its title, a question its words; what is gone keeps its id."""
    if activity in now.lessons:
        return now.lessons[activity].title
    return now.items[activity].prompt if activity in now.items else activity


def _terms(first: Mapping[str, float], second: Mapping[str, float]) -> list[dict[str, Any]]:
    """Return what speaks for either of both, with the lengths of its bars; the longest is the whole width."""
    words = {
        "learning": _("What he would learn by it"),
        "evidence": _("A success that is still missing"),
        "review": _("Being forgotten"),
        "information": _("What the answer would tell us"),
    }
    longest = max([*first.values(), *second.values(), 1e-9])
    return [
        {
            "word": word,
            "first": first.get(name, 0.0) * THOUSANDTHS,
            "second": second.get(name, 0.0) * THOUSANDTHS,
            "first_wide": round(76 * max(first.get(name, 0.0), 0.0) / longest, 1),
            "second_wide": round(76 * max(second.get(name, 0.0), 0.0) / longest, 1),
        }
        for name, word in words.items()
        if first.get(name) or second.get(name)
    ]


def _facts(now: Curriculum, plan: learning.Proposed) -> list[tuple[str, str]]:
    """Return the facts that stand with the plan, in words; an empty one was not used."""
    facts = plan.facts
    found = [(_("Skill"), _skill(now, str(facts.get("skill", ""))))]
    if facts.get("for_skill"):
        found.append((_("It comes before"), _skill(now, str(facts["for_skill"]))))
    if facts.get("tries"):
        told = _("right %(successes)s of %(tries)s times") % {
            "successes": facts.get("successes", 0), "tries": facts["tries"],
        }  # fmt: skip
        found.append((_("Answers in it"), told))
    if facts.get("p") is not None:
        told = share(float(facts["p"]))
        if facts.get("readout"):
            told = _("%(share)s, also read off the last answers") % {"share": told}
        found.append((_("Chance that it is right"), told))
    if facts.get("last_day") is not None:
        found.append((_("Last practised"), short_day(EPOCH + timedelta(days=int(facts["last_day"])))))
    return [(word, value) for word, value in found if value]


def _skill(now: Curriculum, skill: str) -> str:
    return title_of(now.skills[skill]) if skill in now.skills else skill
