"""The page on which one pastes a message that somebody received. Nothing of it is stored or logged."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hocvuso.assistant import desk, messages
from hocvuso.assistant.compose import CHECK_MESSAGE_SKILL
from hocvuso.assistant.limits import limited
from hocvuso.core.messages.reading import MAX_CHARACTERS
from hocvuso.curriculum import queries as curriculum
from hocvuso.learning import ways


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited
def check(request: HttpRequest) -> HttpResponse:
    """Show the box, and after a message what is seen in it."""
    page: dict[str, Any] = {"checked": None, "error": "", "typed": "", "origin": "", "most": MAX_CHARACTERS}
    page |= {"lesson_url": _lesson_url(), "origins": _origins()}
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
