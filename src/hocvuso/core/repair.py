"""Mend mistyped words: an unknown folded word becomes the site's own word at edit distance 1.

The site's vocabulary is small (a few thousand folded syllables), so an index of all single deletions
finds candidates without comparing with every word; frequency and neighbours choose among them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

# Shorter words have too many neighbours at distance 1 to guess among (assumed).
_SHORTEST = 3
_LONGEST = 20
# Pull of one neighbouring pair seen in the site's texts against plain frequency (guessed once, not tuned).
_NEIGHBOUR_PULL = 2.0
# A slip to a key beside the meant one, or a doubled or swapped letter, is likelier than others (assumed).
_LIKELY_SLIP = 1.0
# The first letter is seldom mistyped (assumed).
_FIRST_LETTER = -0.7
# A pair that this many texts hold is no chance; fewer make every rare pair look like a slip (assumed).
_SURE_PAIR = 3
_KEY_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def _neighbours() -> dict[str, str]:
    beside: dict[str, str] = {}
    for height, row in enumerate(_KEY_ROWS):
        for place, letter in enumerate(row):
            near = row[max(0, place - 1) : place] + row[place + 1 : place + 2]
            for other in _KEY_ROWS[max(0, height - 1) : height] + _KEY_ROWS[height + 1 : height + 2]:
                near += other[max(0, place - 1) : place + 2]
            beside[letter] = near
    return beside


_BESIDE = _neighbours()


class Lexicon:
    """The folded words of a site with their frequency, and how often two stand side by side."""

    def __init__(self, counts: Mapping[str, int], pairs: Callable[[str, str], float]) -> None:
        """`counts`: word to number of texts; `pairs(left, right)`: number of texts with that pair."""
        self.counts = counts
        self._pairs = pairs
        self._deletions: dict[str, tuple[str, ...]] | None = None

    def __contains__(self, word: str) -> bool:
        return word in self.counts

    def changed_to(self, counts: Mapping[str, int], pairs: Callable[[str, str], float]) -> Lexicon:
        """Return the lexicon of other texts; slips of the words that both know are not made anew."""
        other = Lexicon(counts, pairs)
        if self._deletions is not None:
            other._deletions = dict(self._deletions)
            for word in counts:
                if word not in self.counts:
                    _spread(word, other._deletions)
        return other

    def candidates(self, word: str, left: str = "", right: str = "") -> list[tuple[str, ...]]:
        """What an unknown word may mean, likeliest first: one word each, or two (a lost space).

        `left` and `right` are the folded words beside it ("" at the ends). Digits are never mended.
        """
        if not _SHORTEST <= len(word) <= _LONGEST or not word.isalpha():
            return []
        scored: list[tuple[float, tuple[str, ...]]] = self._splits(word)
        scored += [(self._score(word, other, left, right), (other,)) for other in self._near(word)]
        scored.sort(key=lambda pair: (-pair[0], pair[1]))
        return [words for _, words in scored]

    def meant(self, word: str, left: str = "", right: str = "") -> list[tuple[str, ...]]:
        """What a known word may be a slip of: none unless it stands beside neither neighbour anywhere, and others do.

        "gan hang" is two known words and yet nobody writes it; "ngan hang" stands in many texts.
        """
        if not _SHORTEST <= len(word) <= _LONGEST or not word.isalpha() or self._beside(word, left, right):
            return []
        beside = {other: self._beside(other, left, right) for other in self._near(word)}
        scored = [
            (self._score(word, other, left, right), (other,)) for other, texts in beside.items() if texts >= _SURE_PAIR
        ]
        scored.sort(key=lambda pair: (-pair[0], pair[1]))
        return [words for _, words in scored]

    def _beside(self, word: str, left: str, right: str) -> float:
        """Number of texts in which the word stands beside its neighbour, the better of the two."""
        return max(self._pairs(left, word) if left else 0.0, self._pairs(word, right) if right else 0.0)

    def _near(self, word: str) -> set[str]:
        index = self._deletion_index()
        found = set(index.get(word, ()))
        for place in range(len(word)):
            shorter = word[:place] + word[place + 1 :]
            if shorter in self.counts:
                found.add(shorter)
            found.update(other for other in index.get(shorter, ()) if within_one_edit(word, other))
        return {other for other in found if len(other) >= _SHORTEST - 1 and other in self.counts}

    def _deletion_index(self) -> dict[str, tuple[str, ...]]:
        if self._deletions is None:
            deletions: dict[str, tuple[str, ...]] = {}
            for word in self.counts:
                _spread(word, deletions)
            self._deletions = deletions
        return self._deletions

    def _score(self, word: str, other: str, left: str, right: str) -> float:
        score = math.log1p(self.counts[other])
        score += _NEIGHBOUR_PULL * math.log1p(self._pairs(left, other) if left else 0.0)
        score += _NEIGHBOUR_PULL * math.log1p(self._pairs(other, right) if right else 0.0)
        if is_likely_slip(word, other):
            score += _LIKELY_SLIP
        return score + (_FIRST_LETTER if word[0] != other[0] else 0.0)

    def _splits(self, word: str) -> list[tuple[float, tuple[str, ...]]]:
        found: list[tuple[float, tuple[str, ...]]] = []
        for place in range(2, len(word) - 1):
            left, right = word[:place], word[place:]
            if left in self.counts and right in self.counts:
                together = self._pairs(left, right)
                if together > 0:
                    # Twice the neighbour pull: two known words that do stand together are good evidence.
                    found.append((2 * _NEIGHBOUR_PULL * math.log1p(together), (left, right)))
        return found


def _spread(word: str, deletions: dict[str, tuple[str, ...]]) -> None:
    """Note a word under each form that lost one letter."""
    if _SHORTEST - 1 <= len(word) <= _LONGEST and word.isalpha():
        for shorter in {word[:place] + word[place + 1 :] for place in range(len(word))}:
            deletions[shorter] = (*deletions.get(shorter, ()), word)


def within_one_edit(one: str, other: str) -> bool:
    """Optimal string alignment distance of at most 1: one letter lost, added, changed, or two swapped."""
    if one == other:
        return True
    if abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    if len(one) > len(other):
        return one[start + 1 :] == other[start:]
    if len(one) < len(other):
        return one[start:] == other[start + 1 :]
    swapped = one[start : start + 2] == other[start : start + 2][::-1]
    return one[start + 1 :] == other[start + 1 :] or (swapped and one[start + 2 :] == other[start + 2 :])


def is_likely_slip(typed: str, meant: str) -> bool:
    """Whether the one edit is a doubled letter, two swapped letters or a key beside the meant one."""
    if len(typed) == len(meant) + 1:
        return any(
            typed[place] == typed[place - 1] and typed[:place] + typed[place + 1 :] == meant
            for place in range(1, len(typed))
        )
    if len(typed) != len(meant):
        return False
    different = [place for place in range(len(typed)) if typed[place] != meant[place]]
    if len(different) == 2:
        return True
    return len(different) == 1 and typed[different[0]] in _BESIDE.get(meant[different[0]], "")
