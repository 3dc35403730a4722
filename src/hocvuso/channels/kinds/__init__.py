"""Every kind of message and its words, written by hand. A new one is an entry in the file of its topic.

Rooms name it in `notify`. Titles and texts say what happened, what to do and that nothing is lost; no answers, no
levels, no third person's data.
"""

from __future__ import annotations

from hocvuso.channels.contract import Kind
from hocvuso.channels.kinds import accounts, certificates, classes, families, helping, learning, offices

__all__ = ["KINDS"]

KINDS: dict[str, Kind] = {
    **accounts.KINDS,
    **helping.KINDS,
    **classes.KINDS,
    **certificates.KINDS,
    **families.KINDS,
    **offices.KINDS,
    **learning.KINDS,
}
