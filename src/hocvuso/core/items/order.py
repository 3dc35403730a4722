"""Kind `order`: put lines in order. The score is the share of pairs that stand in order.

Lines with the same `place` are in order either way round, so such a pair always counts as in order.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from itertools import combinations, pairwise

from hocvuso.core.content import Item
from hocvuso.core.items.marks import (
    NOT_ALL_IN_ORDER,
    UNKNOWN_CHOICE,
    BadResponse,
    FeedbackLine,
    GetList,
    Mark,
    Response,
    graded,
)

CHANCE = 0.5  # derived: a random order has half of its pairs in order; up to there nothing was shown


def validate(item: Item) -> list[str]:
    """Return what is wrong: too few lines, places that leave gaps or are all the same."""
    places = sorted({choice.place for choice in item.choices})
    checks = {
        "three-to-order": len(item.choices) < 3,
        "places-from-one": places != list(range(1, len(places) + 1)),
        "places-differ": len(places) < 2,
    }
    return [code for code, broken in checks.items() if broken]


def read(item: Item, data: Mapping[str, object]) -> Response:
    """Read {"order": [ids]}: every line of the item exactly once."""
    given = data.get("order")
    if not isinstance(given, list) or not given:
        raise BadResponse(NOT_ALL_IN_ORDER)
    known = {choice.id for choice in item.choices}
    if any(not isinstance(one, str) or one not in known for one in given):
        raise BadResponse(UNKNOWN_CHOICE)
    if len(given) != len(known) or set(given) != known:
        raise BadResponse(NOT_ALL_IN_ORDER)
    return Response(order=tuple(given))


def form_data(item: Item, getlist: GetList) -> dict[str, object]:
    """Read repeated `order` fields, or else one number field `place-<id>` a line."""
    given = getlist("order")
    if given:
        return {"order": given}
    typed = {choice.id: next(iter(getlist(f"place-{choice.id}")), "") for choice in item.choices}
    if any(not (place.isascii() and place.isdigit() and len(place) <= 2) for place in typed.values()):
        return {"order": []}
    places = {name: int(place) for name, place in typed.items()}
    if len(set(places.values())) != len(places):
        return {"order": []}
    return {"order": sorted(places, key=lambda name: places[name])}


def mark_response(item: Item, response: Response) -> Mark:
    """Return the mark; the lines stand in the right order, `chosen` where the learner put them so."""
    place = {choice.id: choice.place for choice in item.choices}
    given = list(combinations(response.order, 2))
    faults = [pair for pair in given if place[pair[0]] > place[pair[1]]]
    misplaced = {name for pair in faults for name in pair}
    lines = tuple(
        FeedbackLine(choice.text, choice.why, chosen=choice.id not in misplaced, right=True)
        for choice in sorted(item.choices, key=lambda choice: choice.place)
    )
    return graded(item, (len(given) - len(faults)) / len(given), lines, chance=CHANCE)


def right_response(item: Item) -> Response:
    """Return the lines by place, equal places as written."""
    return Response(order=tuple(c.id for c in sorted(item.choices, key=lambda choice: choice.place)))


def guess_of(item: Item) -> float:
    """Return the number of right orders over the number of all orders."""
    ties = Counter(choice.place for choice in item.choices).values()
    return math.prod(math.factorial(tie) for tie in ties) / math.factorial(len(item.choices))


def is_in_order(item: Item, order: tuple[str, ...]) -> bool:
    """Tell whether `order` would be marked fully right, so that a player can avoid showing it so."""
    place = {choice.id: choice.place for choice in item.choices}
    return all(place[before] <= place[after] for before, after in pairwise(order))
