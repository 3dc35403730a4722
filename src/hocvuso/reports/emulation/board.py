"""The board of one drive: counts, units, reviews, and what its buttons do. No single person stands here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hocvuso.core import emulation, indicators
from hocvuso.core.emulation import PERSON, UNIT
from hocvuso.emulation import counting, drives, pledging, public, queries, reviewing, states, words
from hocvuso.emulation.drives import Refused
from hocvuso.plumbing.ids import uuid7
from hocvuso.plumbing.paging import whole
from hocvuso.plumbing.views import act_of
from hocvuso.reports.emulation.seen import Seen, on_drive
from hocvuso.reports.programmes.wizard import id_of
from hocvuso.reports.views.desk import at_desk, no_right, rail
from hocvuso.unions import queries as unions

FEW_COUNTED = 200  # pledges that the page itself counts anew; of more drives the job does it every six hours


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
@on_drive
def one(request: HttpRequest, seen: Seen) -> HttpResponse:
    """Show a drive, and do what its buttons say."""
    if request.method != "POST":
        return _board(request, seen)
    act = act_of(request, {**_OF_DRIVE, **_OF_UNIT})
    may = seen.desk.may_sign if act in _OF_UNIT.values() else seen.may_sign
    if not may:
        return no_right(request, has_role=True)
    try:
        to = act(request, seen)
    except Refused as refused:
        return _board(request, seen, words.refused(refused.args[0]))
    return HttpResponseRedirect(to or seen.desk.link("drive", seen.row.pk))


def _board(request: HttpRequest, seen: Seen, error: str = "") -> HttpResponse:
    row, desk = seen.row, seen.desk
    if row.published_at is not None and row.pledges.count() <= FEW_COUNTED:
        counting.refresh_drive(row, desk.day)
    found = queries.figures(row, desk.day, seen.units)
    phase = emulation.phase(row.starts_on, row.ends_on, desk.day)
    unit = unions.unit(row.unit_id, desk.day)
    page = {
        **rail(desk, "drives"), "back": desk.link("drives"), "row": row, "seen": seen, "error": error,
        "unit": unit.name if unit else "", "phase": words.phase(row, desk.day), "is_over": phase == emulation.OVER,
        "has_begun": phase != emulation.BEFORE, "typed": request.POST, "review": uuid7(), "copy": uuid7(),
        "people": seen.shown(found.pledged.get(PERSON, 0)), "met": seen.shown(found.met.get(PERSON, 0)),
        "others": [(words.who()[who], found.pledged.get(who, 0), found.met.get(who, 0))
                   for who in (emulation.GROUP, UNIT) if found.pledged.get(who)],
        "criteria": _criteria(seen, found), "rules": _rules(seen), "units": _units(seen, found),
        "reviews": [(each, desk.link("drive_review", row.pk, each.pk)) for each in queries.reviews(row.pk)]
        if seen.is_own else (), "kinds": {states.MID: _("Mid-term review"), states.FINAL: _("Final review")},
        **_unit_pledge(seen), "has_list": public.has_list(row.pk),
        "names": desk.link("drive_names", row.pk), "may_propose": seen.names and desk.may_sign,
    }  # fmt: skip
    return render(request, "reports/emulation/board.html", page, status=409 if error else 200)


def _criteria(seen: Seen, found: queries.Figures) -> list[dict[str, Any]]:
    """Return each thing asked with how many reached it; of persons only where they are not too few."""
    rows = []
    for each in found.criteria:
        is_person = each.criterion.who == PERSON
        few = is_person and seen.shown(found.pledged.get(PERSON, 0)) is None
        reached = None if few else seen.shown(each.reached) if is_person else each.reached
        rows.append({"word": words.asked(each.criterion), "who": words.who()[each.criterion.who], "reached": reached,
                     "of": found.pledged.get(each.criterion.who, 0) if not few else None})  # fmt: skip
    return rows


def _rules(seen: Seen) -> list[dict[str, Any]]:
    rows = [(row, drives.read(row)) for row in seen.row.rules.all()]
    return [
        {"id": row.pk, "from": rules.valid_from, "reason": rules.reason, "by": row.made_name,
         "asked": [f"{words.who()[each.who]}: {words.asked(each)}" for each in rules.criteria],
         "may_undo": seen.may_sign and rules.valid_from > seen.desk.day and rules.valid_from != seen.row.starts_on
         and bool(rules.reason)}
        for row, rules in rows
    ]  # fmt: skip


def _units(seen: Seen, found: queries.Figures) -> list[dict[str, Any]]:
    """Return the units in alphabetical order: counts where they are not too few, and whether they may be named."""
    hidden = indicators.hidden_groups({unit.hex: all_ for unit, (all_, _met) in found.units.items()})
    upper = set()
    if seen.is_own:
        compared = emulation.compared(queries.unit_counts(seen.row, found))
        upper = set(emulation.upper_half({each.unit: each.rate for each in compared}))
    lines = unions.unit_lines(found.units, seen.desk.day)
    return [
        {"name": line.name, "is_hidden": line.id.hex in hidden, "pledged": found.units[line.id][0],
         "met": seen.shown(found.units[line.id][1]), "is_upper": line.id.hex in upper}
        for line in lines
    ]  # fmt: skip


def _unit_pledge(seen: Seen) -> dict[str, Any]:
    """Return what the page says of the desk's own unit in the drive."""
    row, desk = seen.row, seen.desk
    is_open = row.published_at is not None and row.removed_at is None and row.ends_on >= desk.day
    asked = counting.asked_of(row, UNIT, max(desk.day, row.starts_on))
    pledge = queries.pledge_of(row.pk, UNIT, desk.unit.id)
    lines = queries.progress(row, pledge, desk.day) if pledge else []
    own = pledge.goals if pledge else {}
    return {
        "unit_pledge": pledge, "unit_lines": [(each, words.criterion(each.criterion)) for each in lines],
        "unit_fields": [(f"g{at}", words.criterion(each), own.get(each.key, each.goal), words.asked(each))
                        for at, each in enumerate(asked)]
        if desk.may_sign and is_open and _is_within(seen) else (),
    }  # fmt: skip


