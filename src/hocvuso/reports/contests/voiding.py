"""Voiding a question of a round: chosen from the list, what it changes shown before, then done openly."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from hocvuso.contests import jury, queries, questions
from hocvuso.core.contest.papers import Question
from hocvuso.plumbing import clock
from hocvuso.reports.contests.board import round_of, signer, tried
from hocvuso.reports.contests.planning import Row, link, on_contest, problem
from hocvuso.reports.views.desk import Desk, rail


@require_http_methods(["GET", "HEAD", "POST"])
@on_contest
def choose(request: HttpRequest, desk: Desk, row: Row) -> HttpResponse:
    """Show the questions of a round; of a chosen one what voiding it changes; posted with a reason, void it."""
    found, error = round_of(request, row), ""
    chosen = (request.POST.get("cau") or request.GET.get("cau", ""))[:120]
    if request.method == "POST":
        reason = request.POST.get("ly-do", "").strip()[:300]
        error = tried(lambda: jury.void(found.id, chosen, reason, by=signer(desk)))[0]
        if not error:
            return HttpResponseRedirect(f"{link(desk, row.id)}#sua")
    to = f"{link(desk, row.id, 'contest_void')}&vong={found.number}"
    page = {
        **rail(desk, "contests"), "row": row, "round": found, "to": to, "typed": request.POST,
        "is_published": queries.result(row.id) is not None,
    }  # fmt: skip
    one = next((Question(*each) for each in found.pool if each[1] == chosen), None)
    if one is not None:
        page |= {"error": error, "back": to, **_one(found, one)}
        return render(request, "reports/contests/void.html", page, status=422 if error else 200)
    lines = questions.of_round(found)
    page |= {
        "error": error or (problem(jury.UNKNOWN) if chosen else ""), "back": link(desk, row.id),
        "lines": [each for each in lines if each.had], "unseen": [each for each in lines if not each.had],
        "enough": questions.ENOUGH,
        "others": [
            (each.number, f"{link(desk, row.id, 'contest_void')}&vong={each.number}")
            for each in queries.rounds(row.id) if each.id != found.id and each.opens_at <= clock.now()
        ],
    }  # fmt: skip
    return render(request, "reports/contests/questions.html", page, status=422 if page["error"] else 200)


def _one(found: Any, one: Question) -> dict[str, Any]:
    return {
        "question": one.id, "text": questions.text_of(one), "lines": questions.lines_of(one),
        "effect": questions.effect(found, one.id), "is_void": one.id in found.void,
    }  # fmt: skip
