"""Which questions somebody gets: drawn from the pool of a round, as many of each skill as of any other.

The words of a draw are "<contest>|<round>|<number of the entrant>|<attempt>": no name, no phone, nothing that changes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from . import seeds

ITEM, SIMULATOR = "item", "simulator"
TRIAL = "thi-thu"  # stands for the attempt in the words of a trial
MOST_SEED = 2**31 - 1  # decided: a simulator's own seed, in the range of `core.scenario.variants`


@dataclass(frozen=True, slots=True)
class Question:
    """One line of a pool: an item or a simulator, in the version that counts, with its skill."""

    kind: str
    id: str
    version: str
    skill: str


@dataclass(frozen=True, slots=True)
class Key:
    """Whose paper it is: contest, round, entrant, attempt (or `TRIAL`)."""

    contest: str
    round: int
    entrant: int
    attempt: int | str

    @property
    def words(self) -> tuple[object, ...]:
        """What the draw is made of."""
        return self.contest, self.round, self.entrant, self.attempt


def digest(pool: Sequence[Question]) -> str:
    """Return the print of a pool, published with the seed's, so that no question is changed in secret."""
    lines = [[each.kind, each.id, each.version, each.skill] for each in pool]
    return hashlib.sha256(json.dumps(lines, separators=(",", ":")).encode()).hexdigest()


def draw(seed: str, key: Key, pool: Sequence[Question], questions: int, simulators: int = 0) -> tuple[int, ...]:
    """Return the places in the pool of the questions of one paper, in the order in which they are asked.

    `simulators` of the `questions` are simulators. Skills take turns in a drawn order, so that two papers differ by one
    question a skill at most. Raises ValueError when the pool is too small.
    """
    items = [place for place, each in enumerate(pool) if each.kind == ITEM]
    plays = [place for place, each in enumerate(pool) if each.kind == SIMULATOR]
    if not questions > 0 or not 0 <= simulators <= min(questions, len(plays)) or questions - simulators > len(items):
        raise ValueError("the pool is too small")
    chosen = seeds.shuffled(seed, plays, *key.words, SIMULATOR)[:simulators]
    chosen += _by_turns(seed, key, pool, items)[: questions - simulators]
    return tuple(seeds.shuffled(seed, chosen, *key.words, "order"))


def _by_turns(seed: str, key: Key, pool: Sequence[Question], places: Sequence[int]) -> list[int]:
    skills = seeds.shuffled(seed, sorted({pool[place].skill for place in places}), *key.words, "skills")
    piles = [
        seeds.shuffled(seed, [place for place in places if pool[place].skill == skill], *key.words, skill)
        for skill in skills
    ]
    deepest = max((len(pile) for pile in piles), default=0)
    return [pile[depth] for depth in range(deepest) for pile in piles if depth < len(pile)]


def lines_key(seed: str, key: Key, question: Question) -> bytes:
    """Return 16 bytes from which the lines of one question are put in order for one paper (`core.draw.draw_for`)."""
    return seeds.number(seed, *key.words, "lines", question.id).to_bytes(32, "big")[:16]


def play_seed(seed: str, key: Key, question: Question) -> int:
    """Return the seed (0…2^31−1) that deals a simulator for one paper: nobody else's run fits."""
    return seeds.below(seed, MOST_SEED + 1, *key.words, "play", question.id)
