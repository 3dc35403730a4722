"""What a paper looks like: its questions in the drawn order, their lines shuffled, what was answered so far."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from hocvuso.contests import marking
from hocvuso.contests.models import Entry
from hocvuso.core.content import Item
from hocvuso.core.contest import papers
from hocvuso.learning import showing
from hocvuso.plumbing.ids import uuid7
from hocvuso.practice import queries as practice


@dataclass(frozen=True, slots=True)
class Shown:
    """One question of a paper as its page needs it; a simulator has `play`, the address at which it is played."""

    place: int
    item: Item | None
    blanks: Mapping[str, Any]
    is_answered: bool
    id: uuid.UUID
    title: str = ""
    play: str = ""


def questions(entry: Entry, given: QueryDict | None = None, at: int = -1) -> list[Shown]:
    """Return the questions of a paper; `given` is what a refused form held at the place `at`.

    A run of a simulator leads back to its own question.
    """
    drawn = marking.remembered(entry.of_id, entry.of.pool_print)
    seed, key = marking.key_of(drawn, entry.entrant.number, entry.attempt, is_trial=entry.is_trial)
    played = marking.played(drawn, entry, entry.entrant.number)
    found, here = [], reverse("contests:paper", args=[entry.of.of.code, entry.id])
    for place, where in enumerate(entry.drawn):
        question, held = drawn.pool[where], entry.answers.get(str(place))
        if question.kind == papers.SIMULATOR:
            scenario = practice.scenario(question.id, question.version)
            play = reverse("practice:simulator", args=[question.id])
            number = papers.play_seed(seed, key, question)
            found.append(Shown(place, None, {}, question.id in played, uuid7(), scenario.title if scenario else "",
                               f"{play}?so={number}&cach=alone&chi=1&ve={here}?cau={place}"))  # fmt: skip
            continue
        item = marking.item(question)
        if item is None:
            raise LookupError(question.id)  # every version that was published stays
        lines = uuid.UUID(bytes=papers.lines_key(seed, key, question))
        filled = given if given is not None and place == at else as_form(held[2] if held else {})
        found.append(Shown(place, item, showing.blanks(item, lines, filled), held is not None, uuid7()))
    return found


def as_form(response: Mapping[str, Any]) -> QueryDict:
    """Return a stored answer as the fields of its form, so that the page shows what was chosen."""
    fields = QueryDict(mutable=True)
    for name in ("choice", "reason", "text"):
        if response.get(name):
            fields[name] = response[name]
    for name in ("choices", "segments"):
        fields.setlist(name, [str(each) for each in response.get(name, [])])
    if "verdict" in response:
        fields["verdict"] = "true" if response["verdict"] else "false"
    for place, choice in enumerate(response.get("order", []), start=1):
        fields[f"place-{choice}"] = str(place)
    for left, right in response.get("pairs", {}).items():
        fields[f"pair-{left}"] = str(right)
    return fields
