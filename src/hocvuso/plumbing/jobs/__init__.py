"""Work that runs by itself: `every` for what recurs, `later` for one job that somebody asked for.

    @jobs.task(title=gettext_lazy("Read the list"))
    def read_list(progress: jobs.Progress, *, file: str) -> dict[str, int]:
        for row, line in enumerate(lines):
            progress.at(row, len(lines))        # shown on pages; raises Stopped when somebody stopped the job
            ...
    job = jobs.later(read_list, asked_by=person, file=path)

One process of the site does all of it (ADR 0022). A job must be harmless when it runs twice: a machine that dies in the
middle runs it again from the beginning.
"""

from hocvuso.plumbing.jobs.asking import (
    Progress,
    Refused,
    State,
    Stopped,
    Task,
    failures,
    is_any_running,
    later,
    retry,
    state_of,
    stop,
    task,
)
from hocvuso.plumbing.jobs.recurring import every, registered, run_due, runs
from hocvuso.plumbing.jobs.serving import serve
from hocvuso.plumbing.jobs.working import run_waiting

__all__ = [
    "Progress",
    "Refused",
    "State",
    "Stopped",
    "Task",
    "every",
    "failures",
    "is_any_running",
    "later",
    "registered",
    "retry",
    "run_due",
    "run_waiting",
    "runs",
    "serve",
    "state_of",
    "stop",
    "task",
]
