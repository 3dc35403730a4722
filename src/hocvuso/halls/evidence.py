"""Answers of a hall or of a paper become answers of somebody: by the same door as every other answer."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime

from hocvuso.core.hall import Exercise
from hocvuso.learning import actions
from hocvuso.learning.intake import Incoming
from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid7

# A success in a hall weighs as one after a hint (0.6, `core.parameters.HINT_WEIGHTS`) and never counts as done alone:
# neighbours talk. On paper everybody answers for himself.
IN_A_HALL, ON_PAPER = 1, 0
Chosen = tuple[int, int, datetime]  # question, answer, when


def hand_on(person: uuid.UUID, device: uuid.UUID, exercise: Exercise, chosen: Iterable[Chosen], *, hints: int) -> int:
    """Give the learner model what somebody answered; return how many answers it took.

    Questions that are no item of the curriculum say nothing to it. Call it once, inside the transaction that notes it.
    """
    incoming = []
    for place, choice, at in chosen:
        question = exercise.questions[place]
        if not question.item:
            continue
        picked = question.ids[choice]
        incoming.append(
            Incoming(
                id=uuid7(), kind="answer", content_id=question.item, device=device, counter=None, client_at=at,
                version=question.version, context="practice", hints=hints,
                response={"choice": picked} if picked else {"dont_know": True},
            )
        )  # fmt: skip
    if not incoming:
        return 0
    stored = actions.record(person, incoming, now=clock.now())
    return sum(each.status == "stored" for each in stored)
