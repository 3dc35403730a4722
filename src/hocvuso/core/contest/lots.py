"""Drawing lots (bốc thăm) so that anybody can check it: seed committed before, list frozen, a public number added.

The seed is secret until the draw, so nobody can arrange the list for it; the list is frozen with its print before the
public number is known (the jury reads one aloud that nobody there decides, such as the last digits of tonight's
lottery), so nobody who knows the seed can either. Winners: the tickets in the order that `seeds.shuffled` gives with
the words "<contest>|lots|<print of the list>|<public number>".
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from . import seeds


def list_print(tickets: Sequence[int]) -> str:
    """Return the print of a list of tickets: SHA-256 of the numbers in rising order, joined by commas."""
    return hashlib.sha256(",".join(str(each) for each in sorted(tickets)).encode()).hexdigest()


def drawn(seed: str, contest: str, tickets: Sequence[int], public: str, winners: int) -> list[int]:
    """Return the numbers that win, in the order drawn. Raises ValueError when there are fewer tickets than prizes."""
    ordered = sorted(set(tickets))
    if not 0 < winners <= len(ordered):
        raise ValueError("fewer tickets than prizes")
    return seeds.shuffled(seed, ordered, contest, "lots", list_print(ordered), public.strip())[:winners]
