"""Fit and report the models of `core/answering.py` on the curriculum's own questions.

`python -m hocvuso.assistant.calibration OUT_OF_SCOPE.txt [CONTENT_DIR]` asks every wording and near-miss
while it is left out of the index, and every question of the file, prints the constants to put into
`core/answering.py` and what they achieve. Run it again when much content has been added.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from hocvuso.core import answering, off_topic, retrieval
from hocvuso.core.answering import Model
from hocvuso.core.content import REGISTERS, Curriculum
from hocvuso.core.heldout import HeldOut, held_out
from hocvuso.core.question import Question
from hocvuso.core.reading import read
from hocvuso.core.triage import Triage, sort
from hocvuso.curriculum.parse import content_folder, read_folder

# A question that nothing answers counts as much as two wordings: people ask such things more often than
# our list is long (assumed).
_OUT_OF_SCOPE_WEIGHT = 2.0
_FOLDS = 5


@dataclass(frozen=True, slots=True)
class Sample:
    """A question with what was found and where it belongs ("" twice if nowhere)."""

    asked: HeldOut
    triage: Triage

    @property
    def in_scope(self) -> bool:
        """Whether it is a wording of a step or card."""
        return self.asked.register in REGISTERS

    @property
    def step_right(self) -> bool:
        """Whether the first hit is the right step or card."""
        return self.asked.step_rank == 1

    @property
    def skill_right(self) -> bool:
        """Whether the first hit is of the right skill."""
        return bool(self.asked.skill) and self.asked.finds_skill


def samples(curriculum: Curriculum, out_of_scope: Sequence[str]) -> list[Sample]:
    """Every wording and near-miss, each held out, and every question of the list."""
    index = retrieval.build(curriculum)
    asked = list(held_out(curriculum))
    asked += [
        HeldOut("none", "", "out_of_scope", text, tuple(retrieval.search(index, text, k=10))) for text in out_of_scope
    ]
    return [Sample(one, sort(one.text, _read(index, one.text))) for one in asked if one.hits]


def _read(index: retrieval.Index, text: str) -> Question:
    return read(text, index.lexicon)


def fit_models(found: Sequence[Sample]) -> tuple[Model, Model]:
    """The model of the right step and that of the right skill."""
    rows, weights = _rows(found)
    step = np.array([one.step_right for one in found], np.float64)
    skill = np.array([one.skill_right for one in found], np.float64)
    return answering.fit(rows, step, weights), answering.fit(rows, skill, weights)


def _rows(found: Sequence[Sample]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    rows = np.array([answering.feature_row(one.asked.hits[0].features) for one in found], np.float64)
    weights = [_OUT_OF_SCOPE_WEIGHT if one.asked.register == "out_of_scope" else 1.0 for one in found]
    return rows, np.array(weights, np.float64)


def cross_fitted(found: Sequence[Sample]) -> list[tuple[Sample, float, float]]:
    """Each sample with the probabilities (step, skill) of models that have not seen it."""
    part = np.random.default_rng(7).integers(0, _FOLDS, len(found))
    judged: list[tuple[Sample, float, float]] = []
    for fold in range(_FOLDS):
        step, skill = fit_models([one for one, own in zip(found, part, strict=True) if own != fold])
        for one, own in zip(found, part, strict=True):
            if own == fold:
                features = one.asked.hits[0].features
                ours = not one.asked.hits[0].id.startswith(off_topic.PREFIX)
                judged.append((one, step.probability(features) * ours, skill.probability(features) * ours))
    return judged


def report(found: Sequence[Sample]) -> dict[str, object]:
    """Retrieval by register, then what is answered and how much of that is wrong, cross-fitted."""
    judged = cross_fitted(found)
    taught = [one for one in found if one.in_scope]
    answered = [one for one, step, skill in judged if _would_answer(one, step, skill)]
    straight = [one for one in answered if one.in_scope]
    outside = [one for one in found if one.asked.register == "out_of_scope"]
    return {
        "wordings": len(taught),
        "step_first": _share([one.step_right for one in taught]),
        "step_in_three": _share([1 <= one.asked.step_rank <= 3 for one in taught]),
        "skill_first": _share([one.skill_right for one in taught]),
        "by_register": {
            register: {
                "step_first": _share([one.step_right for one in taught if one.asked.register == register]),
                "skill_first": _share([one.skill_right for one in taught if one.asked.register == register]),
            }
            for register in REGISTERS
        },
        "answered": round(len(straight) / max(1, len(taught)), 3),
        "answered_wrong_step": _share([not one.step_right for one in straight]),
        "answered_wrong_skill": _share([not one.skill_right for one in straight]),
        "out_of_scope": len(outside),
        "out_of_scope_answered": round(
            sum(one.asked.register == "out_of_scope" for one in answered) / max(1, len(outside)), 3
        ),
        "auroc_in_or_out_of_scope": _auroc(
            [skill for one, _, skill in judged if one.in_scope],
            [skill for one, _, skill in judged if one.asked.register == "out_of_scope"],
        ),
        "calibration": _calibration([(skill, one.skill_right) for one, _, skill in judged]),
        "wrongly_urgent": [one.asked.text for one in taught if _wrongly_urgent(one)],
    }


def _would_answer(one: Sample, step: float, skill: float) -> bool:
    """The bars of `answering.decide`, for probabilities of models that have not seen the question."""
    apart = one.asked.hits[0].features.margin >= answering.TIE
    return apart and skill >= answering.ANSWER_SKILL and step >= answering.ANSWER_STEP


def _wrongly_urgent(one: Sample) -> bool:
    return one.triage.kind == "urgent" and "urgent" not in one.asked.belongs_to


def _share(those: Sequence[bool]) -> float:
    return round(sum(those) / len(those), 3) if those else 0.0


def _auroc(inside: Sequence[float], outside: Sequence[float]) -> float:
    """Chance that a question that belongs here gets the higher probability of the two."""
    wins = [(one > other) + 0.5 * (one == other) for one in inside for other in outside]
    return round(sum(wins) / len(wins), 3) if wins else 0.0


def _calibration(judged: Sequence[tuple[float, bool]]) -> list[dict[str, float]]:
    """Ten bands of probability: how many, the mean probability, the share that was right."""
    bands: list[dict[str, float]] = []
    for band in range(10):
        those = [(chance, right) for chance, right in judged if band <= chance * 10 < band + 1 + (band == 9)]
        if those:
            mean = sum(chance for chance, _ in those) / len(those)
            bands.append({"n": len(those), "said": round(mean, 3), "right": _share([r for _, r in those])})
    return bands


def questions_of(path: Path) -> list[str]:
    """The questions of a text file, one a line; lines that begin with # are comments."""
    lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
    return [line for line in lines if line and not line.startswith("#")]


def main(argv: Sequence[str]) -> int:
    """Print the constants and the report; 2 for a wrong call."""
    if not 1 <= len(argv) <= 2:
        print(__doc__, file=sys.stderr)
        return 2
    curriculum = read_folder(Path(argv[1]) if len(argv) > 1 else content_folder()).curriculum
    if curriculum is None:
        print("Thư mục học liệu không có kỹ năng nào.", file=sys.stderr)
        return 2
    found = samples(curriculum, questions_of(Path(argv[0])))
    for name, model in zip(("STEP_MODEL", "SKILL_MODEL"), fit_models(found), strict=True):
        weights = ", ".join(f"{weight:.3f}" for weight in model.weights)
        print(f"{name} = Model({model.bias:.3f}, ({weights}))")
    print(json.dumps(report(found), ensure_ascii=False, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
