"""PDF for printing, by way of a page of ours."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from hocvuso.plumbing import printing
from hocvuso.reports.documents.paper import MOTTO, STATE, Paper, shown

STYLE = Path(__file__).parent.parent / "static/reports/paper.css"


class NoPdf(Exception):
    """This machine cannot make PDFs; the sentence says what is missing and what works instead."""


def write(paper: Paper, file: Path) -> None:
    """Write a paper as PDF; raises NoPdf where the system libraries of WeasyPrint are absent."""
    ready()
    facts = {"paper": paper, "parts": _parts(paper), "lang": _language(), "state": STATE, "motto": MOTTO}
    page = render_to_string("reports/paper.html", facts)
    file.write_bytes(drawn(page, STYLE))


def ready() -> None:
    """Raise NoPdf where a PDF cannot be made, before anything is done that would be lost with it."""
    try:
        printing.ready()
    except printing.PrintingAbsent:
        raise NoPdf(
            _("This server cannot make PDFs yet: the operator installs libpango. Take Word or Excel, they work.")
        ) from None


def drawn(page: str, style: Path) -> bytes:
    """Return a page with a style sheet of ours as PDF."""
    ready()
    return printing.drawn(page, style)


def _language() -> str:
    return translation.get_language() or "vi"


def _parts(paper: Paper) -> list[dict[str, Any]]:
    found = []
    for part in paper.parts:
        rows: list[list[str]] = []
        if part.table is not None:
            columns = part.table.columns
            rows = [
                [shown(value, column.kind) for column, value in zip(columns, row, strict=True)]
                for row in part.table.rows
            ]
        found.append({"part": part, "rows": rows})
    return found
