"""Papers of a contest: the list for the decision (docx, xlsx, pdf), and the sheet of questions for who has no phone."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hocvuso.contests import lottery, paper_entry, publishing, queries, settling
from hocvuso.plumbing import clock
from hocvuso.reports.contests.board import names, round_of
from hocvuso.reports.contests.planning import Row, on_contest
from hocvuso.reports.documents import answers
from hocvuso.reports.documents.paper import SHARE, TEXT, WHOLE, Column, Paper, Part, Table
from hocvuso.reports.views.desk import Desk
from hocvuso.unions import queries as unions

ENDINGS = ("docx", "pdf", "xlsx")


@require_safe
@on_contest
def decision(request: HttpRequest, desk: Desk, row: Row, ending: str) -> Any:
    """Give the list of who is proposed for which prize, and the units of the upper half; number and date for a pen."""
    if ending not in ENDINGS:
        raise Http404
    placed = settling.placed(row.id)
    found = publishing.awards(row, placed)
    who = queries.entrants(row.id, [each.entrant for each in found])
    known = names(desk, [each.person for each in who.values()])
    units = {each.id: each.name for each in unions.unit_lines({each.unit for each in who.values()}, desk.day)}
    columns = [
        Column(_("No."), WHOLE, 10), Column(_("Full name"), TEXT, 22), Column(_("Unit"), TEXT, 24),
        Column(_("Number"), WHOLE, 13), Column(_("Points"), TEXT, 15), Column(_("Prize"), TEXT, 18),
        Column(_("What is given"), TEXT, 16),
    ]  # fmt: skip
    lines: list[list[Any]] = []
    for number, each in enumerate(found, 1):
        entrant = who.get(each.entrant)
        name = known.get(entrant.person, "") if entrant else ""
        at = units.get(entrant.unit, "") if entrant else ""
        lines.append([number, name, at, each.entrant, f"{each.points}/{each.questions}", each.prize, each.text])
    unit = unions.unit(row.unit, desk.day) or desk.unit
    is_final = all(settling.is_settled(each) for each in queries.rounds(row.id))
    paper = Paper(
        title=_("LIST OF AWARDS"),
        unit=unit.name,
        above=unit.parent,
        period=_("Contest “%(title)s”") % {"title": row.title},
        facts=[(_("By decision"), row.decision or "……"), (_("People who took part"), str(len(placed)))],
        parts=[Part(_("I. Persons"), (), Table(columns, lines)), *_units(desk, row), *_lots(row)],
        signers=[_("HEAD OF THE JURY"), _("FOR THE EXECUTIVE COMMITTEE")],
        has_motto=True,
        is_draft=not is_final,
    )
    return answers.answer(
        paper, ending, answers.file_name("trao-giai", row.title[:40], ending=ending), table_first=True
    )


def _units(desk: Desk, row: Row) -> list[Part]:
    found = settling.unit_boards(row, desk.day)
    took = {each.id: each for each in found.units}
    names_of = {each.id.hex: each.name for each in unions.unit_lines(
        [each.unit for each in queries.entrants(row.id).values()], desk.day)}  # fmt: skip
    lines = [
        [each.place, names_of.get(each.id, ""), took[each.id].took_part, took[each.id].people, each.figure]
        for each in found.taking_part if each.is_upper and took[each.id].took_part
    ]  # fmt: skip
    columns = [
        Column(_("Place in the order"), WHOLE, 11), Column(_("Unit"), TEXT, 40), Column(_("Took part"), WHOLE, 10),
        Column(_("Workers"), WHOLE, 10), Column(_("Share"), SHARE, 10),
    ]  # fmt: skip
    sentence = _(
        "Units of the upper half by the share of their workers who took part; small units are ranked as if they had "
        "ten people more who do as everybody does."
    )
    return [Part(_("II. Units"), [sentence], Table(columns, lines))] if lines else []


def _lots(row: Row) -> list[Part]:
    drawn = [each for each in lottery.of_contest(row.id) if each.drawn_at]
    sentences = [
        _("%(title)s: %(tickets)s tickets, public number %(public)s, print of the seed %(print)s…")
        % {"title": each.title, "tickets": len(each.tickets), "public": each.public, "print": each.seed_print[:16]}
        for each in drawn
    ]
    return [Part(_("III. Lots"), sentences)] if sentences else []


@require_safe
@on_contest
def sheet(request: HttpRequest, desk: Desk, row: Row) -> Any:
    """Give the questions of a round on paper, with lettered lines; open only while the round is."""
    found = round_of(request, row)
    if not found.opens_at <= clock.now():
        raise Http404
    questions = paper_entry.sheet(found)
    unit = unions.unit(row.unit, desk.day) or desk.unit
    rows: list[list[Any]] = []
    for number, each in enumerate(questions, 1):
        rows.append([number, each.prompt, "\n".join(f"{letter}. {text}" for letter, text in each.lines), ""])
    columns = [Column(_("No."), WHOLE, 5), Column(_("Question"), TEXT, 40), Column(_("Lines"), TEXT, 44),
               Column(_("Letter"), TEXT, 8)]  # fmt: skip
    paper = Paper(
        title=_("PAPER ON PAPER"), unit=unit.name, above=unit.parent,
        period=_("Contest “%(title)s”, round %(round)s, %(minutes)s minutes")
        % {"title": row.title, "round": found.number, "minutes": found.minutes},
        facts=[(_("Full name"), "……………………………………………………"), (row.guess, "………………")],
        parts=[Part("", (), Table(columns, rows))], signers=[_("Whoever writes it"), _("Whoever watches")],
    )  # fmt: skip
    return answers.answer(paper, "docx", answers.file_name("de-giay", row.title[:40], ending="docx"))
