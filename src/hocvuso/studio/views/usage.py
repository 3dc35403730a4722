"""How each question does: answers of the last thirty days beside what its author expected. No person is shown."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hocvuso.assistant.authoring.pages import frame, page_of
from hocvuso.assistant.authoring.shown import title
from hocvuso.core import items as item_kinds
from hocvuso.core import usage as core
from hocvuso.core.content import Item
from hocvuso.core.vntext import search_key
from hocvuso.curriculum import queries as curriculum
from hocvuso.learning import usage, ways
from hocvuso.learning.calibrating import counting, fitting
from hocvuso.learning.calibrating.fitting import Fitted
from hocvuso.plumbing import clock
from hocvuso.unions.authors import for_authors

MOST_TYPED = 100


@dataclass(frozen=True, slots=True)
class Row:
    """One question with its counts; shares are None while there are too few answers.

    `fitted` allows for who answered, None while nobody has answered it for the first time and without help.
    """

    item: Item
    tally: core.Tally
    flags: tuple[str, ...]
    guess: float
    fitted: Fitted | None

    @property
    def looks(self) -> int:
        """Count what is worth a look."""
        return len(self.flags) + (len(self.fitted.flags) if self.fitted else 0)

    @property
    def moved(self) -> float:
        """How much harder it is than its author expects: as fitted, else as read off the shares."""
        if self.fitted and self.fitted.is_enough:
            return self.fitted.difficulty - self.item.difficulty
        return (self.observed or 0.0) - self.item.difficulty

    @property
    def observed(self) -> float | None:
        """The difficulty read off the answers."""
        return core.observed_difficulty(self.tally, self.guess) if self.tally.is_enough else None


# What the list may be sorted by; what is not known comes last.
ORDERS: dict[str, Callable[[Row], tuple[bool, float]]] = {
    "co": lambda row: (not row.looks, -row.looks),
    "luot": lambda row: (False, -row.tally.answers),
    "dung": lambda row: (not row.tally.is_enough, row.tally.right_share),
    "khong-biet": lambda row: (not row.tally.is_enough, -row.tally.unknown_share),
    "lau": lambda row: (not row.tally.is_enough, -(row.tally.median_seconds or 0) / row.item.seconds),
    "kho": lambda row: (not (row.tally.is_enough or (row.fitted and row.fitted.is_enough)), -row.moved),
}


@require_safe
@for_authors
def page(request: HttpRequest, viewer: uuid.UUID) -> HttpResponse:
    """List the questions, those worth a look first."""
    now, today = curriculum.current(), clock.today()
    tallies, fits = usage.tallies(today), fitting.fits()
    skill, typed = request.GET.get("ky-nang", ""), request.GET.get("q", "")[:MOST_TYPED]
    skill = skill if skill in now.skills else ""
    order = request.GET.get("xep", "co")
    order = order if order in ORDERS else "co"
    wanted = search_key(typed).split()
    rows = [_row(item, tallies.get(item.id, core.Tally()), fits.get(item.id)) for item in now.items.values()]
    found = [
        row for row in rows
        if (not skill or row.item.skill == skill)
        and all(word in search_key(f"{row.item.prompt} {row.item.id}") for word in wanted)
    ]  # fmt: skip
    found.sort(key=lambda row: (*ORDERS[order](row), -row.tally.answers, row.item.id))
    kept = {name: str(value) for name, value in request.GET.items() if name not in ("trang", "xep")}
    context = {
        **frame(viewer, "studio:usage"),
        **page_of(request, found),
        "skills": [(name, title(name)) for name in now.skills],
        "skill": skill,
        "typed": typed,
        "order": order,
        "heads": [
            (word, f"?{urlencode({**kept, 'xep': name})}", name == order) for name, word in _heads().items()
        ],
        "flagged": sum(bool(row.looks) for row in rows),
        "total": len(found),
        "enough": core.ENOUGH,
        "counted_to": usage.counted_to(today),
        "fitted_to": counting.counted_to(),
    }  # fmt: skip
    context["rows"] = [_shown(row) for row in context["rows"]]
    return render(request, "studio/usage.html", context)


def _row(item: Item, tally: core.Tally, fitted: Fitted | None) -> Row:
    guess = item_kinds.guess_of(item)
    found = core.flags(tally, difficulty=item.difficulty, guess=guess, seconds=float(item.seconds))
    return Row(item, tally, found, guess, fitted)


def _heads() -> dict[str, str]:
    return {
        "co": _("Worth a look"),
        "luot": _("Answers"),
        "dung": _("Answered right"),
        "khong-biet": _("“I don't know”"),
        "lau": _("Time"),
        "kho": _("Difficulty"),
    }


def _word(difficulty: float) -> str:
    return {
        "very_easy": _("very easy"),
        "easy": _("easy"),
        "middle": _("middling"),
        "hard": _("hard"),
        "very_hard": _("very hard"),
    }[core.word_of(difficulty)]


def _fitted_flags(fitted: Fitted) -> list[str]:
    """Say what the fit found and what to look at: who answered is allowed for, so these weigh more than the shares."""
    sentences = {
        "harder": _("far harder than its author expects, whoever answers: is the key right, are the words clear?"),
        "easier": _("far easier than its author expects, whoever answers: do the choices give it away?"),
        "blunt": _("people who can do it and people who cannot answer nearly alike: does it test this skill?"),
        "exposed": _(
            "asked in more than a quarter of first tests: soon too well known, others of this kind are needed"
        ),
    }
    groups = {
        "android": _("on Android"),
        "iphone": _("on an iPhone"),
        "pc": _("on a computer"),
        "easy": _("in easy words"),
        "full": _("in full words"),
    }
    uneven = [
        _("harder for people %(harder)s than %(easier)s: is it the same on both?")
        % {"harder": groups.get(harder, harder), "easier": groups.get(easier, easier)}
        for harder, easier in fitted.uneven
    ]
    return [sentences[name] for name in fitted.flags if name in sentences] + uneven


def _shown(row: Row) -> dict[str, Any]:
    flags = {
        "harder": _("harder than its author expects"),
        "easier": _("easier than its author expects"),
        "unknown": _("many say that they do not know"),
        "no_task": _("nearly everybody is right: it tells little"),
        "slow": _("takes twice as long as planned"),
        "hasty": _("answered without reading"),
    }
    median, observed, fitted = row.tally.median_seconds, row.observed, row.fitted
    return {
        "prompt": row.item.prompt,
        "id": row.item.id,
        "url": ways.item_url(row.item.id),
        "step": title(row.item.step),
        "tally": row.tally,
        "median": None if median is None else round(median),
        "planned": row.item.seconds,
        "expert": _word(row.item.difficulty),
        "observed": "" if observed is None else _word(observed),
        "fitted": _word(fitted.difficulty) if fitted and fitted.is_enough else "",
        "first_answers": fitted.answers if fitted else 0,
        "used": bool(fitted and fitted.is_used),
        "flags": [flags[name] for name in row.flags] + (_fitted_flags(fitted) if fitted else []),
    }
