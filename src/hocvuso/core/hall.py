"""An exercise that a whole hall does together: its questions, the steps a trainer goes through, and what is counted.

A step is a whole number: 0 the hall fills; 2k + 1 question k is asked; 2k + 2 its answers are shown; the one after the
last is the end. So stepping forward and back is adding and taking away one, and sending a step twice changes nothing.
Counts are of people: a phone counts for as many as share it, raised hands are added to them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from itertools import zip_longest
from typing import Any

from hocvuso.core.content import Curriculum, Item
from hocvuso.core.draw import Draw, fnv, mix
from hocvuso.core.indicators import SMALLEST_GROUP
from hocvuso.core.scenario import variants
from hocvuso.core.scenario.content import Scenario

FEWEST, MOST = 3, 6  # questions; decided: five minutes with what is said about each (issue 8)
OPTIONS = 5  # answers of one question at most, decided: four, and "I do not know yet"
A_PHONE = 9  # people at one phone at most, decided: more do not see the screen
GRACE = timedelta(seconds=3)  # decided: an answer sent before the end may arrive so much later
QUICKEST_MS, SLOWEST_MS = 1500, 5000  # between two looks of a phone, decided
LOOKS_A_SECOND = 170  # of all phones together; measured with `make drill-hall`: a third of what two cores answer
GOOD = "good"  # flag of a story that is true, in the scenarios of `scenario.weekly.FAMILY`


class BadExercise(ValueError):
    """It is no exercise: too few or too many questions, answers missing, no right one."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `right` is the place of the safe answer; the last option is "I do not know yet".

    `why` is told when it is closed. With an `item` an answer is evidence: `ids` are its choices in the order of the
    options, "" for the last one. `shown` is what the question is about, a message or a call, with who sent it.
    """

    text: str
    options: tuple[str, ...]
    right: int
    why: str
    shown: str = ""
    sender: str = ""
    item: str = ""
    version: str = ""
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Exercise:
    """Questions that are asked together, and where they are from: week, lesson:<id>, simulator:<id> or class:<id>."""

    title: str
    source: str
    questions: tuple[Question, ...]

    def to_json(self) -> dict[str, Any]:
        """Return it as it is kept with a hall or a paper, so that later changes of the content change nothing."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Words:
    """Words on screen that questions need, in the language of the page."""

    trust: str
    suspicious: str
    unsure: str
    story: str  # "Can this be trusted?"
    safe_way: str  # "The safe way: {act}."


def from_json(kept: Mapping[str, Any]) -> Exercise:
    """Return an exercise as it was kept. Raises BadExercise."""
    try:
        questions = tuple(
            Question(**{**row, "options": tuple(row["options"]), "ids": tuple(row["ids"])}) for row in kept["questions"]
        )
        return checked(Exercise(kept["title"], kept["source"], questions))
    except (KeyError, TypeError) as problem:
        raise BadExercise(str(problem)) from problem


def checked(exercise: Exercise) -> Exercise:
    """Return the exercise when it can be asked. Raises BadExercise."""
    if not FEWEST <= len(exercise.questions) <= MOST:
        raise BadExercise(f"{FEWEST} to {MOST} questions")
    for each in exercise.questions:
        if not 2 <= len(each.options) <= OPTIONS or not 0 <= each.right < len(each.options) - 1:
            raise BadExercise(f"two answers or more, one of them right: {each.text[:40]}")
        if each.item and len(each.ids) != len(each.options):
            raise BadExercise(f"an id for each answer: {each.text[:40]}")
    return exercise


def of_item(item: Item, words: Words) -> Question:
    """Return the question of an item of kind `single`. Raises BadExercise for another kind."""
    right = [place for place, choice in enumerate(item.choices) if choice.right]
    if item.kind != "single" or len(right) != 1:
        raise BadExercise(item.id)
    why = f"{item.choices[right[0]].why} {item.explain}".strip()
    return Question(
        item.prompt, (*(choice.text for choice in item.choices), words.unsure), right[0], why, item.exhibit,
        item.exhibit_from, item.id, item.version, (*(choice.id for choice in item.choices), ""),
    )  # fmt: skip


def of_story(scenario: Scenario, place: int, words: Words) -> Question:
    """Return the question of a story of the family "spot the scam": can it be trusted? It is no evidence.

    Raises BadExercise for a scenario that tells no story.
    """
    dealt = variants.deal(scenario, place)
    told = {name: dealt.text(value) for name, value in dealt.values.items()}
    if not {"known", "says", "truth", "act"} <= set(told):
        raise BadExercise(scenario.id)
    why = f"{told['truth']} {words.safe_way.format(act=told['act'])}"
    right = 0 if GOOD in dealt.variant.flags else 1
    options = (words.trust, words.suspicious, words.unsure)
    return Question(f"{told['known']} {words.story}", options, right, why, told["says"], told.get("from", ""))


def of_week(title: str, scenario: Scenario, place: int, curriculum: Curriculum, week: int, words: Words) -> Exercise:
    """Return the exercise of a week: its story, then three questions of the same skill, drawn by the week."""
    items = drawn(singles_of(curriculum, scenario.skill), week, 3)
    questions = (of_story(scenario, place, words), *(of_item(each, words) for each in items))
    return checked(Exercise(title, "week", questions))


