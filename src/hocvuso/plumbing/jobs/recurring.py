"""Recurring jobs: rooms register them, the process that leads runs them.

What recurs within a minute is kept in memory and writes nothing while there is nothing to do: at one write a second
SQLite would wait for the disk all day. What recurs less often is claimed by one UPDATE that moves `next_at` forward,
so that it survives a restart and two processes never do the same run.
"""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog

from hocvuso.plumbing import clock
from hocvuso.plumbing.models import Schedule

log = structlog.get_logger(__name__)
SHORT_SECONDS = 60  # decided: below this a run is not worth a durable write
NOTED_EVERY = timedelta(hours=1)  # decided: so often the table says that a short one is alive
# Decided: a short job rests so many times as long as it worked, so that it never takes more than a fifth of a core.
REST = 4
LONGEST_SLEEP_SECONDS = 30.0  # decided: clocks are set, and rooms may register late
_registry: dict[str, tuple[float, Callable[[], object]]] = {}


def every(seconds: float, name: str, act: Callable[[], object]) -> None:
    """Register `act` to run about every `seconds`, 1 or more; called from a room's `AppConfig.ready`."""
    if seconds < 1:
        raise ValueError(f"{name}: every {seconds} s is too often, 1 s is the shortest")
    _registry[name] = (seconds, act)


def registered() -> dict[str, float]:
    """Return the registered jobs with their period in seconds."""
    return {name: seconds for name, (seconds, _) in _registry.items()}


def runs() -> list[dict[str, object]]:
    """Return each registered job with its period, its last end and last error ("" when it went well)."""
    kept = {row.name: row for row in Schedule.objects.all()}
    return [
        {
            "name": name,
            "every_seconds": seconds,
            "finished_at": kept[name].last_finished_at if name in kept else None,
            "error": kept[name].last_error if name in kept else "",
        }
        for name, (seconds, _) in sorted(_registry.items())
    ]


def run_due() -> list[str]:
    """Run each job that is due and not claimed by another process; return the names of those run."""
    return Timetable().run_due()


class Timetable:
    """When each job is due, as one thread remembers it; `is_short` picks those that recur within a minute."""

    def __init__(self, *, is_short: bool | None = None) -> None:
        self._is_short = is_short
        self._due: dict[str, datetime] = {}
        self._noted: dict[str, tuple[datetime, str]] = {}

    def run_due(self) -> list[str]:
        """Run what is due; return the names of those run."""
        done = []
        for name, (seconds, act) in list(_registry.items()):
            is_short = seconds < SHORT_SECONDS
            if self._is_short not in {None, is_short} or self._due_at(name, seconds) > clock.now():
                continue
            began = clock.now()
            if is_short or _claim(name, seconds):
                self._run(name, act)
                done.append(name)
            self._due[name] = _rested(began, seconds) if is_short else _stored(name)
        return done

    def sleep_seconds(self) -> float:
        """Return how long nothing is due, at most half a minute."""
        due = [
            self._due_at(name, seconds)
            for name, (seconds, _) in list(_registry.items())
            if self._is_short in {None, seconds < SHORT_SECONDS}
        ]
        until = min(due) - clock.now() if due else timedelta.max
        return min(max(until.total_seconds(), 0.0), LONGEST_SLEEP_SECONDS)

    def _due_at(self, name: str, seconds: float) -> datetime:
        known = self._due.get(name)
        if known is None:
            known = clock.now() if seconds < SHORT_SECONDS else _stored(name)
        elif known > clock.now() + timedelta(seconds=max(seconds, SHORT_SECONDS)):  # somebody has put the clock back
            known = clock.now()
        self._due[name] = known
        return known

    def _run(self, name: str, act: Callable[[], object]) -> None:
        began, error = clock.now(), ""
        try:
            act()
        except Exception:
            # One broken job must not keep the others from running; the operator reads what is stored here.
            error = traceback.format_exc(limit=8)
        noted_at, noted = self._noted.get(name, (None, ""))
        if error and error != noted:
            log.error("job_failed", job=name, error=error)
        if self._is_worth_a_row(name, noted_at, is_changed=error != noted):
            self._noted[name] = (began, error)
            seconds = round(_registry[name][0])
            facts = {"last_started_at": began, "last_finished_at": clock.now(), "last_error": error}
            if not Schedule.objects.filter(name=name).update(**facts):
                Schedule.objects.create(name=name, every_seconds=seconds, next_at=began, **facts)

    def _is_worth_a_row(self, name: str, noted_at: datetime | None, *, is_changed: bool) -> bool:
        if _registry[name][0] >= SHORT_SECONDS or is_changed or noted_at is None:
            return True
        return clock.now() - noted_at > NOTED_EVERY


def loop(table: Timetable, ended: threading.Event, between: Callable[[], None]) -> None:
    """Run what is due until `ended`; `between` looks after the connections of this thread."""
    while not ended.is_set():
        try:
            table.run_due()
            pause = table.sleep_seconds()
        except Exception:
            log.error("job_loop_failed", error=traceback.format_exc(limit=4))
            pause = LONGEST_SLEEP_SECONDS
        between()
        ended.wait(pause)


def _rested(began: datetime, seconds: float) -> datetime:
    """Return when a short job is due again: after its period, later when it worked long; within a minute at most."""
    ended = clock.now()
    pause = min(max(timedelta(seconds=seconds), REST * (ended - began)), timedelta(seconds=SHORT_SECONDS))
    return ended + pause


def _stored(name: str) -> datetime:
    found = Schedule.objects.filter(name=name).values_list("next_at", flat=True).first()
    return found or clock.now()


def _claim(name: str, seconds: float) -> bool:
    now = clock.now()
    Schedule.objects.get_or_create(name=name, defaults={"every_seconds": round(seconds), "next_at": now})
    claimed = Schedule.objects.filter(name=name, next_at__lte=now).update(
        next_at=now + timedelta(seconds=seconds), every_seconds=round(seconds), last_started_at=now
    )
    return claimed == 1
