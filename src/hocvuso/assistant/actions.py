"""Asking: one function for every channel. The question is masked before anything is stored."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from hocvuso.assistant import desk, pipeline
from hocvuso.assistant.compose import Answer
from hocvuso.assistant.models import Question
from hocvuso.curriculum import queries as curriculum
from hocvuso.plumbing.ids import uuid7

LONGEST = 1500  # assistant.md 3.5: characters of a question that are read
A_TURN = timedelta(minutes=30)  # a clarification belongs to the talk of the last half hour


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and its answer."""

    id: uuid.UUID
    text: str  # masked
    answer: Answer
    was_cut: bool


def ask(
    text: str,
    *,
    now: datetime,
    person: uuid.UUID | None = None,
    device: str = "",
    easy: bool = False,
    audience: str = "",
    current_step: str = "",
) -> Turn | None:
    """Answer a question from the published lessons and cards; None when there is nothing to read in it.

    Stored: the masked text, what was answered and from which version; for 30 days.
    """
    question = text.strip()
    was_cut = len(question) > LONGEST
    question = question[:LONGEST]
    if not question:
        return None
    asked = pipeline.Asked(
        question, device=device, easy=easy, audience=audience, current_step=current_step,
        clarified=_was_clarified(person, now),
    )  # fmt: skip
    answer = pipeline.answer(desk.library(), asked, now.date())
    citation = answer.citations[0].step if answer.citations else ""
    row = Question.objects.create(
        id=uuid7(), person=person, asked_at=now, text=answer.masked_text, kind=answer.kind, step=citation,
        context_step=current_step, confidence=answer.confidence, curriculum=curriculum.current().version,
        candidates=[[each.step, round(each.score, 4)] for each in answer.candidates], device=device,
    )  # fmt: skip
    return Turn(row.id, answer.masked_text, answer, was_cut)


def helped(question: uuid.UUID, person: uuid.UUID | None, *, yes: bool) -> None:
    """Keep whether an answer helped; only whoever asked may say so."""
    Question.objects.filter(id=question, person=person).update(helped=yes)


def forget(person: uuid.UUID) -> int:
    """Delete a person's thread; return how many questions went."""
    return Question.objects.filter(person=person).delete()[0]


def _was_clarified(person: uuid.UUID | None, now: datetime) -> bool:
    """Tell whether the last answer was a counter-question: at most one in a row."""
    if person is None:
        return False
    last = Question.objects.filter(person=person, asked_at__gt=now - A_TURN).order_by("-asked_at").first()
    return last is not None and last.kind == "clarify"
