"""The threads of the process that leads: one for what recurs within a minute, one for the rest of what recurs, and one
or more for single jobs. A long import keeps no two-second job waiting.
"""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable
from time import monotonic

import structlog
from django.db import close_old_connections, connections

from hocvuso.plumbing.jobs import asking, leading, recurring, working

log = structlog.get_logger(__name__)
LOOK_EVERY_SECONDS = 1.0  # decided: so long may a job wait for its start; one read by index, no write


def serve(ended: threading.Event, hands: int = 1) -> None:
    """Wait until this process leads and do the jobs until `ended`; `hands` single jobs at a time."""
    lead = leading.Lead()
    lead.wait_on_this_machine()
    while not ended.is_set():
        try:
            if lead.hold():
                _lead(lead, ended, hands)
        except Exception:
            log.error("job_lead_failed", error=traceback.format_exc(limit=4))
        connections.close_all()
        ended.wait(leading.RENEWED_EVERY_SECONDS)
    lead.give_up()


def _lead(lead: leading.Lead, ended: threading.Event, hands: int) -> None:
    """Do the jobs until `ended` or until another machine leads."""
    again = working.take_up_again()
    if again:
        log.warning("jobs_taken_up_again", count=again)
    over = threading.Event()
    parts: list[Callable[[], None]] = [
        lambda: recurring.loop(recurring.Timetable(is_short=True), over, close_old_connections),
        lambda: recurring.loop(recurring.Timetable(is_short=False), over, connections.close_all),
        *[lambda number=number: _take_jobs(f"{lead.holder}-{number}", over) for number in range(hands)],
    ]
    threads = [threading.Thread(target=part, name=f"jobs-{number}", daemon=True) for number, part in enumerate(parts)]
    for each in threads:
        each.start()
    try:
        _watch(lead, ended)
    finally:
        over.set()
        for progress in list(asking.running.values()):
            progress.is_stopped = True
        for each in threads:
            each.join()


def _take_jobs(name: str, over: threading.Event) -> None:
    while not over.is_set():
        try:
            close_old_connections()
            if working.is_any_ready():
                working.run_waiting(name, is_over=over.is_set)
        except Exception:
            log.error("job_loop_failed", error=traceback.format_exc(limit=4))
        over.wait(LOOK_EVERY_SECONDS)


def _watch(lead: leading.Lead, ended: threading.Event) -> None:
    """Write down how far running jobs are; return when this process ends or leads no longer."""
    renewed = monotonic()
    while not ended.wait(LOOK_EVERY_SECONDS):
        close_old_connections()
        for progress in list(asking.running.values()):
            asking.note(progress)
        if monotonic() - renewed >= leading.RENEWED_EVERY_SECONDS:
            renewed = monotonic()
            if not lead.hold():
                log.warning("jobs_led_elsewhere")
                return
