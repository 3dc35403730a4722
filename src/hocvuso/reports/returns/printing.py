"""A return as a paper: what was frozen, word for word; or the draft, marked as one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from hocvuso.plumbing.templating import full_day, full_time, number
from hocvuso.reports.documents.paper import TEXT, WHOLE, Column, Paper, Part, Table, unknown
from hocvuso.reports.models import FrozenReturn, Return
from hocvuso.reports.returns import frozen, measures, queries
from hocvuso.reports.returns.opening import OWN


def month_words(month: date) -> str:
    """Return a month as on screen: 10/2026."""
    return f"{month.month}/{month.year}"


def state_words(state: str) -> str:
    """Return the word for the state of a return."""
    return {
        queries.DRAFT: _("Not confirmed yet"),
        queries.SENT: _("Sent, waiting"),
        queries.ACCEPTED: _("Accepted"),
        queries.SENT_BACK: _("Sent back"),
        queries.CLOSED: _("Closed"),
        "missing": _("No return"),
    }[state]


def why_words(why: str) -> str:
    """Return why a figure is not known."""
    return {
        "undeclared": _("headcount not declared"),
        "hidden": _("group under 5"),
        "not_reported": _("in no accepted return"),
    }.get(why, "")


def paper(row: Return, version: FrozenReturn | None) -> Paper:
    """Return a frozen version as a paper, or the draft as it stands when `version` is None."""
    if version is not None:
        return _laid_out(row, frozen.read(version), version)
    added = {} if row.kind == OWN else queries.combined(row.unit_id, row.month).packed()
    lines = queries.lines(row)
    words = measures.words(row.unit_id, queries.tree_day(row))
    return _laid_out(row, {"lines": words.beside(lines), "note": row.note, **added}, None)


def _laid_out(row: Return, content: Mapping[str, Any], version: FrozenReturn | None) -> Paper:
    counted_at = datetime.fromisoformat(content["counted_at"]) if version else row.counted_at
    tree_day = queries.tree_day(row)
    made = _("Figures as of %(time)s, on the union tree of %(day)s.") % {
        "time": full_time(counted_at),
        "day": full_day(tree_day),
    }
    return Paper(
        title=_("Report on digital skills, month %(month)s") % {"month": month_words(row.month)},
        unit=row.unit_name,
        above=row.parent_name,
        facts=_facts(row, content, version),
        parts=[*_figures(content), *_behind(content, measures.words(row.unit_id, tree_day)), _rules(content)],
        signers=(_("Prepared by"), _("For the executive committee")),
        is_draft=version is None,
        made=made,
    )


def _facts(row: Return, content: Mapping[str, Any], version: FrozenReturn | None) -> list[tuple[str, str]]:
    found = []
    if version is not None:
        found.append((_("Confirmed"), f"{version.confirmed_name}, {full_time(version.confirmed_at)}"))
        found.append((_("Version"), str(version.version)))
        if version.receipt:
            found.append((_("Receipt"), version.receipt))
        found.append((_("Checksum (SHA-256)"), version.checksum))
    else:
        found.append((_("State"), state_words(row.state)))
    if content.get("note"):
        found.append((_("Note"), content["note"]))
    return found


def _figures(content: Mapping[str, Any]) -> list[Part]:
    is_combined = "units_in" in content
    counted = _("Sum") if is_combined else _("Counted")
    columns = [Column(_("Figure"), width=34), Column(counted, WHOLE, 14)]
    if is_combined:
        columns += [Column(_("Unions included"), WHOLE, 13), Column(_("Unions not known"), WHOLE, 13)]
    else:
        columns += [Column(_("Own figure"), WHOLE, 14), Column(_("Reason"), width=28)]
    rows: list[tuple[Any, ...]] = []
    for line in content["lines"]:
        if is_combined:
            rows.append((line["title"], line["system"], line["units"], line["without"]))
        else:
            own = line["own"] if line["own"] is not None else "–"
            rows.append((line["title"], line["system"], own, line["reason"] or _why(line)))
    note = _("“%(unknown)s” is not zero: nobody has said the figure yet.") % {"unknown": unknown()}
    return [Part(_("Figures"), table=Table(columns, rows, note))]


def _why(line: Mapping[str, Any]) -> str:
    return why_words(line["why"]) if line["system"] is None and line["own"] is None else ""


def _behind(content: Mapping[str, Any], words: measures.Words) -> list[Part]:
    """Return what stands behind a combined return: what is in, what is missing, what was corrected later."""
    if "units_in" not in content:
        return []
    found = []
    said = _("Added up from the accepted returns of %(there)s grassroots unions; %(missing)s are not in.") % {
        "there": number(content["units_in"]),
        "missing": number(content["units_out"]),
    }
    once = _("Somebody who works at two unions may stand in both returns; the first page counts each person once.")
    parts = [(each["name"], each["version"], each["receipt"], each["checksum"][:16]) for each in content["parts"]]
    columns = (
        Column(_("Unit"), width=34),
        Column(_("Version"), WHOLE, 8),
        Column(_("Receipt"), width=22),
        Column(_("Checksum begins"), width=20),
    )
    found.append(Part(_("Returns added up"), (said, once), Table(columns, parts)))
    missing = [
        (each["name"], state_words(each["state"]), each["days_overdue"], each["units"]) for each in content["missing"]
    ]
    if missing:
        gone = (
            Column(_("Unit"), width=34),
            Column(_("State"), width=20),
            Column(_("Days overdue"), WHOLE, 10),
            Column(_("Unions behind it"), WHOLE, 10),
        )
        found.append(Part(_("Missing, not counted"), table=Table(gone, missing)))
    if content["adjustments"]:
        found.append(Part(_("Corrected after closing"), table=adjusted(content["adjustments"], words)))
    return found


def adjusted(rows: Sequence[Mapping[str, Any]], words: measures.Words) -> Table:
    """Return late corrections as a table."""
    columns = (
        Column(_("Unit"), width=26),
        Column(_("Figure"), width=26),
        Column(_("Before"), WHOLE, 9),
        Column(_("After"), WHOLE, 9),
        Column(_("Reason"), width=26),
        Column(_("Who"), width=18),
    )
    return Table(
        columns,
        [
            (each["unit"], words.title(each["line"]), each["before"], each["after"], each["reason"], each["name"])
            for each in rows
        ],
    )


def _rules(content: Mapping[str, Any]) -> Part:
    rows = [(line["title"], line["rule"]) for line in content["lines"]]
    columns = (Column(_("Figure"), TEXT, 30), Column(_("How it is computed"), TEXT, 70))
    return Part(_("How it is computed"), table=Table(columns, rows))
