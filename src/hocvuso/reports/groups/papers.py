"""Papers of a group as files: the draft of its decision, its report, letters of thanks. Number and signer are blank."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hocvuso.groups import queries, worklog
from hocvuso.people import queries as people
from hocvuso.people.officials import names_shown
from hocvuso.plumbing import audit
from hocvuso.plumbing.templating import full_day
from hocvuso.plumbing.views import message
from hocvuso.reports.documents import answers, pdf
from hocvuso.reports.documents.paper import TEXT, WHOLE, Column, Paper, Part, Table
from hocvuso.reports.groups import writing
from hocvuso.reports.groups.group import Group, group_at, link
from hocvuso.reports.views.desk import Desk, at_desk
from hocvuso.unions import access
from hocvuso.unions.roles import Right

ENDINGS = ("docx", "pdf")


def _given(request: HttpRequest, desk: Desk, group: Group, paper: Paper, ending: str, name: str) -> Any:
    if ending not in ENDINGS:
        raise Http404
    try:
        if ending == "pdf":
            pdf.ready()
    except pdf.NoPdf:
        return message(
            request, _("This site cannot make PDF files yet"), _("Download it as Word and print it from there."),
            status=501, button=_("Back"), to=link(desk, group.pk),
        )  # fmt: skip
    return answers.answer(paper, ending, answers.file_name(name, group.name[:40], ending=ending))


@require_safe
@names_shown
@at_desk
def decision(request: HttpRequest, desk: Desk, group_id: uuid.UUID, ending: str) -> Any:
    """Give the draft of the decision: members with their roles, area, tasks, duty; number, day and signer blank."""
    group = group_at(desk, group_id)
    members = queries.members(desk.viewer, group_id, desk.day)
    audit.record_reading(desk.viewer, [each.person for each in members if each.name], "group", desk.as_what)
    return _given(request, desk, group, writing.decision(group, members, desk.day), ending, "quyet-dinh")


@require_safe
@names_shown
@at_desk
def report(request: HttpRequest, desk: Desk, group_id: uuid.UUID, ending: str) -> Any:
    """Give the report of this year so far: works by kind, hours by member."""
    group = group_at(desk, group_id)
    since = date(desk.day.year, 1, 1)
    hours = worklog.hours(group_id, since, desk.day)
    seen = access.among(desk.viewer, Right.NAMES, [each.person for each in hours], desk.day)
    audit.record_reading(desk.viewer, sorted(seen), "group", desk.as_what)
    names = people.names(seen)
    works = [
        (str(worklog.KINDS.get(kind, kind)), done.works, done.people, done.minutes)
        for kind, done in worklog.by_kind(group_id, since, desk.day).items()
    ]
    by_member = [
        (names[each.person].full if each.person in names else _("(not shown to you)"), each.works, each.people,
         each.minutes)
        for each in hours
    ]  # fmt: skip
    numbers = (Column(_("Times"), WHOLE, 10), Column(_("People"), WHOLE, 10), Column(_("Minutes"), WHOLE, 10))
    unit, above = writing.frame(group.unit, desk.day)
    figures = queries.figures([group_id], since)[group_id]
    paper = Paper(
        title=_("REPORT"),
        unit=unit,
        above=above,
        period=_("On the work of the %(group)s, %(since)s to %(until)s")
        % {"group": group.name, "since": full_day(since), "until": full_day(desk.day)},
        facts=[
            (_("Members of the group"), str(figures.members)), (_("Ready to help"), str(figures.ready)),
            (_("Requests open now"), str(figures.open_requests)),
        ],
        parts=[
            Part(_("I. What was done"), [], Table((Column(_("Work"), TEXT, 34), *numbers), works)),
            Part(_("II. Hours of members"), [], Table((Column(_("Full name"), TEXT, 34), *numbers), by_member)),
            Part(_("III. Difficulties, proposals"), ["…………………………………………………………………………………………"]),
        ],
        signers=(_("HEAD OF THE GROUP"), _("FOR THE EXECUTIVE COMMITTEE")),
        is_draft=True,
        made=writing.made(),
    )  # fmt: skip
    return _given(request, desk, group, paper, ending, "bao-cao-to")


@require_safe
@names_shown
@at_desk
def thanks(request: HttpRequest, desk: Desk, group_id: uuid.UUID, person: uuid.UUID, ending: str) -> Any:
    """Give the letter of thanks to a member with the figures of the day on which it was written."""
    group = group_at(desk, group_id)
    letter = worklog.newest_letter(group_id, person)
    if letter is None or not access.among(desk.viewer, Right.NAMES, [person], desk.day):
        raise Http404
    audit.record_reading(desk.viewer, [person], "group", desk.as_what)
    name = people.names([person])[person]
    return _given(request, desk, group, writing.thanks(letter, name, desk.day), ending, "thu-cam-on")
