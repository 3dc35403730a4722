"""The assistant as JSON, for the page's own script and for channels to come."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Field, Router, Schema
from ninja.errors import HttpError

from hocvuso.assistant import actions, asker, limits
from hocvuso.groups.help_desk import asking
from hocvuso.plumbing import clock, origin

router = Router(tags=["assistant"])


class QuestionIn(Schema):
    """A question as typed, and where the learner was when he asked."""

    text: str = Field(max_length=100_000)  # read up to `actions.MOST_TYPED`
    device: str = Field("", max_length=8)
    step: str = Field("", max_length=120)


@router.post("/ask", summary="Ask the assistant")
def ask(request: HttpRequest, question: QuestionIn) -> dict[str, Any] | HttpResponse:
    """Answer from lessons and cards with citations; `kind` says how sure the answer is."""
    if not origin.is_ours(request):
        raise HttpError(403, "This door is open to pages of this site only.")
    if (reply := limits.turned_away(request)) is not None:
        return reply
    learner = request.learner  # type: ignore[attr-defined]
    helped = asking.silences(learner.person) if learner else None
    if helped is not None:  # a person is there: the words go to him, the assistant keeps silent
        try:
            asking.write(learner.person, helped.pk, question.text, now=clock.now())
        except asking.Refused as refused:
            raise HttpError(422 if refused.args[0] == "empty" else 429, "Not sent to the person.") from refused
        return {"id": str(helped.pk), "kind": "person"}
    turn = actions.ask(
        question.text,
        now=clock.now(),
        person=learner.person if learner else None,
        device=question.device or asker.in_hand(request),
        current_step=question.step,
        office=asker.office_of(request),
    )
    if turn is None:
        raise HttpError(422, "The question is empty.")
    answer = turn.answer
    return {
        "id": str(turn.id),
        "kind": answer.kind,
        "skill": answer.skill,
        "text": answer.text,
        "plain": list(answer.plain),
        "do": list(answer.do),
        "caution": answer.caution,
        "note": answer.note,
        "links": [{"label": each.label, "url": each.target} for each in answer.buttons if each.kind == "open"],
        "confidence": answer.confidence,
        "citations": [
            {"page": each.page} if each.page else {"lesson": each.lesson, "step": each.step}
            for each in answer.citations
        ],
        "warnings": list(answer.warnings),
    }
