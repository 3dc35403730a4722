"""Giving certificates by a rule: a look at who asked and fulfils it, then one button for all of them.

Behind the second factor. Of whoever did not ask nothing is shown, of whoever lacks something only that he is one of so
many.
"""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from hocvuso.certificates import bundles, earning, rules
from hocvuso.certificates.earning import Fulfilled
from hocvuso.certificates.rules import Version
from hocvuso.people import queries as people
from hocvuso.people.officials import names_shown
from hocvuso.plumbing import audit
from hocvuso.reports.certificates.overview import as_id, page_of, units_of
from hocvuso.reports.views.desk import Desk, at_desk, no_right
from hocvuso.unions import access

TRACE = "application"
MOST_SHOWN = 500  # decided: names on one page; the button gives to those that it shows


def _found(desk: Desk, version: Version) -> Fulfilled:
    return earning.fulfilled(version, units_of(desk), desk.day, among=access.visible_people(desk.viewer, desk.day))


@require_http_methods(["GET", "HEAD", "POST"])
@names_shown
@at_desk
def give(request: HttpRequest, desk: Desk, name: str) -> HttpResponse:
    """Show who may be given a certificate now, and give it; one file with all papers follows by itself."""
    version = rules.find(name, desk.day, desk.unit.id)
    if version is None or not desk.sees_names or not desk.may_sign or not rules.may_issue(version, desk.unit):
        return no_right(request, has_role=True)
    found = _found(desk, version)
    ready = found.persons[:MOST_SHOWN]
    if request.method == "POST":
        wanted = {each for each in map(as_id, request.POST.getlist("ai")) if each is not None}
        return _given(request, desk, version, [each for each in ready if each in wanted])
    audit.record_reading(desk.viewer, ready, TRACE, desk.as_what)
    listed = [(each.id, each.full_name) for each in people.listed(ready)]
    page = page_of(
        desk, "certificates", version=version, ready=listed, others=found.others,
        more=len(found.persons) - len(ready),
    )  # fmt: skip
    return render(request, "reports/certificates/give.html", page)


def _given(request: HttpRequest, desk: Desk, version: Version, persons: list[uuid.UUID]) -> HttpResponse:
    decision = request.POST.get("so", "")
    words = earning.words_of(version, signed=desk.name, decision=decision)
    made = earning.give(version, persons, unit=desk.unit.id, by=desk.viewer, on=desk.day, words=words)
    if not made:
        return HttpResponseRedirect(desk.link("certificates_give", version.id))
    bundles.ask(
        [each.id for each in made], unit=desk.unit.id, by=desk.viewer, way_back=desk.link("certificates_print")
    )  # fmt: skip
    return HttpResponseRedirect(desk.link("certificates_print"))
