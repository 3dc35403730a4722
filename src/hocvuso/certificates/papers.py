"""A certificate on paper: a page that a browser prints, and PDF where this machine makes one."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from hocvuso.certificates import queries
from hocvuso.certificates.shown import Paper
from hocvuso.plumbing import clock, printing
from hocvuso.plumbing.squares import square
from hocvuso.plumbing.views import message

STYLE = Path(__file__).parent / "static/certificates/paper.css"


def given(request: HttpRequest, found: Paper, *, back: str) -> HttpResponse:
    """Answer with a certificate: as a page, or with `as=pdf` as a file."""
    if request.GET.get("as") != "pdf":
        return HttpResponse(drawn_page([found], back=back, pdf=_as_pdf(request)))
    try:
        made = drawn([found])
    except printing.PrintingAbsent:
        return message(
            request, _("This site cannot make PDF files yet"),
            _("Open the certificate as a page and print it from there."), status=501, button=_("Back"), to=back,
        )  # fmt: skip
    response = HttpResponse(made, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="chung-nhan-{found.code}.pdf"'
    return response


def _as_pdf(request: HttpRequest) -> str:
    """Return the address of the same paper as PDF; an official's page keeps its unit."""
    unit = request.GET.get("don-vi", "")
    kept = {"don-vi": unit} if unit else {}
    return f"{request.path}?{urlencode({**kept, 'as': 'pdf'})}"


def drawn_page(papers: Sequence[Paper], *, back: str = "", pdf: str = "") -> str:
    """Return certificates as HTML, one a sheet; with `back` it is a page, which tells how to print."""
    # A paper is Vietnamese, whoever prints it.
    with translation.override("vi"):
        sheets = [{"paper": each, **_checked_at(each.code)} for each in papers]
        return render_to_string(
            "certificates/paper.html",
            {"sheets": sheets, "back": back, "pdf": pdf, "is_demo": settings.DEMO, "code": papers[0].code},
        )


def _checked_at(code: str) -> dict[str, object]:
    """Return the square that leads to the check of a code, and the same address to be typed."""
    address = reverse("certificates:check", kwargs={"code": code})
    return {"square": square(f"{settings.SITE_URL}{address}"), "site": f"{urlsplit(settings.SITE_URL).netloc}{address}"}


def drawn(papers: Sequence[Paper]) -> bytes:
    """Return certificates as one PDF. Raises PrintingAbsent."""
    return printing.drawn(drawn_page(papers), STYLE)


def pdf(ids: Sequence[uuid.UUID]) -> bytes:
    """Return the live ones of a few certificates (50 at most: a page of a class) as one PDF; many are a bundle.

    Raises PrintingAbsent, and ValueError where none of them is live.
    """
    found = queries.papers(ids, clock.today())
    if not found:
        raise ValueError("no live certificate among them")
    return drawn(found)
