"""PDF for printing, by way of a page of ours and WeasyPrint, which is loaded only when a PDF is asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from hocvuso.reports.documents.paper import Paper, shown

STYLE = Path(__file__).parent.parent / "static/reports/paper.css"


class NoPdf(Exception):
    """This machine cannot make PDFs; the sentence says what is missing and what works instead."""


def write(paper: Paper, file: Path) -> None:
    """Write a paper as PDF; raises NoPdf where the system libraries of WeasyPrint are absent."""
    html, css = _weasyprint()
    page = render_to_string("reports/paper.html", {"paper": paper, "parts": _parts(paper), "lang": _language()})
    html(string=page, url_fetcher=_nothing_from_elsewhere).write_pdf(str(file), stylesheets=[css(filename=str(STYLE))])


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


def _weasyprint() -> tuple[Any, Any]:
    try:
        from weasyprint import CSS, HTML  # type: ignore[import-untyped]
    except OSError:  # it is there and cannot find pango
        raise NoPdf(
            _("This server cannot make PDFs yet: the operator installs libpango. Take Word or Excel, they work.")
        ) from None
    return HTML, CSS


def _nothing_from_elsewhere(address: str, *args: Any, **kwargs: Any) -> Any:
    """Refuse every address: a paper consists of its own text and our style sheet."""
    raise ValueError(address)
