"""What belongs to a class, and its guest trainers, at the desk of whoever signs for its unit."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from hocvuso.classes import guests, materials, queries, words
from hocvuso.core import vntext
from hocvuso.plumbing import kept_files
from hocvuso.plumbing.ids import uuid7, uuid_of
from hocvuso.plumbing.uploads import in_memory
from hocvuso.reports.classes.board import Row, on_class
from hocvuso.reports.classes.planning import link
from hocvuso.reports.views.desk import Desk, no_right, rail

FORM_BYTES = materials.MOST_BYTES + 64 * 1024  # the file and what else is in the form


@require_http_methods(["GET", "HEAD", "POST"])
@in_memory(FORM_BYTES)
@on_class
def listing(request: HttpRequest, desk: Desk, row: Row, may_sign: bool) -> HttpResponse:
    """Show what belongs to a class, put something in, take it out again."""
    teaches = may_sign or row.trainer == desk.viewer
    error = ""
    if request.method == "POST":
        if not teaches:
            return no_right(request, has_role=True)
        act = {"them": _add, "bo": _take_away, "lai": _take_away}.get(request.POST.get("viec", "them"))
        if act is None:
            raise Http404
        error = act(request, desk, row)
        if not error:
            gone = f"&da-bo={request.POST['so']}" if request.POST.get("viec") == "bo" else ""
            return HttpResponseRedirect(link(desk, row.id, "class_materials") + gone)
    page = {
        **rail(desk, "classes"), "back": link(desk, row.id), "row": row, "teaches": teaches, "error": error,
        "here": link(desk, row.id, "class_materials"), "materials": materials.of_class(row.id),
        "file": lambda number: link(desk, row.id, "class_material", number),
        "offers": materials.offers(row.course.skills), "number": request.POST.get("so") or uuid7(),
        "sessions": [(each.id, words.when(each)) for each in queries.sessions(row.id)], "typed": request.POST,
        "gone": request.GET.get("da-bo", "")[:36], "megabytes": materials.MOST_BYTES >> 20,
    }  # fmt: skip
    return render(request, "reports/classes/materials.html", page, status=422 if error else 200)


def _add(request: HttpRequest, desk: Desk, row: Row) -> str:
    """Keep a lesson, a link or a file; the first that was filled in."""
    sent = request.FILES.get("tep")
    if sent is None and int(request.META.get("CONTENT_LENGTH") or 0) > FORM_BYTES:
        return _refusal("large")
    kind, _colon, ref = request.POST.get("cua-ta", "").partition(":")
    data, typed = b"", request.POST.get("lien-ket", "").strip()
    if sent is not None:
        kind, ref, data = materials.FILE, "", sent.read()
    elif typed:
        kind, ref = materials.LINK, typed
    title = vntext.clean(request.POST.get("ten", ""))[:120]
    try:
        materials.add(
            uuid_of(request.POST.get("so", "")) or uuid7(), row.id, kind, ref,
            title or (vntext.clean(str(sent.name))[:120] if sent is not None else ""), by=desk.viewer, data=data,
            session=uuid_of(request.POST.get("buoi", "")),
        )  # fmt: skip
    except kept_files.NotThis as refused:
        return _refusal(refused.args[0])
    return ""


def _refusal(why: str) -> str:
    return {
        "large": _("The file is larger than %(size)s MB. Send a smaller one, or paste a link.")
        % {"size": materials.MOST_BYTES >> 20},
        "kind": _("Only PDF, pictures (JPG, PNG), Word, Excel and PowerPoint without macros."),
        "empty": _("Choose a lesson, paste a link, or choose a file."),
        "address": _("A link begins with https://"),
        "many": _("At most %(most)s files a class. Take one away first.") % {"most": materials.MOST_FILES},
    }[why]


def _take_away(request: HttpRequest, desk: Desk, row: Row) -> str:
    number = uuid_of(request.POST.get("so", ""))
    if number is not None:
        materials.take_away(number, row.id, by=desk.viewer, back=request.POST["viec"] == "lai")
    return ""


@require_safe
@on_class
def file(request: HttpRequest, desk: Desk, row: Row, may_sign: bool, material: uuid.UUID) -> HttpResponse:
    """Give a file of the class."""
    return materials.answer(material, row.id)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@on_class
def invited(request: HttpRequest, desk: Desk, row: Row, may_sign: bool) -> HttpResponse:
    """Show the guest trainers of a class; invite one, or end what he sees."""
    if not may_sign:
        return no_right(request, has_role=True)
    made, error = None, ""
    here = link(desk, row.id, "class_guests")
    if request.method == "POST":
        act: Callable[..., tuple[Any, str]] | None = {"moi": _invite, "thoi": _end}.get(request.POST.get("viec", ""))
        if act is None:
            raise Http404
        made, error = act(request, desk, row)
        if made is None and not error:
            return HttpResponseRedirect(here)
    page = {
        **rail(desk, "classes"), "back": link(desk, row.id), "row": row, "here": here, "error": error, "made": made,
        "guests": guests.standings(row.id), "typed": request.POST if error else {},
    }  # fmt: skip
    return render(request, "reports/classes/guests.html", page, status=422 if error else 200)


def _invite(request: HttpRequest, desk: Desk, row: Row) -> tuple[Any, str]:
    name, partner = (vntext.clean(request.POST.get(each, "")) for each in ("ten", "noi"))
    if not name:
        return None, _("Write the name of the guest.")
    try:
        made = guests.invite(row.id, name[:80], partner[:120], by=desk.viewer)
    except guests.Refused as refused:
        return None, {
            "over": _("This class is over."), "many": _("This class has enough guests. End one first."),
        }[refused.args[0]]  # fmt: skip
    address = f"{settings.SITE_URL}{reverse('classes:guest_link', args=[made.secret])}"
    return {"name": name[:80], "address": address, "code": f"{made.code[:3]} {made.code[3:]}"}, ""


def _end(request: HttpRequest, desk: Desk, row: Row) -> tuple[Any, str]:
    guest = uuid_of(request.POST.get("khach", ""))
    if guest is not None:
        guests.end(guest, row.id, by=desk.viewer)
    return None, ""
