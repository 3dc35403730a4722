"""Whether people would find a step in their own words: each wording, left out, is asked of the search.

A warning, not an error: it shows where a step lacks words or where two skills overlap. It rebuilds the
search index several times (seconds), so only the command runs it, never publishing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from hocvuso.core import retrieval
from hocvuso.core.content import REGISTERS, Card, Curriculum, Step, Wordings
from hocvuso.curriculum.checks.alike import Told, wordings_of
from hocvuso.curriculum.reading.library import Library
from hocvuso.curriculum.reading.problem import Problem

FOLDS = 5  # assumed: leaves four fifths of the wordings in the index at a cost of five builds

Report = Callable[[int, int], None]  # rounds done, rounds in all


def _without(wordings: Wordings, fold: int) -> Wordings:
    """Return the wordings without each one whose number in the set falls into `fold`."""
    kept: dict[str, tuple[str, ...]] = {}
    number = 0
    for register in REGISTERS:
        texts = getattr(wordings, register)
        kept[register] = tuple(text for at, text in enumerate(texts, start=number) if at % FOLDS != fold)
        number += len(texts)
    return Wordings(**kept)


def without_fold(curriculum: Curriculum, fold: int) -> Curriculum:
    """Return the curriculum as if the wordings of `fold` (0 … FOLDS − 1) had never been written."""

    def fewer(step: Step) -> Step:
        return replace(step, wordings=_without(step.wordings, fold))

    def fewer_of(card: Card) -> Card:
        return replace(card, wordings=_without(card.wordings, fold))

    lessons = {
        name: replace(lesson, steps=tuple(fewer(step) for step in lesson.steps))
        for name, lesson in curriculum.lessons.items()
    }
    return replace(
        curriculum,
        lessons=lessons,
        steps={step.id: step for lesson in lessons.values() for step in lesson.steps},
        cards={name: fewer_of(card) for name, card in curriculum.cards.items()},
    )


def _numbered(library: Library) -> Iterator[tuple[int, Told]]:
    """Yield every wording with its number within its step or card."""
    numbers: dict[str, int] = {}
    for told in wordings_of(library):
        number = numbers.get(told.owner, 0)
        numbers[told.owner] = number + 1
        yield number, told


def check(library: Library, curriculum: Curriculum, report: Report) -> Iterator[Problem]:
    """Yield a warning for every wording that, left out, finds another skill first."""
    skills = {step.id: step.skill for step in curriculum.steps.values()}
    skills |= {card.id: card.skill for card in curriculum.cards.values()}
    told = [(number, one) for number, one in _numbered(library) if one.owner in skills]
    for fold in range(FOLDS):
        index = retrieval.build(without_fold(curriculum, fold))
        for number, one in told:
            if number % FOLDS == fold:
                yield from _asked(index, one, skills[one.owner])
        report(fold + 1, FOLDS)


def _asked(index: retrieval.Index, told: Told, skill: str) -> Iterator[Problem]:
    hits = retrieval.search(index, told.text, k=1)
    if not hits or hits[0].skill == skill:
        return
    what = f"Cách hỏi “{told.text}”, để riêng ra, tìm thấy {hits[0].id} trước."
    expected = "Thêm từ khoá cho bước, viết câu rõ hơn, hoặc chuyển câu này thành near_miss."
    yield told.file.problem(told.path, what, expected, code="found-elsewhere", severity="warning")
