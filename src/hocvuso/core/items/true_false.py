"""Kind `true_false`: judge a statement and choose the reason. The verdict is worth ½, the reason ½."""

from __future__ import annotations

from collections.abc import Mapping

from hocvuso.core.content import Item
from hocvuso.core.items.choice import choice_lines, known_choice
from hocvuso.core.items.marks import (
    NO_REASON,
    NO_VERDICT,
    BadResponse,
    GetList,
    Mark,
    Response,
    graded,
    with_verdict,
)

VERDICT_SHARE = 0.5  # published: content format, "verdict ½ + reason ½"


def validate(item: Item) -> list[str]:
    """Return what is wrong: fewer than two reasons, or not exactly one right reason."""
    checks = {
        "two-reasons": len(item.choices) < 2,
        "one-right": sum(choice.right for choice in item.choices) != 1,
    }
    return [code for code, broken in checks.items() if broken]


def read(item: Item, data: Mapping[str, object]) -> Response:
    """Read {"verdict": bool, "reason": id}."""
    verdict = data.get("verdict")
    if not isinstance(verdict, bool):
        raise BadResponse(NO_VERDICT)
    if not data.get("reason"):
        raise BadResponse(NO_REASON)
    return Response(verdict=verdict, reason=known_choice(item.choices, data["reason"]))


def form_data(item: Item, getlist: GetList) -> dict[str, object]:
    """Read the radio fields `verdict` ("true" or "false") and `reason`."""
    said = next(iter(getlist("verdict")), "")
    verdict = {"true": True, "false": False}.get(said)
    return {"verdict": verdict, "reason": next(iter(getlist("reason")), "")}


def mark_response(item: Item, response: Response) -> Mark:
    """Return the mark; `verdict_right` tells the page which half was right."""
    verdict_right = response.verdict is item.answer
    reason_right = any(choice.right and choice.id == response.reason for choice in item.choices)
    score = VERDICT_SHARE * verdict_right + (1 - VERDICT_SHARE) * reason_right
    lines = choice_lines(item.choices, frozenset({response.reason}))
    return with_verdict(graded(item, score, lines), verdict_right=verdict_right)


def right_response(item: Item) -> Response:
    """Return the right verdict with the right reason."""
    reason = next(choice.id for choice in item.choices if choice.right)
    return Response(verdict=item.answer, reason=reason)


def guess_of(item: Item) -> float:
    """Return the chance that a coin and a blind reason are both right."""
    return 0.5 / len(item.choices)
