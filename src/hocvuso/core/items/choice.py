"""Kinds `single` and `multiple`: choose one line, or every line that applies.

single: 1 for the right line, else 0. multiple: (right lines − wrong lines) / number of right lines,
never below 0; only the exact set reaches 1.
"""

from __future__ import annotations

from collections.abc import Mapping

from hocvuso.core.content import Choice, Item
from hocvuso.core.items.marks import (
    NOTHING_CHOSEN,
    UNKNOWN_CHOICE,
    BadResponse,
    FeedbackLine,
    GetList,
    Mark,
    Response,
    graded,
    net_share,
)


def validate(item: Item) -> list[str]:
    """Return what is wrong: too few or too many lines, no right one, none to tell apart."""
    right = sum(choice.right for choice in item.choices)
    if item.kind == "single":
        checks = {"choices-3-4": not 3 <= len(item.choices) <= 4, "one-right": right != 1}
    else:
        checks = {"two-right": right < 2, "one-wrong": right == len(item.choices)}
    return [code for code, broken in checks.items() if broken]


def known_choice(choices: tuple[Choice, ...], given: object) -> str:
    """Return `given` if it is the id of one of `choices`, else raise `BadResponse`."""
    if not given:
        raise BadResponse(NOTHING_CHOSEN)
    if not isinstance(given, str) or given not in {choice.id for choice in choices}:
        raise BadResponse(UNKNOWN_CHOICE)
    return given


def choice_lines(choices: tuple[Choice, ...], chosen: frozenset[str]) -> tuple[FeedbackLine, ...]:
    """Return a feedback line for every choice, in the order of the item."""
    return tuple(FeedbackLine(c.text, c.why, chosen=c.id in chosen, right=c.right) for c in choices)


def read(item: Item, data: Mapping[str, object]) -> Response:
    """Read {"choice": id} or {"choices": [ids]}; the order of taps and repeated taps do not matter."""
    if item.kind == "single":
        return Response(choice=known_choice(item.choices, data.get("choice")))
    given = data.get("choices")
    if not isinstance(given, list) or not given:
        raise BadResponse(NOTHING_CHOSEN)
    chosen = {known_choice(item.choices, one) for one in given}
    return Response(choices=tuple(choice.id for choice in item.choices if choice.id in chosen))


def form_data(item: Item, getlist: GetList) -> dict[str, object]:
    """Read the radio field `choice` or the boxes `choices`."""
    if item.kind == "single":
        return {"choice": next(iter(getlist("choice")), "")}
    return {"choices": getlist("choices")}


def mark_response(item: Item, response: Response) -> Mark:
    """Return the mark, with the reason of every line."""
    chosen = frozenset(response.choices) | ({response.choice} if response.choice else frozenset())
    right = {choice.id for choice in item.choices if choice.right}
    if item.kind == "single":
        score = float(chosen == right)
    else:
        score = net_share(hits=len(chosen & right), slips=len(chosen - right), total=len(right))
    return graded(item, score, choice_lines(item.choices, chosen))


def right_response(item: Item) -> Response:
    """Return the right line or lines."""
    right = tuple(choice.id for choice in item.choices if choice.right)
    return Response(choice=right[0]) if item.kind == "single" else Response(choices=right)


def guess_of(item: Item) -> float:
    """Return one over the number of lines, or over the number of non-empty sets of lines."""
    lines = len(item.choices)
    return 1 / lines if item.kind == "single" else 1 / ((1 << lines) - 1)
