"""Which variant a seed means, and the names and amounts it deals; a phone deals the same (`core.draw`)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from hocvuso.core.draw import Draw, fnv, mix

from .content import Scenario, Variant

MOST_SEED = 2**31 - 1  # decided: fits every signed 32-bit number
NAMED = re.compile(r"\{([a-z0-9-]+)\}")
_NO_MARKS = str.maketrans("đĐ", "dD")


@dataclass(frozen=True, slots=True)
class Dealt:
    """A variant with its values."""

    seed: int
    variant: Variant
    values: Mapping[str, str]

    def text(self, text: str) -> str:
        """Return a text of the scenario with its values; what has no value stays as it is."""
        return NAMED.sub(lambda found: self.values.get(found[1], found[0]), text)


def deal(scenario: Scenario, seed: int) -> Dealt:
    """Return the variant of a seed, 0…`MOST_SEED`: the seeds 0, 1, 2 … go through all variants in their order.

    Raises ValueError for a seed outside.
    """
    if not 0 <= seed <= MOST_SEED:
        raise ValueError(f"a seed lies in 0…{MOST_SEED}")
    place = seed % len(scenario.variants)
    variant = scenario.variants[place]
    draw = Draw(mix(fnv(scenario.id.encode()) ^ mix(seed)))
    drawn: dict[str, int] = {}
    values: dict[str, str] = {}
    for value in scenario.values:
        if value.flag and value.flag not in variant.flags:
            continue
        size = len(value.of)
        if not value.along:
            drawn[value.id] = draw.lane(value.id).below(size)
        elif value.along == "variant":
            drawn[value.id] = place % size
        else:
            drawn[value.id] = drawn.get(value.along, 0) % size
        values[value.id] = value.of[drawn[value.id]]
    return Dealt(seed, variant, values)


def without_marks(text: str) -> str:
    """Return a text as many people type it, without diacritics; case and signs stay."""
    apart = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in apart if not "̀" <= letter <= "ͯ").translate(_NO_MARKS)
