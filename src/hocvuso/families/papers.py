"""The certificate of a recognised family: a page that a browser prints, and a PDF where this machine makes one."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from hocvuso.families.queries import Certificate
from hocvuso.plumbing import printing
from hocvuso.plumbing.squares import square
from hocvuso.plumbing.views import message

STYLE = Path(__file__).parent / "static/families/certificate.css"


def given(request: HttpRequest, found: Certificate, *, back: str) -> HttpResponse:
    """Answer with a certificate: as a page, or with `as=pdf` as a file."""
    is_pdf = request.GET.get("as") == "pdf"
    try:
        if is_pdf:
            printing.ready()
    except printing.PrintingAbsent:
        return message(
            request, _("This site cannot make PDF files yet"),
            _("Open the certificate as a page and print it from there."), status=501, button=_("Back"), to=back,
        )  # fmt: skip
    html = drawn_page(request, found, back=back, is_pdf=is_pdf)
    if not is_pdf:
        return HttpResponse(html)
    response = HttpResponse(printing.drawn(html, STYLE), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="giay-cong-nhan-{found.code}.pdf"'
    return response


def drawn_page(request: HttpRequest, found: Certificate, *, back: str, is_pdf: bool) -> str:
    """Return the certificate as HTML; for a PDF without the line that tells how to print."""
    address = reverse("families:certificate", kwargs={"code": found.code})
    page = {
        "paper": found, "square": square(f"{settings.SITE_URL}{address}"), "back": back, "is_pdf": is_pdf,
        "site": f"{urlsplit(settings.SITE_URL).netloc}{address}", "is_demo": settings.DEMO,
        "language": translation.get_language(), "pdf": f"{request.path}?{_query(request)}as=pdf",
    }  # fmt: skip
    return render_to_string("families/certificate.html", page, request)


def _query(request: HttpRequest) -> str:
    """Return what must stay in the address of an official's page: his unit."""
    unit = request.GET.get("don-vi", "")
    return f"don-vi={unit}&" if unit.replace("-", "").isalnum() else ""
