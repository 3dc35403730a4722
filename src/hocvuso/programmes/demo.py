"""Invented programmes of the demonstration; their titles say so, and they go with their units."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, timedelta

from hocvuso.core.programmes import plan as plans
from hocvuso.core.programmes import standing
from hocvuso.core.programmes.answers import answers
from hocvuso.core.programmes.plan import Plan, Setting
from hocvuso.plumbing import clock
from hocvuso.programmes import actions, library, measures, proof
from hocvuso.programmes.actions import PLAN, NewGoal, NewProgramme, NewTask, Signer
from hocvuso.programmes.models import Programme, ProgrammeAssignment, Task

NAMESPACE = uuid.UUID("5d0f7d8e-2a57-5c1c-9c1e-3a8b6f0c4e27")  # drawn once; ids of invented programmes come from it
_NOBODY = "Nhân vật minh họa"
MARK = "(minh họa)"
# Code of the unit, days since it began, days it takes, how many tasks are done and under way.
PROGRAMMES = (("ST-BN-MAY", 75, 240, 5, 3), ("ST-GD-GIAY", 30, 300, 2, 2), ("ST-BN", 90, 300, 3, 2))
ASKING, ASKED_BY = "ST", 20  # the unit that asks those below; the day lies so many days ahead
PROOF = "https://vi-du.example/bai-dang-minh-hoa"


def show(units: Mapping[str, uuid.UUID], day: date) -> None:
    """Enter the invented programmes of the units that are there; a second time changes nothing."""
    by = Signer(NAMESPACE, _NOBODY)
    for code, since, length, done, doing in PROGRAMMES:
        number = uuid.uuid5(NAMESPACE, code)
        if code not in units or Programme.objects.filter(pk=number).exists():
            continue
        start = day - timedelta(days=since)
        _begin(number, units[code], start, start + timedelta(days=length), by)
        counted = [each.name for each in measures.everything()]
        told = Task.objects.filter(goal_of__programme=number).exclude(measure__in=counted)
        tasks = told.order_by("due_on", "place")
        for place, task in enumerate(tasks[: done + doing]):
            is_done = place < done
            state = standing.DONE if is_done else standing.DOING
            actions.tell(task.pk, task.changed_at, state, by=by, share=None if is_done else 0.4)
            if is_done:
                proof.add(uuid.uuid5(number, str(place)), task.pk, proof.LINK, PROOF, by=by)
    asking = uuid.uuid5(NAMESPACE, ASKING)
    if ASKING in units:
        # Written as it would be, without the job that tells offices: a demonstration leaves no job behind.
        facts = {
            "unit_id": units[ASKING], "due_on": day + timedelta(days=ASKED_BY), "to_grassroots": True,
            "note": "Mỗi cơ sở lập chương trình theo mẫu của phong trào (minh họa).", "made_at": clock.now(),
            "made_by": by.id, "made_name": by.name,
        }  # fmt: skip
        ProgrammeAssignment.objects.get_or_create(id=asking, defaults=facts)


def _begin(number: uuid.UUID, unit: uuid.UUID, start: date, end: date, by: Signer) -> None:
    held = library.library()
    told = answers(held.questions, {"ends_on": end.isoformat()}, start)
    plan: Plan = plans.plan(held.goals, held.owners, told, Setting(audiences=()), start)
    goals = [
        NewGoal(
            goal.title, [NewTask(each.title, each.owner, each.due_on, each.measure, each.wanted) for each in goal.tasks]
        )
        for goal in plan.goals
    ]
    kept = {
        "sessions": [[each.number, each.on.isoformat(), each.at, each.group, each.time] for each in plan.sessions],
        "seats": told.seats,
        "phones": told.phones, "head": told.head, "channels": list(told.channels), "numbers": dict(plan.numbers),
        "template": held.id, "made_on": start.isoformat(),
    }  # fmt: skip
    title = f"{held.titles[0]} {MARK}"
    actions.begin(number, unit, NewProgramme(title, start, end, PLAN, goals, held.origin, kept), by=by)
