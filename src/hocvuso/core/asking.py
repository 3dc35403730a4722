"""A question of any kind as a talk: one small question after the other, each answered by a tap or a few words.

A messenger has neither boxes to tick nor fields to join, so a question of several marks is asked mark by mark. What
was replied is put together again to the response that a page would have sent, and marked by the same functions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hocvuso.core import items
from hocvuso.core.content import Item
from hocvuso.core.draw import Draw

YES, NO = "yes", "no"
TRUE, FALSE = "true", "false"


@dataclass(frozen=True, slots=True)
class Option:
    """One reply to tap; `words` are the author's, "" where the id says it (yes, no, true, false)."""

    id: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """One small question: `name` says what is asked. No options: words are typed.

    `about` is the line it is about, or what was put in order before.
    """

    name: str  # choose include verdict reason first next goes_with sign text
    about: str = ""
    options: tuple[Option, ...] = ()


_YES_NO = (Option(YES), Option(NO))


def asked(item: Item, replies: Sequence[str], draw: Draw) -> Ask | None:
    """Return what to ask next, None when everything has been replied. `draw` gives the lines their order."""
    return _ASKED[item.kind](item, replies, draw)


def given(item: Item, replies: Sequence[str], draw: Draw) -> Mapping[str, object]:
    """Return complete replies as the response that `items.read_json` reads."""
    if item.kind == "single":
        return {"choice": replies[0]}
    if item.kind == "multiple":
        return {"choices": [one.id for one, reply in zip(_shuffled(item, draw), replies, strict=True) if reply == YES]}
    if item.kind == "true_false":
        return {"verdict": replies[0] == TRUE, "reason": replies[1]}
    if item.kind == "order":
        return {"order": list(replies)}
    if item.kind == "match":
        return {"pairs": {str(left): int(right) for left, right in enumerate(replies)}}
    if item.kind == "mark_signs":
        return {"segments": [place for place, reply in enumerate(replies) if reply == YES]}
    return {"text": replies[0]}


def _shuffled(item: Item, draw: Draw) -> tuple[Option, ...]:
    order = draw.lane("choices").shuffle(len(item.choices))
    return tuple(Option(item.choices[place].id, item.choices[place].text) for place in order)


def _single(item: Item, replies: Sequence[str], draw: Draw) -> Ask | None:
    return None if replies else Ask("choose", options=_shuffled(item, draw))


def _multiple(item: Item, replies: Sequence[str], draw: Draw) -> Ask | None:
    lines = _shuffled(item, draw)
    return Ask("include", lines[len(replies)].words, _YES_NO) if len(replies) < len(lines) else None


def _true_false(item: Item, replies: Sequence[str], draw: Draw) -> Ask | None:
    if not replies:
        return Ask("verdict", options=(Option(TRUE), Option(FALSE)))
    return Ask("reason", options=_shuffled(item, draw)) if len(replies) == 1 else None


def _order(item: Item, replies: Sequence[str], draw: Draw) -> Ask | None:
    words = {choice.id: choice.text for choice in item.choices}
    left = tuple(one for one in _shuffled(item, draw) if one.id not in replies)
    before = " → ".join(words[reply] for reply in replies)
    return Ask("next" if replies else "first", before, left) if left else None


def _match(item: Item, replies: Sequence[str], draw: Draw) -> Ask | None:
    if len(replies) == len(item.pairs):
        return None
    sides = items.right_sides(item)
    order = draw.lane("halves").shuffle(len(sides))
    free = tuple(Option(str(place), sides[place]) for place in order if str(place) not in replies)
    return Ask("goes_with", item.pairs[len(replies)].left, free)


def _mark_signs(item: Item, replies: Sequence[str], draw: Draw) -> Ask | None:
    del draw  # a message is read in its own order
    if len(replies) == len(item.segments):
        return None
    return Ask("sign", item.segments[len(replies)].text.strip(), _YES_NO)


def _short_text(item: Item, replies: Sequence[str], draw: Draw) -> Ask | None:
    del item, draw
    return None if replies else Ask("text")


_ASKED = {
    "single": _single,
    "multiple": _multiple,
    "true_false": _true_false,
    "order": _order,
    "match": _match,
    "mark_signs": _mark_signs,
    "short_text": _short_text,
}