def _is_within(seen: Seen) -> bool:
    """Tell whether the desk's unit is that of the drive or stands under it."""
    return not seen.is_own or seen.row.unit_id == seen.desk.unit.id


def _publish(_request: HttpRequest, seen: Seen) -> str:
    drives.publish(seen.row.pk, by=seen.signer, on=seen.desk.day)
    return ""


def _hide(_request: HttpRequest, seen: Seen) -> str:
    drives.hide(seen.row.pk, by=seen.signer)
    return ""


def _remove(_request: HttpRequest, seen: Seen) -> str:
    drives.remove(seen.row.pk, by=seen.signer)
    return ""


def _restore(_request: HttpRequest, seen: Seen) -> str:
    drives.restore(seen.row.pk, by=seen.signer)
    return ""


def _copy(request: HttpRequest, seen: Seen) -> str:
    made = drives.copy(seen.row.pk, id_of(request.POST.get("so", "")), by=seen.signer)
    return seen.desk.link("drive_edit", made.pk)


def _review(kind: str) -> Callable[[HttpRequest, Seen], str]:
    def review(request: HttpRequest, seen: Seen) -> str:
        number, told = id_of(request.POST.get("so", "")), request.POST.get("nhan-xet", "")
        reviewing.review(number, seen.row.pk, kind, told, by=seen.signer, on=seen.desk.day)
        return ""

    return review


def _take_review_back(request: HttpRequest, seen: Seen) -> str:
    number = id_of(request.POST.get("ky", ""))
    if any(each.pk == number for each in queries.reviews(seen.row.pk)):
        reviewing.take_back(number, by=seen.signer)
    return ""


def _take_rules_back(request: HttpRequest, seen: Seen) -> str:
    drives.take_rules_back(seen.row.pk, id_of(request.POST.get("luc", "")), by=seen.signer, on=seen.desk.day)
    return ""


def _pledge(request: HttpRequest, seen: Seen) -> str:
    """Let the desk's own unit take part."""
    if not _is_within(seen):
        raise Refused("asked")
    row, desk = seen.row, seen.desk
    asked = counting.asked_of(row, UNIT, max(desk.day, row.starts_on))
    goals = {
        each.key: whole(request.POST.get(f"g{at}", "").strip() or str(each.goal), most=emulation.MOST_GOAL + 1)
        for at, each in enumerate(asked)
    }
    pledging.pledge(row.pk, UNIT, desk.unit.id, desk.unit.id, goals=goals, is_named=True, on=desk.day)
    return ""


def _leave(_request: HttpRequest, seen: Seen) -> str:
    pledging.withdraw(seen.row.pk, UNIT, seen.desk.unit.id)
    return ""


Act = Callable[[HttpRequest, Seen], str]
_OF_DRIVE: dict[str, Act] = {
    "cong-bo": _publish, "an": _hide, "bo": _remove, "lay-lai": _restore, "chep": _copy,
    "so-ket": _review(states.MID), "tong-ket": _review(states.FINAL), "rut-ky": _take_review_back,
    "rut-doi": _take_rules_back,
}  # fmt: skip
_OF_UNIT: dict[str, Act] = {"dang-ky": _pledge, "rut": _leave}
