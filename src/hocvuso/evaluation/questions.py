"""The assistant asked as people ask: the right skill found, straight answers, silence where it has nothing.

Beside it, in the same run, SQLite's full-text search and bm25s over the very same texts.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from hocvuso.assistant import pipeline
from hocvuso.assistant.compose import Answer
from hocvuso.assistant.pipeline import Asked, Library
from hocvuso.core.content import Curriculum
from hocvuso.core.passages import passages_of
from hocvuso.evaluation import retrieval
from hocvuso.evaluation.question_goals import goals
from hocvuso.evaluation.question_sets import DISTANCES, TONES, Labelled, given_away
from hocvuso.evaluation.typing_styles import STYLES, styled

# Kinds that give an answer straight away.
STRAIGHT = ("answer", "urgent", "check_message")
BUTTONS = 3  # that fit beside each other on a phone
FIRST, THREE = 1, 3
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one question in one style."""

    ranked: tuple[str, ...]  # skill of each thing found, best first
    straight: str  # skill of the straight answer, "" if there was none
    offered: tuple[str, ...]  # skills on the buttons
    kind: str
    confidence: float


def evaluate(library: Library, questions: Sequence[Labelled], today: date, *, say: Say) -> dict[str, Any]:
    """Measure everything; questions that an author has written down too are left out."""
    known = given_away([one for one in questions if one.skills], library.curriculum)
    asked = [one for one in questions if one not in set(known)]
    taught = [one for one in asked if one.skills and not one.ambiguous]
    began = time.process_time()
    ours: dict[str, list[Outcome]] = {}
    texts = {one.text: styled(one.text) for one in asked}
    for style in STYLES:
        say(f"ours, {style}")
        ours[style] = [
            _outcome(library, pipeline.answer(library, Asked(texts[one.text][style]), today)) for one in asked
        ]
    spent = time.process_time() - began
    found: dict[str, Any] = {
        "ours": {style: _ranks(taught, [one.ranked for one in _of(asked, ours[style], taught)]) for style in STYLES}
    }
    found["baselines"] = _baselines(library.curriculum, taught, texts, say)
    found["answers"] = {style: _answers(taught, _of(asked, ours[style], taught)) for style in STYLES}
    found["abstention"] = {style: _abstention(asked, ours[style]) for style in STYLES}
    found["ambiguous"] = _ambiguous([pair for pair in zip(asked, ours["clean"], strict=True) if pair[0].ambiguous])
    found["by_skill"] = _by_skill(taught, _of(asked, ours["clean"], taught))
    found["questions"], found["left_out"] = len(asked), [one.text for one in known]
    found["ms_per_question"] = round(spent / len(asked) / len(STYLES) * 1000, 2)
    found["goals"] = goals(found)
    return found


def _outcome(library: Library, answer: Answer) -> Outcome:
    chosen = [button.target for button in answer.buttons if button.kind == "choose"][:BUTTONS]
    return Outcome(
        ranked=tuple(one.skill for one in answer.candidates),
        straight=(answer.skill or "none") if answer.kind in STRAIGHT else "",
        offered=tuple(_skill(library.curriculum, target) for target in chosen),
        kind=answer.kind,
        confidence=answer.confidence,
    )


def _skill(curriculum: Curriculum, found: str) -> str:
    step = curriculum.steps.get(found) or curriculum.cards.get(found)
    return step.skill if step else found


def _of(asked: Sequence[Labelled], outcomes: Sequence[Outcome], wanted: Sequence[Labelled]) -> list[Outcome]:
    by_text = dict(zip([one.text for one in asked], outcomes, strict=True))
    return [by_text[one.text] for one in wanted]


