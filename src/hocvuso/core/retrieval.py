"""Find the step or card that answers a question: `scoring` ranks, `hits` tells how far each can be trusted."""

from __future__ import annotations

import numpy as np

from hocvuso.core import off_topic
from hocvuso.core.content import Curriculum
from hocvuso.core.hits import Features, Hit, hits_of
from hocvuso.core.index_files import load, save
from hocvuso.core.indexing import Index, build, build_from
from hocvuso.core.passages import parents_of, passages_of
from hocvuso.core.question import Question
from hocvuso.core.reading import read
from hocvuso.core.replacing import replaced
from hocvuso.core.scoring import Floats, score_parts

__all__ = ("Features", "Hit", "Index", "build", "build_from", "load", "rebuilt", "save", "search")

# A passage whose variant was written for the asker's device, or that he has open, wins ties (assumed).
DEVICE_BOOST = 0.02
CURRENT_BOOST = 0.05


def rebuilt(index: Index, curriculum: Curriculum) -> Index | None:
    """Index of a curriculum, made from that of one of nearly the same; None where it has to be built anew."""
    return replaced(index, passages_of(curriculum) + off_topic.passages(), parents_of(curriculum))


def search(
    index: Index,
    question: Question | str,
    k: int = 5,
    device: str = "",
    current_step: str = "",
    beside: Floats | None = None,
) -> list[Hit]:
    """The k best passages for a question, best first; none if the question holds no word.

    `device` (android, iphone, pc) and `current_step` (what he has open) only break near ties.
    `beside`: what else speaks for each passage, added to its score (`core/meaning.py`).
    """
    asked = read(question, index.lexicon) if isinstance(question, str) else question
    terms = asked.terms()
    if not terms or not index.ids:
        return []
    parts = score_parts(index, asked)
    total = parts.total() if beside is None else parts.total() + beside
    for row, devices in enumerate(index.devices) if device else ():
        total[row] += DEVICE_BOOST if device in devices else 0.0
    if current_step in index.ids:
        total[index.ids.index(current_step)] += CURRENT_BOOST
    # Ties go to the earlier passage, so that the same question always gets the same answer.
    order = np.argsort(-total, kind="stable")
    return hits_of(index, asked, parts, total, order, k)
