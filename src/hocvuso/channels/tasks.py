"""What runs by itself in this room."""

from __future__ import annotations

from hocvuso.channels import dispatch, reminders
from hocvuso.plumbing import jobs

LOOK_EVERY_SECONDS = 5  # decided: a notice may take so long; two reads by index when nothing waits


def register() -> None:
    """Register the jobs."""
    jobs.every(LOOK_EVERY_SECONDS, "channels.dispatch", dispatch.deliver_due)
    jobs.every(reminders.EVERY_SECONDS, "channels.plan_reminders", reminders.plan_due)
    jobs.every(24 * 3600, "channels.forget_old", dispatch.forget_old)
