"""Matching: each row with up to three proposals and why; a person confirms, denies, chooses another, or says none."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hocvuso.core.official.proposals import LIKELY, SURE, UNSURE
from hocvuso.core.vntext import search_key
from hocvuso.frameworks import actions, queries, sentences
from hocvuso.frameworks.actions import NotNow
from hocvuso.frameworks.models import FrameworkVersion
from hocvuso.frameworks.queries import Match
from hocvuso.frameworks.views.desk import chosen_skill, frame, head, of_version, paged, signed, skill_choices
from hocvuso.frameworks.views.desk import skill_names as names
from hocvuso.plumbing.views import message, on_this_site

_KEPT: dict[str, Callable[[Match], bool]] = {
    "chua": lambda each: each.row.decision == queries.OPEN,
    "chac": lambda each: each.row.decision == queries.OPEN and bool(each.sure_skills),
    "xem": lambda each: each.row.decision == queries.OPEN and not each.sure_skills,
    "co": lambda each: each.row.decision == queries.MATCHED,
    "khong": lambda each: each.row.decision == queries.NONE,
    "het": lambda each: True,
}


def _filters() -> list[tuple[str, str]]:
    return [
        ("chua", _("Not decided")), ("chac", _("Not decided, the machine is sure")),
        ("xem", _("Not decided, look closely")), ("co", _("With skills of ours")), ("khong", _("No lesson yet")),
        ("het", _("All rows")),
    ]  # fmt: skip


def sureness_words() -> dict[str, tuple[str, str]]:
    """Return what each degree of sureness is called, and the class of its tag."""
    return {
        SURE: (_("sure"), "ok"), LIKELY: (_("perhaps"), "look"), UNSURE: (_("not sure"), "todo"),
        queries.BEFORE: (_("as in the version before"), "ok"),
    }  # fmt: skip


@require_safe
@of_version
def table(request: HttpRequest, viewer: uuid.UUID, one: FrameworkVersion) -> HttpResponse:
    """Show the rows of a table; filters and search stand in the address."""
    found = queries.matches(one)
    top = head(one)
    default = "chua" if top["progress"].decided < top["progress"].rows and top["is_draft"] else "het"
    kind = request.GET.get("loc", default)
    kind = kind if kind in _KEPT else default
    area, typed = request.GET.get("nhom", "")[:300], request.GET.get("q", "")[:100]
    kept = [each for each in found if _KEPT[kind](each) and area in ("", each.row.area) and _holds(each, typed)]
    sure = sum(1 for each in found if _KEPT["chac"](each))
    page = {
        **frame(viewer, "desk"), **top, **paged(request, kept), "kinds": _filters(), "kind": kind, "area": area,
        "areas": list(dict.fromkeys(each.row.area for each in found if each.row.area)), "typed": typed,
        "total": len(kept), "sure": sure, "names": names(), "choices": skill_choices(), "words": sureness_words(),
        "here": request.get_full_path(), "loaded": request.GET.get("moi", ""), "act": _act(request),
        "wrong": request.session.pop(_WRONG, ""), "shown_areas": {},
    }  # fmt: skip
    return render(request, "frameworks/table.html", page)


_WRONG = "frameworks_wrong"  # one sentence, shown once


def _act(request: HttpRequest) -> dict[str, Any] | None:
    """Return the act just done, for the line with the button that takes it back."""
    act, _, count = request.GET.get("vua", "").partition(".")
    try:
        return {"id": uuid.UUID(act), "count": int(count) if count.isdecimal() else 1}
    except ValueError:
        return None


def _holds(each: Match, typed: str) -> bool:
    wanted = search_key(typed)
    row = each.row
    return not wanted or wanted in search_key(f"{row.code} {row.title} {row.detail} {row.area}")


def _back(request: HttpRequest, one: FrameworkVersion, **query: object) -> HttpResponse:
    """Lead back to where the button was pressed."""
    own = reverse("frameworks:table", args=[one.id])
    given = on_this_site(request.POST.get("ve", ""), own)
    path, _, kept = (given if given.startswith(own) else own).partition("?")
    pairs = [part for part in kept.split("&") if part and not part.startswith(("vua=", "moi="))]
    tail = "&".join([*pairs, urlencode(query)] if query else pairs)
    return HttpResponseRedirect(f"{path}?{tail}" if tail else path)


def _tried(request: HttpRequest, one: FrameworkVersion, act: Callable[[], Any]) -> tuple[Any, HttpResponse | None]:
    """Do something to a draft; where it is not possible now, say why: on the page, or instead of it."""
    try:
        return act(), None
    except NotNow as problem:
        sentence = sentences.not_now(problem)
        if problem.code in ("published", "no_row"):
            link = reverse("frameworks:table", args=[one.id])
            return None, message(request, _("Not changed"), sentence, status=409, button=_("See the table"), to=link)
        request.session[_WRONG] = sentence
        return None, _back(request, one)


@require_POST
@of_version
def decide(request: HttpRequest, viewer: uuid.UUID, one: FrameworkVersion) -> HttpResponse:
    """Confirm skills for a row, say that there is none, or open it again."""
    row, by = _id(request.POST.get("hang", "")), signed(viewer)
    what = request.POST.get("viec", "")
    if what == "mo":
        _count, refused = _tried(request, one, lambda: actions.reopen(one, row=row, by=by))
        return refused or _back(request, one)
    level = request.POST.get("muc", "")
    skills = {} if what == "khong" else dict.fromkeys(request.POST.getlist("ky-nang"), "")
    other = request.POST.get("khac", "").strip() if what != "khong" else ""
    if other:
        skills[chosen_skill(other) or "?"] = level
    if not skills and what != "khong":
        request.session[_WRONG] = _("Tick a skill or choose another one, or press “No lesson yet”.")
        return _back(request, one)
    offered = request.POST.getlist("de-nghi")[:3]
    act, refused = _tried(request, one, lambda: actions.decide(one, row, skills, offered=offered, by=by))
    return refused or _back(request, one, vua=f"{act}.1")


@require_POST
@of_version
def confirm_sure(request: HttpRequest, viewer: uuid.UUID, one: FrameworkVersion) -> HttpResponse:
    """Confirm all rows of which the machine is sure; the count in the question must still be true."""
    typed = request.POST.get("so", "")
    expected = int(typed) if typed.isdecimal() and len(typed) < 6 else -1
    done, refused = _tried(request, one, lambda: actions.confirm_sure(one, expected, by=signed(viewer)))
    return refused or _back(request, one, vua=f"{done[0]}.{done[1]}")


@require_POST
@of_version
def take_back(request: HttpRequest, viewer: uuid.UUID, one: FrameworkVersion) -> HttpResponse:
    """Open again what the last press decided."""
    act = _id(request.POST.get("vua", ""))
    _count, refused = _tried(request, one, lambda: actions.reopen(one, act=act, by=signed(viewer)))
    return refused or _back(request, one)


def _id(typed: str) -> uuid.UUID:
    """Return an id; what is none names nothing."""
    try:
        return uuid.UUID(typed)
    except ValueError:
        return uuid.UUID(int=0)
