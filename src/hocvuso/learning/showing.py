"""How things are put on the page: the blanks of an exercise, its feedback, reasons and dates in words."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from django.http import QueryDict
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from hocvuso.core import items as item_kinds
from hocvuso.core.content import Curriculum, Item
from hocvuso.core.draw import draw_for
from hocvuso.learning import goals
from hocvuso.learning.queries import Known
from hocvuso.plumbing.templating import day as short_day

EPOCH = date(1970, 1, 1)


def blanks(item: Item, event_id: uuid.UUID, given: QueryDict) -> dict[str, Any]:
    """Return what the form of an item needs: shuffled lines, and what was given before a refused try."""
    draw = draw_for(event_id.bytes, 0)
    order = draw.lane("choices").shuffle(len(item.choices))
    shuffled = [item.choices[place] for place in order]
    if item.kind == "order" and item_kinds.is_in_order(item, tuple(choice.id for choice in shuffled)):
        shuffled.reverse()
    halves: list[tuple[int, str]] = []
    if item.kind == "match":
        sides = item_kinds.right_sides(item)
        halves = [(place, sides[place]) for place in draw.lane("halves").shuffle(len(sides))]
    chosen = {value for name in ("choice", "choices", "verdict", "reason", "segments") for value in given.getlist(name)}
    places = {
        name.partition("-")[2]: _number(given.get(name, ""))
        for name in given if name.startswith(("place-", "pair-"))
    }  # fmt: skip
    return {
        "choices": shuffled,
        "halves": halves,
        "given": chosen,
        "given_map": {int(name) if name.isdigit() else name: number for name, number in places.items()},
        "given_text": given.get("text", "")[:400],
    }


def _number(text: str | list[object]) -> int | None:
    return int(text) if isinstance(text, str) and text.isascii() and text.isdigit() and len(text) < 4 else None


def feedback(item: Item, mark: item_kinds.Mark) -> dict[str, Any]:
    """Return heading, tone and lines of the feedback; never red, never a cross, first why, then the safe way."""
    headings = {
        "right": _("Right"),
        "partly": _("Partly right"),
        "wrong": _("Not right yet"),
        "dont_know": _("See how it is done"),
        "no_evidence": _("Thank you"),
    }
    chosen = [line for line in mark.lines if line.chosen]
    safe = [line for line in mark.lines if line.right and not line.chosen]
    if mark.outcome == "dont_know":
        response = item_kinds.right_response(item)
        safe = [line for line in item_kinds.mark(item, response).lines if line.right and line.chosen]
        chosen = []
    return {
        "heading": headings[mark.outcome],
        "tone": "ok" if mark.outcome == "right" else "again",
        "message": mark.message,
        "chosen": chosen,
        "safe": safe,
    }


def returns(known: Known | None, today: date) -> str:
    """Say when this skill comes back, if that is known and not today."""
    if known is None or known.due_on is None or known.due_on <= today:
        return ""
    days = (known.due_on - today).days
    return ngettext(
        "This comes back tomorrow, with another question.",
        "This comes back in %(days)s days, with another question.",
        days,
    ) % {"days": days}


# Functions, so that only the one sentence is looked up that is said.
SENTENCES: Mapping[str, Callable[[], str]] = {
    "first_step": lambda: _("You have not tried “%(skill)s” yet. This is a good first step."),
    "missing_prerequisite": lambda: _("This is the step before “%(for_skill)s”."),
    "nearly_there": lambda: _("You were right %(successes)s of %(tries)s times on “%(skill)s”. Little is missing."),
    "due_review": lambda: _("You last did “%(skill)s” on %(day)s. A short look keeps it."),
    "check_known": lambda: _("You said you know “%(skill)s”. One task shows it."),
    "check_unsure": lambda: _("You are not sure of “%(skill)s”. One task shows it."),
    "chosen_goal": lambda: _("It serves what you chose: “%(goal)s”."),
    "build_up": lambda: _(
        "You were right %(successes)s of %(tries)s times on “%(skill)s”. More practice helps most here."
    ),
    "not_tested_yet": lambda: _("We do not know yet how well you do “%(skill)s”."),
    "by_chance": lambda: _("Drawn by lot: one lesson in twenty is, to learn what helps."),
    "try_out": lambda: _("You have read about “%(skill)s”. Now do it once on a practice phone: nothing can go wrong."),
    "try_again": lambda: _("You tried “%(skill)s” on %(day)s. Once more with other screens, and your hand knows it."),
    "changed": lambda: _("“%(what)s” has changed since %(on)s. You learnt it before that was told here."),
    "next_in_order": lambda: _("It is the next one in the usual order."),
}


def reason(kind: str, facts: Mapping[str, Any], curriculum: Curriculum, goal: str) -> str:
    """Return the one true sentence behind "Vì sao bài này?"; nothing that the rule did not use."""
    skill = _title(curriculum, str(facts.get("skill", "")))
    last = facts.get("last_day")
    values = {
        "skill": skill,
        "for_skill": _title(curriculum, str(facts.get("for_skill", ""))),
        "successes": facts.get("successes", 0),
        "tries": facts.get("tries", 0),
        "what": facts.get("what", ""),
        "on": short_day(date.fromisoformat(str(facts["on"]))) if facts.get("on") else "",
        "day": short_day(EPOCH + timedelta(days=int(last))) if last is not None else "",
        "goal": aim.title() if (aim := goals.chosen(goal)) else "",
    }
    if kind == "chosen_goal" and not values["goal"]:
        kind = "not_tested_yet"
    return SENTENCES[kind]() % values if kind in SENTENCES else ""


def parts(session: list[dict[str, Any]]) -> str:
    """Say what a session is made of: "1 câu ôn, 2 bước mới, 1 lần làm thử"."""
    kinds = [part["kind"] for part in session]
    steps = sum(max(int(part.get("steps", 0)), 1) for part in session if part["kind"] == "lesson")
    tries = kinds.count("practice") + kinds.count("check") + kinds.count("simulator")
    return done({"updates": kinds.count("update"), "reviews": kinds.count("review"), "steps": steps, "tries": tries})


def done(counts: Mapping[str, int]) -> str:
    """Put counts of reviews, steps and tries into words; empty when there is nothing."""
    reviews, steps, tries = counts["reviews"], counts["steps"], counts["tries"]
    told, updates = [], counts.get("updates", 0)
    if updates:
        told.append(ngettext("%(n)s change", "%(n)s changes", updates) % {"n": updates})
    if reviews:
        told.append(ngettext("%(n)s review", "%(n)s reviews", reviews) % {"n": reviews})
    if steps:
        told.append(ngettext("%(n)s new step", "%(n)s new steps", steps) % {"n": steps})
    if tries:
        told.append(ngettext("%(n)s try", "%(n)s tries", tries) % {"n": tries})
    return ", ".join(told)


def pages(session: list[dict[str, Any]]) -> int:
    """Return how many pages a session opens: one a step, two an exercise (with its feedback)."""
    one = ("lesson", "update")
    return sum(max(int(part.get("steps", 0)), 1) if part["kind"] in one else 2 for part in session)


def band_words(band: str) -> tuple[str, str]:
    """Return (words, tag class) of a band; no percentages and no level names."""
    return {
        "mastered": (_("Solid"), "ok"),
        "nearly": (_("Nearly there"), "look"),
        "learning": (_("Learning"), "look"),
        "inferred": (_("Probably known, not tried yet"), "todo"),
    }.get(band, (_("Not learnt yet"), "todo"))


def _title(curriculum: Curriculum, skill: str) -> str:
    if skill not in curriculum.skills:
        return ""
    found = curriculum.skills[skill]
    return found.title_en if get_language() == "en" else found.title
