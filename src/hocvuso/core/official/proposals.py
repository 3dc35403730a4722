"""Which of our skills a row of an official table may mean: words in common, weighed, with how sure that is.

A proposal is never a decision: a person confirms it. Two things are compared: how much of the row a skill's own
words cover, and how much of the skill's title the row says. Words are read as questions are (folded, with the things
of the thesaurus and spelt-out short forms), rare words weigh more (idf over the skills).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import NamedTuple

from hocvuso.core.reading import read_text
from hocvuso.core.vntext import fold, syllables

SURE, LIKELY, UNSURE = "sure", "likely", "unsure"
MOST_WORDS = 4  # decided: more reasons are not read
_SINGLE = 0.4  # assumed: one syllable is rarely a word of its own
MOST = 3  # decided: three are offered, the rest is searched for
# Measured on the 24 components of Circular 02/2025 and the 21 of DigComp 2.2 against our own crosswalk (45 rows,
# tests/rooms/frameworks/test_proposals.py): that test says how often each word is right.
_SURE_FROM, _LIKELY_FROM, _AHEAD, _TITLE_SAID, _TITLE_WHOLE = 0.45, 0.32, 1.15, 0.4, 0.8
_SHOWN_FROM = 0.12  # assumed: below that a row and a skill share nothing but common words
_OF_ROW, _OF_TITLE = 0.6, 0.4  # assumed: what the row says counts more than what the skill is called
_DETAIL = 0.35  # assumed: what explains a row weighs a third of its title
_AREA = 0.25  # assumed: and the name of its group a quarter
# Words that every row of every framework holds; our own compilation.
_COMMON_TEXT = """
    ky nang nang luc so ban su dung va cac cua cho trong tren voi de duoc biet thuc hien thong qua ve mot nhung tu bang
    cach khi theo dung lam nguoi cong nghe moi truong
    """
_COMMON = frozenset(_COMMON_TEXT.split())
_JOINING_TEXT = "va cac cho trong tren voi de khi hoac cua"
_JOINING = frozenset(_JOINING_TEXT.split())


class Words(NamedTuple):
    """One text of a skill and how much its words weigh."""

    text: str
    weight: float


@dataclass(frozen=True, slots=True)
class Profile:
    """What a skill says of itself: its title, and other texts by weight (at most 1)."""

    skill: str
    title: str
    texts: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """One skill for a row: score 0…1, how sure, and the words that both have, heaviest first."""

    skill: str
    score: float
    sureness: str
    words: tuple[str, ...]


class Matcher:
    """The skills, read once; `propose` compares one row with all of them."""

    def __init__(self, profiles: Sequence[Profile]) -> None:
        self._titles = {each.skill: _terms(each.title) for each in profiles}
        self._terms = {each.skill: _all_terms(each) for each in profiles}
        counts: dict[str, int] = {}
        for terms in self._terms.values():
            for term in terms:
                counts[term] = counts.get(term, 0) + 1
        self._counts, self._size = counts, max(1, len(profiles))

    def propose(self, title: str, detail: str = "", area: str = "") -> tuple[Proposal, ...]:
        """Return at most three skills, best first; nothing where nothing is in common."""
        row = _terms(title)
        for text, weight in ((detail, _DETAIL), (area, _AREA)):
            for term, value in _terms(text).items():
                row[term] = max(row.get(term, 0.0), value * weight)
        total = sum(self._weight(term) * value for term, value in row.items())
        if not total:
            return ()
        scored = sorted((self._scored(skill, row, total) for skill in self._terms), key=lambda each: -each.score)
        return self._told((title, detail), [each for each in scored[: MOST + 1] if each.score >= _SHOWN_FROM])

    def _scored(self, skill: str, row: Mapping[str, float], total: float) -> _Scored:
        terms, title = self._terms[skill], self._titles[skill]
        common = sum(self._weight(term) * value * terms.get(term, 0.0) for term, value in row.items())
        whole = sum(self._weight(term) for term in title)
        said = sum(self._weight(term) * min(1.0, row.get(term, 0.0)) for term in title)
        held = sum(self._weight(term) * value for term, value in row.items() if term in terms)
        return _Scored(skill, common / total, said / whole if whole else 0.0, held / total)

    def _told(self, texts: Sequence[str], scored: Sequence[_Scored]) -> tuple[Proposal, ...]:
        return tuple(
            Proposal(each.skill, round(each.score, 4), _sureness(place, scored), self._in_common(texts, each.skill))
            for place, each in enumerate(scored[:MOST])
        )

    def _in_common(self, texts: Sequence[str], skill: str) -> tuple[str, ...]:
        """Return the words of a row that a skill has too, as the row writes them, the longest runs first."""
        own, runs = self._terms[skill], list[str]()
        for text in texts:
            words = syllables(text)
            plain = [fold(word).strip() for word in words]
            pairs = [f"{left} {right}" in own for left, right in pairwise(plain)]
            shared = [
                (plain[at] in own) or (at > 0 and pairs[at - 1]) or (at < len(pairs) and pairs[at])
                for at in range(len(words))
            ]
            runs += _runs(words, plain, shared)
        return tuple(sorted(dict.fromkeys(runs), key=lambda run: -len(run.split()))[:MOST_WORDS])

    def _weight(self, term: str) -> float:
        rare = math.log(1 + self._size / (0.5 + self._counts.get(term, 0)))
        return rare if " " in term or not term.isalpha() else _SINGLE * rare


class _Scored(NamedTuple):
    """How much of the row a skill covers by the weight of its texts, how much of its title the row says, and how
    much of the row stands anywhere in the skill; all 0…1."""

    skill: str
    of_row: float
    of_title: float
    anywhere: float

    @property
    def score(self) -> float:
        return _OF_ROW * self.of_row + _OF_TITLE * self.of_title


def _sureness(place: int, scored: Sequence[_Scored]) -> str:
    """Sure is only the first, ahead of all others: by its title, or because nobody else holds the row's words."""
    one, others = scored[place], [*scored[:place], *scored[place + 1 :]]
    is_ahead = place == 0 and one.score >= _SURE_FROM and all(one.score >= _AHEAD * each.score for each in others)
    alone = one.of_title >= _TITLE_SAID and all(one.anywhere >= _AHEAD * each.anywhere for each in others)
    if is_ahead and (alone or one.of_title >= _TITLE_WHOLE):
        return SURE
    return LIKELY if one.score >= _LIKELY_FROM else UNSURE


def _runs(words: Sequence[str], plain: Sequence[str], shared: Sequence[bool]) -> list[str]:
    """Return neighbouring words that are shared, without joining words at their ends."""
    found = []
    for is_shared, places in groupby(range(len(words)), key=lambda at: shared[at]):
        run = list(places)
        while run and plain[run[0]] in _JOINING:
            run = run[1:]
        while run and plain[run[-1]] in _JOINING:
            run = run[:-1]
        if is_shared and run:
            found.append(" ".join(words[at] for at in run))
    return found


def _terms(text: str) -> dict[str, float]:
    """Return the words and pairs of a text; common words only as part of a pair with another."""
    return {
        term: value for term, value in read_text(text).terms().items() if not set(term.split()) <= _COMMON
    }  # fmt: skip


def _all_terms(profile: Profile) -> dict[str, float]:
    found: dict[str, float] = dict.fromkeys(_terms(profile.title), 1.0)
    for text, weight in profile.texts:
        for term, value in _terms(text).items():
            found[term] = max(found.get(term, 0.0), value * weight)
    return found
