"""Put questions that are alike together, and say what of them may be shown to somebody who writes lessons.

Likeness of two questions is the mean of two shares in common (Dice 1945): of folded words, and of runs of three
letters, which survive slips. Groups grow around leaders (Hartigan 1975): a question joins the leader that it is most
like, or leads a new group; none is joined through others, so a group never drifts. A leader is looked for by the rarest
words and pieces of a question only, and in short lists, so the work grows with the number of questions.
"""

from __future__ import annotations

import heapq
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from hocvuso.core.indicators import SMALLEST_GROUP
from hocvuso.core.masking import PLACEHOLDERS
from hocvuso.core.prepared import pieces
from hocvuso.core.vntext import fold

# From here on two questions are one (measured on the lessons' wordings: see docs/adr/0035).
ALIKE = 0.55
# Rarest features by which a leader is looked for, leaders kept under each, leaders compared (assumed; bounds the work).
_RAREST = 8
_KEPT = 48
_COMPARED = 24
# After these a word may be somebody's name (assumed).
_TITLES = frozenset(["anh", "chi", "em", "co", "chu", "bac", "ong", "ba", "ten"])
_WORD = re.compile(r"[^\W_]+")
_HIDDEN = "…"
_OURS = frozenset(word for text in PLACEHOLDERS.values() for word in fold(text).split())


@dataclass(frozen=True, slots=True)
class Said:
    """One question: its id, who asked ("" if nobody knows), its folded words as they were read."""

    id: str
    person: str
    words: tuple[str, ...]


@dataclass(slots=True)
class Group:
    """Questions that are alike, the leader's first, and how many people asked them."""

    ids: list[str] = field(default_factory=list)
    people: set[str] = field(default_factory=set)

    @property
    def may_be_shown(self) -> bool:
        """Whether enough people asked alike that nobody is pointed at (foundations.md 20 and 22).

        Questions of nobody known are counted as one person's.
        """
        return len(self.people) >= SMALLEST_GROUP


class Known(Protocol):
    """What can say whether our lessons hold a folded word."""

    def __contains__(self, word: str, /) -> bool: ...


_Features = tuple[frozenset[str], frozenset[str]]


def features_of(words: Sequence[str]) -> _Features:
    """Return the words of a question and its runs of three letters."""
    return frozenset(words), frozenset(pieces(words))


def likeness(one: _Features, other: _Features) -> float:
    """Return how much two questions have in common, 0 to 1; symmetric."""
    return (_dice(one[0], other[0]) + _dice(one[1], other[1])) / 2


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    both = len(one) + len(other)
    return 2 * len(one & other) / both if both else 0.0


def grouped(said: Iterable[Said]) -> list[Group]:
    """Return all groups, those of most people first; a question without words is in none.

    What most people asked word for word leads, so the order in which questions came plays no part.
    """
    same: dict[tuple[str, ...], list[Said]] = defaultdict(list)
    for one in sorted(said, key=lambda one: one.id):
        if one.words:
            same[one.words].append(one)
    order = sorted(same, key=lambda words: (-len({one.person for one in same[words]}), words))
    features = {words: features_of(words) for words in order}
    seen = Counter(each for pair in features.values() for part in pair for each in part)
    groups: dict[tuple[str, ...], Group] = {}
    under: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for words in order:
        keys = _rarest(features[words], seen)
        leader = _nearest(words, _likeliest(each for key in keys for each in under[key]), features)
        if leader is None:
            leader = words
            for key in keys:
                if len(under[key]) < _KEPT:
                    under[key].append(words)
        group = groups.setdefault(leader, Group())
        group.ids += [one.id for one in same[words]]
        group.people |= {one.person for one in same[words]}
    return sorted(groups.values(), key=lambda group: (-len(group.people), -len(group.ids), group.ids[0]))


def _rarest(features: _Features, seen: Mapping[str, int]) -> list[str]:
    """Return the rarest words and the rarest pieces that other questions hold too."""
    return [
        key
        for part in features
        for key in sorted((each for each in part if seen[each] > 1), key=lambda each: (seen[each], each))[:_RAREST]
    ]


def _likeliest(met: Iterable[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Return the leaders that were met most often."""
    shared = Counter(met)
    return heapq.nsmallest(_COMPARED, shared, key=lambda leader: (-shared[leader], leader))


def _nearest(
    words: tuple[str, ...], leaders: Iterable[tuple[str, ...]], features: Mapping[tuple[str, ...], _Features]
) -> tuple[str, ...] | None:
    best, found = ALIKE, None
    for leader in leaders:
        alike = likeness(features[words], features[leader])
        if alike >= best and (found is None or alike > best):
            best, found = alike, leader
    return found


def spread_of(texts: Iterable[tuple[str, str]]) -> dict[str, int]:
    """Return how many people used each folded word; `texts` are (person, text)."""
    users: dict[str, set[str]] = defaultdict(set)
    for person, text in texts:
        for word in fold(text).split():
            users[word].add(person)
    return {word: len(persons) for word, persons in users.items()}


def veiled(text: str, known: Known, spread: Mapping[str, int]) -> str:
    """Return a masked text without the words that could be somebody's: each becomes "…".

    A word stays when `SMALLEST_GROUP` people used it, or when our lessons hold it (`known`, folded) and it does not
    stand behind a title, where names stand. Idempotent.
    """
    before = ""
    shown: list[str] = []
    end = 0
    for match in _WORD.finditer(text):
        word = fold(match[0]).strip()
        is_common = spread.get(word, 0) >= SMALLEST_GROUP or word in _OURS
        stays = is_common or (word in known and before not in _TITLES)
        shown += [text[end : match.start()], match[0] if stays else _HIDDEN]
        before, end = word, match.end()
    return re.sub(rf"{_HIDDEN}(?:\s*{_HIDDEN})+", _HIDDEN, "".join(shown) + text[end:])
