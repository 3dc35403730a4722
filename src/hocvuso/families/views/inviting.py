"""Bringing a relative in: an invitation for his own phone, or a profile on this one, after everybody has agreed."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hocvuso.core import family
from hocvuso.families import joining, words
from hocvuso.families.joining import Profile, Refused
from hocvuso.families.models import FamilyInvitation, FamilyMember
from hocvuso.families.views.who import for_supporter, given_name, go_home
from hocvuso.people import forms
from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid7
from hocvuso.plumbing.squares import square
from hocvuso.plumbing.views import message

pages = require_http_methods(["GET", "HEAD", "POST"])
WHO, GUARDIAN, OWN = "ai", "giam-ho", "minh"  # the steps of entering a profile


def full(request: HttpRequest) -> HttpResponse:
    """Say that a family has as many relatives as it can have."""
    return message(
        request, _("This family is complete"),
        _("A family has at most %(most)s relatives. Somebody leaves before another comes.")
        % {"most": family.MOST_RELATIVES},
        status=409, button=_("Open my family"), to=reverse("families:home"),
    )  # fmt: skip


@pages
@for_supporter
def invite(request: HttpRequest, held: FamilyMember) -> HttpResponse:
    """Ask whom: the button says who it is, the next page whether he has a phone."""
    if request.method == "POST":
        kin, number = request.POST.get("ai", ""), _number(request.POST.get("so", ""))
        try:
            if kin in words.KINS and request.POST.get("may") == "chung":
                return HttpResponseRedirect(f"{reverse('families:add')}?ai={kin}")
            if request.POST.get("may") == "rieng":
                made = joining.invite(number, held.person, kin, on=clock.today())
                return HttpResponseRedirect(reverse("families:invited", kwargs={"number": made.pk}))
        except Refused as why:
            if why.args[0] == "full":
                return full(request)
    kin = request.GET.get("ai", "")
    page = {
        "kins": words.kins(), "kin": kin if kin in words.KINS else "", "number": uuid7(),
        "back": reverse("families:invite") if kin else reverse("families:home"),
    }  # fmt: skip
    return render(request, "families/invite.html", page)


def _number(typed: str) -> uuid.UUID:
    try:
        return uuid.UUID(typed)
    except ValueError:
        return uuid7()


@pages
@for_supporter
def shown(request: HttpRequest, held: FamilyMember, number: uuid.UUID) -> HttpResponse:
    """Show an invitation as a square code and an address to send; or take it back."""
    if request.method == "POST":
        joining.withdraw_invitation(held.person, number, on=clock.today())
        return go_home()
    waiting = joining.open_invitations(held.household_id, clock.today())
    found: FamilyInvitation | None = next((each for each in waiting if each.pk == number), None)
    if found is None:
        return go_home()
    address = f"{settings.SITE_URL}{reverse('families:invitation', kwargs={'code': found.code})}"
    sentence = _("%(name)s invites you to learn together, ten minutes at a time: %(address)s")
    page = {
        "invitation": found, "square": square(address), "address": address, "kin": words.kins()[found.kin],
        "text": sentence % {"name": given_name(held.person), "address": address}, "back": reverse("families:home"),
    }  # fmt: skip
    return render(request, "families/invited.html", page)


@pages
@for_supporter
def add(request: HttpRequest, held: FamilyMember) -> HttpResponse:
    """Enter a relative without a phone: who, the guardian of a child, the relative himself; kept at the very end."""
    typed = {name: request.POST.get(name, "")[:60] for name in ("so", "ten", "ai", "tuoi", "nam", "gh")}
    typed["so"] = str(_number(typed["so"]))
    if request.method != "POST":
        kin = request.GET.get("ai", "")
        return _who(request, {**typed, "ai": kin if kin in words.KINS else "other", "tuoi": "lon"}, "")
    profile, error = _profile(typed)
    if profile is None:
        return _who(request, typed, error)
    age = family.band(profile.born_in, clock.today())
    step, says_yes = request.POST.get("buoc", WHO), request.POST.get("loi", "")
    if step != WHO and not says_yes:
        return go_home()  # a no: nothing was kept
    if step == WHO and family.GUARDIAN in family.words_needed(age):
        return _ask(request, held, typed, profile, GUARDIAN)
    if step == GUARDIAN:
        typed["gh"] = "1"
    if step != OWN and family.OWN in family.words_needed(age):
        return _ask(request, held, typed, profile, OWN)
    said = {family.GUARDIAN} if typed["gh"] else set()
    said |= {family.OWN} if step == OWN else set()
    kept = Profile(profile.name, profile.kin, profile.born_in, says_yes if step == OWN else family.TASK)
    return _added(request, held, typed, kept, frozenset(said))


def _added(
    request: HttpRequest, held: FamilyMember, typed: dict[str, str], profile: Profile, said: frozenset[str]
) -> HttpResponse:
    try:
        joining.add(uuid.UUID(typed["so"]), held.person, profile, said=said, on=clock.today())
    except Refused as why:
        return full(request) if why.args[0] == "full" else go_home()
    return go_home()


def _profile(typed: dict[str, str]) -> tuple[Profile | None, str]:
    """Return what was typed, or the sentence that says what is missing."""
    name, error = forms.full_name(typed["ten"])
    if error:
        return None, error
    is_child, year = typed["tuoi"] == "nho", typed["nam"].strip()
    if is_child and not (year.isascii() and year.isdigit()):
        return None, _("Write the year of birth, like 2014.")
    profile = Profile(name, typed["ai"], int(year) if is_child else None)
    try:
        joining.check(profile, clock.today())
    except Refused as why:
        sentences = {
            "kin": _("Choose who it is to you."),
            "year": _("This year is not a child's under 16. Look at it again, or choose “16 or more”."),
        }
        return None, sentences[why.args[0]]
    return profile, ""


def _who(request: HttpRequest, typed: dict[str, str], error: str) -> HttpResponse:
    page = {"typed": typed, "error": error, "kins": words.kins(), "back": reverse("families:invite")}
    return render(request, "families/add.html", page, status=422 if error else 200)


def _ask(request: HttpRequest, held: FamilyMember, typed: dict[str, str], profile: Profile, step: str) -> HttpResponse:
    supporter = given_name(held.person)
    page: dict[str, Any] = {
        "typed": typed, "step": step, "name": profile.name.split()[-1], "supporter": supporter,
        "shares": words.shares(supporter), "is_child": profile.born_in is not None, "back": reverse("families:invite"),
    }  # fmt: skip
    return render(request, "families/ask.html", page)
