"""How long a sender waits before he tries again: longer each time, spread by chance, an hour at most.

"Full jitter": a random time between nothing and the bound, which doubles with each failure (M. Brooker, Exponential
Backoff and Jitter, 2015), so that 700 senders that lost one receiver do not come back in the same second. Not under
a tenth of the bound, so that a bad draw does not hammer.
"""

from __future__ import annotations

FIRST_SECONDS, MOST_SECONDS = 30.0, 3600.0  # decided: as channels outside rest
LEAST_SHARE = 0.1  # decided: see above


def rest_seconds(failures: int, draw: float) -> float:
    """Return the seconds to wait after so many failures in a row (≥ 1); `draw` is a random number in 0…1.

    Raises ValueError outside these.
    """
    if failures < 1 or not 0 <= draw <= 1:
        raise ValueError("one failure or more, and a draw from 0 to 1")
    bound = min(FIRST_SECONDS * 2.0 ** min(failures - 1, 30), MOST_SECONDS)
    return bound * (LEAST_SHARE + (1 - LEAST_SHARE) * draw)
