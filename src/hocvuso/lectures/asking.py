"""Which questions a lecture asks: one aloud at its end, one on the page after each step."""

from __future__ import annotations

from collections.abc import Iterable

from hocvuso.core.content import Item, Lesson

SPOKEN_CHECKS = ("single", "true_false")  # kinds that can be asked aloud


def spoken_check(lesson: Lesson, items: Iterable[Item]) -> Item | None:
    """Return the question that is asked aloud at the end: the shortest one that the ear can follow."""
    steps = {step.id for step in lesson.steps}
    fit = [item for item in items if item.step in steps and item.kind in SPOKEN_CHECKS and not item.exhibit]
    return min(fit, key=lambda item: (_length(item), item.id), default=None)


def checks_of(lesson: Lesson, items: Iterable[Item]) -> dict[str, Item]:
    """Return one question for each step that has one, to be answered after its scenes: the easiest, by step id."""
    items = list(items)
    last, steps = spoken_check(lesson, items), {step.id for step in lesson.steps}
    fit = [item for item in items if item.step in steps and item.kind in SPOKEN_CHECKS and item is not last]
    found: dict[str, Item] = {}
    for item in sorted(fit, key=lambda one: (one.difficulty, one.id)):
        found.setdefault(item.step, item)
    return found


def _length(item: Item) -> int:
    return len(item.prompt) + sum(len(choice.text) for choice in item.choices)
