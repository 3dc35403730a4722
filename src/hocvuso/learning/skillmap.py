"""The cloth of skills: one row a group, one patch a skill, and what to learn first."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from hocvuso.core import catalogue as core
from hocvuso.core.content import Curriculum, Skill
from hocvuso.core.vntext import search_key
from hocvuso.curriculum import queries as curriculum
from hocvuso.curriculum import updates
from hocvuso.learning import actions, queries, showing, suggesting
from hocvuso.practice import queries as practice

FIRST_X, STEP, TOP, ROW = 150, 31, 2, 31  # look.md: patches of 27, gap 4
STATE_OF = {"mastered": "mastered", "nearly": "learning", "learning": "learning"}
SUGGESTIONS = 3


def title_of(skill: Skill) -> str:
    """Return the title in the language of the page."""
    return skill.title_en if get_language() == "en" else skill.title


def is_taught(now: Curriculum, skill: str) -> bool:
    """Tell whether a skill has lessons yet."""
    return bool(now.skills[skill].lessons)


def activity_title(now: Curriculum, kind: str, activity: str) -> str:
    """Return the title under which an activity is proposed."""
    if kind == str(core.Kind.LESSON) and activity in now.lessons:
        return now.lessons[activity].title
    if kind == str(core.Kind.SIMULATOR) and activity in practice.current():
        return _("Try it out: %(what)s") % {"what": practice.current()[activity].title}
    if kind == str(core.Kind.UPDATE) and activity in updates.of(now).by_id:
        return _("What changed: %(what)s") % {"what": updates.of(now).by_id[activity].update.what}
    skill = now.skills.get(activity.partition("/")[0])
    return title_of(skill) if skill else _("Practice")


def page(person: uuid.UUID, search: str, now: datetime) -> dict[str, Any]:
    """Return everything that the page of the map shows."""
    published = curriculum.current()
    known = queries.standings(person)
    mind = actions.current_mind(person)
    chosen = queries.choices(person)
    wanted = suggesting.first_skills(
        mind, now, SUGGESTIONS
    )  # fmt: skip
    number = {each.skill: place for place, each in enumerate(wanted, start=1)}
    rows = _rows(published, known, number)
    solid = sum(1 for each in known.values() if each.band == queries.MASTERED)
    suggestions = [
        {
            "id": each.skill,
            "title": title_of(published.skills[each.skill]),
            "reason": showing.reason(each.reason, each.facts, published, chosen.goal),
            "checkable": True,
            "url": reverse("learning:skill", kwargs={"skill": each.skill}),
            "minutes": each.minutes,
        }
        for each in wanted
    ]
    return {
        "heading": _heading(solid, len(suggestions)),
        "rows": rows,
        "height": TOP + ROW * len(rows),
        "picture_words": _("Cloth of skills: %(solid)s solid, %(first)s to learn first. The whole list is below.")
        % {"solid": solid, "first": len(suggestions)},
        "states": [("mastered", _("Solid")), ("learning", _("Learning")), ("first", _("Learn first")),
                   ("unknown", _("Not learnt yet"))],
        "suggestions": suggestions,
        "first": {
            "url": reverse("learning:today"), "button": _("Learn the first one"),
            "size": _("%(n)s minutes") % {"n": suggestions[0]["minutes"]},
        } if suggestions else None,
        "listing": _listing(published, known, search),
        "search": search,
    }  # fmt: skip


def _heading(solid: int, first: int) -> str:
    told = []
    if solid:
        told.append(ngettext("%(n)s thing is solid.", "%(n)s things are solid.", solid) % {"n": solid})
    if first:
        told.append(ngettext("Learn %(n)s thing first.", "Learn %(n)s things first.", first) % {"n": first})
    return " ".join(told) or _("My skills")


def _rows(now: Curriculum, known: dict[str, queries.Known], number: dict[str, int]) -> list[dict[str, Any]]:
    rows = []
    for place, group in enumerate(now.groups.values()):
        skills = [skill for skill in now.skills.values() if skill.group == group.id]
        y = TOP + ROW * place
        patches = [
            {"x": FIRST_X + STEP * column, "y": y, **_patch(skill.id, known, number)}
            for column, skill in enumerate(skills)
        ]  # fmt: skip
        rows.append({"title": short_title(group.id), "y": y, "patches": patches})
    return rows


def short_title(group: str) -> str:
    """Return the few words that fit beside a row of the cloth."""
    return {
        "g0": _("Use the phone"), "g1": _("Find information"), "g2": _("Messages, e-mail"),
        "g3": _("Write, take photos"), "g4": _("Stay safe"), "g5": _("Paperwork online"),
        "g6": _("Pay, buy, sell"), "g7": _("Artificial intelligence"), "g8": _("At work"),
        "g9": _("Union work"), "g10": _("Understand, learn"),
    }.get(group, group)  # fmt: skip


def _patch(skill: str, known: dict[str, queries.Known], number: dict[str, int]) -> dict[str, Any]:
    if skill in number:
        return {"state": "first", "number": str(number[skill])}
    band = known[skill].band if skill in known else ""
    return {"state": STATE_OF.get(band, "unknown"), "number": ""}


def _listing(now: Curriculum, known: dict[str, queries.Known], search: str) -> list[dict[str, Any]]:
    wanted = search_key(search)
    rows = []
    for group in now.groups.values():
        skills = [
            {
                "title": title_of(skill),
                "words": showing.band_words(known[skill.id].band if skill.id in known else "")[0]
                if skill.lessons else _("Lesson coming"),
                "url": reverse("learning:skill", kwargs={"skill": skill.id}),
            }
            for skill in now.skills.values()
            if skill.group == group.id and wanted in search_key(f"{skill.title} {skill.title_en} {skill.summary}")
        ]  # fmt: skip
        if skills:
            rows.append({"title": group.title_en if get_language() == "en" else group.title, "skills": skills})
    return rows
