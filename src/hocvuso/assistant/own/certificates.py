"""Where is my certificate: what somebody holds; without one, the nearest rule and what is missing, as on his page."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hocvuso.assistant.own import registry, wordings
from hocvuso.assistant.own.answering import nobody_yet
from hocvuso.assistant.own.registry import Asker, Card, Link, OwnQuestion
from hocvuso.certificates import earning, queries, words
from hocvuso.certificates.earning import Way
from hocvuso.certificates.queries import Issued
from hocvuso.core.certificate import VALID
from hocvuso.plumbing import clock
from hocvuso.plumbing.templating import full_day

NAME = "certificate"
MOST_LINES = 4  # fit one screen of a phone; the page of certificates has all of them


def register() -> None:
    """Register the question."""
    registry.register(OwnQuestion(NAME, wordings.OWN[NAME], answer, wordings.RULES[NAME], wordings.NOT_THIS[NAME]))


def answer(asker: Asker) -> Card:
    """Tell what somebody holds, or what he still lacks; to nobody else, and nothing of what others know of him."""
    if asker.person is None:
        return nobody_yet()
    day = clock.day_of(asker.now)
    held = [each for each in queries.of_person(asker.person, day) if each.standing == VALID]
    return _held(held) if held else _on_the_way(asker.person, earning.ways(asker.person, day))


def _page() -> Link:
    return Link(_("Open my certificates"), reverse("certificates:home"))


def _held(held: Sequence[Issued]) -> Card:
    text = ngettext("You hold %(n)s certificate:", "You hold %(n)s certificates:", len(held)) % {"n": len(held)}
    return Card(
        text,
        tuple(_line(each) for each in held[:MOST_LINES]),
        (_page(),),
        _("Whoever scans the square code sees that it is true. It does not replace the national confirmation."),
    )


def _line(each: Issued) -> str:
    until = _("until %(day)s") % {"day": full_day(each.until)} if each.until else ""
    return ", ".join(part for part in (f"{each.what}: {each.unit_name}", until) if part)


def _on_the_way(person: uuid.UUID, ways: Sequence[Way]) -> Card:
    """Tell of the rule of which the least is missing."""
    if not ways:
        text = _("Your union gives no certificates yet. What you have learnt is kept all the same.")
        return Card(text, links=(_page(),))
    nearest = min(ways, key=lambda way: len(way.found.unlearnt) + len(way.found.unseen))
    facts = {"title": nearest.version.title}
    if nearest.found.is_met:
        text = (
            _("Everything is there for “%(title)s”, and your union has been asked.")
            if nearest.has_asked
            else _("Everything is there for “%(title)s”. Ask your union for it on the page.")
        )
        return Card(text % facts, links=(_page(),))
    titles = words.titles()
    lines = [titles.get(skill, skill) for skill in nearest.found.unlearnt[:MOST_LINES]]
    if nearest.found.unseen:
        lines.append(_("then a short form in a room with a proctor"))
    first = nearest.found.unlearnt
    learn = (Link(_("Learn the first one"), reverse("learning:skill", args=[first[0]])),) if first else ()
    return Card(_("You have none yet. Nearest is “%(title)s”; still missing:") % facts, tuple(lines), (*learn, _page()))
