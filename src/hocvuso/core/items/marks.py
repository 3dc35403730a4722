"""What a learner gave (`Response`), what it was worth (`Mark`), and why one cannot be read (`BadResponse`).

Only the shapes live here; each kind of item reads and marks in a file of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from hocvuso.core.content import Item

Outcome = Literal["right", "partly", "wrong", "dont_know", "no_evidence"]

#: Reads a form field that may come several times, like `QueryDict.getlist`.
GetList = Callable[[str], list[str]]

# Reasons why an answer is refused. They are message ids: rooms translate them before a person reads them.
NOT_AN_OBJECT = "The answer is not in a form that can be read."
NOTHING_CHOSEN = "Nothing has been chosen yet."
UNKNOWN_CHOICE = "This choice is not part of the question."
NO_VERDICT = "Say first whether it is true or false."
NO_REASON = "Choose a reason as well."
NOT_ALL_IN_ORDER = "Give each line a place of its own."
UNKNOWN_PAIR = "One of these halves is not part of the question."
EMPTY_TEXT = "Nothing has been typed yet."
TEXT_TOO_LONG = "The answer is too long."
UNREADABLE_TEXT = "The answer holds characters that cannot be read."
UNKNOWN_SEGMENT = "This piece is not part of the message."
REASONS = (
    NOT_AN_OBJECT,
    NOTHING_CHOSEN,
    UNKNOWN_CHOICE,
    NO_VERDICT,
    NO_REASON,
    NOT_ALL_IN_ORDER,
    UNKNOWN_PAIR,
    EMPTY_TEXT,
    TEXT_TOO_LONG,
    UNREADABLE_TEXT,
    UNKNOWN_SEGMENT,
)


class BadResponse(ValueError):
    """An answer that does not belong to the item; `reason` is one of `REASONS`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Response:
    """What was given, already checked against its item; only the fields of its kind are set."""

    choice: str = ""
    choices: tuple[str, ...] = ()
    verdict: bool | None = None
    reason: str = ""
    order: tuple[str, ...] = ()
    pairs: tuple[tuple[int, int], ...] = ()  # left index, right index
    text: str = ""
    segments: tuple[int, ...] = ()
    dont_know: bool = False

    def to_json(self) -> dict[str, object]:
        """Return the stored form, which `read_json` reads back to an equal response."""
        if self.dont_know:
            return {"dont_know": True}
        given: dict[str, object] = {
            "choice": self.choice,
            "choices": list(self.choices),
            "reason": self.reason,
            "order": list(self.order),
            "pairs": {str(left): right for left, right in self.pairs},
            "text": self.text,
            "segments": list(self.segments),
        }
        kept = {name: value for name, value in given.items() if value}
        return kept if self.verdict is None else {"verdict": self.verdict, **kept}


DONT_KNOW = Response(dont_know=True)


@dataclass(frozen=True, slots=True)
class FeedbackLine:
    """One line of feedback: what it says, why, whether the learner said it, whether it is so."""

    text: str
    why: str
    chosen: bool
    right: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """What a response is worth. `score` is 0…1, or None when it is no evidence either way."""

    score: float | None
    outcome: Outcome
    lines: tuple[FeedbackLine, ...]
    message: str
    verdict_right: bool | None = None  # true_false only


def graded(item: Item, score: float, lines: tuple[FeedbackLine, ...], *, chance: float = 0.0) -> Mark:
    """Return the mark of a judged response; up to `chance` (0…1) a score is called wrong, not partly."""
    outcome: Outcome = "partly"
    if score >= 1.0:
        outcome = "right"
    elif score <= chance:
        outcome = "wrong"
    return Mark(score=score, outcome=outcome, lines=lines, message=item.explain)


def dont_know_mark(item: Item) -> Mark:
    """Return the mark of "I do not know": nothing known, nothing guessed, no lines that give it away."""
    return Mark(score=0.0, outcome="dont_know", lines=(), message=item.dont_know)


def with_verdict(mark: Mark, *, verdict_right: bool) -> Mark:
    """Return `mark` with a note on whether the verdict itself was right."""
    return replace(mark, verdict_right=verdict_right)


def net_share(*, hits: int, slips: int, total: int) -> float:
    """Return (hits − slips) / total, never below 0; `total` > 0."""
    return max(0, hits - slips) / total


class Kind(Protocol):
    """What the file of a kind must offer; a module fulfils it."""

    def validate(self, item: Item) -> list[str]:
        """Return the codes of what is wrong with the item as written."""

    def read(self, item: Item, data: Mapping[str, object]) -> Response:
        """Return the response in `data`, or raise `BadResponse`."""

    def form_data(self, item: Item, getlist: GetList) -> dict[str, object]:
        """Return the fields of a plain form in the shape that `read` takes."""

    def mark_response(self, item: Item, response: Response) -> Mark:
        """Return the mark of a response that `read` returned."""

    def right_response(self, item: Item) -> Response:
        """Return a response worth 1."""

    def guess_of(self, item: Item) -> float:
        """Return the chance (0…1) of a right answer by guessing."""
