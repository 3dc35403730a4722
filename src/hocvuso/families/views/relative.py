"""What a relative does: learn on the supporter's phone and give it back, decide what is seen, and by which name."""

from __future__ import annotations

import contextlib
import uuid

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from hocvuso.core import family
from hocvuso.families import agreeing, founding, sharing, words
from hocvuso.families.joining import Refused
from hocvuso.families.models import SUPPORTER, FamilyMember
from hocvuso.families.views.inviting import full
from hocvuso.families.views.who import for_named, for_supporter, given_name, go_home
from hocvuso.learning import posters
from hocvuso.learning import queries as learning
from hocvuso.people import actions as people
from hocvuso.people import known, steps, tokens
from hocvuso.plumbing import clock


@require_POST
@for_supporter
def lend(request: HttpRequest, held: FamilyMember, member: uuid.UUID) -> HttpResponse:
    """Give this phone to a relative without one: his own profile opens, the supporter's is closed."""
    phone = steps.learner_of(request)
    row = FamilyMember.objects.filter(pk=member, household=held.household_id, left_on=None, has_own_phone=False).first()
    if phone is None or row is None or not agreeing.agreed([row], clock.today()):
        return go_home()
    token = people.lend(phone, row.person, label=steps.label_of(request))
    has_begun = bool(learning.last_tasks([row.person]))
    first = reverse("learning:first_task", kwargs={"code": posters.DEFAULT})
    response = HttpResponseRedirect(reverse("learning:today") if has_begun else first)
    tokens.write(response, token)
    known.remember(request, response, held.person, given_name(held.person))
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@require_POST
@for_named
def hand_back(request: HttpRequest, person: uuid.UUID) -> HttpResponse:
    """Close a relative's profile on the supporter's phone; the supporter comes back with his own code."""
    phone, held = steps.learner_of(request), founding.current(person)
    if phone is None or held is None or held.has_own_phone:
        return go_home()
    people.sign_out(phone)
    response = HttpResponseRedirect(f"{reverse('people:enter')}?ve={reverse('families:home')}")
    tokens.forget(response)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@for_named
def share(request: HttpRequest, person: uuid.UUID) -> HttpResponse:
    """Let a relative choose what the supporter sees; also agree again after having withdrawn."""
    held = founding.current(person)
    if held is None or held.role == SUPPORTER:
        return go_home()
    if request.method == "POST":
        what = request.POST.get("loi", "")
        if what in family.SHARES:
            try:
                sharing.share(person, what)
            except Refused:
                return full(request)
        return go_home()
    supporter = given_name(founding.supporter_of(held.household_id))
    page = {
        "supporter": supporter, "shares": words.shares(supporter), "now": held.shares,
        "back": reverse("families:home"),
    }  # fmt: skip
    return render(request, "families/share.html", page)


@require_POST
@for_named
def be_named(request: HttpRequest, person: uuid.UUID) -> HttpResponse:
    """Keep whether a person's name stands on the certificate."""
    with contextlib.suppress(sharing.NotAdult):  # a child's page has no such button
        sharing.be_named(person, given=request.POST.get("ten") == "1")
    return go_home()
