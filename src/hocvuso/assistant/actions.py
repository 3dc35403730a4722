"""Asking: one function for every channel. The question is masked before anything is stored."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from hocvuso.assistant import asker, desk, pipeline
from hocvuso.assistant.compose import Answer, Reader, chosen_card
from hocvuso.assistant.models import Question
from hocvuso.assistant.own import answering
from hocvuso.assistant.own.registry import Asker, Office
from hocvuso.core.reading import MAX_CHARACTERS
from hocvuso.curriculum import queries as curriculum
from hocvuso.people import queries as people
from hocvuso.plumbing.ids import uuid7

MOST_TYPED = 5000  # what goes beyond is not looked at: masking it would cost time, and only the beginning is read
A_TURN = timedelta(minutes=30)  # a clarification belongs to the talk of the last half hour


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and its answer."""

    id: uuid.UUID
    text: str  # masked
    answer: Answer


def ask(
    text: str,
    *,
    now: datetime,
    person: uuid.UUID | None = None,
    device: str = "",
    current_step: str = "",
    language: str = "vi",
    office: Office | None = None,
    may_leave: bool = False,
) -> Turn | None:
    """Answer a question from the published lessons and cards; None when there is nothing to read in it.

    A question about oneself is answered from the data of `person`; `office` is that of whoever is in as an official.
    Worded by what `person` chose for himself; `device` is the one that the channel sees in his hand.
    `may_leave`: the masked question may go to a service of vectors, where the site has one.
    `current_step`: what is on the screen, the open step or the one that was answered with, so that "bước 2 là sao?" has
    a subject; who was answered in the same place within half an hour is taken to speak of that.

    Stored: the masked text, what was answered and from which version; for 30 days.
    """
    text = text[:MOST_TYPED].strip()
    if not text:
        return None
    # Step and device are stored as they come and are not masked, so only words of our own are let through.
    current_step = current_step if current_step in curriculum.current().steps else ""
    worded = asker.wording_for(person, office, now.date(), in_hand=device)
    asked = pipeline.Asked(
        text,
        device=worded.device,
        easy=worded.easy,
        audience=worded.audience,
        current_step=current_step,
        leans_on=_shown_last(person, current_step, now),
        clarified=_was_clarified(person, now),
        language=language,
        may_leave=may_leave,
    )
    answer = pipeline.answer(desk.library(), asked, now.date())
    answer = answering.filled(answer, Asker(now, person, office))
    citation = answer.citations[0].step if answer.citations else ""
    read = answer.masked_text[:MAX_CHARACTERS]
    # A message that somebody got is somebody else's words: it is judged, never kept (foundations.md 22).
    kept = "" if answer.kind == "check_message" else read
    row = Question.objects.create(
        id=uuid7(), person=person, asked_at=now, text=kept, kind=answer.kind, step=citation,
        context_step=current_step, confidence=answer.confidence, curriculum=curriculum.current().version,
        candidates=[[each.step, round(each.score, 4)] for each in answer.candidates], device=worded.device,
    )  # fmt: skip
    return Turn(row.id, read, answer)


def show(
    target: str, *, person: uuid.UUID, since: datetime, now: datetime, language: str = "vi", device: str = ""
) -> Turn | None:
    """Return one of the steps or cards that the person's last answer offered, and keep that it was chosen."""
    row = _last(person, since)
    if row is None or target not in {each for each, _ in row.candidates}:
        return None
    worded = asker.wording_for(person, None, now.date(), in_hand=device)
    reader = Reader(now.date(), worded.device, worded.easy, worded.audience, language)
    answer = chosen_card(curriculum.current(), target, reader)
    if answer is None:
        return None
    chose(row.id, row.person, target)
    return Turn(row.id, row.text, answer)


def answered_last(person: uuid.UUID, since: datetime) -> str:
    """Return the step that somebody was shown last since a moment, "" when none: what follows may lean on it."""
    row = _last(person, since)
    found = (row.chosen, row.step if row.kind == "answer" else "") if row else ()
    return next((each for each in found if each in curriculum.current().steps), "")


def _shown_last(person: uuid.UUID | None, current_step: str, now: datetime) -> str:
    """Return the step that this talk has shown last, "" when it began anew with another step on the screen."""
    row = _last(person, now - A_TURN) if person else None
    if row is None or row.context_step != current_step:
        return ""
    return next((each for each in (row.chosen, row.step) if each in curriculum.current().steps), "")


def _last(person: uuid.UUID, since: datetime) -> Question | None:
    rows = Question.objects.filter(person__in=people.ids_of(person), asked_at__gte=since)
    return rows.order_by("-asked_at").first()


def helped(question: uuid.UUID, person: uuid.UUID | None, *, yes: bool) -> None:
    """Keep whether an answer helped; only whoever asked may say so."""
    Question.objects.filter(id=question, person=person).update(helped=yes)


def chose(question: uuid.UUID, person: uuid.UUID | None, target: str) -> None:
    """Keep which of the offered things was looked at; only for whoever asked, and only what was offered."""
    row = Question.objects.filter(id=question, person=person).first()
    if row is not None and target in {each for each, _ in row.candidates}:
        row.chosen = target
        row.save(update_fields=["chosen"])


def forget(person: uuid.UUID, question: uuid.UUID | None = None) -> int:
    """Delete a person's thread or one question of it, also from before he had a name; return how many went."""
    rows = Question.objects.filter(person__in=people.ids_of(person))
    return (rows if question is None else rows.filter(id=question)).delete()[0]


def _was_clarified(person: uuid.UUID | None, now: datetime) -> bool:
    """Tell whether the last answer was a counter-question: at most one in a row."""
    if person is None:
        return False
    last = Question.objects.filter(person=person, asked_at__gt=now - A_TURN).order_by("-asked_at").first()
    return last is not None and last.kind == "clarify"
