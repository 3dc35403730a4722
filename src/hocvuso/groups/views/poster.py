"""The page behind a group's poster: who it is, when it is there, one field to ask it. No sign-up is needed."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hocvuso.core.reading import MAX_CHARACTERS
from hocvuso.groups import queries
from hocvuso.groups.help_desk import asking, wish, words
from hocvuso.groups.help_desk.asking import Refused
from hocvuso.people import actions as people
from hocvuso.people import tokens
from hocvuso.plumbing import clock
from hocvuso.unions import queries as unions


@require_http_methods(["GET", "HEAD", "POST"])
def poster(request: HttpRequest, code: str) -> HttpResponse:
    """Show a group, and send what was typed to it; somebody new becomes an anonymous learner with this request."""
    group = queries.by_code(code)
    if group is None:
        raise Http404
    learner: tokens.Token | None = request.learner  # type: ignore[attr-defined]
    typed, error = request.POST.get("q", "")[:MAX_CHARACTERS], ""
    if request.method == "POST" and not typed.strip():
        error = _("Write in a few words what you need. Marks are not needed.")
    elif request.method == "POST":
        token = learner or people.begin(source=f"to-{code}")
        wanted = wish.read(request.POST, source=wish.POSTER, group=group.pk)
        try:
            opened = asking.open_request(token.person, typed, now=clock.now(), wish=wanted)
            response = HttpResponseRedirect(reverse("assistant:help", args=[opened.pk]))
            if learner is None:
                tokens.write(response, token)
            return response
        except Refused as refused:
            if refused.args[0] == "blocked":  # there it says why, until when, and takes what is urgent
                return HttpResponseRedirect(reverse("assistant:person"))
            error = _("That is a lot at once. Wait an hour, what you sent is kept.")
            if refused.args[0] == "child":
                error = _("Let a grown-up of your family ask the group. What you typed is still here.")
    unit = unions.unit(group.unit, clock.today())
    page: dict[str, Any] = {
        "group": group, "unit": unit.name if unit else "", "typed": typed, "error": error, "ways": words.WAYS,
        "days": [words.weekday(each) for each in group.duty_days], "most": MAX_CHARACTERS,
    }  # fmt: skip
    return render(request, "groups/poster.html", page, status=422 if error else 200)
