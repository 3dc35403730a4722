"""Recurring jobs: rooms register them, one process of the site claims each run and carries it out.

A run is claimed by one UPDATE that moves `next_at` forward, so two processes never do the same run. A job
must be harmless when it runs twice: a machine that dies in the middle runs it again later.
"""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable
from datetime import timedelta

import structlog
from django.db import close_old_connections

from hocvuso.plumbing import clock
from hocvuso.plumbing.models import Schedule

log = structlog.get_logger(__name__)
LOOK_EVERY_SECONDS = 30
_registry: dict[str, tuple[int, Callable[[], object]]] = {}


def every(seconds: int, name: str, act: Callable[[], object]) -> None:
    """Register `act` to run about every `seconds`; called from a room's `AppConfig.ready`."""
    _registry[name] = (seconds, act)


def registered() -> dict[str, int]:
    """Return the registered jobs with their period in seconds."""
    return {name: seconds for name, (seconds, _) in _registry.items()}


def run_due() -> list[str]:
    """Run each job that is due and not claimed by another process; return the names of those run."""
    done = []
    for name, (seconds, act) in _registry.items():
        if _claim(name, seconds):
            _run(name, act)
            done.append(name)
    return done


def _claim(name: str, seconds: int) -> bool:
    now = clock.now()
    Schedule.objects.get_or_create(name=name, defaults={"every_seconds": seconds, "next_at": now})
    claimed = Schedule.objects.filter(name=name, next_at__lte=now).update(
        next_at=now + timedelta(seconds=seconds), every_seconds=seconds, last_started_at=now
    )
    return claimed == 1


def _run(name: str, act: Callable[[], object]) -> None:
    error = ""
    try:
        act()
    except Exception:
        # One broken job must not keep the others from running; the doctor shows what is stored here.
        error = traceback.format_exc(limit=8)
        log.error("job_failed", job=name, error=error)
    Schedule.objects.filter(name=name).update(last_finished_at=clock.now(), last_error=error)


def start_thread() -> threading.Thread:
    """Look for due jobs every half minute in a daemon thread of this process."""

    def loop() -> None:
        pause = threading.Event()
        while not pause.wait(LOOK_EVERY_SECONDS):
            close_old_connections()
            try:
                run_due()
            except Exception:
                log.error("job_loop_failed", error=traceback.format_exc(limit=4))

    thread = threading.Thread(target=loop, name="jobs", daemon=True)
    thread.start()
    return thread
