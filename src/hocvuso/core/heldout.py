"""Ask every wording of a curriculum against an index that does not hold it.

Shows authors which wordings lead elsewhere, and gives `core/answering.py` something to be fitted on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hocvuso.core import off_topic
from hocvuso.core.content import REGISTERS, Curriculum, Wordings
from hocvuso.core.indexing import assemble
from hocvuso.core.passages import parents_of, passages_of
from hocvuso.core.prepared import prepare
from hocvuso.core.retrieval import Hit, search

# As many parts as a step has wordings (the format asks for 13), so that each build leaves one out.
FOLDS = 13


@dataclass(frozen=True, slots=True)
class HeldOut:
    """A wording or near-miss and what was found for it while it was not in the index."""

    belongs_to: str  # step, card or skill id; "person" or "none" for some near-misses
    skill: str  # "" if it belongs to no skill
    register: str  # "near_miss" for near-misses
    text: str
    hits: tuple[Hit, ...]

    @property
    def step_rank(self) -> int:
        """Place of the right step among the hits, from 1; 0 if it is not there."""
        return next((place for place, hit in enumerate(self.hits, 1) if hit.id == self.belongs_to), 0)

    @property
    def finds_skill(self) -> bool:
        """Whether the first hit is of the right skill."""
        return bool(self.hits) and self.hits[0].skill == self.skill


def held_out(curriculum: Curriculum, folds: int = FOLDS, k: int = 10) -> Iterator[HeldOut]:
    """Every wording and near-miss, each asked while it was left out; `folds` builds of the index."""
    passages = passages_of(curriculum) + off_topic.passages()
    parents = parents_of(curriculum)
    skill_of = {passage.id: passage.grandparent for passage in passages}
    skill_of |= {skill: skill for skill in curriculum.skills}
    registers = {step.id: _registers(step.wordings) for step in curriculum.steps.values()}
    registers |= {card.id: _registers(card.wordings) for card in curriculum.cards.values()}
    prepared = [prepare(passage) for passage in passages]
    for fold in range(folds):
        index = assemble([one.without(fold, folds) for one in prepared], parents)
        for passage in passages:
            names = registers.get(passage.id, ())
            for register, text in list(zip(names, passage.questions, strict=False))[fold::folds]:
                hits = tuple(search(index, text, k))
                yield HeldOut(passage.id, passage.grandparent, register, text, hits)
            for text, goal in passage.near_misses[fold::folds]:
                yield HeldOut(goal, skill_of.get(goal, ""), "near_miss", text, tuple(search(index, text, k)))


def _registers(wordings: Wordings) -> tuple[str, ...]:
    """The register of each of `Wordings.all`."""
    return tuple(register for register in REGISTERS for _ in getattr(wordings, register))
