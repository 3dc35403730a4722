"""People who read lectures aloud: who agreed to what, which lectures wait for the next build, withdrawal."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hocvuso.assistant.authoring.pages import frame
from hocvuso.assistant.authoring.shown import title
from hocvuso.curriculum import queries as curriculum
from hocvuso.lectures import actions, voicing
from hocvuso.lectures.recordings import consents, standing, takes
from hocvuso.lectures.recordings.checking import PAPER_BYTES, Refused, paper
from hocvuso.people import queries as people
from hocvuso.plumbing import clock
from hocvuso.plumbing.uploads import in_memory
from hocvuso.studio.views.refusals import sentence
from hocvuso.unions.authors import for_authors

FORM_BYTES = 100_000  # what surrounds a file in a form
PAPERS = {"pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png", "txt": "text/plain; charset=utf-8"}
LONGEST_STATEMENT = 4000
_DAY = forms.DateField(input_formats=["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"])


@require_safe
@for_authors
def page(request: HttpRequest, viewer: uuid.UUID) -> HttpResponse:
    """Show who reads and what waits; lead to the lesson that was chosen."""
    wanted = request.GET.get("bai", "").rpartition("[")[2].rstrip("] ")
    if wanted in curriculum.current().lessons:
        return HttpResponseRedirect(lesson_url(wanted))
    return _page(request, viewer, unknown=bool(wanted))


def lesson_url(lesson: str, who: str = "") -> str:
    """Return the page on which a lesson is recorded."""
    skill, _sep, slug = lesson.partition("/")
    address = reverse("studio:takes", kwargs={"skill": skill, "lesson": slug})
    return f"{address}?nguoi={who}" if who else address


def _page(
    request: HttpRequest, viewer: uuid.UUID, *, error: str = "", unknown: bool = False, status: int = 200
) -> HttpResponse:
    today, now = clock.today(), curriculum.current()
    why = {
        "new": _("recorded, not made yet"), "takes": _("recordings have changed"), "words": _("the lesson has changed"),
    }  # fmt: skip
    context = {
        **frame(viewer, "studio:voices"),
        "waiting": [
            (now.lessons[each.lesson].title, lesson_url(each.lesson), why[each.why], each.lesson)
            for each in standing.waiting(today)
        ],
        "speakers": [_shown(each) for each in consents.speakers(voicing.recordings(), today)],
        "lessons": [f"{one.title} [{one.id}]" for one in now.lessons.values()],
        "typed": request.POST, "error": error, "is_unknown": unknown, "today": f"{today:%d/%m/%Y}",
        "most": PAPER_BYTES >> 20, "longest": LONGEST_STATEMENT, "withdrawn": request.GET.get("rut", "")[:80],
        "has_agreed": request.GET.get("moi") == "1",
    }  # fmt: skip
    return render(request, "studio/voices.html", context, status=status)


def _shown(speaker: consents.Speaker) -> dict[str, Any]:
    now = curriculum.current().lessons
    consent = speaker.consent
    return {
        "speaker": speaker, "consent": consent, "lacks": lacks(speaker.lacks),
        "scope": _scope_shown(consent.lessons if consent else []),
        "lessons": [
            (now[each].title if each in now else each, lesson_url(each, speaker.who))
            for each in takes.lessons(speaker.folder)
        ],
    }  # fmt: skip


def _scope_shown(lessons: list[str]) -> str:
    now = curriculum.current().lessons
    if "all" in lessons:
        return _("all lessons")
    return ", ".join(now[each].title if each in now else title(each) for each in lessons)


def lacks(field: str) -> str:
    """Say why a voice is not used today; "" where it is."""
    return {
        "": "", "agreed_on": _("agreed from a later day"), "withdrawn_on": _("withdrawn"), "until": _("run out"),
        "paper": _("the signed paper is missing"),
    }.get(field, _("the record of consent cannot be read"))  # fmt: skip


@require_POST
@in_memory(PAPER_BYTES + FORM_BYTES)
@for_authors
def agree(request: HttpRequest, viewer: uuid.UUID) -> HttpResponse:
    """Keep a consent that somebody gave in writing."""
    try:
        actions.agree(_given(request, viewer), by=viewer)
    except Refused as refused:
        return _page(request, viewer, error=sentence(refused.code), status=422)
    except OSError:
        return _page(request, viewer, error=sentence("disk"), status=507)
    return HttpResponseRedirect(f"{reverse('studio:voices')}?moi=1")


def _given(request: HttpRequest, viewer: uuid.UUID) -> consents.Agreed:
    sent = request.POST
    if "hieu" not in sent:
        raise Refused("purpose")
    file, statement = request.FILES.get("giay"), sent.get("loi", "").strip()[:LONGEST_STATEMENT]
    if file is None and int(request.META.get("CONTENT_LENGTH") or 0) > PAPER_BYTES:
        raise Refused("paper-large")
    if file is not None:
        data = file.read()
        ending = paper(data)
    elif len(statement) >= consents.SHORTEST_STATEMENT:
        typist = people.names([viewer]).get(viewer)
        by = typist.polite if typist else str(viewer)
        data, ending = f"{statement}\n\n{by}, {clock.today():%d/%m/%Y}\n".encode(), "txt"
    else:
        raise Refused("paper")
    agreed_on, until = _day(sent.get("ngay", "")), sent.get("den", "").strip()
    if agreed_on is None or (until and _day(until) is None):
        raise Refused("day")
    return consents.Agreed(
        sent.get("ten", ""), agreed_on, _day(until) if until else None, _scope(sent.get("bai", "")), data, ending
    )


def _day(typed: str) -> date | None:
    try:
        found: date | None = _DAY.clean(typed.strip())
    except ValidationError:
        return None
    return found if found and 2000 <= found.year <= 2100 else None


def _scope(typed: str) -> tuple[str, ...]:
    """Read which lessons are meant: none named is all; an unknown name is an error, not a lesson less."""
    named, now = typed.replace(",", " ").split(), curriculum.current()
    if any(each not in now.lessons and each not in now.skills for each in named):
        raise Refused("lessons")
    return tuple(dict.fromkeys(named)) or ("all",)


@require_POST
@for_authors
def withdraw(request: HttpRequest, viewer: uuid.UUID) -> HttpResponse:
    """End a consent: the recordings go, and the lectures that hold them."""
    who = request.POST.get("nguoi", "")
    try:
        if "hieu" not in request.POST:
            raise Refused("withdraw-sure")
        actions.withdraw(who, by=viewer)
    except Refused as refused:
        return _page(request, viewer, error=sentence(refused.code), status=422)
    except OSError:
        return _page(request, viewer, error=sentence("disk"), status=507)
    return HttpResponseRedirect(f"{reverse('studio:voices')}?rut=1")


@require_safe
@for_authors
def signed(request: HttpRequest, viewer: uuid.UUID, who: str) -> HttpResponse:
    """Show the paper on which somebody agreed."""
    found = consents.speaker(voicing.recordings(), who, clock.today())
    if found is None or found.paper is None:
        raise Http404(who)
    ending = found.paper.suffix.lstrip(".").lower()
    answer = HttpResponse(found.paper.read_bytes(), content_type=PAPERS.get(ending, "application/octet-stream"))
    shown = "inline" if ending in PAPERS else "attachment"
    answer["Content-Disposition"] = f'{shown}; filename="consent.{ending if ending in PAPERS else "bin"}"'
    return answer
