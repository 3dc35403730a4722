"""Jobs of this room."""

from __future__ import annotations

from hocvuso.partners import changes
from hocvuso.partners.hooks import sending, telling
from hocvuso.plumbing import jobs


def tell() -> int:
    """Put what happened before the addresses that want it, and send what is due."""
    telling.gather()
    return sending.send_due()


def register() -> None:
    """Register them."""
    jobs.every(20, telling.JOB, tell)
    jobs.every(3600, "partners.changes", changes.look)
    jobs.every(24 * 3600, "partners.forget_old", sending.forget_old)
