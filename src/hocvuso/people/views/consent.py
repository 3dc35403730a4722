"""Screen L8: what is recorded, who sees it, how to erase it; yes and no are two equal buttons."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from hocvuso.people import actions, queries, steps, tokens


def _given(person: uuid.UUID) -> set[str]:
    """Return the purposes that the person has agreed to before; they are not asked again."""
    return {purpose for purpose, decision in queries.consents(person).items() if decision.given}


@require_http_methods(["GET", "HEAD", "POST"])
def consent(request: HttpRequest) -> HttpResponse:
    """Ask, and keep the answer; nothing is ticked beforehand, silence is no consent."""
    learner = steps.learner_of(request)
    owner = queries.account(queries.owner_of(learner)) if learner else None
    if learner is None or owner is None:
        return HttpResponseRedirect(steps.end_of(request, "learning:today"))
    answer = request.POST.get("answer", "")
    if request.method != "POST" or answer not in {"yes", "no"}:
        return render(request, "people/consent.html", {"is_claimed": owner.is_claimed, "said": _given(owner.id)})
    if answer == "yes":
        token = actions.agree(learner, count=bool(request.POST.get("count")), remind=bool(request.POST.get("remind")))
    else:
        token = actions.stay_anonymous(learner)
    response = HttpResponseRedirect(steps.end_of(request, "learning:placement"))
    tokens.write(response, token)
    return response
