"""What some people did since a moment, step by step: for whoever teaches them in the room, and for nobody else."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import datetime

from hocvuso.core.classroom import Did
from hocvuso.curriculum import queries as curriculum
from hocvuso.learning.models import Event
from hocvuso.people import queries as people

_WORK = ("answer", "step_done", "watched", "first_task", "scenario")
_MICROSECONDS = 1_000_000


def since(persons: Collection[uuid.UUID], moment: datetime) -> dict[uuid.UUID, list[Did]]:
    """Return what each did, the oldest first; who did nothing is absent. The caller has asked whether he may know."""
    alias = {each: who for who in persons for each in (who,)}
    alias |= people.earlier_ids(persons)
    begin = int(moment.timestamp() * _MICROSECONDS)
    rows = Event.objects.filter(learner__in=list(alias), batch__gte=begin, kind__in=_WORK)
    steps = curriculum.current().steps
    found: dict[uuid.UUID, list[Did]] = {}
    told = rows.order_by("batch", "device", "counter").values_list("learner", "content_id", "score", "received_at")
    for learner, content, score, at in told:
        item = None if content in steps else curriculum.item(content)
        step = content if content in steps else item.step if item else ""
        if step:
            found.setdefault(alias[learner], []).append(Did(step, score, at))
    return found
