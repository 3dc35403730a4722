"""Kinds of questions: how each is read, marked and checked. The registry below is the only list of them.

Marking is total: whatever `read_json` or `read_form` returns gets a mark.
"""

from __future__ import annotations

from collections.abc import Mapping

from hocvuso.core.content import Item
from hocvuso.core.items import choice, mark_signs, match, order, short_text, true_false
from hocvuso.core.items.marks import (
    DONT_KNOW,
    NOT_AN_OBJECT,
    REASONS,
    BadResponse,
    FeedbackLine,
    GetList,
    Kind,
    Mark,
    Outcome,
    Response,
    dont_know_mark,
)
from hocvuso.core.items.match import right_sides
from hocvuso.core.items.order import is_in_order

KINDS: Mapping[str, Kind] = {
    "single": choice,
    "multiple": choice,
    "true_false": true_false,
    "order": order,
    "match": match,
    "short_text": short_text,
    "mark_signs": mark_signs,
}

__all__ = (
    "DONT_KNOW",
    "KINDS",
    "REASONS",
    "BadResponse",
    "FeedbackLine",
    "Mark",
    "Outcome",
    "Response",
    "guess_of",
    "is_in_order",
    "mark",
    "read_form",
    "read_json",
    "right_response",
    "right_sides",
    "validate",
)


def validate(item: Item) -> list[str]:
    """Return the codes of what is wrong with an item as written; empty when it can be marked.

    A twin id among choices is wrong for every kind. Codes are listed with their words in the checker.
    """
    ids = [one.id for one in item.choices]
    twins = ["twin-choice"] if len(set(ids)) != len(ids) else []
    return twins + KINDS[item.kind].validate(item)


def read_json(item: Item, data: object) -> Response:
    """Return the response in a decoded JSON value; `{"dont_know": true}` fits every kind.

    Raises `BadResponse` for shapes that cannot be read and for ids that the item does not have.
    """
    if not isinstance(data, Mapping):
        raise BadResponse(NOT_AN_OBJECT)
    if data.get("dont_know") is True:
        return DONT_KNOW
    return KINDS[item.kind].read(item, data)


def read_form(item: Item, getlist: GetList) -> Response:
    """Return the response in a plain form; any value of `dont_know` counts as said.

    Fields: `choice` · `choices` · `verdict` ("true"/"false") and `reason` · repeated `order` or
    `place-<id>` · `pair-<left index>` · `text` · `segments`. Raises `BadResponse` like `read_json`.
    """
    if any(getlist("dont_know")):
        return DONT_KNOW
    return read_json(item, KINDS[item.kind].form_data(item, getlist))


def mark(item: Item, response: Response) -> Mark:
    """Return what `response` is worth; it must have been read for this item."""
    if response.dont_know:
        return dont_know_mark(item)
    return KINDS[item.kind].mark_response(item, response)


def right_response(item: Item) -> Response:
    """Return a response worth 1, for tests, demo learners and model answers."""
    return KINDS[item.kind].right_response(item)


def guess_of(item: Item) -> float:
    """Return the chance (0…1) of a fully right answer by guessing, "I do not know" left aside."""
    return KINDS[item.kind].guess_of(item)
