"""How many examples a property gets that writes to a database for each of them."""

from __future__ import annotations

from hypothesis import settings

OF_OTHERS = 50  # in the default profile, see tests/conftest.py


def examples(wanted: int) -> int:
    """Return `wanted` in the default suite and as many times more at night as other properties get."""
    return wanted * settings().max_examples // OF_OTHERS
