"""How is my rhythm, what badges have I: the days of this week, weeks in a row, and what one can do now."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hocvuso.assistant.own import registry, wordings
from hocvuso.assistant.own.answering import nobody_yet
from hocvuso.assistant.own.registry import Asker, Card, Link, OwnQuestion
from hocvuso.core.rhythm import Rhythm
from hocvuso.motivation import queries
from hocvuso.plumbing import clock

NAME = "rhythm"
MOST_LINES = 4  # fit one screen of a phone; the page of the rhythm has all of them


def register() -> None:
    """Register the question."""
    registry.register(OwnQuestion(NAME, wordings.OWN[NAME], answer, wordings.RULES[NAME], wordings.NOT_THIS[NAME]))


def answer(asker: Asker) -> Card:
    """Tell the rhythm and the badges of somebody; what he switched off stays unsaid."""
    if asker.person is None:
        return nobody_yet()
    own = queries.own(asker.person, clock.day_of(asker.now))
    page = Link(_("Open my rhythm"), reverse("motivation:home"))
    if not own.choice.rhythm and not own.choice.badges:
        text = _("You have switched off rhythm and badges, so I count neither.")
        return Card(text, links=(Link(_("Switch them on or off"), reverse("motivation:choose")), page))
    lines = tuple(f"{badge.title}: {badge.can}" for badge, _on in own.badges[:MOST_LINES])
    text = _week(own.rhythm) if own.rhythm else ""
    if own.choice.badges:
        text = f"{text} {_badges(len(own.badges))}".strip()
    return Card(text, lines, (page,), _("Only you see this. There are no points and no lists of people."))


def _week(found: Rhythm) -> str:
    told = ngettext("%(n)s day of learning this week.", "%(n)s days of learning this week.", found.days)
    text: str = told % {"n": found.days}
    if found.weeks:
        kept = ngettext("%(n)s week kept in a row.", "%(n)s weeks kept in a row.", found.weeks) % {"n": found.weeks}
        text = f"{text} {kept}"
    return text


def _badges(many: int) -> str:
    if not many:
        return _("You have no badge yet; the first one comes with what you learn.")
    return ngettext("You have %(n)s badge:", "You have %(n)s badges:", many) % {"n": many}
