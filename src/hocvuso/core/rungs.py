"""Help with one exercise, rung by rung: where to look, what to do, then slowly line by line, the answer last.

All of it is written by authors. Pages and the tutor climb the same ladder, and what was climbed counts as hints.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

SLOWLY = 3  # decided: product.md 2, three rungs; every line of the third is the third
_MARKUP = re.compile(r"[*_`]+")
_LIST_MARK = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+")
_END = re.compile(r"[.!?…][”’\"')]*\s+")  # a sentence ends here, if what follows begins like one


@dataclass(frozen=True, slots=True)
class Rung:
    """One piece of help; `number` is 1, 2 or 3."""

    number: int
    text: str


def ladder(look: str, act: str, lines: Iterable[str], answer: str) -> tuple[Rung, ...]:
    """Return the rungs in the order in which they are given; what is empty is left out, the answer stands last."""
    slow = [*lines, answer]
    found = [Rung(1, look), Rung(2, act), *(Rung(SLOWLY, line) for line in slow)]
    return tuple(rung for rung in found if rung.text.strip())


def hints_of(rungs: Sequence[Rung], given: int) -> int:
    """Return how many hints so many rungs are to the learner model: the number of the highest one, 0…3."""
    shown = rungs[: max(given, 0)]
    return shown[-1].number if shown else 0


def paragraphs_of(text: str) -> list[str]:
    """Return an authored text without its Markdown: one paragraph, or one point of a list, a line."""
    found: list[str] = []
    is_new = True
    for line in text.splitlines():
        bare = _MARKUP.sub("", _LIST_MARK.sub("", line)).strip()
        if bare and (is_new or _LIST_MARK.match(line)):
            found.append(bare)
        elif bare:
            found[-1] += f" {bare}"  # a line break of the file, not of the text
        is_new = not bare
    return found


def lines_of(text: str) -> list[str]:
    """Return the same, one sentence a line."""
    found: list[str] = []
    for bare in paragraphs_of(text):
        start = 0
        for end in _END.finditer(bare):
            if not bare[end.end()].islower():  # not "v.v. và" nor "8 giờ. rồi"
                found.append(bare[start : end.end()].strip())
                start = end.end()
        found.append(bare[start:])
    return found
