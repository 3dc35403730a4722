"""Look-ups of halls and paper quizzes."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from hocvuso.halls.models import Hall, HallHandCount, PaperQuiz
from hocvuso.unions import queries as unions

LISTED = 100  # on one list; older ones are found by their class


def hall(number: uuid.UUID) -> Hall | None:
    """Return a hall."""
    return Hall.objects.filter(id=number).first()


def by_code(code: str) -> Hall | None:
    """Return the hall with the code of a square or a wall."""
    return Hall.objects.filter(code=code).first()


def hands(number: uuid.UUID, question: int) -> dict[int, int]:
    """Return how many hands went up for each answer of a question."""
    rows = HallHandCount.objects.filter(hall=number, question=question)
    return dict(rows.values_list("choice", "people"))


def of_units(units: unions.Ids | Collection[uuid.UUID]) -> list[Hall]:
    """Return the halls of these units, the newest first."""
    return list(Hall.objects.filter(unit__in=units).order_by("-opened_at")[:LISTED])


def quizzes_of(units: unions.Ids | Collection[uuid.UUID]) -> list[PaperQuiz]:
    """Return the paper quizzes of these units, the newest first."""
    return list(PaperQuiz.objects.filter(unit__in=units).order_by("-made_at")[:LISTED])


def quizzes_of_class(class_id: uuid.UUID) -> list[PaperQuiz]:
    """Return the paper quizzes of a class, the newest first."""
    return list(PaperQuiz.objects.filter(class_id=class_id).order_by("-made_at", "-id")[:LISTED])


def quiz_of_class(class_id: uuid.UUID) -> PaperQuiz | None:
    """Return the newest paper quiz of a class."""
    return PaperQuiz.objects.filter(class_id=class_id).order_by("-made_at", "-id").first()
