"""What a server process does for itself at its start."""

from __future__ import annotations

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1  # linux/prctl.h


def die_with_parent() -> None:
    """Ask Linux to end this process when its parent is killed; elsewhere do nothing.

    `kill -9` of the supervisor would otherwise leave workers that hold the port.
    """
    if not sys.platform.startswith("linux"):
        return
    parent = os.getppid()
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:  # it died between the two calls
        os.kill(os.getpid(), signal.SIGTERM)


def warm_up() -> None:
    """Load curriculum and search index now, so that the first learner does not wait; start the recurring jobs."""
    from hocvuso.assistant import desk
    from hocvuso.curriculum import queries
    from hocvuso.learning import catalogue
    from hocvuso.plumbing import jobs

    if queries.is_published():
        catalogue.current()
        desk.library()
    jobs.start_thread()
