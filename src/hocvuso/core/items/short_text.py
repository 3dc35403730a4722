"""Kind `short_text`: type a few words. Replies are compared without diacritics and case, word by word.

A reply fits when one phrase of `any` occurs as whole words and none of `none` does. The first reply that
fits decides; words that fit no reply are no evidence at all, because nobody foresaw them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from hocvuso.core.content import Item, Reply
from hocvuso.core.items.marks import (
    EMPTY_TEXT,
    TEXT_TOO_LONG,
    UNREADABLE_TEXT,
    BadResponse,
    FeedbackLine,
    GetList,
    Mark,
    Response,
    graded,
)
from hocvuso.core.vntext import search_key

MAX_LENGTH = 300  # assumed: characters; an answer of one sentence stays below 120, see docs/adr
# Unicode categories that no answer needs: control, surrogate, private use, unassigned.
_UNREADABLE = ("Cc", "Cs", "Co", "Cn")


def _words(text: str) -> str:
    """Return the folded words of `text` between single spaces, with a space at each end."""
    return f" {search_key(text)} "


def reply_that_fits(item: Item, text: str) -> Reply | None:
    """Return the first reply that fits `text`, or None."""
    words = _words(text)
    for reply in item.replies:
        if any(_words(phrase) in words for phrase in reply.any) and not any(
            _words(phrase) in words for phrase in reply.none
        ):
            return reply
    return None


def validate(item: Item) -> list[str]:
    """Return what is wrong: no right reply, a phrase without words, a model answer that is not right."""
    phrases = [phrase for reply in item.replies for phrase in reply.any + reply.none]
    best = reply_that_fits(item, item.model_answer)
    checks = {
        "one-right": not any(reply.right for reply in item.replies),
        "phrase-words": any(not _words(phrase).strip() for phrase in phrases),
        "reply-phrases": any(not reply.any for reply in item.replies),
        "model-answer": best is None or not best.right,
        "unmatched": not item.unmatched,
    }
    return [code for code, broken in checks.items() if broken]


def read(item: Item, data: Mapping[str, object]) -> Response:
    """Read {"text": words}, with tabs and line breaks as spaces; at most `MAX_LENGTH` characters."""
    given = data.get("text")
    if not isinstance(given, str) or not given.strip():
        raise BadResponse(EMPTY_TEXT)
    if len(given) > MAX_LENGTH:
        raise BadResponse(TEXT_TOO_LONG)
    text = unicodedata.normalize("NFC", " ".join(given.split()))
    if any(unicodedata.category(letter) in _UNREADABLE for letter in text):
        raise BadResponse(UNREADABLE_TEXT)
    return Response(text=text)


def form_data(item: Item, getlist: GetList) -> dict[str, object]:
    """Read the text field `text`."""
    return {"text": next(iter(getlist("text")), "")}


def mark_response(item: Item, response: Response) -> Mark:
    """Return the mark; the model answer is a line of its own unless the typed words were right."""
    reply = reply_that_fits(item, response.text)
    model = FeedbackLine(item.model_answer, "", chosen=False, right=True)
    if reply is None:
        return Mark(score=None, outcome="no_evidence", lines=(model,), message=item.unmatched)
    said = FeedbackLine(response.text, reply.why, chosen=True, right=reply.right)
    return graded(item, float(reply.right), (said,) if reply.right else (said, model))


def right_response(item: Item) -> Response:
    """Return the model answer."""
    return Response(text=item.model_answer)


def guess_of(item: Item) -> float:
    """Return 0: nothing is offered to choose from."""
    return 0.0
