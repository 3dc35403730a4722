"""One job asked for: what it is, how far it is, how it ended, and how somebody stops it.

The queue is the table of django-tasks-db; `Job` beside it keeps what that does not know: who asked, who stopped it,
and the key under which at most one waits.
"""

from __future__ import annotations

import functools
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import django_tasks
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.utils.functional import Promise
from django_tasks_db.models import DBTaskResult

from hocvuso.plumbing import clock
from hocvuso.plumbing.models import Job

RETRIES = 3  # decided: after half a minute, two minutes, eight minutes
KEPT_SECONDS = 24 * 3600  # decided: how long the cache remembers how far a job was
_STOPPED = "hocvuso.plumbing.jobs.asking.Stopped"
_REFUSED = "hocvuso.plumbing.jobs.asking.Refused"

Status = Literal["waiting", "running", "done", "failed", "stopped"]
_STATUS: dict[str, Status] = {"READY": "waiting", "RUNNING": "running", "SUCCESSFUL": "done", "FAILED": "failed"}


class Stopped(Exception):
    """Somebody stopped the job, or this process no longer leads; raised by `Progress.at`."""


class Refused(Exception):
    """The job cannot be done as asked; the text tells whoever asked what to do. It is not tried again."""


class Progress:
    """How far a running job is: the job tells it in memory, a thread of its own writes it down once a second.

    So a job inside one long transaction is seen from outside, and a loop over 100,000 rows costs no statement.
    """

    def __init__(self, job: uuid.UUID) -> None:
        self.job = job
        self.is_stopped = False
        self.told: tuple[int, int, str] | None = None

    def at(self, done: int, total: int = 0, text: str = "") -> None:
        """Say that `done` of `total` are done (total 0: not known) and what is going on; raise Stopped if asked to."""
        self.told = (done, total, text)
        if self.is_stopped:
            raise Stopped


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(django_tasks.base.Task[Any, Any]):
    """A function that `later` may be given."""

    act: Callable[..., Any]
    title: str | Promise
    retries: int

    def __call__(self, progress: Progress, **arguments: Any) -> Any:
        """Do it here and now, as tests and other jobs do."""
        return self.act(progress, **arguments)


@dataclass(frozen=True, slots=True)
class State:
    """One job as a page or the operator sees it; `total` 0 means that nobody knows how much there is."""

    id: uuid.UUID
    path: str
    title: str | Promise
    status: Status
    asked_by: uuid.UUID | None
    asked_at: datetime
    finished_at: datetime | None
    attempts: int
    way_back: str
    done: int = 0
    total: int = 0
    text: str = ""
    returned: Any = None
    refusal: str = ""
    error: str = ""

    @property
    def is_over(self) -> bool:
        """Tell whether nothing more will happen by itself."""
        return self.status in {"done", "failed", "stopped"}


running: dict[uuid.UUID, Progress] = {}  # the jobs that this process does at this moment


def is_any_running() -> bool:
    """Tell whether this process does a single job at this moment."""
    return bool(running)


def task(*, title: str | Promise, retries: int = RETRIES) -> Callable[[Callable[..., Any]], Task]:
    """Make a job of a function `f(progress, *, …)` of a module; its arguments and what it returns must fit into JSON.

    `retries`: how many more tries follow an error.
    """

    def made(function: Callable[..., Any]) -> Task:
        @functools.wraps(function)
        def run(context: django_tasks.TaskContext, **arguments: Any) -> Any:
            job = uuid.UUID(context.task_result.id)
            return function(running.get(job) or Progress(job), **arguments)

        del run.__wrapped__  # else the signature of the inner function is looked at
        return Task(func=run, takes_context=True, act=function, title=title, retries=retries)

    return made


