"""What invented people do on their phones while an invented class runs, so that the board of its trainer is not empty.

Each thing goes through the door of every other one: it is marked, counted, and goes with the person who did it.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

from hocvuso.core.classroom import FAILS
from hocvuso.curriculum import queries as curriculum
from hocvuso.learning import actions
from hocvuso.learning.intake import Incoming
from hocvuso.plumbing.ids import uuid7

NAMESPACE = uuid.UUID("9c1c7c0b-3f8e-5a0b-bb0e-7a4f4f2d6e03")  # drawn once; ids of invented devices come from it
PAUSE = timedelta(seconds=40)  # between two things that somebody does
# Invented, one for each person: the step on which he is, how many minutes ago he did something, whether he is stuck.
AT_WORK = ((2, 1, False), (1, 0, False), (1, 1, True), (2, 2, False), (0, 7, False), (3, 1, False))


def work(persons: Sequence[uuid.UUID], lesson: str, now: datetime) -> int:
    """Let some people read a lesson up to now, one of them failing at a question; return how many events these are."""
    found = curriculum.current().lessons.get(lesson)
    if found is None:
        return 0
    steps, events = [each.id for each in found.steps], 0
    for person, (where, minutes, is_stuck) in zip(persons, AT_WORK, strict=False):
        at = now - timedelta(minutes=minutes)
        done: list[tuple[str, str, object]] = [("step_done", each, None) for each in steps[: where + 1]]
        task = _task(steps[where]) if is_stuck else ""
        if task:
            done += [("answer", task, {"dont_know": True})] * FAILS
        for left, (kind, content, response) in zip(range(len(done) - 1, -1, -1), done, strict=True):
            moment = at - PAUSE * left
            sent = Incoming(
                uuid7(), kind, content, uuid.uuid5(NAMESPACE, str(person)), None, moment, context="lesson",
                response=response,
            )  # fmt: skip
            events += actions.record(person, [sent], now=moment)[0].status == "stored"
    return events


def _task(step: str) -> str:
    """Return a question about a step; empty where there is none."""
    return min((each.id for each in curriculum.current().items.values() if each.step == step), default="")
