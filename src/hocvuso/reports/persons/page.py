"""The page of one person for officials: what foundations 5 allows, where he belongs, and what can be put right.

Whoever may not see the person gets the answer of a person that does not exist.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hocvuso.groups.help_desk import words as help_words
from hocvuso.people import actions as people_actions
from hocvuso.people import desks, dossiers, forms
from hocvuso.people import queries as people
from hocvuso.people.actions import By, ChangedMeanwhile
from hocvuso.people.officials import names_shown
from hocvuso.plumbing import audit
from hocvuso.reports import members
from hocvuso.reports.persons import words
from hocvuso.reports.rollups import officials
from hocvuso.reports.views.desk import Desk, at_desk, rail
from hocvuso.unions import access, appointing, belonging, roles
from hocvuso.unions import queries as unions
from hocvuso.unions.belonging import HoldsRole, Misdated, NotHere
from hocvuso.unions.roles import Right

TRACE = "person_page"
CHANGES_SHOWN = 10


@names_shown
@at_desk
def show(request: HttpRequest, desk: Desk, person: uuid.UUID) -> HttpResponse:
    """Show one person, and leave the trace of it."""
    _check(desk, person, Right.NAMES)
    return _page(request, desk, person)


def _check(desk: Desk, person: uuid.UUID, right: Right) -> None:
    if not access.may_on(desk.viewer, right, person, desk.day):
        raise Http404


def _page(
    request: HttpRequest, desk: Desk, person: uuid.UUID, *, act: str = "", error: str = "", code: str = ""
) -> HttpResponse:
    known, line = dossiers.known([person]).get(person), members.one(person, desk.unit.id, desk.day)
    if known is None or line is None:
        raise Http404
    audit.record_reading(desk.viewer, [person], TRACE, desk.as_what)
    units = access.named_units(desk.viewer, desk.day)
    links = belonging.links_of(person, units)
    changes = dossiers.changes(person=person, units=units, limit=CHANGES_SHOWN)
    names = people.names({person, *(each.by for each in changes if each.by)})
    held = [role for role in appointing.roles_held([person], desk.day) if role.unit in set(units)]
    here = {link.unit for link in links if link.last_day is None or link.last_day >= desk.day}
    page = {
        **rail(desk, "members"),
        "back": desk.link("members"),
        "known": known,
        "line": line,
        "links": [(link, words.LINKS[link.kind], words.AUDIENCES.get(link.audience, "")) for link in links],
        "here": unions.unit_lines(here, desk.day),
        "comes_by_code": (desk_account := desks.accounts([person]).get(person)) is not None and desk_account.has_code,
        "roles": [(role, roles.word(role.name)) for role in held],
        "audiences": words.AUDIENCES,
        "is_uncounted": belonging.is_official(person, desk.day) and not officials.counts(person, desk.day),
        "changes": [words.told(each, names) for each in changes],
        "may_change": access.may_on(desk.viewer, Right.CHANGE, person, desk.day),
        "may_help": access.may_on(desk.viewer, Right.HELP, person, desk.day),
        "ways": help_words.BY_PHONE,
        "seen": dossiers.state_of(person),
        "act": act,
        "error": error,
        "code": code,
        "typed": request.POST,
        "to": lambda act: f"{reverse('reports:person_act', args=[person, act])}?don-vi={desk.unit.code}",
    }
    return render(request, "reports/person.html", page, status=422 if error else 200)


@require_POST
@names_shown
@at_desk
def act(request: HttpRequest, desk: Desk, person: uuid.UUID, act: str) -> HttpResponse:
    """Put one thing right; what stands against it is said on the page, with what was typed still there."""
    carry_out = ACTS.get(act)
    if carry_out is None:
        raise Http404
    _check(desk, person, Right.CHANGE)
    by = By(desk.viewer, desk.unit.id, request.POST.get("ly-do", "").strip()[:200], request.POST.get("seen"))
    try:
        error = carry_out(request, desk, person, by)
    except (Misdated, HoldsRole, NotHere, ChangedMeanwhile) as problem:
        error = words.problem(problem)
    if error:
        return _page(request, desk, person, act=act, error=error)
    if act == "the":
        return _card(request, desk, person, by)
    is_here = access.may_on(desk.viewer, Right.NAMES, person, desk.day)
    to = f"{reverse('reports:person', args=[person])}?don-vi={desk.unit.code}"
    return HttpResponseRedirect(to if is_here else desk.link("changes"))


def _name(request: HttpRequest, desk: Desk, person: uuid.UUID, by: By) -> str:
    name, error = forms.full_name(request.POST.get("ten", ""))
    if not error and not by.reason:
        return _("Write why, so that the person understands it.")
    if not error:
        people_actions.correct_name(person, name, by=by)
    return error


def _phone(request: HttpRequest, desk: Desk, person: uuid.UUID, by: By) -> str:
    number, error = forms.mobile(request.POST.get("so", ""))
    if not error:
        people_actions.correct_phone(person, number, by=by)
    return error


def _left(request: HttpRequest, desk: Desk, person: uuid.UUID, by: By) -> str:
    day, error = words.typed_day(request.POST.get("ngay", ""), desk.day)
    unit = _unit(request, desk)
    if not error and not by.reason:
        return _("Write why, for example: left the company.")
    if day is not None and not error:
        belonging.leave(person, unit, last_day=day, today=desk.day, by=_for(by, unit))
    return error


def _moved(request: HttpRequest, desk: Desk, person: uuid.UUID, by: By) -> str:
    day, error = words.typed_day(request.POST.get("ngay", ""), desk.day)
    new, why = _typed_unit(request, desk)
    if new is None:
        return why
    unit = _unit(request, desk)
    if day is None or error or new.id == unit:
        return error or _("That is the unit where the person is now.")
    foreign = not access.may(desk.viewer, Right.CHANGE, new.id, desk.day)
    belonging.move(person, unit, new.id, on=day, today=desk.day, by=_for(by, unit), is_declared=foreign)
    return ""


def _audience(request: HttpRequest, desk: Desk, person: uuid.UUID, by: By) -> str:
    day, error = words.typed_day(request.POST.get("ngay", ""), desk.day)
    audience, unit = request.POST.get("loai", ""), _unit(request, desk)
    if audience not in belonging.AUDIENCES:
        return _("Choose as what the person is counted.")
    if day is not None and not error:
        belonging.change_audience(person, unit, audience, on=day, today=desk.day, by=_for(by, unit))
    return error


def _full_time(request: HttpRequest, desk: Desk, person: uuid.UUID, by: By) -> str:
    day, error = words.typed_day(request.POST.get("ngay", ""), desk.day)
    unit, begins = _unit(request, desk), request.POST.get("bat") == "1"
    if day is not None and not error:
        belonging.set_full_time(person, unit, on=day, today=desk.day, by=_for(by, unit), is_full_time=begins)
    return error


def _added(request: HttpRequest, desk: Desk, person: uuid.UUID, by: By) -> str:
    """Let a full-time official belong to a grassroots union, without which he counts nowhere."""
    day, error = words.typed_day(request.POST.get("ngay", ""), desk.day)
    new, why = _typed_unit(request, desk)
    if new is not None and not new.is_grassroots:
        why = _("%(unit)s is an upper union, and nobody belongs to one himself. Type the code of a grassroots union.")
        return why % {"unit": new.name}
    if new is not None and day is not None and not error:
        foreign = not access.may(desk.viewer, Right.CHANGE, new.id, desk.day)
        belonging.enter(
            person, new.id, on=day, today=desk.day, by=_for(by, new.id), audience=unions.OFFICIAL,
            is_declared=foreign,
        )  # fmt: skip
    return why or error


def _typed_unit(request: HttpRequest, desk: Desk) -> tuple[unions.UnitLine | None, str]:
    """Return (the unit whose code was typed, what is wrong)."""
    code = request.POST.get("ma", "").strip()
    found = unions.unit_by_join_code(code, desk.day) or unions.unit_by_code(code, desk.day)
    if found is not None:
        return found, ""
    return None, _("No unit has the code %(code)s. Ask the other unit for its code of six digits.") % {"code": code}


def _dates(request: HttpRequest, desk: Desk, person: uuid.UUID, by: By) -> str:
    since, error = words.typed_day(request.POST.get("tu", ""))
    typed_end = request.POST.get("den", "").strip()
    last_day, wrong_end = words.typed_day(typed_end) if typed_end else (None, "")
    error = error or wrong_end
    links = belonging.links_of(person, access.units_where(desk.viewer, Right.CHANGE, desk.day))
    link = next((each for each in links if str(each.id) == request.POST.get("link")), None)
    if link is None:
        raise Http404
    if since is not None and not error:
        belonging.correct_dates(
            link.id, person, since=since, last_day=last_day, today=desk.day, by=_for(by, link.unit)
        )  # fmt: skip
    return error


def _unlocked(request: HttpRequest, desk: Desk, person: uuid.UUID, by: By) -> str:
    people_actions.free(person, by=desk.viewer)
    return ""


def _nothing_yet(request: HttpRequest, desk: Desk, person: uuid.UUID, by: By) -> str:
    known = dossiers.known([person]).get(person)
    if known is None:
        raise Http404
    if known.is_official:
        return _("This person works for the union with a password. The operator of the site helps.")
    if known.is_claimed and not by.reason:
        return _("Write why, for example: lost the phone.")
    return ""


def _card(request: HttpRequest, desk: Desk, person: uuid.UUID, by: By) -> HttpResponse:
    """Show a new card once; for somebody who comes in already a second official has to agree."""
    known = dossiers.known([person])[person]
    if known.is_claimed:
        people_actions.propose("new card", person, by=by)
        return HttpResponseRedirect(desk.link("duplicates"))
    code = people_actions.deal_card(person, by=desk.viewer)
    audit.record("deal card", actor=desk.viewer, subject=person, what=str(desk.unit.id))
    return _page(request, desk, person, code=code)


def _unit(request: HttpRequest, desk: Desk) -> uuid.UUID:
    """Return the unit that a form is about when the official may change people there."""
    try:
        unit = uuid.UUID(request.POST.get("unit", ""))
    except ValueError:
        raise Http404 from None
    if not access.may(desk.viewer, Right.CHANGE, unit, desk.day):
        raise Http404
    return unit


def _for(by: By, unit: uuid.UUID) -> By:
    return By(by.person, unit, by.reason, by.seen)


ACTS: dict[str, Callable[[HttpRequest, Desk, uuid.UUID, By], str]] = {
    "ten": _name,
    "so": _phone,
    "roi": _left,
    "chuyen": _moved,
    "them": _added,
    "doi-tuong": _audience,
    "chuyen-trach": _full_time,
    "ngay": _dates,
    "mo-khoa": _unlocked,
    "the": _nothing_yet,
}
