"""Which class can I go to, and when: one's own seats first, then the classes open to him, as on the page of classes."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hocvuso.assistant.own import registry, wordings
from hocvuso.assistant.own.registry import Asker, Card, Link, OwnQuestion
from hocvuso.classes import queries, words
from hocvuso.classes.queries import SEATED, Line
from hocvuso.plumbing import clock

NAME = "classes"
MOST_LINES = 4  # fit one screen of a phone; the page of classes has all of them


def register() -> None:
    """Register the question."""
    registry.register(OwnQuestion(NAME, wordings.OWN[NAME], answer, wordings.RULES[NAME], wordings.NOT_THIS[NAME]))


def answer(asker: Asker) -> Card:
    """Tell the next classes of somebody, and those of his unions with what is free; whoever has no union is told so."""
    every = Link(_("See all classes"), reverse("classes:home"))
    if asker.person is None:
        text = _("Classes are held by unions. I see those of your union once your learning is kept under your name.")
        return Card(text, links=(every,))
    held = queries.mine(asker.person)
    offered = queries.open_to(asker.person, clock.day_of(asker.now))
    if not held and not offered:
        return Card(
            _("No class of your union is planned now, as far as I see."),
            (_("You can learn the same on the phone, whenever it suits you."),),
            (Link(_("Go on learning"), reverse("learning:today")), every),
        )
    own = [_own(line, is_seated=state == SEATED) for line, state in held]
    first = held[0][0] if held else offered[0]
    if own:
        text = ngettext("You are entered for %(n)s class:", "You are entered for %(n)s classes:", len(own))
    else:
        text = ngettext("%(n)s class is open to you:", "%(n)s classes are open to you:", len(offered))
    return Card(
        text % {"n": len(own) or len(offered)},
        tuple((own + [_open(line) for line in offered])[:MOST_LINES]),
        (Link(_("See this class") if len(held or offered) == 1 else _("See the first one"), _page(first)), every),
        _("From the calendar of your union and those above it."),
    )


def _page(line: Line) -> str:
    return reverse("classes:one", args=[line.code])


def _told(line: Line) -> str:
    when = words.when(line.next) if line.next else ""
    place = (line.next.place if line.next else "") or line.place
    return ", ".join(part for part in (f"{line.name}: {when}", place) if part)


def _own(line: Line, *, is_seated: bool) -> str:
    state = _("you have a seat") if is_seated else _("you wait for a seat")
    return f"{_told(line)} ({state})"


def _open(line: Line) -> str:
    free = line.seats - line.taken
    state = (
        _("full, you can wait for a seat")
        if line.is_full
        else ngettext("%(n)s seat is free", "%(n)s seats are free", free) % {"n": free}
    )
    return f"{_told(line)} ({state})"
