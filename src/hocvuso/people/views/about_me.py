"""A few things about oneself: told freely, each by itself, taken back at any time."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from hocvuso.core import gaps
from hocvuso.people import actions, circumstances, queries, steps


@require_http_methods(["GET", "HEAD", "POST"])
def about_me(request: HttpRequest) -> HttpResponse:
    """Ask five short questions with "I would rather not say" on top; nothing is ticked beforehand but that."""
    learner = steps.learner_of(request)
    account = queries.account(queries.owner_of(learner)) if learner else None
    if account is None or not account.is_claimed:  # who has no name here belongs to no unit that could be counted
        return HttpResponseRedirect(reverse("people:me"))
    if request.method == "POST":
        is_all_gone = "xoa" in request.POST
        typed = {} if is_all_gone else {each: request.POST.get(each, "") for each in gaps.GROUPS}
        actions.tell(account.id, {name: band for name, band in typed.items() if band in gaps.GROUPS[name]})
        return HttpResponseRedirect(f"{reverse('people:about_me')}?{'xoa' if is_all_gone else 'luu'}=1")
    told = queries.circumstances(account.id)
    page = {
        "questions": [
            (each, circumstances.question(each), circumstances.words(each), told.get(each, "")) for each in gaps.GROUPS
        ],
        "told": told,
        "is_kept": "luu" in request.GET,
        "is_gone": "xoa" in request.GET and not told,
        "is_counted": queries.has_agreed(account.id, "count"),
    }
    return render(request, "people/about_me.html", page)
