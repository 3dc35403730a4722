"""Kind `mark_signs`: tap the pieces of a message that are signs.

Score: (signs found − harmless pieces tapped) / number of signs, never below 0.
"""

from __future__ import annotations

from collections.abc import Mapping

from hocvuso.core.content import Item
from hocvuso.core.items.marks import (
    NOTHING_CHOSEN,
    UNKNOWN_SEGMENT,
    BadResponse,
    FeedbackLine,
    GetList,
    Mark,
    Response,
    graded,
    net_share,
)


def _signs(item: Item) -> frozenset[int]:
    """Return the indexes of the pieces that are signs."""
    return frozenset(index for index, segment in enumerate(item.segments) if segment.sign)


def validate(item: Item) -> list[str]:
    """Return what is wrong: too few pieces, no sign, nothing harmless."""
    signs = len(_signs(item))
    checks = {
        "three-segments": len(item.segments) < 3,
        "one-sign": signs == 0,
        "one-harmless": signs == len(item.segments),
    }
    return [code for code, broken in checks.items() if broken]


def read(item: Item, data: Mapping[str, object]) -> Response:
    """Read {"segments": [indexes]}; the order of taps and repeated taps do not matter."""
    given = data.get("segments")
    if not isinstance(given, list) or not given:
        raise BadResponse(NOTHING_CHOSEN)
    for one in given:
        if isinstance(one, bool) or not isinstance(one, int) or not 0 <= one < len(item.segments):
            raise BadResponse(UNKNOWN_SEGMENT)
    return Response(segments=tuple(sorted(set(given))))


def form_data(item: Item, getlist: GetList) -> dict[str, object]:
    """Read the boxes `segments`, each with the index of its piece."""
    given = getlist("segments")
    numbers = [int(one) if one.isascii() and one.isdigit() and len(one) <= 3 else -1 for one in given]
    return {"segments": numbers}


def mark_response(item: Item, response: Response) -> Mark:
    """Return the mark, with the reason of every piece."""
    signs, tapped = _signs(item), frozenset(response.segments)
    lines = tuple(
        FeedbackLine(segment.text.strip(), segment.why, chosen=index in tapped, right=bool(segment.sign))
        for index, segment in enumerate(item.segments)
    )
    score = net_share(hits=len(tapped & signs), slips=len(tapped - signs), total=len(signs))
    return graded(item, score, lines)


def right_response(item: Item) -> Response:
    """Return every sign."""
    return Response(segments=tuple(sorted(_signs(item))))


def guess_of(item: Item) -> float:
    """Return one over the number of non-empty sets of pieces."""
    return 1 / ((1 << len(item.segments)) - 1)
