"""What a server process does for itself at its start."""

from __future__ import annotations

import ctypes
import gc
import multiprocessing
import os
import signal
import sys
import threading
import time
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from wsgiref.util import setup_testing_defaults

if TYPE_CHECKING:
    from django.core.handlers.wsgi import WSGIHandler

PR_SET_PDEATHSIG = 1  # linux/prctl.h
NICENESS = 10  # decided: where both want the machine, a page gets nine parts and a job one (sched(7): 1.25 a step)
MOST_GROWN_MIB = 96  # decided: half as much again as it begins with; what a night's measuring took is given back
LOOK_EVERY_SECONDS = 10.0  # decided: one small file of /proc is read
FIRST_PAGES = ("/", "/hom-nay", "/hoi", "/thuc-hanh")  # decided: what most come to first; asking writes nothing
AGAIN_SECONDS = 1.0  # decided: a job that kills its process at once must not keep the machine busy with starting
# Matrices of 40 by 40: a second thread only costs. To be set before NumPy is loaded.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")


def load() -> None:
    """Load everything once in the process that the workers are forked from.

    They begin at once (two loaded side by side take 1.6 s CPU) and share what does not change: 60 MiB less.
    """
    from django.db import connections

    gc.disable()  # while all that comes is to stay, looking for what may go only takes time
    application()
    warm_up()
    for address in FIRST_PAGES:
        visit(address)
    connections.close_all()  # a connection must not be used by two processes
    gc.collect()
    gc.freeze()  # what is loaded stays: full collections need not look at it again, nor copy its pages
    gc.enable()


@lru_cache(maxsize=1)
def application() -> WSGIHandler:
    """Return the site as the web server calls it, all its addresses loaded."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hocvuso.config.settings")
    from django.core.wsgi import get_wsgi_application
    from django.urls import get_resolver

    handler = get_wsgi_application()
    _ = get_resolver().url_patterns
    return handler


def visit(address: str) -> str:
    """Ask the site for a page as a visitor without a cookie would, in this process; return the status line.

    What a first request fills (addresses by name, texts, compiled pages) is written once here, where it is shared,
    instead of by each worker into pages of memory that it must copy first: 30 MiB less under load.
    """
    request: dict[str, Any] = {"PATH_INFO": address, "REMOTE_ADDR": "127.0.0.1"}
    setup_testing_defaults(request)  # 127.0.0.1 by http, which every site answers
    said: list[str] = []
    site: Any = application()
    answer = site(request, lambda status, _: said.append(status))
    b"".join(answer)
    answer.close()
    return said[0]


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


def do_jobs(hands: int = 1, most_grown: float | None = None) -> None:
    """Do the jobs of this data folder until told to end; `hands` single jobs at a time.

    With `most_grown`, also end when this process alone holds so many MiB more than at its beginning and does no single
    job: Python keeps what a large job took, and whoever starts this process anew gets the memory back.
    """
    from hocvuso.plumbing import jobs

    ended = threading.Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, lambda *_: ended.set())
    # A daemon thread, because waiting for the lead cannot be interrupted and must not keep this process.
    serving = threading.Thread(target=jobs.serve, args=(ended, hands), daemon=True)
    serving.start()
    began, has_grown = own_mib(), False
    while not has_grown and not ended.wait(LOOK_EVERY_SECONDS):
        has_grown = most_grown is not None and own_mib() - began > most_grown and not jobs.is_any_running()
    ended.set()
    serving.join(timeout=None if has_grown else 5)


def own_mib() -> float:
    """Return how much memory only this process holds, in MiB; 0 where the system does not tell (it is not Linux)."""
    try:
        lines = Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) / 1024


def keep_jobs() -> None:
    """Have the jobs done beside the web server, unless `hocvuso worker` does them, and anew whenever that one ends.

    A process of its own: within a worker of the web server a roll-up holds the interpreter, and pages wait. Forked
    from what is loaded already, it costs what it writes to. It steps back behind the pages (see `NICENESS`).
    """
    from django.conf import settings

    if settings.HAS_JOBS:
        threading.Thread(target=_watch_over_jobs, name="jobs-keeper", daemon=True).start()


def _watch_over_jobs() -> None:
    while True:
        # Daemon: ended together with this process. The thread that starts it lives as long, so `die_with_parent` holds.
        beside = multiprocessing.get_context("fork").Process(target=_jobs_beside, name="jobs", daemon=True)
        beside.start()
        beside.join()
        time.sleep(AGAIN_SECONDS)


def _jobs_beside() -> None:
    die_with_parent()
    os.nice(NICENESS)
    do_jobs(most_grown=MOST_GROWN_MIB)