def _ranks(taught: Sequence[Labelled], ranked: Sequence[Sequence[str]]) -> dict[str, dict[str, float]]:
    """Share of the questions of each tone with a fitting skill first and among the first three."""
    table: dict[str, dict[str, float]] = {}
    for tone in (*TONES, "all"):
        pairs = [(one, found) for one, found in zip(taught, ranked, strict=True) if tone in (one.tone, "all")]
        table[tone] = {
            "first": _share([_fits(one, found[:FIRST]) for one, found in pairs]),
            "three": _share([_fits(one, found[:THREE]) for one, found in pairs]),
        }
    return table


def _fits(one: Labelled, skills: Sequence[str]) -> bool:
    return not set(one.skills).isdisjoint(skills)


def _share(those: Sequence[bool]) -> float:
    return round(sum(those) / len(those), 4) if those else 0.0


def _baselines(
    curriculum: Curriculum, taught: Sequence[Labelled], texts: dict[str, dict[str, str]], say: Say
) -> dict[str, Any]:
    passages = passages_of(curriculum)
    bodies = tuple("\n".join([*(text for _, text in one.fields), *one.questions]) for one in passages)
    task = retrieval.Task(tuple(one.id for one in passages), bodies, ("",) * len(passages), (), STYLES)
    skill_of = {one.id: one.grandparent for one in passages}
    measured: dict[str, Any] = {}
    for name, search in retrieval.peers(task).items():
        measured[name] = None
        if search is not None:
            say(name)
            measured[name] = {
                style: _ranks(taught, [[skill_of[hit] for hit in search(texts[one.text][style])] for one in taught])
                for style in STYLES
            }
    return measured


def _answers(taught: Sequence[Labelled], outcomes: Sequence[Outcome]) -> dict[str, float]:
    pairs = list(zip(taught, outcomes, strict=True))
    straight = [(one, outcome) for one, outcome in pairs if outcome.straight]
    return {
        "straight": round(len(straight) / max(1, len(pairs)), 4),
        "wrong": _share([not _fits(one, [outcome.straight]) for one, outcome in straight]),
        "shown": _share([_fits(one, [outcome.straight, *outcome.offered]) for one, outcome in pairs]),
    }


def _abstention(asked: Sequence[Labelled], outcomes: Sequence[Outcome]) -> dict[str, float]:
    pairs = list(zip(asked, outcomes, strict=True))
    inside = [outcome.confidence for one, outcome in pairs if one.skills and not one.ambiguous]
    table: dict[str, float] = {}
    for distance in DISTANCES:
        outside = [outcome for one, outcome in pairs if one.outside == distance]
        table[f"auroc_{distance}"] = auroc(inside, [outcome.confidence for outcome in outside])
        table[f"answered_{distance}"] = _share([bool(outcome.straight) for outcome in outside])
    return table


def auroc(inside: Sequence[float], outside: Sequence[float]) -> float:
    """Chance that a question that belongs here gets the higher confidence of the two."""
    wins = sum((one > other) + 0.5 * (one == other) for one in inside for other in outside)
    return round(wins / (len(inside) * len(outside)), 4) if inside and outside else 0.0


def _ambiguous(pairs: Sequence[tuple[Labelled, Outcome]]) -> dict[str, float]:
    """How often it asks back, and how often something that fits is shown."""
    return {
        "asked_back": _share([outcome.kind in ("clarify", "suggest") for _, outcome in pairs]),
        "shown": _share([_fits(one, [outcome.straight, *outcome.offered]) for one, outcome in pairs]),
        "first": _share([_fits(one, outcome.ranked[:FIRST]) for one, outcome in pairs]),
    }


def _by_skill(taught: Sequence[Labelled], outcomes: Sequence[Outcome]) -> dict[str, dict[str, float]]:
    table: dict[str, dict[str, float]] = {}
    for skill in sorted({one.skills[0] for one in taught}):
        pairs = [(one, out) for one, out in zip(taught, outcomes, strict=True) if one.skills[0] == skill]
        of_skill = [one for one, _ in pairs]
        table[skill] = {
            **_ranks(of_skill, [out.ranked for _, out in pairs])["all"],
            **_answers(of_skill, [out for _, out in pairs]),
        }
    return table
