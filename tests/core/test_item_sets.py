"""Sets of fitted items: what enters one, when one says something new, and that the model foresees better with it."""

from __future__ import annotations

import math

import numpy as np
import pytest

from hocvuso.core import item_fit, mastery
from hocvuso.core.evidence import Evidence, Task
from hocvuso.core.graph import SkillGraph
from hocvuso.core.item_cells import Rows, cell_of, measured, reduced
from hocvuso.core.item_sets import FittedItem, fitted_task, is_news, is_usable
from hocvuso.core.state import initial

HARD = FittedItem(1, 0.8, 0.2, 1.1)
TASK = Task("s/i", ("s",), difficulty=-0.5)


def test_thirty_answers_are_enough() -> None:
    assert (is_usable(29), is_usable(30)) == (False, True)


@pytest.mark.parametrize(
    ("now", "news"),
    [
        (HARD, False),
        (FittedItem(1, 0.85, 0.1, 1.15), False),  # surer, and nearly the same
        (FittedItem(1, 0.95, 0.2, 1.1), True),
        (FittedItem(1, 0.8, 0.2, 0.9), True),
        (FittedItem(2, 0.8, 0.2, 1.1), True),  # another meaning
    ],
)
def test_a_set_is_news_when_something_moved(now: FittedItem, news: bool) -> None:
    assert is_news({"s/i": HARD}, {"s/i": now}) is news


def test_an_item_more_is_news_and_one_less_is_not() -> None:
    assert is_news({}, {"s/i": HARD})
    assert not is_news({"s/i": HARD}, {})


def test_a_task_is_as_the_answers_say_only_in_the_meaning_they_were_given_to() -> None:
    fitted = fitted_task(TASK, HARD, 1)
    assert (fitted.difficulty, fitted.discrimination, fitted.doubt) == (0.8, 1.1, pytest.approx(0.04))
    assert fitted_task(TASK, HARD, 2) is TASK
    assert fitted_task(TASK, None, 1) is TASK


def test_with_fitted_items_answers_of_others_are_foreseen_better_than_with_their_authors() -> None:
    """Authors err by 0.7 logits. Counted by the authors' difficulties, as at night; judged on other learners."""
    draw, graph, size = np.random.default_rng(7), SkillGraph.from_skills([("s", ())]), 20
    truth, scale = draw.normal(0.0, 0.8, size), np.exp(draw.normal(0.0, 0.3, size))
    expert = truth + draw.normal(0.0, 0.7, size)
    authors = [Task(f"s/{n}", ("s",), difficulty=float(b), slip=0.03) for n, b in enumerate(expert)]

    def lives(people: int, tasks: list[Task], seed: int) -> list[tuple[int, float, mastery.Foreseen]]:
        draw, found = np.random.default_rng(seed), []
        for ability in draw.normal(0.0, 1.0, people).tolist():
            state = initial(graph)
            for number in draw.permutation(size)[:12].tolist():
                p = 0.97 / (1.0 + math.exp(-scale[number] * (ability - truth[number])))
                score = float(draw.random() < p)
                state, foreseen = mastery.update_foreseen(state, Evidence(tasks[number], score, 20_000))
                found.append((number, score, foreseen))
        return found

    def log_loss(tasks: list[Task]) -> float:
        told = lives(250, tasks, 2)
        return -float(np.mean([math.log(seen.p if score else 1.0 - seen.p) for _, score, seen in told]))

    rows = []
    for number, score, seen in lives(250, authors, 1):
        place, *numbers = measured(seen.centre, seen.spread, score)
        rows.append((cell_of(number, 0, place), *numbers, 0))
    fits = item_fit.fit(reduced(Rows.of(rows)), expert, np.zeros(size))
    columns = (fits.difficulty, fits.doubt, fits.scale)
    known = [FittedItem(1, *(each[number].item() for each in columns)) for number in range(size)]
    fitted = [fitted_task(task, each, 1) for task, each in zip(authors, known, strict=True)]
    assert log_loss(fitted) < log_loss(authors) - 0.02, "the same learners, the same answers"
