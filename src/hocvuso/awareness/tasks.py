"""What runs by itself in this room."""

from __future__ import annotations

from hocvuso.awareness import drill
from hocvuso.plumbing import jobs


def register() -> None:
    """Register the jobs."""
    jobs.every(3600, "awareness.count_drill", drill.count_up)
    jobs.every(24 * 3600, "awareness.forget_drills", drill.forget_old)
