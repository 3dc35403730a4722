"""Who may be proposed, who is, and the decision. Persons by name: behind the second factor, only those who agreed, only
that they reached the goal; each reading leaves a trace. The employer's side never comes here.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hocvuso.core.emulation import GROUP, PERSON, UNIT
from hocvuso.emulation import commending, queries, recognising, states, words
from hocvuso.emulation.commending import Paper
from hocvuso.emulation.drives import Refused
from hocvuso.emulation.queries import Commendation, DrivePledge
from hocvuso.groups import queries as groups
from hocvuso.people import queries as people
from hocvuso.people.officials import names_shown
from hocvuso.plumbing import audit
from hocvuso.plumbing.views import act_of
from hocvuso.reports.emulation.seen import Seen, on_drive
from hocvuso.reports.persons.words import typed_day
from hocvuso.reports.programmes.wizard import id_of
from hocvuso.reports.views.desk import at_desk, no_right, rail
from hocvuso.unions import queries as unions

TRACE = "drive"
Row = DrivePledge | Commendation


def names_of(rows: Sequence[Row], seen: Seen) -> dict[uuid.UUID, tuple[str, str]]:
    """Return (name, unit) of everybody in some rows by the row's id, with a trace for each person who is shown."""
    ids = {who: [each.subject for each in rows if each.who == who and each.subject] for who in (PERSON, GROUP, UNIT)}
    audit.record_reading(seen.desk.viewer, ids[PERSON], TRACE, seen.desk.as_what)
    lines = {line.id: line for line in unions.unit_lines({*ids[UNIT], *(each.unit for each in rows)}, seen.desk.day)}
    called = {(PERSON, who): name.full for who, name in people.names(ids[PERSON]).items()}
    called |= {(GROUP, who): name for who, name in groups.names(ids[GROUP]).items()}
    called |= {(UNIT, who): lines[who].name for who in ids[UNIT] if who in lines}
    found = {}
    for each in rows:
        line = lines.get(each.unit)
        place = (line.parent if each.who == UNIT else line.name) if line else ""
        if each.subject is not None and (each.who, each.subject) in called:
            found[each.pk] = (called[each.who, each.subject], place)
    return found


def _visible(seen: Seen) -> list[Commendation]:
    """Return the proposals that concern this desk; persons only as long as they agree to be named."""
    agreed, units = queries.named_persons(seen.row.pk), seen.units
    return [
        each
        for each in queries.commendations(seen.row.pk)
        if each.subject is not None
        and (units is None or each.unit in units)
        and (each.who != PERSON or each.subject in agreed)
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@names_shown
@at_desk
@on_drive
def names(request: HttpRequest, seen: Seen) -> HttpResponse:
    """Show who may be proposed and who is; propose, decide, and take each step back."""
    if not seen.names:
        return no_right(request, has_role=True)
    wrong: dict[str, str] = {}
    if request.method == "POST":
        act = act_of(request, _ACTS)
        if not (seen.desk.may_sign if act in (_propose, _unpropose) else seen.may_sign):
            return no_right(request, has_role=True)
        wrong = act(request, seen)
        if not wrong:
            return HttpResponseRedirect(seen.desk.link("drive_names", seen.row.pk))
    return _page(request, seen, wrong)


def _page(request: HttpRequest, seen: Seen, wrong: dict[str, str]) -> HttpResponse:
    row, desk = seen.row, seen.desk
    able, held = commending.eligible(row, seen.units), _visible(seen)
    called = names_of([*able, *held], seen)
    who = words.who()

    def told(rows: Sequence[Any]) -> list[tuple[Any, str, str, str]]:
        found = [(each, *called[each.pk], who[each.who]) for each in rows if each.pk in called]
        return sorted(found, key=lambda each: (each[0].who != PERSON, each[2], each[1]))

    page = {
        **rail(desk, "drives"), "back": desk.link("drive", row.pk), "row": row, "seen": seen, "wrong": wrong,
        "typed": request.POST, "able": told(able),
        "proposed": told([each for each in held if each.state == states.PROPOSED]),
        "awarded": told([each for each in held if each.state == states.AWARDED]),
        "declined": told([each for each in held if each.state == states.DECLINED]),
        "may_propose": desk.may_sign, "may_decide": seen.may_sign,
        "paper": lambda name, ending: desk.link("drive_paper", row.pk, name, ending),
        "recognised": recognising.counts(row.pk) if seen.may_sign else None,
        "certificates": desk.link("certificates_list", **{"ve-viec": recognising.about(row.pk)}),
        "public": reverse("emulation:commended", args=[row.pk]),
    }  # fmt: skip
    return render(request, "reports/emulation/names.html", page, status=422 if wrong else 200)


def _ids(request: HttpRequest, name: str) -> list[uuid.UUID]:
    return [id_of(each) for each in request.POST.getlist(name)]


def _propose(request: HttpRequest, seen: Seen) -> dict[str, str]:
    """Propose those who were ticked, of the desk's own units only."""
    wanted = set(_ids(request, "ai"))
    own = [each.pk for each in commending.eligible(seen.row, seen.units) if each.pk in wanted]
    if not own:
        return {"ai": _("Tick at least one.")}
    commending.propose(seen.row.pk, own, by=seen.signer, on=seen.desk.day)
    return {}


def _unpropose(request: HttpRequest, seen: Seen) -> dict[str, str]:
    number = id_of(request.POST.get("so", ""))
    if any(each.pk == number for each in _visible(seen)):
        commending.unpropose(seen.row.pk, number, by=seen.signer)
    return {}


def _decide(request: HttpRequest, seen: Seen) -> dict[str, str]:
    """Write down the decision for those who were ticked; number, day and signer are typed."""
    day, error = typed_day(request.POST.get("ngay-qd", ""))
    wrong = {"ngay-qd": error} if error else {}
    chosen = _ids(request, "ai")
    if not chosen:
        wrong["chon"] = _("Tick at least one.")
    typed = {name: request.POST.get(name, "").strip() for name in ("so-qd", "nguoi-ky")}
    for name, why in (("so-qd", "number"), ("nguoi-ky", "signer")):
        if not typed[name]:
            wrong[name] = words.refused(why)
    if day is not None and day > seen.desk.day:
        wrong["ngay-qd"] = _("This day has not come yet.")
    if wrong or day is None:
        return wrong
    try:
        commending.award(seen.row.pk, chosen, Paper(typed["so-qd"], day, typed["nguoi-ky"]), by=seen.signer)
    except Refused as refused:
        return {"so-qd": words.refused(refused.args[0])}
    return {}


def _decline(request: HttpRequest, seen: Seen) -> dict[str, str]:
    commending.decline(seen.row.pk, id_of(request.POST.get("so", "")), by=seen.signer)
    return {}


def _undo(request: HttpRequest, seen: Seen) -> dict[str, str]:
    commending.undo(seen.row.pk, id_of(request.POST.get("so", "")), by=seen.signer)
    return {}


def _certificates(request: HttpRequest, seen: Seen) -> dict[str, str]:
    recognising.give(seen.row.pk, by=seen.signer)
    return {}


_ACTS: dict[str, Callable[[HttpRequest, Seen], dict[str, str]]] = {
    "de-nghi": _propose, "rut-de-nghi": _unpropose, "quyet-dinh": _decide, "khong": _decline, "rut-quyet-dinh": _undo,
    "chung-nhan": _certificates,
}  # fmt: skip
