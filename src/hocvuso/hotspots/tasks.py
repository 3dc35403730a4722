"""What the room does by itself."""

from __future__ import annotations

from hocvuso.hotspots import following
from hocvuso.plumbing import jobs

FOLLOW_SECONDS = 600  # assumed: a change of the tree is not waited for at a wifi point


def register() -> None:
    """Tell the scheduler what to run."""
    jobs.every(FOLLOW_SECONDS, "hotspots.follow_units", following.follow)
