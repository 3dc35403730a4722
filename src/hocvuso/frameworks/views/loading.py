"""Loading a table: choose a file, look at what was read, keep it. Nothing is saved before the last button."""

from __future__ import annotations

import uuid
from dataclasses import astuple
from datetime import date
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hocvuso.core.official.faults import ERROR, Fault
from hocvuso.core.official.table import Row
from hocvuso.frameworks import actions, queries, sentences, sources
from hocvuso.frameworks.actions import NotNow, Wanted
from hocvuso.frameworks.models import FrameworkVersion
from hocvuso.frameworks.sources import Handed
from hocvuso.frameworks.views.desk import at_desk, day, desk_url, frame, of_version, signed, text, to
from hocvuso.plumbing import clock
from hocvuso.plumbing.uploads import in_memory
from hocvuso.plumbing.views import message
from hocvuso.roster.unreadable import Unreadable

SALT = "hocvuso.frameworks.loading"
KEPT_SECONDS = 2 * 3600  # decided: a preview left open over lunch still works
MOST_SIGNED = 400_000  # characters; what a form may carry is 512 KiB
SHOWN_ROWS, SHOWN_FAULTS = 12, 100


@require_http_methods(["GET", "HEAD", "POST"])
@in_memory(sources.MOST_BYTES + 100_000)
@at_desk
def load(request: HttpRequest, viewer: uuid.UUID) -> HttpResponse:
    """Offer to choose a file; read it into a preview; keep what the preview carried."""
    if request.method != "POST":
        return _start(request, viewer)
    if request.POST.get("buoc") == "luu":
        return _keep(request, viewer)
    try:
        sent = request.FILES.get("tep")
        if sent is None:
            too_large = int(request.META.get("CONTENT_LENGTH") or 0) > sources.MOST_BYTES
            facts = {"megabytes": sources.MOST_BYTES >> 20}
            raise Unreadable("too_big", **facts) if too_large else Unreadable("no_file")
        return _preview(request, viewer, sources.of_file(sent.read()), (sent.name or "")[:120])
    except Unreadable as problem:
        return _start(request, viewer, sentences.unreadable(problem))


def _start(request: HttpRequest, viewer: uuid.UUID, error: str = "") -> HttpResponse:
    page = {**frame(viewer, "desk"), "error": error, "most": sources.MOST_BYTES >> 20}
    return render(request, "frameworks/load.html", page, status=422 if error else 200)


def _preview(request: HttpRequest, viewer: uuid.UUID, handed: Handed, name: str) -> HttpResponse:
    rows, errors = handed.reading.rows, handed.reading.errors
    carried = "" if errors else _carried(viewer, rows, name)
    if not errors and len(carried) > MOST_SIGNED:
        return _start(request, viewer, _("The table holds too much text. Split it into two tables."))
    typed = {
        "ten": handed.head.title, "noi": handed.head.issuer, "so": handed.head.decision,
        "ngay": f"{handed.head.signed_on:%d/%m/%Y}" if handed.head.signed_on else "", "nguoi": handed.head.signer,
        "cua": "", "bia": "",
    }  # fmt: skip
    page = _shown(viewer, rows, handed.reading.faults, name)
    return render(
        request, "frameworks/preview.html", {**page, "carried": carried, "typed": typed, "error": ""},
        status=422 if errors else 200,
    )  # fmt: skip


def _carried(viewer: uuid.UUID, rows: tuple[Row, ...], name: str) -> str:
    return signing.dumps({"by": viewer.hex, "name": name, "rows": [astuple(each) for each in rows]}, salt=SALT,
                         compress=True)  # fmt: skip


def _shown(viewer: uuid.UUID, rows: tuple[Row, ...], faults: tuple[Fault, ...], name: str) -> dict[str, Any]:
    errors = [each for each in faults if each.severity == ERROR]
    return {
        **frame(viewer, "desk"),
        "name": name,
        "count": len(rows),
        "rows": rows[:SHOWN_ROWS],
        "errors": [(sentences.place(each.place), each.value, sentences.why(each)) for each in errors[:SHOWN_FAULTS]],
        "more": max(0, len(errors) - SHOWN_FAULTS),
        "error_count": len(errors),
        "notes": [(sentences.place(each.place), sentences.why(each)) for each in faults if each.severity != ERROR],
        "frameworks": _known(),
    }


def _known() -> list[tuple[str, str]]:
    """Return the frameworks that a table may be a new version of, each with its newest title."""
    found: dict[str, str] = {}
    for each in queries.versions(clock.today()):
        found.setdefault(each.version.framework, each.version.title)
    return list(found.items())


def _keep(request: HttpRequest, viewer: uuid.UUID) -> HttpResponse:
    try:
        told = signing.loads(request.POST.get("bang", ""), salt=SALT, max_age=KEPT_SECONDS)
    except signing.BadSignature:
        return _start(request, viewer, _("The preview is too old. Choose the file again."))
    if told["by"] != viewer.hex:
        return _start(request, viewer, _("This preview was somebody else's. Choose the file again."))
    rows = tuple(Row(*each) for each in told["rows"])
    wanted, typed, error = _wanted(request, told["name"])
    if wanted is None:
        page = {**_shown(viewer, rows, (), told["name"]), "carried": request.POST["bang"], "typed": typed}
        return render(request, "frameworks/preview.html", {**page, "error": error}, status=422)
    kept, is_new = actions.save(wanted, rows, by=signed(viewer))
    return to("table", kept.id, moi="1" if is_new else "0")


def _wanted(request: HttpRequest, name: str) -> tuple[Wanted | None, dict[str, str], str]:
    sent = request.POST
    limits = {"ten": 200, "noi": 200, "so": 60, "ngay": 20, "nguoi": 80, "cua": 60, "bia": 1}
    typed = {field: text(sent, field, most) for field, most in limits.items()}
    signed_on: date | None = day(typed["ngay"])
    if len(typed["ten"]) < 5:
        return None, typed, _("Give the table its name, as the decision has it.")
    if typed["ngay"] and signed_on is None:
        return None, typed, _("Write the day of signing like 29/04/2026, or leave it empty.")
    framework = typed["cua"] if typed["cua"] in dict(_known()) else ""
    wanted = Wanted(typed["ten"], framework, typed["noi"], typed["so"], signed_on, typed["nguoi"], bool(typed["bia"]),
                    name)  # fmt: skip
    return wanted, typed, ""


@require_POST
@of_version
def remove(request: HttpRequest, viewer: uuid.UUID, one: FrameworkVersion) -> HttpResponse:
    """Take a draft away: undo of loading it."""
    try:
        actions.remove(one, by=signed(viewer))
    except NotNow as problem:
        heading = _("Not removed")
        return message(request, heading, sentences.not_now(problem), status=409, button=_("Official tables"),
                       to=desk_url())  # fmt: skip
    return to("desk", bo="1")
