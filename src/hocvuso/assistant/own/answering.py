"""A recognised question about oneself becomes the answer of the assistant."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _

from hocvuso.assistant.compose import Answer, Button
from hocvuso.assistant.own import registry
from hocvuso.assistant.own.registry import Asker, Card, Link

EXAMPLES = 3


def filled(answer: Answer, asker: Asker) -> Answer:
    """Return the answer with what the asker's own data say; anything but a question about oneself as it is."""
    if answer.kind != "own":
        return answer
    question = registry.find(answer.about)
    card = question.answer(asker) if question else _unclear(asker)
    opened = tuple(Button("open", each.label, each.url) for each in card.links)
    asked = () if question else tuple(Button("ask", each, each) for each in examples(asker))
    # What the search had mended is not what was recognised here.
    return replace(answer, text=card.text, do=card.lines, note=card.note, buttons=(*opened, *asked), understood="")


def examples(asker: Asker) -> list[str]:
    """Return questions about oneself that can be asked here: for an official those of officials."""
    found = registry.questions(for_officials=asker.office is not None)
    return [each.wordings[0] for each in found[:EXAMPLES]]


def nobody_yet() -> Card:
    """Say that nothing is known of somebody who has not done anything here."""
    return Card(
        _("You have not done anything here yet, so there is nothing to tell about you."),
        links=(Link(_("Do one task first"), "/"),),
    )


def _unclear(asker: Asker) -> Card:
    if asker.person is None and asker.office is None:
        return nobody_yet()
    return Card(_("This is about you, but I am not sure what you want to know. You can ask for example:"))
