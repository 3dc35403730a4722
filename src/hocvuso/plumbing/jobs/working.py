"""Takes jobs from the queue and carries them out; what fails is tried again a few times, then kept for the operator."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, cast

import django_tasks
import structlog
from django.db import transaction
from django_tasks.utils import normalize_json
from django_tasks_db.models import DBTaskResult

from hocvuso.plumbing import clock
from hocvuso.plumbing.jobs import asking
from hocvuso.plumbing.models import Job

log = structlog.get_logger(__name__)
FIRST_PAUSE_SECONDS = 30  # decided: a mail server or a disk is often back after half a minute; four times longer each
MOST_STARTS = 10  # decided: a job that has taken its process down so often will do it again
KEPT = timedelta(days=30)  # decided: as long as questions and audit of errors are looked at


def run_waiting(name: str = "", is_over: Callable[[], bool] = lambda: False) -> int:
    """Do all jobs that are ready, one after the other, until `is_over`; return how many."""
    name, done = name or f"here-{uuid.uuid4().hex[:16]}", 0
    while not is_over() and (row := _claimed(name)) is not None:
        _carry_out(row)
        done += 1
    return done


def _claimed(name: str) -> DBTaskResult[Any, Any] | None:
    """Return the next job, marked as ours. On SQLite the transaction is exclusive from its beginning (settings)."""
    with transaction.atomic():
        row: DBTaskResult[Any, Any] | None = DBTaskResult.objects.ready().get_locked()
        if row is not None:
            row.claim(name)
        return row


def _carry_out(row: DBTaskResult[Any, Any]) -> None:
    """Do one claimed job; whatever happens in it stays with it."""
    progress = asking.running[row.id] = asking.Progress(row.id)
    try:
        # From here on, asking for the same again gives a new job: this one may already have read what changed.
        Job.objects.filter(id=row.id).update(waiting_key="")
        context = django_tasks.TaskContext(task_result=cast("django_tasks.TaskResult[Any]", row.task_result))
        returned = row.task.call(context, *row.args_kwargs["args"], **row.args_kwargs["kwargs"])
        asking.note(progress)
        row.set_successful(normalize_json(returned))
    except BaseException as problem:
        _ended(row, problem)
    finally:
        asking.running.pop(row.id, None)


def _ended(row: DBTaskResult[Any, Any], problem: BaseException) -> None:
    if isinstance(problem, asking.Stopped) and Job.objects.filter(id=row.id, stopped_at__isnull=False).exists():
        row.set_failed(problem)
    elif isinstance(problem, asking.Stopped):  # nobody stopped it: this process stops leading
        _queue_again(row, clock.now())
    elif isinstance(problem, asking.Refused):
        row.set_failed(problem)
        DBTaskResult.objects.filter(id=row.id).update(traceback=str(problem))
    else:
        _failed(row, problem)


def _failed(row: DBTaskResult[Any, Any], problem: BaseException) -> None:
    tries = len(row.worker_ids)
    row.set_failed(problem)
    log.error("job_failed", job=row.task_path, id=str(row.id), tries=tries, error=row.traceback)
    if tries <= _retries(row) and isinstance(problem, Exception):
        _queue_again(row, clock.now() + timedelta(seconds=FIRST_PAUSE_SECONDS * 4 ** (tries - 1)))


def _retries(row: DBTaskResult[Any, Any]) -> int:
    try:
        return int(getattr(row.task, "retries", 0))
    except Exception:  # its module is gone or broken, which is why it failed
        return 0


def _queue_again(row: DBTaskResult[Any, Any], at: datetime) -> None:
    # Only as we have seen it: meanwhile another process may have taken it up.
    same = DBTaskResult.objects.filter(id=row.id, status=row.status, worker_ids=row.worker_ids)
    same.update(status=django_tasks.TaskResultStatus.READY, run_after=at, finished_at=None)


def is_any_ready() -> bool:
    """Tell whether a job could be begun: one read by index. The worker itself opens a transaction to look."""
    return bool(DBTaskResult.objects.ready().exists())


def take_up_again() -> int:
    """Queue again what a process was doing that is no more; only the one that leads may call this. Return how many."""
    again = 0
    for row in DBTaskResult.objects.running():
        if len(row.worker_ids) < MOST_STARTS:
            _queue_again(row, clock.now())
            again += 1
        else:
            row.set_failed(RuntimeError(f"the process ended {MOST_STARTS} times while this job ran"))
    return again


def forget_old() -> int:
    """Delete jobs that ended more than a month ago; return how many."""
    old = DBTaskResult.objects.finished().filter(finished_at__lt=clock.now() - KEPT)
    ids = list(old.values_list("id", flat=True)[:10_000])
    Job.objects.filter(id__in=ids).delete()
    DBTaskResult.objects.filter(id__in=ids).delete()
    return len(ids)
