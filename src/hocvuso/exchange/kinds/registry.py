"""All kinds, in the order in which they are told: who is there before what is said of him."""

from __future__ import annotations

from collections.abc import Mapping

from hocvuso.exchange.kinds.contract import Kind
from hocvuso.exchange.kinds.erasures import Erasures
from hocvuso.exchange.kinds.results import CERTIFICATES, RESULTS
from hocvuso.exchange.kinds.returns import Receipts, Returns
from hocvuso.exchange.kinds.rosters import Rosters
from hocvuso.exchange.kinds.units import Units

_ALL: tuple[Kind, ...] = (Units(), Rosters(), Erasures(), RESULTS, CERTIFICATES, Returns(), Receipts())
KINDS: Mapping[str, Kind] = {each.name: each for each in _ALL}
