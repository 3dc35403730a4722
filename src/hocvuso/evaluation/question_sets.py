"""Labelled questions: who asks what, where it belongs, and whether an author's wording gives the answer away.

The shipped sets stand in `content/evaluation`, written from titles and outcomes by somebody who had not read the
lessons. They are for measuring only: nothing is fitted on them, and no wording of a lesson may repeat them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hocvuso.core.content import Curriculum
from hocvuso.core.vntext import tokens
from hocvuso.curriculum.parse import content_folder
from hocvuso.evaluation.files import BadFile, field, lines

TONES = ("plain", "colloquial")
DISTANCES = ("far", "near")
# Two questions of which this share of different words is the same are one question (decided; in five words
# one differs at most, so a question of two or three words must be the same).
SAME_WORDS = 0.8


@dataclass(frozen=True, slots=True)
class Labelled:
    """One question. `skills`: all that fit, the right one first; none for a question that no skill answers."""

    text: str
    tone: str
    skills: tuple[str, ...]
    outside: str = ""  # far or near
    ambiguous: bool = False


def shipped() -> list[Path]:
    """Return the files of questions that come with the content."""
    return sorted((content_folder() / "evaluation").glob("*.jsonl"))


def read_files(paths: Iterable[Path]) -> list[Labelled]:
    """Read files of questions. A line has `text` and one of `skill` (with `also`), `skills`, `outside`; raises BadFile."""
    found = [_labelled(path, row) for path in paths for row in lines(path)]
    if not any(one.skills and not one.ambiguous for one in found):
        raise BadFile("Không có câu hỏi nào có “skill”.")
    return found


def _labelled(path: Path, row: dict[str, Any]) -> Labelled:
    text, tone = str(field(path, row, "text")), row.get("tone", TONES[0])
    if tone not in TONES:
        raise BadFile(f"{path}, dòng {row['line']}: “tone” phải là {' hoặc '.join(TONES)}.")
    if "outside" in row:
        if row["outside"] not in DISTANCES:
            raise BadFile(f"{path}, dòng {row['line']}: “outside” phải là {' hoặc '.join(DISTANCES)}.")
        return Labelled(text, tone, (), row["outside"])
    if "skills" in row:
        return Labelled(text, tone, tuple(row["skills"]), ambiguous=True)
    return Labelled(text, tone, (str(field(path, row, "skill")), *row.get("also", ())))


def is_same(one: str, other: str) -> bool:
    """Tell whether two questions are (nearly) the same words, marks and order aside."""
    left, right = set(tokens(one)), set(tokens(other))
    return bool(left) and len(left & right) >= SAME_WORDS * len(left | right)


def indexed(curriculum: Curriculum) -> list[str]:
    """Return every wording and near-miss that the search holds."""
    return list(_indexed(curriculum))


def _indexed(curriculum: Curriculum) -> Iterator[str]:
    for one in (*curriculum.steps.values(), *curriculum.cards.values()):
        yield from one.wordings.all
        yield from (near.text for near in one.near_misses)


def given_away(questions: Sequence[Labelled], curriculum: Curriculum) -> list[Labelled]:
    """Return the questions that an author has written down too: the search would only have to remember them."""
    by_word: dict[str, set[int]] = {}
    wordings = indexed(curriculum)
    for place, text in enumerate(wordings):
        for word in set(tokens(text)):
            by_word.setdefault(word, set()).add(place)
    return [one for one in questions if _has_twin(one.text, wordings, by_word)]


def _has_twin(text: str, wordings: Sequence[str], by_word: dict[str, set[int]]) -> bool:
    """Tell whether any wording is the same; only those that share one of its rarest words are compared."""
    words = sorted(set(tokens(text)), key=lambda word: len(by_word.get(word, ())))
    # A twin holds at least SAME_WORDS of the words, so it holds one of the rarest that may not all be missing.
    rarest = words[: int(len(words) * (1.0 - SAME_WORDS)) + 1]
    places = set().union(*(by_word.get(word, set()) for word in rarest))
    return any(is_same(text, wordings[place]) for place in places)
