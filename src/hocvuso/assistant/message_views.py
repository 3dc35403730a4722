"""The page on which one pastes a message that somebody received. Nothing of it is stored or logged."""

from __future__ import annotations

import time
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from hocvuso.assistant import desk, messages
from hocvuso.assistant.compose import CHECK_MESSAGE_SKILL
from hocvuso.assistant.limits import limited
from hocvuso.assistant.picture import reading
from hocvuso.assistant.sentences import say
from hocvuso.core.messages.reading import MAX_CHARACTERS
from hocvuso.curriculum import queries as curriculum
from hocvuso.learning import ways
from hocvuso.plumbing.alone import alone
from hocvuso.plumbing.origin import client_address
from hocvuso.plumbing.rates import Rate
from hocvuso.plumbing.uploads import in_memory

_FORM_BYTES = 8192  # what a form carries beside the file
# Decided: a hall of learners behind one address, but not a flood; and how long one waits for his turn, in seconds.
_PICTURES = Rate(60, 600.0)
_PATIENCE, _PAUSE = 8.0, 0.25


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited
def check(request: HttpRequest) -> HttpResponse:
    """Show the box, and after a message what is seen in it."""
    page = _page()
    if request.method == "POST":
        # A browser sends two characters for an end of line; limit and message mean one.
        text = request.POST.get("tin", "").replace("\r\n", "\n").strip()
        page["origin"] = request.POST.get("tu", "")
        page["error"] = _problem(text)
        if page["error"]:
            page["typed"] = messages.hidden(text[:MAX_CHARACTERS])[:MAX_CHARACTERS]  # a stand-in may be longer
        else:
            page["checked"] = messages.check(desk.judge(), text, get_language() or "vi", page["origin"])
    return render(request, "assistant/check.html", page, status=422 if page["error"] else 200)


@never_cache
@require_POST
@in_memory(reading.MAX_BYTES + _FORM_BYTES)
def read_picture(request: HttpRequest) -> HttpResponse:
    """Show the words of a picture in the box, to be corrected before they are judged. The picture is gone by then."""
    page = _page()
    found = _words_of(request)
    language = get_language() or "vi"
    page["typed"] = messages.hidden(found.text[:MAX_CHARACTERS])[:MAX_CHARACTERS]
    page["origin"] = request.POST.get("tu", "")
    page["picture_error"] = say(f"picture_{found.problem}", language) if found.problem else ""
    page["read"] = "" if found.problem else say("picture_read", language)
    return render(request, "assistant/check.html", page, status=422 if found.problem else 200)


def _words_of(request: HttpRequest) -> reading.Found:
    sent = request.FILES.get("anh")
    if sent is None:
        is_big = int(request.META.get("CONTENT_LENGTH") or 0) > reading.MAX_BYTES
        return reading.Found(problem="big" if is_big else "none")
    if not _PICTURES.allows(client_address(request)):
        return reading.Found(problem="busy")
    until = time.monotonic() + _PATIENCE
    while True:
        with alone("picture") as mine:
            if mine:
                return reading.read(sent.read())
        if time.monotonic() > until:
            return reading.Found(problem="busy")
        time.sleep(_PAUSE)


def _page() -> dict[str, Any]:
    return {
        "checked": None,
        "error": "",
        "picture_error": "",
        "read": "",
        "typed": "",
        "origin": "",
        "most": MAX_CHARACTERS,
        "lesson_url": _lesson_url(),
        "origins": _origins(),
        "reads_pictures": reading.is_here(),
    }


def _problem(text: str) -> str:
    if not text:
        return _("Paste the message into the box first.")
    if not messages.has_words(text):
        return _("There are no words to read in it. Paste the words of the message.")
    if len(text) > MAX_CHARACTERS:
        return _("The message is too long. Its first 4,000 characters were kept; press again to check them.")
    return ""


def _origins() -> list[tuple[str, str]]:
    names = (_("An unknown number"), _("A name was shown"), _("Somebody I know"))
    return [*zip(messages.ORIGINS, names, strict=True), ("", _("I don't know"))]


def _lesson_url() -> str:
    """Return where the lesson on looking at messages begins, "" where it is not published."""
    now = curriculum.current()
    skill = now.skills.get(CHECK_MESSAGE_SKILL)
    lesson = now.lessons.get(skill.lessons[0]) if skill and skill.lessons else None
    return ways.step_url(lesson.steps[0].id) if lesson and lesson.steps else ""
