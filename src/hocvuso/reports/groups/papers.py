"""Papers of a group as files: the draft of its decision, its report, letters of thanks. Number and signer are blank."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hocvuso.groups import queries, worklog
from hocvuso.groups.help_desk import words
from hocvuso.people import queries as people
from hocvuso.people.officials import names_shown
from hocvuso.plumbing import audit
from hocvuso.plumbing.templating import full_day
from hocvuso.plumbing.views import message
from hocvuso.reports.documents import answers, pdf
from hocvuso.reports.documents.paper import TEXT, WHOLE, Column, Paper, Part, Table
from hocvuso.reports.groups.group import Group, group_at, link
from hocvuso.reports.views.desk import Desk, at_desk
from hocvuso.unions import access
from hocvuso.unions import queries as unions
from hocvuso.unions.roles import Right

ENDINGS = ("docx", "pdf")


def _made() -> str:
    return _("Draft from Học Vụ Số. The layout has not been checked against the guidance of your union.")


def _frame(desk: Desk, group: Group) -> tuple[str, str]:
    """Return (unit, the unit above) as they stand at the head of a paper."""
    line = unions.unit(group.unit, desk.day)
    return (line.name, line.parent) if line else ("", "")


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
    roles = words.roles()
    rows = [(at, each.name or _("(not shown to you)"), str(roles[each.role])) for at, each in enumerate(members, 1)]
    columns = (Column(_("No."), WHOLE, 6), Column(_("Full name"), TEXT, 34), Column(_("Role"), TEXT, 20))
    unit, above = _frame(desk, group)
    days = ", ".join(words.weekday(each) for each in group.duty_days)
    duty = _("Duty: %(days)s, %(begins)s:00 to %(ends)s:00.") % {
        "days": days, "begins": group.duty_from, "ends": group.duty_until,
    }  # fmt: skip
    area = [_("Area: %(area)s.") % {"area": group.area}] if group.area else []
    paper = Paper(
        title=_("DECISION"),
        unit=unit,
        above=above,
        period=_("On founding the %(group)s") % {"group": group.name},
        parts=[
            Part("", [_("Pursuant to ………………………………………………………………;"), _("At the proposal of ……………………………………………………,")]),
            Part(_("DECIDES:")),
            Part(_("Article 1. Members"), [], Table(columns, rows)),
            Part(
                _("Article 2. Tasks"),
                [
                    *area, duty,
                    _("To tell, guide and help people to use digital devices and services safely and on their own."),
                    _("Members sign a pledge: never ask for codes or passwords, never transfer for anybody, never "
                      "take money, never go to somebody's home alone."),
                    _("To keep a log of their work and report regularly."),
                ],
            ),
            Part(_("Article 3. Coming into force"), [_("This decision comes into force on the day it is signed.")]),
            Part(_("Recipients:"), [_("- the members;"), _("- filed.")]),
        ],
        signers=(_("FOR THE EXECUTIVE COMMITTEE"),),
        is_draft=True,
        made=_made(),
    )  # fmt: skip
    return _given(request, desk, group, paper, ending, "quyet-dinh")


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
    unit, above = _frame(desk, group)
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
        made=_made(),
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
    unit, above = _frame(desk, group)
    facts = {
        "since": full_day(letter.since), "until": full_day(letter.until), "given": words.duration(letter.minutes),
        "count": letter.people, "group": group.name,
    }  # fmt: skip
    paper = Paper(
        title=_("LETTER OF THANKS"),
        unit=unit,
        above=above,
        period=_("To %(name)s") % {"name": name.full},
        parts=[
            Part(
                "",
                [
                    _("Dear %(name)s,") % {"name": f"{name.address} {name.full}".strip()},
                    _("From %(since)s to %(until)s, as a member of the %(group)s, you gave %(given)s and helped "
                      "%(count)s people to use their phones safely and on their own.") % facts,
                    _("The executive committee thanks you warmly and hopes to go on together with you."),
                ],
            )
        ],
        signers=(_("FOR THE EXECUTIVE COMMITTEE"),),
        made=_("The figures come from the log of the group in Học Vụ Số."),
    )  # fmt: skip
    return _given(request, desk, group, paper, ending, "thu-cam-on")
