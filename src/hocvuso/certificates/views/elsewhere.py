"""Bringing a certificate from elsewhere: the national platform, a company, a school. It counts as declared at once."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hocvuso.certificates import outside, words
from hocvuso.certificates.outside import SOURCES, Told
from hocvuso.certificates.views.mine import needs_name
from hocvuso.core import vntext
from hocvuso.curriculum import queries as curriculum
from hocvuso.people.forms import typed_day
from hocvuso.plumbing import kept_files
from hocvuso.plumbing.ids import uuid7
from hocvuso.plumbing.kept_files import NotThis
from hocvuso.plumbing.uploads import in_memory

FORM_BYTES = kept_files.MOST_BYTES + 64 * 1024  # the file and what else is in the form
NAMES = ("tu-dau", "ten", "noi-cap", "so", "ngay", "het-han")


@in_memory(FORM_BYTES)
@require_http_methods(["GET", "HEAD", "POST"])
def outside_ones(request: HttpRequest) -> HttpResponse:
    """Show what I brought and ask for another one; nothing that was typed is lost."""
    return cast("HttpResponse", _outside_ones(request))


@needs_name
def _outside_ones(request: HttpRequest, person: uuid.UUID) -> HttpResponse:
    typed = {name: vntext.clean(request.POST.get(name, ""))[:160] for name in NAMES}
    skills = outside.skills_known(request.POST.getlist("ky-nang"), curriculum.current().skills)
    wrong: dict[str, str] = {}
    if request.method == "POST":
        told, wrong = _told(typed, skills)
        if told is not None and not wrong:
            wrong = _declared(request, person, told)
            if not wrong:
                return HttpResponseRedirect(f"{reverse('certificates:outside')}?da=1")
    known = curriculum.current()
    page = {
        "brought": [(each, words.state_of(each.state)) for each in outside.of_person(person)], "typed": typed,
        "wrong": wrong, "skills": skills, "sources": words.sources(), "number": request.POST.get("id") or uuid7(),
        "is_open": bool(wrong) or request.GET.get("them") == "1", "is_done": request.GET.get("da") == "1",
        "megabytes": kept_files.MOST_BYTES >> 20,
        "groups": [
            (group.title, [skill for skill in known.skills.values() if skill.group == key])
            for key, group in known.groups.items()
        ],
    }  # fmt: skip
    return render(request, "certificates/outside.html", page, status=422 if wrong else 200)


def _told(typed: Mapping[str, str], skills: tuple[str, ...]) -> tuple[Told | None, dict[str, str]]:
    wrong: dict[str, str] = {}
    if typed["tu-dau"] not in SOURCES:
        wrong["tu-dau"] = _("Choose where it is from.")
    if not typed["ten"]:
        wrong["ten"] = _("Write what stands on it, like “Chứng nhận kỹ năng số”.")
    on, error = typed_day(typed["ngay"])
    if on is None:
        wrong["ngay"] = error
    until: date | None = None
    if typed["het-han"]:
        until, error = typed_day(typed["het-han"])
        wrong |= {"het-han": error} if error else {}
    if wrong or on is None:
        return None, wrong
    return Told(typed["tu-dau"], typed["ten"], on, skills, typed["noi-cap"], typed["so"], until), {}


def _declared(request: HttpRequest, person: uuid.UUID, told: Told) -> dict[str, str]:
    """Keep it; return one sentence for the field where something is wrong."""
    sent = request.FILES.get("tep")
    if sent is None and int(request.META.get("CONTENT_LENGTH") or 0) > FORM_BYTES:
        return {"tep": _refused("large")}
    try:
        outside.declare(_number(request.POST), person, told, data=sent.read() if sent else b"")
    except NotThis as why:
        return {"ngay" if why.args[0] == "future" else "tep": _refused(why.args[0])}
    return {}


def _number(posted: Mapping[str, Any]) -> uuid.UUID:
    try:
        return uuid.UUID(str(posted.get("id", "")))
    except ValueError:
        return uuid7()


def _refused(why: str) -> str:
    return {
        "future": _("This day has not come yet."),
        "large": _("The photograph is too large: %(size)s MB at most.") % {"size": kept_files.MOST_BYTES >> 20},
        "many": _("Twenty are enough. Take one back first."),
    }.get(why, _("This is no photograph and no PDF. Take a photograph of the paper."))


@require_http_methods(["POST"])
@needs_name
def withdraw(request: HttpRequest, person: uuid.UUID, number: uuid.UUID) -> HttpResponse:
    """Take back what I brought; it counts nowhere from now on."""
    outside.withdraw(number, person)
    return HttpResponseRedirect(reverse("certificates:outside"))


@require_safe
@needs_name
def file(request: HttpRequest, person: uuid.UUID, number: uuid.UUID) -> HttpResponse:
    """Give me the photograph that I added."""
    row = outside.own(number, person)
    if row is None or row.data is None:
        raise Http404(str(number))
    return kept_files.handed_out(bytes(row.data), row.ending, f"chung-nhan-{row.on:%Y%m%d}")
