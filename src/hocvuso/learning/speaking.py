"""The read-out that speaks on this site, ready for the published curriculum and kept in the process."""

from __future__ import annotations

from functools import lru_cache

from hocvuso.core.foresight import Foresight
from hocvuso.learning.catalogue import Catalogue
from hocvuso.learning.models import Readout


def foresight(readout: int | None, catalogue: Catalogue) -> Foresight | None:
    """Return what says how likely answers are right; None where the state speaks alone."""
    return None if readout is None else _ready(readout, catalogue)


@lru_cache(maxsize=4)  # the one in force and the one before it, of two versions of the curriculum
def _ready(readout: int, catalogue: Catalogue) -> Foresight | None:
    weights = Readout.objects.filter(id=readout).values_list("weights", flat=True).first()
    try:
        return Foresight.of(weights, catalogue.options.bank) if weights else None
    except (KeyError, ValueError):
        return None  # fitted by an older release: the night fits another one


def forget() -> None:
    """Forget what was read."""
    _ready.cache_clear()
