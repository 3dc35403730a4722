"""The door for papers of contests: answers one by one or all at once, and handing in. As lean as that of answers."""

from __future__ import annotations

import uuid
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from ninja import Router
from ninja.errors import HttpError
from pydantic import BaseModel, Field

from hocvuso.contests import answering
from hocvuso.contests.answering import Asked, Given
from hocvuso.people import tokens
from hocvuso.plumbing import clock, origin

router = Router(tags=["contests"])
MOST_ANSWERS = 50


class AnswerIn(BaseModel):
    """One answer: an id made by the phone, the place of the question, milliseconds since the start."""

    id: str = Field(min_length=1, max_length=36)
    place: int = Field(ge=0, le=100)
    ms: int | None = None
    response: Any = None


class PaperIn(BaseModel):
    """Answers of one paper, and whether it is handed in."""

    answers: list[AnswerIn] = Field(default_factory=list, max_length=MOST_ANSWERS)
    hand_in: bool = False
    ms: int | None = None
    guess: int | None = None


class AnswerOut(BaseModel):
    """What became of one answer: stored, duplicate, older or refused with a short reason."""

    id: str
    status: str
    reason: str = ""


class PaperOut(BaseModel):
    """Results in the order sent, what the server has, and how long is left by its clock."""

    results: list[AnswerOut]
    handed_in: bool
    answered: int
    left_ms: int


@router.post(
    "/contests/papers/{uuid:entry}",
    response=PaperOut,
    summary="Save answers of a paper, hand it in",
    openapi_extra={"requestBody": {"content": {"application/json": {"schema": PaperIn.model_json_schema()}}}},
)
def save(request: HttpRequest, entry: uuid.UUID) -> HttpResponse:
    """Save answers of one's own paper; sending them again is harmless."""
    if not origin.is_ours(request):
        raise HttpError(403, "This door is open to pages of this site only.")
    known: tokens.Token | None = request.learner  # type: ignore[attr-defined]
    if known is None:
        raise HttpError(401, "Nobody is known on this phone.")
    try:
        sent = PaperIn.model_validate_json(request.body)
    except ValueError:
        raise HttpError(422, "Cannot read the answers.") from None
    given = [Given(each.id, each.place, each.ms, each.response) for each in sent.answers]
    asked = Asked(entry, known.person, given, clock.now(), hands_in=sent.hand_in, ms=sent.ms, guess=sent.guess)
    answering.take(asked)
    if not asked.is_found:
        raise HttpError(404, "There is no such paper.")
    reply = {
        "results": [{"id": each.id, "status": each.status, "reason": each.reason} for each in asked.results],
        "handed_in": asked.handed_in_at is not None, "answered": asked.answered, "left_ms": asked.left_ms,
    }  # fmt: skip
    return HttpResponse(orjson.dumps(reply), content_type="application/json")
