"""What is emulation, which drives does my union hold, where do I take part: one's own drives first, then open ones."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hocvuso.assistant.own import registry, wordings
from hocvuso.assistant.own.registry import Asker, Card, Link, OwnQuestion
from hocvuso.emulation import queries, words
from hocvuso.emulation.queries import Mine
from hocvuso.plumbing import clock

NAME = "drives"
MOST_LINES = 4  # fit one screen of a phone; the page of drives has all of them


def register() -> None:
    """Register the question."""
    registry.register(OwnQuestion(NAME, wordings.OWN[NAME], answer, wordings.RULES[NAME], wordings.NOT_THIS[NAME]))


def answer(asker: Asker) -> Card:
    """Say what a drive is, and tell those that are not over; whoever is in no union is asked where he works."""
    what = _("In a drive a union says what it asks you to learn and until when. Whoever likes takes part.")
    every = Link(_("See all drives"), reverse("emulation:home"))
    if asker.person is None:
        text = _("I see the drives of your union once your learning is kept under your name.")
        return Card(text, links=(every,), note=what)
    day = clock.day_of(asker.now)
    found = [each for each in queries.open_to(asker.person, day) if each.drive.ends_on >= day]
    if not found:
        return _none(what, every, has_unit=queries.home(asker.person, day) is not None)
    own = [each for each in found if each.pledge]
    text = (
        ngettext("You take part in %(n)s drive:", "You take part in %(n)s drives:", len(own)) % {"n": len(own)}
        if own
        else ngettext("%(n)s drive is open to you:", "%(n)s drives are open to you:", len(found)) % {"n": len(found)}
    )
    ordered = [*own, *(each for each in found if not each.pledge)]
    label = _("See how far I am in it") if own else _("See what it asks, and take part")
    first = Link(label, reverse("emulation:one", args=[ordered[0].drive.pk]))
    return Card(text, tuple(_line(each, day) for each in ordered[:MOST_LINES]), (first, every), what)


def _none(what: str, every: Link, *, has_unit: bool) -> Card:
    if not has_unit:
        where = Link(_("Say where I work"), f"{reverse('unions:choose')}?ve={reverse('emulation:home')}")
        return Card(_("I do not know yet where you work, so I see no drive of yours."), links=(where, every), note=what)
    text = _("No drive of your union is running now, as far as I see.")
    return Card(text, links=(Link(_("Go on learning"), reverse("learning:today")), every), note=what)


def _line(each: Mine, day: date) -> str:
    told = f"{each.drive.title}: {words.phase(each.drive, day)}"
    state = ""
    if each.pledge:
        state = _("you have reached its goal") if each.pledge.met_on else _("you take part")
    about = ", ".join(part for part in (told, each.unit) if part)
    return f"{about} ({state})" if state else about
