"""A hall and a paper quiz to test with: the questions of one lesson at the sewing factory."""

from __future__ import annotations

import uuid

from django.test import Client

from hocvuso.core.hall import Exercise
from hocvuso.halls import exercises, paper, running, taking_part
from hocvuso.halls.models import Hall, PaperQuiz
from hocvuso.plumbing.ids import uuid7

LESSON = "kns.4.3/three-questions"


def exercise() -> Exercise:
    """Return the questions."""
    found = exercises.by_source(f"lesson:{LESSON}")
    assert found is not None
    return found


def opened(unit: uuid.UUID, by: uuid.UUID, *, step: int = 0, **plan: object) -> Hall:
    """Open a hall and go on to a step."""
    row = running.open_hall(uuid7(), unit, exercise(), running.Plan("Bài chung", **plan), by=by)  # type: ignore[arg-type]
    for seen in range(step):
        running.move(row.id, seen, 1)
    row.refresh_from_db()
    return row


def phone(row: Hall, people: int = 1) -> uuid.UUID:
    """Let a phone come in."""
    number = uuid7()
    assert taking_part.join(row.code, number, people)
    return number


def answered(row: Hall, number: uuid.UUID, question: int, choice: int, turn: int = 1) -> str:
    """Let a phone answer."""
    return taking_part.answer(
        row.code, number, question, choice, turn, [len(q["options"]) for q in row.exercise["questions"]]
    )


def printed(unit: uuid.UUID, by: uuid.UUID, class_id: uuid.UUID | None = None) -> PaperQuiz:
    """Make a paper quiz."""
    return paper.make(uuid7(), unit, exercise(), by=by, class_id=class_id)


def come_in(browser: Client, row: Hall, people: int = 1, **more: str) -> None:
    """Let a browser come into a hall by its one button."""
    page = browser.get(f"/h/{row.code}").content.decode()
    number = page.split('name="may" value="')[1].split('"')[0]
    response = browser.post(f"/h/{row.code}", {"may": number, "nguoi": str(people), **more})
    assert response.status_code == 302
