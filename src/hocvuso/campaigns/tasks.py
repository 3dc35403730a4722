"""What runs by itself here: own news appear when they are due, offices are reminded of what is asked of them."""

from __future__ import annotations

from hocvuso.campaigns import actions, assigning
from hocvuso.plumbing import jobs


def register() -> None:
    """Register the jobs."""
    jobs.every(60, "campaigns.publish", actions.publish_due)
    jobs.every(6 * 3600, "campaigns.remind", assigning.remind)
