"""Kind `match`: join left and right halves. The score is the share of pairs joined rightly.

A right half is named by its index in `right_sides`; halves with equal words are interchangeable.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping

from hocvuso.core.content import Item, Pair
from hocvuso.core.items.marks import (
    NOTHING_CHOSEN,
    UNKNOWN_PAIR,
    BadResponse,
    FeedbackLine,
    GetList,
    Mark,
    Response,
    graded,
)


def right_sides(item: Item) -> tuple[str, ...]:
    """Return the right halves by index; the last one is the distractor, if there is one."""
    return tuple(pair.right for pair in item.pairs) + ((item.distractor,) if item.distractor else ())


def validate(item: Item) -> list[str]:
    """Return what is wrong: too few pairs, twin left halves, a distractor that fits or explains nothing."""
    lefts = {pair.left for pair in item.pairs}
    checks = {
        "three-pairs": len(item.pairs) < 3,
        "lefts-differ": len(lefts) != len(item.pairs),
        "rights-differ": len({pair.right for pair in item.pairs}) < 2,
        "distractor-fits": item.distractor in {pair.right for pair in item.pairs},
        "distractor-why": bool(item.distractor) != bool(item.distractor_why),
    }
    return [code for code, broken in checks.items() if broken]


def _index(given: object, limit: int) -> int:
    """Return `given` as an index below `limit`, or raise `BadResponse`."""
    if isinstance(given, str) and given.isascii() and given.isdigit() and len(given) <= 3:
        given = int(given)
    if isinstance(given, bool) or not isinstance(given, int) or not 0 <= given < limit:
        raise BadResponse(UNKNOWN_PAIR)
    return given


def read(item: Item, data: Mapping[str, object]) -> Response:
    """Read {"pairs": {left index: right index}}; halves may be left alone, but not all of them."""
    given = data.get("pairs")
    if not isinstance(given, Mapping) or not given:
        raise BadResponse(NOTHING_CHOSEN)
    rights = len(right_sides(item))
    joined = {_index(left, len(item.pairs)): _index(right, rights) for left, right in given.items()}
    return Response(pairs=tuple(sorted(joined.items())))


def form_data(item: Item, getlist: GetList) -> dict[str, object]:
    """Read one list field `pair-<left index>` a left half; empty means left alone."""
    chosen = {str(left): next(iter(getlist(f"pair-{left}")), "") for left in range(len(item.pairs))}
    return {"pairs": {left: right for left, right in chosen.items() if right}}


def _lines(item: Item, pair: Pair, chosen: str) -> list[FeedbackLine]:
    """Return the right joining of a pair and, if it differs, the learner's."""
    fits = chosen == pair.right
    lines = [FeedbackLine(f"{pair.left} → {pair.right}", pair.why, chosen=fits, right=True)]
    if chosen and not fits:
        why = item.distractor_why if chosen == item.distractor else ""
        lines.append(FeedbackLine(f"{pair.left} → {chosen}", why, chosen=True, right=False))
    return lines


def mark_response(item: Item, response: Response) -> Mark:
    """Return the mark; each left half has its right joining as a line, and the learner's if it differs."""
    rights = right_sides(item)
    joined = {left: rights[right] for left, right in response.pairs}
    fitting = sum(joined.get(left) == pair.right for left, pair in enumerate(item.pairs))
    lines = [line for left, pair in enumerate(item.pairs) for line in _lines(item, pair, joined.get(left, ""))]
    return graded(item, fitting / len(item.pairs), tuple(lines))


def right_response(item: Item) -> Response:
    """Return every left half joined with its own right half."""
    return Response(pairs=tuple((index, index) for index in range(len(item.pairs))))


def guess_of(item: Item) -> float:
    """Return the chance that right halves drawn blindly, each once, all fit."""
    ties = Counter(pair.right for pair in item.pairs).values()
    return math.prod(math.factorial(tie) for tie in ties) / math.perm(len(right_sides(item)), len(item.pairs))
