"""The page of words that people meet on their phones, in plain words."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hocvuso.curriculum import glossary as shipped
from hocvuso.curriculum import queries as curriculum
from hocvuso.learning import skillmap


@require_safe
def words(request: HttpRequest) -> HttpResponse:
    """Show the words, all or those that were looked for."""
    typed, now = request.GET.get("tim", "")[:80], curriculum.current()
    rows = [
        {"word": each, "skill": skillmap.title_of(now.skills[each.skill]) if each.skill in now.skills else ""}
        for each in shipped.find(typed)
    ]
    page = {"rows": rows, "typed": typed, "total": len(shipped.words()), "back": reverse("learning:map")}
    return render(request, "learning/words.html", page)
