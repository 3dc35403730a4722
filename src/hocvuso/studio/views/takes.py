"""Recording a lesson: its sentences in order, what was read of them, a sheet to read from."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hocvuso.assistant.authoring.pages import frame
from hocvuso.curriculum import queries as curriculum
from hocvuso.lectures import actions, pieces, voicing
from hocvuso.lectures.recordings import checking, consents, standing
from hocvuso.lectures.recordings.checking import MOST_BYTES, Refused
from hocvuso.lectures.recordings.standing import Sheet
from hocvuso.plumbing import clock, printing
from hocvuso.plumbing.alone import alone
from hocvuso.plumbing.uploads import in_memory
from hocvuso.plumbing.views import message
from hocvuso.studio.views.refusals import sentence
from hocvuso.studio.views.voices import FORM_BYTES, lacks, lesson_url
from hocvuso.unions.authors import for_authors

STYLE = Path(__file__).parent.parent / "static/studio/sheet.css"
SOUNDS = {"ogg": "audio/ogg", "wav": "audio/wav", "m4a": "audio/mp4", "mp3": "audio/mpeg", "webm": "audio/webm"}


@require_safe
@for_authors
def page(request: HttpRequest, viewer: uuid.UUID, skill: str, lesson: str) -> HttpResponse:
    """Show the sentences of a lesson: read by whom, or by the machine."""
    return _page(request, viewer, f"{skill}/{lesson}", request.GET.get("nguoi", ""))


def _page(
    request: HttpRequest, viewer: uuid.UUID, lesson: str, who: str, *, error: str = "", at: str = "", status: int = 200
) -> HttpResponse:
    people, speaker = _people(lesson, who)
    sheet = _sheet(lesson, speaker)
    context: dict[str, Any] = {
        **frame(viewer, "studio:voices"),
        "lesson": curriculum.current().lessons[lesson], "slug": lesson.partition("/")[2],
        "people": people, "speaker": speaker, "sheet": sheet,
        "is_waiting": any(each.lesson == lesson for each in standing.waiting(clock.today())),
        "may": speaker is not None and speaker.may_read(lesson),
        "lacks": _lacks(speaker, lesson), "error": error, "at": at, "most": MOST_BYTES >> 20,
    }  # fmt: skip
    if at and at not in {line.key for line in (*sheet.lines, *sheet.stale)}:
        context["at"] = ""
    return render(request, "studio/takes.html", context, status=status)


def _people(lesson: str, who: str) -> tuple[list[consents.Speaker], consents.Speaker | None]:
    """Return everybody with a consent, and the one who reads: who was asked for, else the first who may."""
    if lesson not in curriculum.current().lessons:
        raise Http404(lesson)
    found = consents.speakers(voicing.recordings(), clock.today())
    mine = next((each for each in found if each.who == who), None)
    return found, mine or next((each for each in found if each.may_read(lesson)), None)


def _sheet(lesson: str, speaker: consents.Speaker | None) -> Sheet:
    reader = speaker or consents.Speaker("", voicing.recordings(), None, "file")
    script = standing.script_to_read(reader, lesson, clock.today())
    if script is None:
        raise Http404(lesson)  # the phrases of lectures are broken: `hocvuso lectures check` says where
    return standing.sheet(reader, script) if speaker else standing.unread(script)


def _lacks(speaker: consents.Speaker | None, lesson: str) -> str:
    if speaker is None or speaker.may_read(lesson):
        return ""
    return lacks(speaker.lacks) or _("consent was not given for this lesson")


@require_POST
@in_memory(MOST_BYTES + FORM_BYTES)
@for_authors
def record(request: HttpRequest, viewer: uuid.UUID, skill: str, lesson: str) -> HttpResponse:
    """Keep a recording of one sentence; what was there before is put aside."""
    return _change(request, viewer, f"{skill}/{lesson}", "thu")


@require_POST
@for_authors
def change(request: HttpRequest, viewer: uuid.UUID, skill: str, lesson: str) -> HttpResponse:
    """Delete a recording, or bring back the one before."""
    return _change(request, viewer, f"{skill}/{lesson}", request.POST.get("viec", ""))


def _change(request: HttpRequest, viewer: uuid.UUID, lesson: str, what: str) -> HttpResponse:
    who, key = request.POST.get("nguoi") or request.GET.get("nguoi", ""), request.POST.get("cau", "")
    try:
        _changed(request, viewer, lesson, (who, key), what)
    except Refused as refused:
        error, status = sentence(refused.code), 422
    except OSError:
        error, status = sentence("disk"), 507
    else:
        return HttpResponseRedirect(f"{lesson_url(lesson, who)}#c-{key}")
    return _page(request, viewer, lesson, who, error=error, at=key, status=status)


def _changed(request: HttpRequest, viewer: uuid.UUID, lesson: str, line: tuple[str, str], what: str) -> None:
    who, key = line
    _everybody, speaker = _people(lesson, who)
    if speaker is None or speaker.who != who:
        raise Refused("nobody")
    sheet = _sheet(lesson, speaker)
    known = {each.key: each.text for each in (sheet.lines if what == "thu" else (*sheet.lines, *sheet.stale))}
    if key not in known:
        raise Refused("changed")
    if what == "bo":
        actions.drop(who, lesson, known[key], by=viewer)
    elif what == "lai":
        actions.undo(who, lesson, known[key], by=viewer)
    else:
        file = request.FILES.get("tep")
        if file is None:
            is_large = int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES
            raise Refused("large" if is_large else "no-file")
        actions.record(who, lesson, known[key], checking.recording(file.read()), by=viewer)


@require_safe
@for_authors
def listen(request: HttpRequest, viewer: uuid.UUID, skill: str, lesson: str, file: str) -> HttpResponse:
    """Play what was recorded of one sentence; `file` is one of the list, nothing else in the folder."""
    _everybody, speaker = _people(f"{skill}/{lesson}", request.GET.get("nguoi", ""))
    sheet = _sheet(f"{skill}/{lesson}", speaker)
    listed = {row.file for each in (*sheet.lines, *sheet.stale) for row in (each.take, each.earlier) if row}
    if speaker is None or file not in listed:
        raise Http404(file)
    kind = SOUNDS.get(file.rpartition(".")[2], "application/octet-stream")
    try:
        return pieces.answer(request, speaker.folder / skill / lesson / file, kind)
    except FileNotFoundError:
        raise Http404(file) from None


@require_safe
@for_authors
def paper(request: HttpRequest, viewer: uuid.UUID, skill: str, lesson: str) -> HttpResponse:
    """Return the sentences on paper, to be read into a microphone; one is drawn at a time."""
    wanted = f"{skill}/{lesson}"
    _everybody, speaker = _people(wanted, request.GET.get("nguoi", ""))
    shown = {
        "lesson": curriculum.current().lessons[wanted], "sheet": _sheet(wanted, speaker), "speaker": speaker,
        "lang": translation.get_language() or "vi", "today": clock.today(),
    }  # fmt: skip
    back = {"button": _("Back"), "to": lesson_url(wanted, speaker.who if speaker else "")}
    try:
        with alone("sheet") as mine:
            if not mine:
                return message(request, _("Another sheet is being drawn"), _("Wait a few seconds and press again."),
                               status=503, **back)  # fmt: skip
            drawn = printing.drawn(render_to_string("studio/sheet.html", shown), STYLE)
    except printing.PrintingAbsent:
        return message(request, _("This site cannot make PDF files yet"),
                       _("Tell who runs this site: libpango is missing."), status=501, **back)  # fmt: skip
    answer = HttpResponse(drawn, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="loi-giang-{skill}-{lesson}.pdf"'
    return answer