def of_lesson(curriculum: Curriculum, lesson: str, words: Words, most: int = 5) -> Exercise:
    """Return the questions of a lesson, filled up from its skill. Raises BadExercise where there are too few."""
    found = curriculum.lessons.get(lesson)
    if found is None:
        raise BadExercise(lesson)
    singles = singles_of(curriculum, found.skill)
    own = [each for each in singles if each.step.partition("#")[0] == lesson]
    others = [each for each in singles if each not in own]
    chosen = [*own, *others[: max(0, FEWEST - len(own))]][:most]
    return checked(Exercise(found.title, f"lesson:{lesson}", tuple(of_item(each, words) for each in chosen)))


def of_skills(
    curriculum: Curriculum, title: str, source: str, skills: Sequence[str], seed: int, words: Words
) -> Exercise:
    """Return MOST questions of what is taught at most: of each skill in turn, drawn by a seed (0…2³¹−1).

    Raises BadExercise where there are fewer than FEWEST.
    """
    draw = Draw(mix(fnv(b"skills") ^ mix(seed & 0x7FFFFFFF)))
    decks = [
        [singles[place] for place in draw.lane(skill).shuffle(len(singles))]
        for skill in dict.fromkeys(skills)
        if (singles := singles_of(curriculum, skill))
    ]
    turns = [item for turn in zip_longest(*decks) for item in turn if item is not None]
    return checked(Exercise(title, source, tuple(of_item(each, words) for each in turns[:MOST])))


def of_simulator(scenario: Scenario, seed: int, words: Words, many: int = 4) -> Exercise:
    """Return the decision of a simulator for some of its stories, drawn by a seed. Raises BadExercise."""
    order = Draw(mix(fnv(scenario.id.encode()) ^ mix(seed & 0x7FFFFFFF))).shuffle(len(scenario.variants))
    questions = tuple(of_story(scenario, place, words) for place in order[:many])
    return checked(Exercise(scenario.title, f"simulator:{scenario.id}", questions))


def singles_of(curriculum: Curriculum, skill: str) -> list[Item]:
    """Return the items of a skill that a hall can be asked, in their order."""
    return [
        each for each in curriculum.items.values()
        if each.skill == skill and each.kind == "single" and each.status != "retired"
    ]  # fmt: skip


def drawn(items: Sequence[Item], seed: int, many: int) -> list[Item]:
    """Return so many of these items at most, drawn by a seed (0…2³¹−1), in their order."""
    order = Draw(mix(seed & 0x7FFFFFFF)).shuffle(len(items))
    return [items[place] for place in sorted(order[:many])]


FILLS, ASKED, SHOWN, OVER = "fills", "asked", "shown", "over"


def last_step(questions: int) -> int:
    """Return the number of the step at which an exercise of so many questions is over."""
    return 2 * questions + 1


def stage(step: int, questions: int) -> str:
    """Return what a step is: FILLS, ASKED, SHOWN or OVER."""
    if step <= 0:
        return FILLS
    if step >= last_step(questions):
        return OVER
    return ASKED if step % 2 else SHOWN


def question_at(step: int, questions: int) -> int | None:
    """Return which question a step is about, counted from 0; None while the hall fills and at the end."""
    return (step - 1) // 2 if stage(step, questions) in (ASKED, SHOWN) else None


def moved(step: int, by: int, questions: int) -> int:
    """Return the step after going forward (1) or back (-1), within the exercise."""
    return min(max(step + by, 0), last_step(questions))


def takes(step: int, since: datetime, question: int, questions: int, now: datetime) -> bool:
    """Tell whether an answer to a question is taken now: while it is asked, and GRACE after it was closed.

    `since` is when the step began, `now` the server's time; what a phone believes of the time counts nowhere.
    """
    if question_at(step, questions) != question:
        return False
    return stage(step, questions) == ASKED or now - since <= GRACE


def pause_ms(phones: int) -> int:
    """Return after how many milliseconds a phone looks again, so that all together ask LOOKS_A_SECOND at most."""
    return min(max(phones * 1000 // LOOKS_A_SECOND, QUICKEST_MS), SLOWEST_MS)


@dataclass(frozen=True, slots=True)
class Bar:
    """One answer as it stands on the wall: how many people gave it and their share in 0…1."""

    text: str
    people: int
    share: float
    is_right: bool


@dataclass(frozen=True, slots=True)
class Counted:
    """How many people answered one question, with phones and with raised hands, by the place of the answer."""

    by_option: tuple[int, ...]

    @property
    def answered(self) -> int:
        """How many people answered."""
        return sum(self.by_option)

    @property
    def is_hidden(self) -> bool:
        """Whether so few answered that the bars would tell who said what."""
        return self.answered < SMALLEST_GROUP


def count(options: int, answers: Iterable[tuple[int, int]], hands: Iterable[tuple[int, int]] = ()) -> Counted:
    """Count answers and hands, each a pair of option and people; an option that is not there counts nowhere."""
    found = [0] * options
    for rows in (answers, hands):
        for option, people in rows:
            if 0 <= option < options:
                found[option] += people
    return Counted(tuple(found))


def bars(question: Question, counted: Counted) -> tuple[Bar, ...] | None:
    """Return the bars of a question, None where fewer than SMALLEST_GROUP answered."""
    if counted.is_hidden:
        return None
    return tuple(
        Bar(text, people, people / counted.answered, place == question.right)
        for place, (text, people) in enumerate(zip(question.options, counted.by_option, strict=True))
    )


def right_share(question: Question, counted: Counted) -> float | None:
    """Return which share of those who answered chose the safe answer, 0…1; None where it is hidden."""
    return None if counted.is_hidden else counted.by_option[question.right] / counted.answered
