"""What a server process does for itself at its start."""

from __future__ import annotations

import ctypes
import gc
import os
import signal
import sys
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.core.handlers.wsgi import WSGIHandler

PR_SET_PDEATHSIG = 1  # linux/prctl.h
# Matrices of 40 by 40: a second thread only costs. To be set before NumPy is loaded.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")


def load() -> None:
    """Load everything once in the process that the workers are forked from.

    They begin at once (two loaded side by side take 1.6 s CPU) and share what does not change: 60 MiB less.
    """
    from django.db import connections

    application()
    warm_up()
    connections.close_all()  # a connection must not be used by two processes
    gc.collect()
    gc.freeze()  # what is loaded stays: full collections need not look at it again, nor copy its pages


@lru_cache(maxsize=1)
def application() -> WSGIHandler:
    """Return the site as the web server calls it, all its addresses loaded."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hocvuso.config.settings")
    from django.core.wsgi import get_wsgi_application
    from django.urls import get_resolver

    handler = get_wsgi_application()
    _ = get_resolver().url_patterns
    return handler


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
    """Load curriculum and search index now, so that the first learner does not wait."""
    from hocvuso.assistant import desk
    from hocvuso.curriculum import queries
    from hocvuso.learning import catalogue

    if queries.is_published():
        catalogue.current()
        desk.library()


def start_jobs() -> None:
    """Start the jobs in threads of this process, unless `hocvuso worker` does them; the first process here leads."""
    from django.conf import settings

    from hocvuso.plumbing import jobs

    if settings.HAS_JOBS:
        jobs.start_thread()
