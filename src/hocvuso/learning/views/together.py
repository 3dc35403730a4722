"""Ten minutes with somebody of the family: a sheet for each skill, on the screen and on paper."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hocvuso.curriculum import queries as curriculum
from hocvuso.curriculum import together
from hocvuso.learning import skillmap
from hocvuso.plumbing import clock


@require_safe
def sheet(request: HttpRequest, skill: str) -> HttpResponse:
    """Show how to sit beside a relative for one skill."""
    now = curriculum.current()
    found = together.sheet_of(now, now.skills[skill], today=clock.today()) if skill in now.skills else None
    if found is None:
        raise Http404(skill)
    page = {
        "sheet": found,
        "title": skillmap.title_of(now.skills[skill]),
        "back": reverse("learning:skill", kwargs={"skill": skill}),
    }
    return render(request, "learning/together.html", page)