def later(
    wanted: Task,
    *,
    asked_by: uuid.UUID | None = None,
    once: str = "",
    after: datetime | None = None,
    way_back: str = "",
    **arguments: Any,
) -> uuid.UUID:
    """Have `wanted` done by the process that leads; return the id by which it is asked after.

    Part of the transaction around it: what is rolled back was never asked for. While a job with the key `once` waits,
    asking again gives that one. `after` is the earliest moment; `way_back` where its page leads when it is over.
    """
    try:
        with transaction.atomic():
            # Locked until we commit, so that whoever takes this job up sees what we have just written.
            waiting = Job.objects.select_for_update().filter(waiting_key=once).first() if once else None
            if waiting is not None:
                return waiting.id
            queued = wanted.using(run_after=after).enqueue(**arguments)
            job = Job(id=uuid.UUID(queued.id), asked_by=asked_by, waiting_key=once, way_back=way_back)
            job.save(force_insert=True)
            return job.id
    except IntegrityError:  # PostgreSQL: another process asked for the same in this very moment
        if not once:
            raise
        return later(wanted, asked_by=asked_by, once=once, after=after, way_back=way_back, **arguments)


def state_of(job: uuid.UUID, *, viewer: uuid.UUID | None) -> State | None:
    """Return how far a job is; None when there is none of that id that `viewer` asked for."""
    asked = Job.objects.filter(id=job, asked_by=viewer).first()
    row = DBTaskResult.objects.filter(id=job).first() if asked else None
    return _state(row, asked) if row is not None else None


def failures(limit: int = 50) -> list[State]:
    """Return the jobs that ended with an error of ours, newest first; for the operator."""
    rows = DBTaskResult.objects.failed().exclude(exception_class_path__in=[_STOPPED, _REFUSED])
    newest = list(rows.order_by("-finished_at")[:limit])
    asked = Job.objects.in_bulk([row.id for row in newest])
    return [_state(row, asked.get(row.id)) for row in newest]


def stop(job: uuid.UUID, *, viewer: uuid.UUID | None) -> bool:
    """Stop a job that `viewer` asked for; one that runs ends at its next step. Tell whether there was one to stop."""
    now = clock.now()
    if not Job.objects.filter(id=job, asked_by=viewer).update(stopped_at=now, waiting_key=""):
        return False
    waiting = DBTaskResult.objects.filter(id=job, status=django_tasks.TaskResultStatus.READY)
    ended = {"status": django_tasks.TaskResultStatus.FAILED, "exception_class_path": _STOPPED, "finished_at": now}
    return bool(waiting.update(**ended)) or DBTaskResult.objects.running().filter(id=job).exists()


def retry(job: uuid.UUID) -> bool:
    """Queue a failed job once more; for the operator. Tell whether there was one."""
    ready = {"status": django_tasks.TaskResultStatus.READY, "worker_ids": [], "run_after": clock.now()}
    with transaction.atomic():
        Job.objects.filter(id=job).update(stopped_at=None)
        return bool(DBTaskResult.objects.failed().filter(id=job).update(**ready, finished_at=None))


def note(progress: Progress) -> None:
    """Write down how far a running job is, and learn whether somebody has stopped it."""
    if progress.told is not None:
        cache.set(f"job:{progress.job}", progress.told, KEPT_SECONDS)
    progress.is_stopped |= Job.objects.filter(id=progress.job, stopped_at__isnull=False).exists()


def _state(row: DBTaskResult[Any, Any], asked: Job | None) -> State:
    done, total, text = cache.get(f"job:{row.id}", (0, 0, ""))
    try:
        title = getattr(row.task, "title", row.task_path)
    except ImportError:  # a job of a version that is no longer here
        title = row.task_path
    is_refused = row.exception_class_path == _REFUSED
    return State(
        id=row.id,
        path=row.task_path,
        title=title,
        status="stopped" if row.exception_class_path == _STOPPED else _STATUS[row.status],
        asked_by=asked.asked_by if asked else None,
        asked_at=row.enqueued_at,
        finished_at=row.finished_at,
        attempts=len(row.worker_ids),
        way_back=asked.way_back if asked else "",
        done=done,
        total=total,
        text=text,
        returned=row.return_value,
        refusal=row.traceback if is_refused else "",
        error="" if is_refused else row.traceback,
    )
