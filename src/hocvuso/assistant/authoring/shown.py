"""What the authors' pages show, in words: titles of steps, reasons of a refusal, lists to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from hocvuso.assistant.authoring.checks import Verdict
from hocvuso.assistant.models import AddedWording
from hocvuso.core.off_topic import PREFIX
from hocvuso.core.standing import Standing
from hocvuso.core.vntext import search_key
from hocvuso.curriculum import queries as curriculum
from hocvuso.learning import ways


def title(found: str) -> str:
    """Return the name of a step, card, skill or topic; an unknown one keeps its id."""
    now = curriculum.current()
    for parts in (now.steps, now.cards, now.skills):
        if found in parts:
            return str(parts[found].title)
    if found.startswith(PREFIX):
        return _("a topic that is not ours")
    return found or _("nothing")


def place(goal: str) -> str:
    """Return a step or card as it stands in the list to choose from: its title, and its id behind."""
    return f"{title(goal)} [{goal}]"


def choices() -> list[str]:
    """Return every step and card to choose from."""
    now = curriculum.current()
    return [place(each) for each in (*now.steps, *now.cards)]


def goal_of(typed: str) -> str:
    """Return the id that was chosen: alone, or in brackets behind its title."""
    return typed.rpartition("[")[2].rstrip("] ").strip()


def url(goal: str) -> str:
    """Return where a step is read, "" for a card."""
    return ways.step_url(goal) if goal in curriculum.current().steps else ""


def wording(row: AddedWording) -> dict[str, Any]:
    """Return an added wording as pages show it."""
    return {
        "id": row.id,
        "text": row.text,
        "goal": row.goal,
        "title": title(row.goal) if row.goal else "",
        "url": url(row.goal),
        "people": row.people,
        "added_at": row.added_at,
        "undone_at": row.undone_at,
    }


def problem(verdict: Verdict, fewest: int, most: int) -> str:
    """Return why a wording is not added, "" if nothing speaks against it."""
    words = {
        "short": _("A wording has %(fewest)s words or more, and %(most)s letters at most.")
        % {"fewest": fewest, "most": most},
        "secret": _("There is a number in it that could be somebody's. Write the question without it."),
        "hidden": _("“…” stands for a word that was hidden. Write the question without it."),
        "unknown": _("Choose a step from the list."),
        "same": _("This step has nearly the same wording already."),
        "elsewhere": _("Nearly the same wording stands in another step."),
        "weak": _("Even with this wording “%(step)s” would be found first.") % {"step": title(verdict.owner)},
        "moves": _("Other steps would lose their questions."),
    }
    return words.get(verdict.problem, "")


def standings(rows: Sequence[Standing], typed: str) -> list[dict[str, Any]]:
    """Return the rows of the list, those whose step or skill holds the typed words, marks or not."""
    now, wanted = curriculum.current(), search_key(typed).split()
    found = []
    for row in rows:
        part = now.steps.get(row.id) or now.cards.get(row.id)
        if part is None:
            continue
        skill = title(part.skill) if part.skill else ""
        if all(word in search_key(f"{part.title} {skill} {row.id}") for word in wanted):
            lost = [(each.text, title(each.found)) for each in row.lost]
            found.append({"row": row, "title": part.title, "skill": skill, "url": url(row.id), "lost": lost})
    return found
