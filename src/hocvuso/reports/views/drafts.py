"""The page on which an official drafts a notice, a plan or minutes. Nothing is kept and nothing is sent anywhere."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from hocvuso.reports.documents import answers
from hocvuso.reports.drafts import writing
from hocvuso.reports.drafts.kinds import KINDS, POINTS, Kind
from hocvuso.reports.views.desk import Desk, at_desk, rail

FIRST = "thong-bao"
AI = "ai"  # field: "nho" asks the model, "roi" says that the points are the model's words


def _kind(request: HttpRequest) -> Kind:
    return KINDS.get(request.POST.get("loai") or request.GET.get("loai", ""), KINDS[FIRST])


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def draft(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the form of a kind, and after it the paper: to copy, to download, to mend."""
    kind = _kind(request)
    page: dict[str, Any] = {
        **rail(desk, "draft"), "kind": kind, "typed": {}, "wrong": {}, "paper": None, "note": "", "is_ai": False,
        "kinds": [(desk.link("draft", loai=each.name), each.word(), each is kind) for each in KINDS.values()],
        "model": writing.model(), "file": desk.link("draft_file"), "points": POINTS,
    }  # fmt: skip
    if request.method == "POST":
        typed = writing.read(kind, request.POST)
        page |= {"typed": typed.values, "wrong": typed.wrong}
        if not typed.wrong:
            page |= _written(request, desk, kind, dict(typed.values))
    return render(request, "reports/draft.html", page, status=422 if page["wrong"] else 200)


def _written(request: HttpRequest, desk: Desk, kind: Kind, values: dict[str, str]) -> dict[str, Any]:
    note, is_ai = "", request.POST.get(AI) == "roi" and bool(writing.model())
    if request.POST.get(AI) == "nho":
        told = writing.reworded(kind, values, desk.viewer, desk.day)
        is_ai, values[POINTS] = told is not None, told or values[POINTS]
        if told is None:
            note = _("The AI model gave nothing that may be used. Here is the draft from your own words.")
    paper = writing.paper(kind, values, desk.unit, desk.day, writing.model() if is_ai else "")
    return {"typed": values, "paper": paper, "text": writing.as_text(paper), "is_ai": is_ai, "note": note}


@require_POST
@at_desk
def file(request: HttpRequest, desk: Desk) -> Any:
    """Give the paper as a Word file."""
    kind = _kind(request)
    typed = writing.read(kind, request.POST)
    if typed.wrong:
        return draft(request)
    is_ai = request.POST.get(AI) == "roi"
    paper = writing.paper(kind, typed.values, desk.unit, desk.day, writing.model() if is_ai else "")
    return answers.answer(paper, "docx", answers.file_name(kind.name, typed.values["viec"][:40], ending="docx"))
