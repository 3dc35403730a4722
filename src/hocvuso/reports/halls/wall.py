"""What the projector shows of a hall: how many are in, the question, then bars with words. Nothing tells who."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from hocvuso.core import hall as rules
from hocvuso.halls import asking, watching
from hocvuso.plumbing import squares
from hocvuso.plumbing.templating import share
from hocvuso.reports import cards
from hocvuso.reports.halls.desk import on_hall
from hocvuso.reports.halls.leading import address, next_word
from hocvuso.reports.views.desk import Desk, rail

SHOWN_QUESTIONS = 6  # decided: what can be read from the last row


@never_cache
@require_safe
@on_hall
def wall(request: HttpRequest, desk: Desk, row: Any) -> HttpResponse:
    """Show the wall of a hall."""
    watching.forget(row.id)
    now = watching.now(row.code)
    if now is None:
        raise LookupError(row.code)
    many = len(now.exercise.questions)
    page = {
        **rail(desk, "halls"), "back": desk.link("hall", row.id), "row": row, "now": now, "many": many,
        "asked": now.exercise.questions[now.question] if now.question is not None else None, "bars": _bars(now),
        "square": squares.square(address(row)), "short": f"{cards.site()}/h", "here": desk.link("hall", row.id),
        "fresh": desk.link("hall_wall_now", row.id), "next": next_word(now.step, many),
        "queue": [each for each in asking.shown(row.code) if each.state == "open"][:SHOWN_QUESTIONS]
        if row.takes_questions and now.stage in (rules.FILLS, rules.OVER) else [],
    }  # fmt: skip
    return render(request, "reports/halls/wall.html", page)


@never_cache
@require_safe
@on_hall
def now(request: HttpRequest, desk: Desk, row: Any) -> HttpResponse:
    """Give the script of the wall what stands on it now."""
    found = watching.now(row.code)
    if found is None:
        return JsonResponse({}, status=404)
    bars = _bars(found)
    return JsonResponse(
        {
            "b": found.step, "may": found.phones, "nguoi": found.people,
            "tra_loi": found.counted.answered if found.counted else 0,
            "cot": [[bar.people, share(bar.share), round(bar.share * 100)] for bar in bars] if bars else None,
        }
    )  # fmt: skip


def _bars(now: watching.Now) -> tuple[rules.Bar, ...] | None:
    if now.stage != rules.SHOWN or now.question is None or now.counted is None:
        return None
    return rules.bars(now.exercise.questions[now.question], now.counted)
