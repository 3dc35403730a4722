"""The minutes of a hall: when, where, how many, and what was answered to each question; nobody's name."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hocvuso.classes import queries as classes
from hocvuso.core import hall as rules
from hocvuso.halls import results
from hocvuso.plumbing.templating import full_time, number, share
from hocvuso.reports.documents import answers
from hocvuso.reports.documents.paper import SHARE, TEXT, WHOLE, Column, Paper, Part, Table
from hocvuso.reports.halls.desk import on_hall
from hocvuso.reports.views.desk import Desk
from hocvuso.unions import queries as unions

ENDINGS = ("docx", "pdf")


@require_safe
@on_hall
def minutes(request: HttpRequest, desk: Desk, row: Any, ending: str) -> Any:
    """Give the minutes as a file."""
    if ending not in ENDINGS:
        raise Http404
    return answers.answer(_paper(desk, row), ending, answers.file_name("bien-ban", row.title[:40], ending=ending))


def _paper(desk: Desk, row: Any) -> Paper:
    unit = unions.unit(row.unit, desk.day) or desk.unit
    found = results.of(row)
    ended = full_time(row.ended_at) if row.ended_at else _("not ended yet")
    facts = [
        (_("Where"), row.place or (_("Online") if row.is_online else "……")),
        (_("From when to when"), f"{full_time(row.opened_at)} – {ended}"),
        (_("Led by"), row.leader or "……"),
        (_("Number of people"), number(found.people)),
        (_("Phones"), number(found.phones)),
        *_of_class(row),
    ]
    lines = [
        [place, one.text, answered, share_of] for place, (one, answered, _bars, share_of) in enumerate(found.lines(), 1)
    ]
    columns = [Column(_("No."), WHOLE, 5), Column(_("Question"), TEXT, 46), Column(_("Answered"), WHOLE, 12),
               Column(_("Chose the safe way"), SHARE, 16)]  # fmt: skip
    summary = Part(
        _("Questions and answers"), (_("The exercise was answered without names."),),
        Table(columns, lines, _("A share is not told where fewer than five people answered.")),
    )  # fmt: skip
    return Paper(
        title=_("Minutes: %(title)s") % {"title": row.title}, unit=unit.name, above=unit.parent, facts=facts,
        parts=[summary, *_answers(found)], signers=[_("Secretary"), _("Led by")], is_draft=row.ended_at is None,
    )  # fmt: skip


def _of_class(row: Any) -> list[tuple[str, str]]:
    session = classes.session(row.session) if row.session else None
    if session is None:
        return []
    came = _("%(count)s came, as written down in the list of the class") % {"count": number(classes.came(session.id))}
    return [(_("Class"), f"{session.of.name}: {came}")]


def _answers(found: results.Result) -> list[Part]:
    """Return for each question what was chosen, the safe way marked."""
    parts = []
    for place, (one, _answered, bars, _share) in enumerate(found.lines(), 1):
        told = [_told(bar) for bar in bars or ()]
        parts.append(Part(f"{place}. {one.text}", [*told, one.why] if told else [one.why]))
    return parts


def _told(bar: rules.Bar) -> str:
    counted = f"{bar.text.rstrip('.')}: {number(bar.people)} ({share(bar.share)})"
    return _("%(answer)s, the safe way") % {"answer": counted} if bar.is_right else counted
