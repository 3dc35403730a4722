"""What came of a hall: people, phones, and the answers to each question, without anybody's name."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Sum

from hocvuso.core import hall as rules
from hocvuso.core.hall import Bar, Counted, Exercise, Question
from hocvuso.halls.models import Hall, HallAnswer, HallHandCount


@dataclass(frozen=True, slots=True)
class Result:
    """A hall in numbers. `people` counts those at phones and the most hands that went up for one question."""

    phones: int
    people: int
    claimed: int
    questions: tuple[tuple[Question, Counted], ...]

    def lines(self) -> list[tuple[Question, int, tuple[Bar, ...] | None, float | None]]:
        """Return each question with how many answered, its bars and the share that chose the safe answer."""
        return [
            (one, counted.answered, rules.bars(one, counted), rules.right_share(one, counted))
            for one, counted in self.questions
        ]


def exercise_of(row: Hall) -> Exercise:
    """Return the exercise of a hall."""
    return rules.from_json(row.exercise)


def counts(number: uuid.UUID, question: int, options: int) -> Counted:
    """Count the answers to one question, with the hands that went up."""
    given = HallAnswer.objects.filter(hall=number, question=question).values_list("choice")
    hands = HallHandCount.objects.filter(hall=number, question=question).values_list("choice", "people")
    return rules.count(options, given.annotate(many=Sum("people")), hands)


def counted(row: Hall) -> dict[str, Any]:
    """Return the counts of a hall as they are kept when phones and answers are forgotten."""
    asked = row.exercise["questions"]
    by_question: list[list[int]] = [[0] * len(each["options"]) for each in asked]
    given = row.answers.values("question", "choice").annotate(many=Sum("people"))
    hands = row.hands.values("question", "choice").annotate(many=Sum("people"))
    for line in (*given, *hands):
        if line["question"] < len(asked) and line["choice"] < len(by_question[line["question"]]):
            by_question[line["question"]][line["choice"]] += line["many"]
    phones = row.phones.aggregate(many=Count("id"), people=Sum("people"), claimed=Count("claimed_at"))
    raised = row.hands.values("question").annotate(many=Sum("people")).aggregate(most=Max("many"))["most"] or 0
    people = (phones["people"] or 0) + raised
    return {"phones": phones["many"], "people": people, "claimed": phones["claimed"], "counts": by_question}


def of(row: Hall) -> Result:
    """Return what came of a hall: counted now, or as it was kept once its phones were forgotten."""
    kept = row.result if row.result and row.result.get("is_final") else counted(row)
    asked = exercise_of(row).questions
    questions = tuple((one, Counted(tuple(found))) for one, found in zip(asked, kept["counts"], strict=True))
    return Result(kept["phones"], kept["people"], kept["claimed"], questions)
