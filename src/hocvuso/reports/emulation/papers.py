"""Papers of a drive: a review with its frozen figures, the list proposed, the list of those commended."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hocvuso.core import emulation
from hocvuso.core.emulation import Criterion
from hocvuso.emulation import public, queries, reviewing, states, words
from hocvuso.emulation.queries import DriveReview
from hocvuso.people.officials import names_shown
from hocvuso.plumbing import audit
from hocvuso.plumbing.templating import full_day, number
from hocvuso.reports.documents import answers
from hocvuso.reports.documents.paper import TEXT, WHOLE, Cell, Column, Paper, Part, Table
from hocvuso.reports.emulation.naming import TRACE, names_of
from hocvuso.reports.emulation.seen import Seen, on_drive
from hocvuso.reports.programmes.papers import DOTS, executive
from hocvuso.reports.views.desk import at_desk, no_right
from hocvuso.unions import access
from hocvuso.unions import queries as unions
from hocvuso.unions.queries import UnitLine
from hocvuso.unions.roles import Right

PROPOSED, COMMENDED = "de-nghi", "khen-thuong"


def _unit(seen: Seen) -> UnitLine:
    return unions.unit(seen.row.unit_id, seen.desk.day) or seen.desk.unit


@require_safe
@at_desk
@on_drive
def review(request: HttpRequest, seen: Seen, review: uuid.UUID) -> Any:
    """Give a review as a Word file: the figures as they were frozen."""
    found = next((each for each in queries.reviews(seen.row.pk) if each.pk == review), None)
    if found is None or not seen.is_own:
        return no_right(request, has_role=True)
    paper = review_paper(seen, found)
    name = answers.file_name(
        "so ket" if found.kind == states.MID else "tong ket", seen.desk.unit.code, f"{found.on:%Y-%m-%d}", ending="docx"
    )
    return answers.answer(paper, "docx", name)


def review_paper(seen: Seen, found: DriveReview) -> Paper:
    """Return a review as an office paper."""
    figures, unit = found.figures, _unit(seen)
    told = [line for line in found.words.splitlines() if line.strip()] or [DOTS * 3]
    title = _("MID-TERM REVIEW") if found.kind == states.MID else _("FINAL REVIEW")
    return Paper(
        title=title,
        unit=unit.name,
        above=unit.parent,
        period=_("of the drive “%(title)s”, as of %(day)s") % {"title": seen.row.title, "day": full_day(found.on)},
        parts=[
            Part(_("I. Taking part"), (), _parts_table(seen, figures)),
            Part(_("II. What was asked, and how many reached it"), (), _criteria_table(seen, figures)),
            *([Part(_("III. Units"), (), units)] if (units := _units_table(seen, figures)) else []),
            Part(_("Assessment"), told),
        ],
        signers=(executive(),),
        recipients=(_("the union above;"), _("filed.")),
        has_motto=True,
        is_draft=True,
        made=_made(seen, found),
    )  # fmt: skip


def _made(seen: Seen, found: DriveReview) -> str:
    """Return the last line: when it was counted, its digest, and whether it still holds."""
    facts = {"name": found.made_name, "day": full_day(found.on), "digest": found.digest[:16]}
    told = _("Counted by Học Vụ Số and written down on %(day)s by %(name)s. Digest: %(digest)s.") % facts
    if found.taken_back_at is not None:
        told += " " + _("This review was taken back.")
    if not reviewing.is_whole(found):
        told += " " + _("The figures are not those that were written down.")
    return told


def _few(seen: Seen, count: int) -> Cell:
    return _("fewer than 5") if seen.shown(count) is None else count


def _parts_table(seen: Seen, figures: Mapping[str, Any]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for who, title in words.who().items():
        pledged, met = figures["pledged"].get(who, 0), figures["met"].get(who, 0)
        if who == emulation.PERSON:
            rows.append((title, _few(seen, pledged), _few(seen, met)))
        elif pledged:
            rows.append((title, pledged, met))
    columns = (
        Column(_("Who takes part"), TEXT, 30), Column(_("Takes part"), WHOLE, 16),
        Column(_("Met what is asked"), WHOLE, 16),
    )  # fmt: skip
    return Table(columns, rows)


def _criteria_table(seen: Seen, figures: Mapping[str, Any]) -> Table:
    columns = (
        Column(_("Who takes part"), TEXT, 22),
        Column(_("What is asked"), TEXT, 40),
        Column(_("Reached it"), WHOLE, 14),
    )
    rows: list[tuple[Cell, ...]] = []
    for each in figures["criteria"]:
        asked = words.asked(Criterion(each["who"], each["name"], each["goal"], each["about"]))
        reached = _few(seen, each["reached"]) if each["who"] == emulation.PERSON else each["reached"]
        rows.append((words.who()[each["who"]], asked, reached))
    return Table(columns, rows)


def _units_table(seen: Seen, figures: Mapping[str, Any]) -> Table | None:
    """Return the units in the order of their names; those with fewer than five people are one line."""
    rows: list[tuple[Cell, ...]] = []
    small = 0
    for each in sorted(figures["units"], key=lambda unit: str(unit["name"])):
        if access.is_hidden(each["pledged"]):
            small += 1
        else:
            rows.append((each["name"], each["pledged"], _few(seen, each["met"])))
    if not rows:
        return None
    note = (
        _("%(count)s units in which fewer than five people take part are not shown one by one.") % {"count": small}
        if small
        else ""
    )
    columns = (
        Column(_("Unit"), TEXT, 44), Column(_("Takes part"), WHOLE, 14), Column(_("Met what is asked"), WHOLE, 14),
    )  # fmt: skip
    return Table(columns, rows, note)


@require_safe
@names_shown
@at_desk
@on_drive
def listed(request: HttpRequest, seen: Seen, name: str, ending: str) -> HttpResponse:
    """Give the list of those proposed or commended as Word or Excel; each person in it gets a trace."""
    if name not in (PROPOSED, COMMENDED) or ending not in ("docx", "xlsx"):
        raise Http404
    if not seen.names or not seen.desk.may(Right.EXPORT):
        return no_right(request, has_role=True)
    paper = proposal(seen) if name == PROPOSED else commended(seen)
    audit.record("export report", actor=seen.desk.viewer, what=f"drive {name} {seen.desk.unit.code} {ending}")
    file = answers.file_name(name, seen.desk.unit.code, f"{seen.desk.day:%Y-%m-%d}", ending=ending)
    return answers.answer(paper, ending, file, table_first=True)  # type: ignore[return-value]


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("No."), WHOLE, 8), Column(_("Name"), TEXT, 34), Column(_("Unit"), TEXT, 38),
        Column(_("Note"), TEXT, 18),
    )  # fmt: skip


def proposal(seen: Seen) -> Paper:
    """Return the proposal of this desk: whom the unit proposes, and for what."""
    agreed, units = queries.named_persons(seen.row.pk), seen.units
    rows = [
        each for each in queries.commendations(seen.row.pk)
        if each.subject and each.state == states.PROPOSED and (units is None or each.unit in units)
        and (each.who != emulation.PERSON or each.subject in agreed)
    ]  # fmt: skip
    called = names_of(rows, seen)
    unit = _unit(seen) if seen.is_own else seen.desk.unit
    parts = []
    for who, title in _titles().items():
        some = [called[each.pk] for each in rows if each.who == who and each.pk in called]
        if some:
            lines = [(at, name, place, "") for at, (name, place) in enumerate(sorted(some), 1)]
            parts.append(Part(title, (), Table(_columns(), lines)))
    return Paper(
        title=_("PROPOSAL"),
        unit=unit.name,
        above=unit.parent,
        period=_("for commendation in the drive “%(title)s”") % {"title": seen.row.title},
        parts=[
            Part("", [_("All of them met what the drive asks, as it was counted; the persons agreed to be named.")]),
            *parts,
        ],
        signers=(executive(),),
        recipients=(_("the union that began the drive;"), _("filed.")),
        has_motto=True,
        is_draft=True,
    )  # fmt: skip


def _titles() -> dict[str, str]:
    return {emulation.PERSON: _("Persons"), emulation.GROUP: _("Digital groups"), emulation.UNIT: _("Unions")}


def commended(seen: Seen) -> Paper:
    """Return the list that goes with the decision: who is commended and agreed to be named."""
    found, unit = public.named(seen.row.pk, seen.desk.day), _unit(seen)
    units = seen.units
    found = [each for each in found if units is None or each.row.unit in units]
    persons = [each.row.subject for each in found if each.who == emulation.PERSON and each.row.subject]
    audit.record_reading(seen.desk.viewer, persons, TRACE, seen.desk.as_what)
    parts = []
    for who, title in _titles().items():
        some = [each for each in found if each.who == who]
        if some:
            lines = [(at, each.name, each.unit, "") for at, each in enumerate(some, 1)]
            parts.append(Part(title, (), Table(_columns(), lines)))
    nameless = queries.awarded_count(seen.row.pk) - len(queries.awarded(seen.row.pk)) if units is None else 0
    if nameless:
        parts.append(Part("", [_("and %(count)s who do not wish to be named.") % {"count": number(nameless)}]))
    papers = sorted({(each.row.decision, each.row.decided_on, each.row.signer) for each in found}, key=str)
    bases = [
        _("With decision %(number)s of %(day)s, signed by %(name)s.")
        % {"number": paper, "day": full_day(day) if day else "……", "name": signer}
        for paper, day, signer in papers
    ]
    return Paper(
        title=_("LIST OF THOSE COMMENDED"),
        unit=unit.name,
        above=unit.parent,
        period=_("in the drive “%(title)s”, %(since)s to %(until)s")
        % {"title": seen.row.title, "since": full_day(seen.row.starts_on), "until": full_day(seen.row.ends_on)},
        parts=[Part("", bases), *parts],
        signers=(executive(),),
        recipients=(_("those named;"), _("filed.")),
        has_motto=True,
        is_draft=not found,
    )
