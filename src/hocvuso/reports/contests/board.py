"""One contest for its jury: rounds, places, units, protests, corrections; its one next step as the main button."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hocvuso.certificates import bundles
from hocvuso.contests import jury, planning, publishing, queries, questions, recognising, settling, words
from hocvuso.contests.jury import Signer
from hocvuso.core.contest.setup import Span
from hocvuso.people import queries as people
from hocvuso.plumbing import audit, clock, squares
from hocvuso.plumbing.paging import whole
from hocvuso.reports.contests import form
from hocvuso.reports.contests.planning import Row, link, on_contest, problem
from hocvuso.reports.views.desk import Desk, rail
from hocvuso.unions import access
from hocvuso.unions import queries as unions

MOST_PLACES = 50  # decided: whoever may get a prize, and no bottom of a list
Done = tuple[str, str]


def signer(desk: Desk) -> Signer:
    """Return who acts at this desk."""
    return Signer(desk.viewer, desk.name)


@require_http_methods(["GET", "HEAD", "POST"])
@on_contest
def one(request: HttpRequest, desk: Desk, row: Row) -> HttpResponse:
    """Show a contest, and do what its buttons say."""
    error = ""
    if request.method == "POST":
        act = _ACTS.get(request.POST.get("viec", ""))
        if act is None:
            raise Http404
        error, to = act(request, desk, row)
        if not error:
            return HttpResponseRedirect(to or link(desk, row.id))
        row = queries.one(row.id)
    page = _page(request, desk, row, error)
    return render(request, "reports/contests/one.html", page, status=422 if error else 200)


def _page(request: HttpRequest, desk: Desk, row: Row, error: str) -> dict[str, Any]:
    now, rounds = clock.now(), queries.rounds(row.id)
    phase = queries.phase_of(row.state, rounds[0].opens_at, rounds[-1].closes_at, now)
    address = f"{settings.SITE_URL}{reverse('contests:one', args=[row.code])}"
    is_settled = all(settling.is_settled(each, now) for each in rounds)
    open_protests = [each for each in jury.protests(row.id) if each.state == "open"]
    return {
        **rail(desk, "contests"), "back": desk.link("contests"), "row": row, "error": error, "typed": request.POST,
        "tag": words.phases()[phase], "phase": phase, "is_settled": is_settled,
        "settled_at": words.moment(settling.settled_at(rounds[-1])),
        "rounds": [(each, words.span(each), now >= each.opens_at, settling.is_settled(each, now)) for each in rounds],
        "rules": words.rules(rounds[0]), "order": words.order(), "prizes": words.prize_line(row),
        "address": address, "square": squares.square(address), "here": link(desk, row.id),
        "link": lambda name, *more: link(desk, row.id, name, *more), "entrants": queries.line(row.id),
        "places": _places(desk, row) if phase not in ("draft", "coming") else [], "most": MOST_PLACES,
        "protests": _protests(desk, row), "open_protests": len(open_protests),
        "corrections": _corrections(row), "versions": [
            (each, words.moment(each.at)) for each in publishing.versions(row.id)
        ],
        "recognised": recognising.counts(row.id) if phase == "done" else None,
        "certificates": desk.link("certificates_list", **{"ve-viec": recognising.about(row.id)})
        if desk.sees_names else "",
    }  # fmt: skip


def names(desk: Desk, persons: list[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Return the names that the official may see, and leave a trace with each."""
    seen = access.shown_among(desk.viewer, persons, desk.day)
    audit.record_reading(desk.viewer, sorted(seen), "contest", desk.as_what)
    return {who: name.full for who, name in people.names(seen).items()}


def _places(desk: Desk, row: Row) -> list[tuple[Any, str, str]]:
    """Return the first places with names; who stands further down is not shown to anybody."""
    placed = queries.placed(row.id)[:MOST_PLACES]
    known = names(desk, [each.person for each in placed])
    units = {each.id: each.name for each in unions.unit_lines({each.unit for each in placed}, desk.day)}
    return [(each.at, known.get(each.person, ""), units.get(each.unit, "")) for each in placed]


