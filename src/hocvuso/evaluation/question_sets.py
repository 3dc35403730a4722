"""Labelled questions: who asks what, where it belongs, and whether an author's wording gives the answer away.

The shipped sets stand in `content/evaluation`, written from titles and outcomes by somebody who had not read the
lessons. They are for measuring only: nothing is fitted on them, and no wording of a lesson may repeat them.
`skills-held-back.jsonl` is not even looked at while wordings, synonyms or weights are being mended: figures that are
published come from there.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hocvuso.core.content import Card, Curriculum, Step
from hocvuso.curriculum.checks.alike import REFUSED, features_of, likeness
from hocvuso.curriculum.parse import content_folder
from hocvuso.evaluation.files import BadFile, field, lines

TONES = ("plain", "colloquial")
DISTANCES = ("far", "near")


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
    """Read files of questions: `text` and one of `skill` (with `also`), `skills`, `outside` a line. Raises BadFile."""
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


def given_away(questions: Sequence[Labelled], curriculum: Curriculum) -> list[Labelled]:
    """Return the questions that an author has written down too: the search would only have to remember them.

    Alike as the checker of content understands it: it would refuse the two as wordings of one site.
    """
    wordings = [features_of(text) for text in _indexed(curriculum)]
    holding: dict[str, set[int]] = defaultdict(set)
    for place, features in enumerate(wordings):
        for feature in features:
            holding[feature].add(place)
    return [one for one in questions if _has_twin(features_of(one.text), wordings, holding)]


def _has_twin(
    features: frozenset[str], wordings: Sequence[frozenset[str]], holding: Mapping[str, Collection[int]]
) -> bool:
    shared = Counter(place for feature in features for place in holding.get(feature, ()))
    # A likeness of REFUSED needs at least this many features in common, whatever the other text is.
    least = REFUSED / (2 - REFUSED) * len(features)
    return any(count >= least and likeness(features, wordings[place]) >= REFUSED for place, count in shared.items())


def _indexed(curriculum: Curriculum) -> Iterator[str]:
    """Yield every wording and near-miss that the search holds."""
    told: list[Step | Card] = [*curriculum.steps.values(), *curriculum.cards.values()]
    for one in told:
        yield from one.wordings.all
        yield from (near.text for near in one.near_misses)
