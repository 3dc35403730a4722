"""The papers of a group, and those of them that a volunteer downloads himself. Number and signer are for a pen."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from hocvuso.groups import papers, queries, worklog
from hocvuso.groups.help_desk import words
from hocvuso.groups.queries import Member
from hocvuso.groups.worklog import Letter
from hocvuso.people import queries as people
from hocvuso.people.queries import Name
from hocvuso.plumbing import audit
from hocvuso.plumbing.templating import full_day
from hocvuso.reports.documents import answers, clauses
from hocvuso.reports.documents.paper import TEXT, WHOLE, Column, Paper, Part, Table
from hocvuso.unions import queries as unions


def made() -> str:
    """Return the line that says what a draft is worth."""
    return _("Draft from Học Vụ Số. The layout has not been checked against the guidance of your union.")


def frame(unit: uuid.UUID, day: date) -> tuple[str, str]:
    """Return (unit, the unit above) as they stand at the head of a paper."""
    line = unions.unit(unit, day)
    return (line.name, line.parent) if line else ("", "")


def decision(group: Any, members: Sequence[Member], day: date, *, is_copy: bool = False) -> Paper:
    """Return the decision on founding a group: a draft, or for its members a copy that names the signed one."""
    roles = words.roles()
    rows = [(at, each.name or _("(not shown to you)"), str(roles[each.role])) for at, each in enumerate(members, 1)]
    columns = (Column(_("No."), WHOLE, 6), Column(_("Full name"), TEXT, 34), Column(_("Role"), TEXT, 20))
    unit, above = frame(group.unit, day)
    days = ", ".join(words.weekday(each) for each in group.duty_days)
    duty = _("Duty: %(days)s, %(begins)s:00 to %(ends)s:00.") % {
        "days": days, "begins": group.duty_from, "ends": group.duty_until,
    }  # fmt: skip
    area = [_("Area: %(area)s.") % {"area": group.area}] if group.area else []
    return Paper(
        title=_("DECISION"),
        unit=unit,
        above=above,
        period=_("On founding the %(group)s") % {"group": group.name},
        facts=_signed(group) if is_copy else [],
        parts=[
            *([] if is_copy else [_grounds()]),
            *clauses.founding(Table(columns, rows), [*area, duty]),
            Part(_("Recipients:"), [_("- the members;"), _("- filed.")]),
        ],
        signers=(_("FOR THE EXECUTIVE COMMITTEE"),),
        is_draft=not is_copy,
        made=_("Members and duty as they are today. The signed paper is kept by your union.") if is_copy else made(),
    )  # fmt: skip


def _grounds() -> Part:
    return Part("", [_("Pursuant to ………………………………………………………………;"), _("At the proposal of ……………………………………………………,")])


def _signed(group: Any) -> list[tuple[str, str]]:
    return [
        (_("Number of the decision"), group.decision), (_("Day of the decision"), full_day(group.founded_on)),
        (_("Signer"), group.signer),
    ]  # fmt: skip


def thanks(letter: Letter, name: Name, day: date) -> Paper:
    """Return a letter of thanks with the figures of the day on which it was written."""
    unit, above = frame(letter.unit, day)
    facts = {
        "since": full_day(letter.since), "until": full_day(letter.until), "given": words.duration(letter.minutes),
        "count": letter.people, "group": letter.group_name,
    }  # fmt: skip
    return Paper(
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


def _own_decision(person: uuid.UUID, group_id: uuid.UUID, day: date) -> HttpResponseBase | None:
    """Give a member the decision of his group, with the names of those who joined it, as the pledge says."""
    group, members = queries.group(group_id), queries.fellows(person, group_id, day)
    if group is None or group.founded_on is None or not members:
        return None
    seen = [each.person for each in members if each.name and each.person != person]
    audit.record_reading(person, seen, "group", {"unit": group.name})
    paper = decision(group, members, day, is_copy=True)
    return answers.answer(paper, "docx", answers.file_name("quyet-dinh", group.name[:40], ending="docx"))


def _own_thanks(person: uuid.UUID, number: uuid.UUID, day: date) -> HttpResponseBase | None:
    """Give a letter of thanks to whom it was written."""
    letter = worklog.letter(number)
    if letter is None or letter.person not in people.ids_of(person):
        return None
    paper = thanks(letter, people.names([letter.person])[letter.person], day)
    return answers.answer(paper, "docx", answers.file_name("thu-cam-on", letter.group_name[:40], ending="docx"))


def register() -> None:
    """Let the room of groups give these papers to volunteers."""
    papers.register(papers.DECISION, _own_decision)
    papers.register(papers.THANKS, _own_thanks)
