"""Which contest is open, and where do I enter: those open now, then those to come, as on the page of contests."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hocvuso.assistant.own import registry, wordings
from hocvuso.assistant.own.registry import Asker, Card, Link, OwnQuestion
from hocvuso.contests import queries, words
from hocvuso.contests.queries import COMING, OVER, RUNNING, Line
from hocvuso.plumbing import clock

NAME = "contests"
MOST_LINES = 4  # fit one screen of a phone; the page of contests has all of them


def register() -> None:
    """Register the question."""
    registry.register(OwnQuestion(NAME, wordings.OWN[NAME], answer, wordings.RULES[NAME], wordings.NOT_THIS[NAME]))


def answer(asker: Asker) -> Card:
    """Tell the contests that are open, or to come, or wait for their result; without one it says so."""
    every = Link(_("See all contests"), reverse("contests:home"))
    if asker.person is None:
        text = _("I see the contests of your union once your learning is kept under your name.")
        return Card(text, links=(every,))
    lines = queries.open_to(asker.person, clock.day_of(asker.now))
    found = {phase: [each for each in lines if each.phase == phase] for phase in (RUNNING, COMING, OVER)}
    listed = [*found[RUNNING], *found[COMING], *found[OVER]]
    if not listed:
        text = _("No contest of your union is open now, as far as I see.")
        return Card(text, links=(Link(_("Go on learning"), reverse("learning:today")), every))
    many = len(found[RUNNING])
    text = (
        ngettext("%(n)s contest is open now:", "%(n)s contests are open now:", many) % {"n": many}
        if many
        else _("No contest is open now. These are to come, or wait for their result:")
    )
    first = Link(_("See this contest"), reverse("contests:one", args=[listed[0].code]))
    note = _("You enter on the page of the contest; nobody has to.")
    return Card(text, tuple(_told(each) for each in listed[:MOST_LINES]), (first, every), note)


def _told(line: Line) -> str:
    if line.phase == COMING and line.opens:
        when = _("opens at %(at)s") % {"at": words.moment(line.opens)}
    elif line.phase == RUNNING and line.closes:
        when = _("open until %(at)s") % {"at": words.moment(line.closes)}
    else:
        when = _("over, its result is not out yet")
    return f"{line.title}: {when}"
