"""What can be found: steps and answer cards as passages with weighted fields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hocvuso.core.content import Card, Curriculum, Lesson, Skill, Step, Variant

# Weights of the fields (design, assistant.md 3.1): questions 3, keywords 2, step text 1, body 0.5.
QUESTIONS, KEYWORDS, TITLE, TEXT, BODY = 3.0, 2.0, 2.0, 1.0, 0.5


@dataclass(frozen=True, slots=True)
class Passage:
    """One thing to find. `parent` and `grandparent` (lesson, skill) add their own score to it."""

    id: str
    fields: tuple[tuple[float, str], ...]  # weight, text
    title: str = ""
    questions: tuple[str, ...] = ()
    near_misses: tuple[tuple[str, str], ...] = ()  # question, where it belongs
    parent: str = ""
    grandparent: str = ""
    devices: tuple[str, ...] = ()  # devices it has a variant for


@dataclass(frozen=True, slots=True)
class Parent:
    """A lesson or skill: its own words, found together with all passages below it."""

    id: str
    text: str


def passages_of(curriculum: Curriculum) -> tuple[Passage, ...]:
    """Every step of every lesson that is not retired, every card, every skill that has no step yet."""
    steps = [
        _of_step(step)
        for step in curriculum.steps.values()
        if step.lesson not in curriculum.lessons or curriculum.lessons[step.lesson].status != "retired"
    ]
    cards = [_of_card(card) for card in curriculum.cards.values() if card.status != "retired"]
    taught = {passage.grandparent for passage in steps}
    pointing = _pointing_to(steps + cards)
    skills = [
        _of_untaught_skill(skill, pointing.get(skill.id, ()))
        for skill in curriculum.skills.values()
        if skill.id not in taught
    ]
    return tuple(steps + cards + skills)


def parents_of(curriculum: Curriculum) -> tuple[Parent, ...]:
    """Skills and lessons with the words that name them, and the questions that others send to them."""
    pointing = _pointing_to(passages_of(curriculum))
    skills = [_of_skill(skill, pointing.get(skill.id, ())) for skill in curriculum.skills.values()]
    return tuple(skills + [_of_lesson(lesson) for lesson in curriculum.lessons.values()])


def _pointing_to(passages: Iterable[Passage]) -> dict[str, tuple[str, ...]]:
    """The near-misses that belong to each goal."""
    pointing: dict[str, tuple[str, ...]] = {}
    for passage in passages:
        for text, goal in passage.near_misses:
            pointing[goal] = (*pointing.get(goal, ()), text)
    return pointing


def _of_step(step: Step) -> Passage:
    texts = [step.answer, *step.do, step.caution, *_variant_texts(step.variants)]
    body = " \n".join([step.text, step.easy, step.sample])
    return Passage(
        id=step.id,
        fields=(
            (KEYWORDS, " \n".join(step.keywords)),
            (TITLE, step.title),
            (TEXT, " \n".join([step.goal, *texts])),
            (BODY, body),
        ),
        title=step.title,
        questions=step.wordings.all,
        near_misses=tuple((near.text, near.goes_to) for near in step.near_misses),
        parent=step.lesson,
        grandparent=step.skill,
        devices=tuple(variant.device for variant in step.variants if variant.device),
    )


def _of_card(card: Card) -> Passage:
    return Passage(
        id=card.id,
        fields=(
            (KEYWORDS, " \n".join(card.keywords)),
            (TITLE, card.title),
            (TEXT, " \n".join([card.answer, *card.do, card.caution, card.say_this])),
            (BODY, " \n".join([card.text, card.easy])),
        ),
        title=card.title,
        questions=card.wordings.all,
        near_misses=tuple((near.text, near.goes_to) for near in card.near_misses),
        grandparent=card.skill,
    )


def _variant_texts(variants: tuple[Variant, ...]) -> Iterator[str]:
    for variant in variants:
        for value in variant.fields.values():
            yield value if isinstance(value, str) else " \n".join(value)


def _of_untaught_skill(skill: Skill, asked: tuple[str, ...]) -> Passage:
    """A skill without lessons is found too, so that the assistant can say what is missing."""
    return Passage(
        id=skill.id,
        fields=(
            (KEYWORDS, ""),  # the same fields as a step has, so that their lengths compare
            (TITLE, skill.title),
            (TEXT, "\n".join(outcome.text for outcome in skill.outcomes)),
            (BODY, f"{skill.summary}\n{skill.easy}"),
        ),
        title=skill.title,
        questions=asked,
        grandparent=skill.id,
    )


def _of_skill(skill: Skill, asked: tuple[str, ...]) -> Parent:
    texts = [skill.title, skill.summary, skill.easy, *(outcome.text for outcome in skill.outcomes), *asked]
    return Parent(skill.id, "\n".join(texts))


def _of_lesson(lesson: Lesson) -> Parent:
    return Parent(lesson.id, " \n".join([lesson.title, lesson.title, lesson.goal]))
