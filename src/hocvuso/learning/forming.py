"""In which form a lesson opens for this learner, on this link; where that form is; and the reason in words.

What is remembered of his reading and listening is kept with the plan (`Trail.habits`); the pick itself is written there
when it is shown, so that "what the system thinks of me" can tell it. Rooms above say what media there are.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hocvuso.core.draw import draw_for
from hocvuso.core.form import Form, Link, Pick, Reader, Tally, Term, decide
from hocvuso.learning.picturing import on_tap
from hocvuso.learning.queries import Chosen
from hocvuso.plumbing.templating import address

COOKIE = "hvs_link"  # what the page's script learnt of the connection, see shell.js
LINKS = {"4g": Link.GOOD, "3g": Link.POOR, "2g": Link.POOR, "slow-2g": Link.POOR, "save": Link.SAVING}
SHOWN_AS = {Form.AUDIO: "nghe", Form.VIDEO: "video"}

Media = Mapping[Form, int]  # sound and video that exist, with their kilobytes
_media_of: list[Callable[[str], Media]] = []


def media_from(look_up: Callable[[str], Media]) -> None:
    """Let a room above say which media a lesson has."""
    _media_of[:] = [look_up]


def offers(lesson: str) -> dict[Form, int]:
    """Return sound and video of a lesson with their kilobytes; without files the device's own voice reads, for none."""
    return {Form.AUDIO: 0, **(_media_of[0](lesson) if _media_of else {})}


def link_of(request: HttpRequest) -> Link:
    """Return what the browser says of its link, by header or by what the page's script noted."""
    if on_tap(request):
        return Link.SAVING
    said = request.headers.get("ECT", "") or request.COOKIES.get(COOKIE, "")
    return LINKS.get(said, Link.UNKNOWN)


def form_named(name: str) -> Form | None:
    """Return the form of this name, None for none."""
    return Form(name) if name in set(Form) else None


def pick(plan: uuid.UUID, habits: Mapping[str, Any], chosen: Chosen, lesson: str, link: Link) -> Pick:
    """Return the form in which a lesson of this plan opens; the same plan on the same link always gets the same."""
    read, slow = habits.get("pace", (0, 0))
    reader = Reader(
        form_named(chosen.form), chosen.personalise, chosen.easy, chosen.device, read, slow,
        {Form(name): Tally(*counts) for name, counts in habits.get("forms", {}).items()},
    )  # fmt: skip
    return decide(reader, offers(lesson), link, draw_for(plan.bytes, 0))


def opened(kept: Mapping[str, Any], chosen: Chosen) -> Form:
    """Return the form of a session under way: what the learner chose since, else what was shown for its plan."""
    found = form_named(chosen.form) or form_named(kept.get("shown", {}).get("form", ""))
    return found or (Form.EASY if chosen.easy else Form.TEXT)


def lesson_url(lesson: str, step_url: str, form: Form) -> str:
    """Return where a lesson begins in a form: the step itself, or its lecture."""
    if form not in SHOWN_AS:
        return step_url
    offered = offers(lesson)
    form = form if form in offered else Form.AUDIO
    skill, _sep, name = lesson.partition("/")
    return f"{address('lectures:lecture', skill=skill, lesson=name)}?{urlencode({'dang': SHOWN_AS[form]})}"


def told(found: Pick, link: Link) -> dict[str, Any]:
    """Return a pick as it is kept with the plan."""
    return {
        "form": str(found.form), "term": str(found.term), "runner_up": str(found.runner_up or ""),
        "propensity": found.propensity, "link": str(link), "kb": found.kb,
    }  # fmt: skip


def name_of(form: Form) -> str:
    """Return what a form is called on screen."""
    return {
        Form.TEXT: _("Words and pictures"), Form.EASY: _("Easy words"), Form.AUDIO: _("Listen"),
        Form.VIDEO: _("Watch the video"),
    }[form]  # fmt: skip


_OPENS: Mapping[Form, Callable[[], str]] = {
    Form.TEXT: lambda: _("Opens as words and pictures"),
    Form.EASY: lambda: _("Opens in easy words"),
    Form.AUDIO: lambda: _("Opens to listen"),
    Form.VIDEO: lambda: _("Opens as a video"),
}
_BECAUSE: Mapping[Term, Callable[[], str]] = {
    Term.CHOSEN: lambda: _("because you chose it"),
    Term.OFF: lambda: _("because you asked the system not to choose for you"),
    Term.MISSING: lambda: _("because this lesson has no video yet"),
    Term.LINK: lambda: _("because the link is weak"),
    Term.EASY_WORDS: lambda: _("because you chose easier words"),
    Term.MISTAKES: lambda: _("because many answers after reading were not right yet"),
    Term.SLOW: lambda: _("because reading takes you longer"),
    Term.RESULTS: lambda: _("because it went better for you that way so far"),
    Term.DEVICE: lambda: _("because a computer often has no Vietnamese voice"),
    Term.USUAL: lambda: _("because that works everywhere"),
    Term.BY_LOT: lambda: _("drawn by lot: one time in twenty, to learn what helps"),
}


def sentence(form: Form, term: Term, link: Link) -> str:
    """Return the one true sentence on why a lesson opens like this."""
    because = _("because this phone saves data") if (term, link) == (Term.LINK, Link.SAVING) else _BECAUSE[term]()
    return _("%(opens)s %(because)s.") % {"opens": _OPENS[form](), "because": because}


def outcome(form: Form, counts: Sequence[int]) -> str:
    """Say what came of one form: how many lessons were ended in it, and how first tries went afterwards."""
    begun, ended, tried, right = counts
    said = _("%(form)s: %(ended)s of %(begun)s lessons to the end") % {
        "form": name_of(form), "ended": ended, "begun": max(begun, ended),
    }  # fmt: skip
    answers = _("%(right)s of %(tried)s questions right at the first try") % {"right": right, "tried": tried}
    return f"{said}, {answers}." if tried else f"{said}."


def size(kb: int) -> str:
    """Write kilobytes as on screen, "" for none: 640 KB; 1,3 MB."""
    if not kb:
        return ""
    if kb < 950:
        return f"{kb} KB"
    text = f"{kb / 1000:.1f} MB"
    return text if get_language() == "en" else text.replace(".", ",")


@dataclass(frozen=True, slots=True)
class Other:
    """A form that somebody may take instead."""

    name: str
    words: str
    size: str


def others(lesson: str, now: Form) -> list[Other]:
    """Return the other forms that this lesson has, each with what it costs."""
    offered = {Form.TEXT: 0, Form.EASY: 0, **offers(lesson)}
    return [Other(str(form), name_of(form), size(offered[form])) for form in Form if form in offered and form != now]