def _protests(desk: Desk, row: Row) -> list[tuple[Any, str, tuple[str, str], str]]:
    rows = jury.protests(row.id)
    known, states = names(desk, [each.person for each in rows]), words.protest_states()
    return [(each, known.get(each.person, ""), states[each.state], words.moment(each.at)) for each in rows]


def _corrections(row: Row) -> list[tuple[Any, str, str, str]]:
    kinds = words.corrections()
    return [
        (each, kinds[each.kind], words.moment(each.at), questions.corrected(each)) for each in jury.corrections(row.id)
    ]


def tried(act: Callable[[], object]) -> Done:
    """Do something, and return what is wrong with it."""
    try:
        act()
    except planning.Refused as refused:
        return problem(refused.args[0]), ""
    return "", ""


def _announce(request: HttpRequest, desk: Desk, row: Row) -> Done:
    return tried(lambda: planning.announce(row.id, by=desk.viewer))


def _withdraw(request: HttpRequest, desk: Desk, row: Row) -> Done:
    return tried(lambda: planning.withdraw(row.id, by=desk.viewer))


def _off(request: HttpRequest, desk: Desk, row: Row) -> Done:
    reason = request.POST.get("ly-do", "").strip()[:300]
    if not reason:
        return problem(jury.NO_REASON), ""
    return tried(lambda: planning.call_off(row.id, reason, by=desk.viewer))


def _publish(request: HttpRequest, desk: Desk, row: Row) -> Done:
    return tried(lambda: publishing.publish(row.id, by=signer(desk)))


def _certificates(request: HttpRequest, desk: Desk, row: Row) -> Done:
    """Give certificates to the awarded who agreed to be named; one file with all of them follows by itself."""
    made = recognising.give(row.id, by=signer(desk))
    if not made:
        return _("Nobody awarded has agreed to be named yet. Each is asked on the page of the contest."), ""
    if not desk.sees_names:
        return "", ""
    to = desk.link("certificates_print")
    bundles.ask([each.id for each in made], unit=desk.unit.id, by=desk.viewer, way_back=to)
    return "", to


def round_of(request: HttpRequest, row: Row) -> Any:
    """Return the round that a form names."""
    number = whole(request.POST.get("vong", "") or request.GET.get("vong", ""), most=99)
    found = next((each for each in queries.rounds(row.id) if each.number == number), None)
    if found is None:
        raise Http404
    return found


def _extend(request: HttpRequest, desk: Desk, row: Row) -> Done:
    closes, error = form.moment(request.POST.get("ngay", ""), request.POST.get("gio", ""))
    if closes is None:
        return error, ""
    reason = request.POST.get("ly-do", "").strip()[:300]
    return tried(lambda: jury.extend(round_of(request, row).id, closes, reason, by=signer(desk)))


def _add_round(request: HttpRequest, desk: Desk, row: Row) -> Done:
    opens, error = form.moment(request.POST.get("ngay", ""), request.POST.get("gio", ""))
    closes, other = form.moment(request.POST.get("den-ngay", ""), request.POST.get("den-gio", ""))
    if opens is None or closes is None:
        return error or other, ""
    return tried(lambda: jury.add_round(row.id, Span(opens, closes), by=signer(desk)))


def _answer(request: HttpRequest, desk: Desk, row: Row) -> Done:
    found = next((each for each in jury.protests(row.id) if str(each.id) == request.POST.get("don", "")), None)
    if found is None:
        raise Http404
    text, is_accepted = request.POST.get("tra-loi", "").strip(), request.POST.get("dung") == "1"
    if not text:
        return _("Write the answer: whoever protested reads it."), ""
    return tried(lambda: jury.answer(found.id, text, is_accepted=is_accepted, by=signer(desk)))


_ACTS: dict[str, Callable[[HttpRequest, Desk, Row], Done]] = {
    "cong-bo": _announce, "rut-lai": _withdraw, "huy": _off, "ket-qua": _publish,
    "gia-han": _extend, "them-vong": _add_round, "tra-loi": _answer, "chung-nhan": _certificates,
}  # fmt: skip
