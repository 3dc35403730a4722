"""Which pages this room adds to those of authors, and what waits there."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hocvuso.assistant.authoring.pages import Reminder, add_part, add_reminder
from hocvuso.core import expiry
from hocvuso.curriculum import local_content
from hocvuso.curriculum import queries as curriculum
from hocvuso.learning.problems import answering
from hocvuso.people import traces
from hocvuso.plumbing import clock
from hocvuso.studio import reading


def register() -> None:
    """Register pages and reminders."""
    add_part("studio:problems", "care", lambda: _("Problems reported"))
    add_part("studio:expiry", "calendar", lambda: _("What expires"))
    add_part("studio:changes", "clock", lambda: _("What changed"))
    add_part("studio:usage", "skills", lambda: _("How questions do"))
    add_part("studio:reasons", "person", lambda: _("Why this lesson?"))
    add_part("studio:rehearsal", "flag", lambda: _("Try the entry test"))
    add_part("studio:foretelling", "check", lambda: _("Do predictions hold?"))
    add_part("studio:local", "home", lambda: _("Lessons of this site"))
    add_part("studio:voices", "listen", lambda: _("Voices of lectures"))
    add_part("studio:drafts", "send", lambda: _("Drafts of a model"))
    traces.words_for({f"read:{reading.TRACE}": _looked})
    add_reminder(_broken_local)
    add_reminder(_reports)
    add_reminder(_overdue)


def _looked() -> str:
    return _("looked at why lessons are proposed to you, without your name")


def _reports() -> Reminder | None:
    count = answering.waiting()
    if not count:
        return None
    sentence = ngettext("%(count)s report of learners waits for an answer", "%(count)s reports of learners wait for an "
                        "answer", count) % {"count": count}  # fmt: skip
    return Reminder(sentence, reverse("studio:problems"))


def _broken_local() -> Reminder | None:
    noted = local_content.noted()
    if noted is None or not noted.is_broken:
        return None
    return Reminder(_("Lessons of this site have errors: the last good state stays"), reverse("studio:local"))


def _overdue() -> Reminder | None:
    today = clock.today()
    count = sum(each.is_overdue(today) for each in expiry.records(curriculum.current(), today))
    if not count:
        return None
    sentence = ngettext("%(count)s record is overdue for its check", "%(count)s records are overdue for their check",
                        count) % {"count": count}  # fmt: skip
    return Reminder(sentence, reverse("studio:expiry"))
