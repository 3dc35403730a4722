"""The desk of official tables: the list of tables, and what all pages of the desk have in common."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Mapping
from datetime import date
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hocvuso.core.vntext import clean
from hocvuso.curriculum import queries as curriculum
from hocvuso.frameworks import queries
from hocvuso.frameworks.actions import By
from hocvuso.frameworks.models import FrameworkVersion
from hocvuso.learning import skillmap
from hocvuso.people import queries as people
from hocvuso.plumbing import clock
from hocvuso.plumbing.views import message
from hocvuso.unions import access
from hocvuso.unions.authors import for_authors

Page = Callable[..., HttpResponse]
A_PAGE = 20
_DAYS = forms.DateField(input_formats=["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"])
_IN_BRACKETS = re.compile(r"\[([^\[\]]+)\]\s*$")


def at_desk(page: Page) -> Page:
    """Open a page to authors and whoever runs the site, with the second factor; the page gets who that is."""
    return for_authors(page, operators=True)


def of_version(page: Page) -> Page:
    """Give a page the table that its address names."""

    @wraps(page)
    def found(request: HttpRequest, viewer: uuid.UUID, version: uuid.UUID, *args: Any) -> HttpResponse:
        one = queries.version(version)
        if one is None:
            sentence = _("A draft that was removed is gone. Load the file again.")
            heading = _("This table is not here any more")
            return message(request, heading, sentence, status=404, button=_("Official tables"), to=desk_url())
        return page(request, viewer, one, *args)

    return at_desk(found)


def desk_url(**query: str) -> str:
    """Return the address of the list of tables."""
    return reverse("frameworks:desk") + (f"?{urlencode(query)}" if query else "")


def to(name: str, *args: Any, **query: object) -> HttpResponseRedirect:
    """Lead on to a page of this room."""
    tail = f"?{urlencode(query)}" if query else ""
    return HttpResponseRedirect(reverse(f"frameworks:{name}", args=args) + tail)


def signed(viewer: uuid.UUID) -> By:
    """Return who acts, with his name."""
    name = people.names([viewer]).get(viewer)
    return By(viewer, name.full if name else "")


def frame(viewer: uuid.UUID, here: str) -> dict[str, Any]:
    """Return what every page of the desk shows around itself."""
    parts = [
        ("desk", "skills", _("Official tables")),
        ("rules", "flag", _("Pass marks")),
        ("programmes", "calendar", _("Training programmes")),
    ]
    name = people.names([viewer]).get(viewer)
    polite = name.polite if name else ""
    rail = [(reverse(f"frameworks:{page}"), icon, word, page == here) for page, icon, word in parts]
    if access.is_author(viewer, clock.today()):
        rail.append((reverse("assistant:authoring"), "message", _("Authors' work"), False))
    return {"polite": polite[:1].upper() + polite[1:], "rail": rail}


def paged(request: HttpRequest, listed: list[Any]) -> dict[str, Any]:
    """Return the part of a list that the address asks for, and where the rest is."""
    typed = request.GET.get("trang", "1")
    last = max(1, -(-len(listed) // A_PAGE))
    number = min(last, max(1, int(typed))) if typed.isdecimal() and len(typed) < 6 else 1
    kept = {name: value for name, value in request.GET.items() if name not in ("trang", "moi", "vua", "loi")}

    def link(page: int) -> str:
        return f"{request.path}?{urlencode({**kept, 'trang': page})}"

    return {
        "listed": listed[(number - 1) * A_PAGE : number * A_PAGE],
        "number": number,
        "last": last,
        "before": link(number - 1) if number > 1 else "",
        "after": link(number + 1) if number < last else "",
    }


def day(typed: str) -> date | None:
    """Read a day as people write it; None for what is none."""
    try:
        found: date | None = _DAYS.clean(typed.strip())
    except ValidationError:
        return None
    return found if found and 2000 <= found.year <= 2100 else None


def text(sent: Mapping[str, str], name: str, most: int) -> str:
    """Return one line as it was typed, without what cannot be seen."""
    return clean(sent.get(name, ""))[:most]


def skill_names() -> dict[str, str]:
    """Return the title of every skill."""
    return {each.id: skillmap.title_of(each) for each in curriculum.current().skills.values()}


def skill_choices() -> list[str]:
    """Return every skill as it stands in a list to choose from: its title, its id behind."""
    return [f"{title} [{skill}]" for skill, title in skill_names().items()]


def chosen_skill(typed: str) -> str:
    """Return the skill that was chosen from the list, or typed by its id; "" for what is none."""
    found = _IN_BRACKETS.search(typed)
    skill = (found[1] if found else typed).strip()
    return skill if skill in curriculum.current().skills else ""


def state_word(state: str) -> tuple[str, str]:
    """Return what a table's state is called, and the class of its tag."""
    return {
        queries.DRAFT: (_("Draft"), "todo"),
        queries.COMING: (_("Published, not begun"), "look"),
        queries.IN_FORCE: (_("In force"), "ok"),
        queries.REPLACED: (_("Replaced"), ""),
        queries.WITHDRAWN: (_("Withdrawn"), "bad"),
    }[state]


def head(one: FrameworkVersion) -> dict[str, Any]:
    """Return what the pages of one table show at their top."""
    state = queries.state(one, clock.today())
    word, tone = state_word(state)
    return {
        "version": one, "state": state, "state_word": word, "tone": tone, "is_draft": state == queries.DRAFT,
        "progress": queries.progress(one),
    }  # fmt: skip


@require_safe
@at_desk
def tables(request: HttpRequest, viewer: uuid.UUID) -> HttpResponse:
    """List the tables: drafts first, then by the day from which they hold."""
    listed = [(each, *state_word(each.state)) for each in queries.versions(clock.today())]
    page = {**frame(viewer, "desk"), "tables": listed, "is_removed": request.GET.get("bo") == "1"}
    return render(request, "frameworks/tables.html", page)
