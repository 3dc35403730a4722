"""Offering to help, reading and signing the pledge, leaving a group: each is the person's own, on his own phone."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from hocvuso.groups import joining, queries
from hocvuso.groups.views.who import for_named
from hocvuso.plumbing import clock


def _home() -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("groups:home"))


@require_http_methods(["GET", "HEAD", "POST"])
@for_named
def offer(request: HttpRequest, person: uuid.UUID) -> HttpResponse:
    """Ask what one likes to help with and when; sent, it is an offer that can be taken back here."""
    if request.method == "POST":
        if request.POST.get("viec") == "thoi":
            joining.withdraw_offer(person)
        else:
            offered = joining.read_offer(request.POST, request.POST.getlist("viec-giup"))
            joining.offer(person, offered, now=clock.now())
        return _home()
    page = {
        "offer": queries.offer_of(person), "shifts": joining.SHIFT_WORDS, "skills": joining.skill_groups(),
        "back": reverse("groups:home"), "longest": joining.LONGEST_WISH,
    }  # fmt: skip
    return render(request, "groups/offer.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@for_named
def pledge(request: HttpRequest, person: uuid.UUID) -> HttpResponse:
    """Show the four promises with one button; signing is agreeing to the group that proposed one."""
    held = queries.memberships(person)
    if not held:
        return _home()
    if request.method == "POST":
        if request.POST.get("ky") == "1":
            joining.sign(person, now=clock.now())
        return _home()
    page = {
        "promises": joining.PROMISES, "held": held, "signed": joining.has_signed(person),
        "back": reverse("groups:home"),
    }  # fmt: skip
    return render(request, "groups/pledge.html", page)


@require_POST
@for_named
def leave(request: HttpRequest, person: uuid.UUID, group_id: uuid.UUID) -> HttpResponse:
    """Leave a group, or refuse to be in it."""
    joining.leave(person, group_id, now=clock.now())
    return _home()
