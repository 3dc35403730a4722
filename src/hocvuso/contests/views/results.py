"""The public result, what anybody may check, and protesting."""

from __future__ import annotations

import json
import uuid
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from hocvuso.contests import checking, entering, jury, lottery, publishing, queries, questions, settling, words
from hocvuso.contests.models import Contest, Protest
from hocvuso.contests.views.home import _as_id, contest_at, needs_name
from hocvuso.core.contest import boards
from hocvuso.people import queries as people
from hocvuso.people import steps
from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid7
from hocvuso.plumbing.paging import whole
from hocvuso.plumbing.views import message
from hocvuso.unions import queries as unions


@never_cache
@require_safe
def result(request: HttpRequest, code: str) -> HttpResponse:
    """Show who is awarded and which units are in the upper half; before it is out, say when."""
    row = contest_at(code)
    found, back = publishing.newest(row.id), reverse("contests:one", args=[code])
    if found is None:
        sentence = _("It comes when the last round is over for everybody and the jury has answered all protests.")
        heading, button = _("The result is not out yet"), _("To the contest")
        return message(request, heading, sentence, status=404, button=button, to=back)
    body = found.body
    numbers = [each["entrant"] for each in body["awards"]]
    units = {each["unit"] for name in ("taking_part", "improvement") for each in body[name]}
    names = {each.id.hex: each.name for each in unions.unit_lines([uuid.UUID(each) for each in units], clock.today())}
    page = {
        "row": row, "found": found, "body": body, "named": publishing.named(row.id, numbers), "units": names,
        "corrections": _corrections(row), "at": words.moment(found.at), "back": back, "least": boards.SMALLEST,
        **_own(request, row),
    }  # fmt: skip
    return render(request, "contests/result.html", page)


def _own(request: HttpRequest, row: Contest) -> dict[str, Any]:
    """Return the line of the unit of whoever looks, wherever it stands; nothing for a stranger."""
    person, day = steps.named(request), clock.today()
    entrant = entering.entrant_of(row, person) if person else None
    held = [] if person is None or entrant else unions.units_of(people.ids_of(person), day)
    ids = [entrant.unit] if entrant else [each.unit.id for each in held]
    line = publishing.own_line(row, ids, day) if ids else None
    names = [each.name for each in unions.unit_lines(ids, day)] if line else []
    return {"own": line, "own_unit": ", ".join(names)}


def _corrections(row: Contest) -> list[tuple[str, int, str, str, str, int]]:
    """Return the corrections for everybody: no numbers of people, only how many papers changed."""
    kinds = words.corrections()
    return [
        (kinds[each.kind], each.round, "" if each.kind in (jury.ASIDE, jury.BACK) else questions.corrected(each),
         each.reason if each.kind in (jury.VOID, jury.EXTEND) else "", words.moment(each.at), len(each.changes))
        for each in jury.corrections(row.id)
    ]  # fmt: skip


@require_safe
def check(request: HttpRequest, code: str) -> HttpResponse:
    """Show prints and seeds, and how to draw again oneself."""
    row = contest_at(code)
    now = clock.now()
    page = {
        "row": row, "lots": lottery.of_contest(row.id),
        "rounds": [(each, settling.is_settled(each, now), words.moment(settling.settled_at(each)))
                   for each in queries.rounds(row.id)],
        "file": f"{settings.SITE_URL}{reverse('contests:check_file', args=[code])}",
        "corrections": _corrections(row), "back": reverse("contests:one", args=[code]),
    }  # fmt: skip
    return render(request, "contests/check.html", page)


@require_safe
def check_file(request: HttpRequest, code: str) -> HttpResponse:
    """Give the same as a file."""
    text = json.dumps(checking.told(contest_at(code)), ensure_ascii=False, indent=1)
    return HttpResponse(text, content_type="application/json; charset=utf-8")


@require_http_methods(["GET", "HEAD", "POST"])
@needs_name
def protest(request: HttpRequest, person: uuid.UUID, code: str) -> HttpResponse:
    """Show my protests with their answers, and take a new one."""
    row = contest_at(code)
    entrant, back = entering.entrant_of(row, person), reverse("contests:one", args=[code])
    if entrant is None:
        return message(request, _("You have not entered this contest"), _("Only whoever entered can protest against "
                       "something in it."), status=409, button=_("To the contest"), to=back)  # fmt: skip
    error, typed = "", request.POST.get("noi-dung", "").strip()
    if request.method == "POST":
        if typed:
            number = whole(request.POST.get("vong", ""), most=99) or None
            jury.protest(_as_id(request.POST.get("so", "")), row.id, entrant.person, typed, round_number=number)
            return HttpResponseRedirect(request.path)
        error = _("Write what is wrong in a sentence or two.")
    rows = Protest.objects.filter(of=row, person=entrant.person).order_by("-at")
    states = words.protest_states()
    page = {
        "row": row, "error": error, "typed": typed, "number": uuid7(), "rounds": queries.rounds(row.id),
        "mine": [(each, states[each.state], words.moment(each.at)) for each in rows], "longest": jury.LONGEST,
        "back": back,
    }  # fmt: skip
    return render(request, "contests/protest.html", page, status=422 if error else 200)
