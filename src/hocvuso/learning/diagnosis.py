"""The first placement: which task comes next is a pure function of the events so far, so it can always go on
where it was left, on any phone.
"""

from __future__ import annotations

import uuid
from datetime import datetime

from hocvuso.core import placement
from hocvuso.core.content import Item
from hocvuso.core.draw import draw_for
from hocvuso.core.mastery import Evidence
from hocvuso.core.placement import NextTask
from hocvuso.learning import actions, fold, goals, store
from hocvuso.learning.catalogue import current as current_catalogue
from hocvuso.people import queries as people
from hocvuso.plumbing import clock


def next_task(person: uuid.UUID, *, now: datetime, full: bool = False) -> tuple[NextTask, int, Item | None]:
    """Return the next task, how many were done, and its item (None when the diagnosis has ended)."""
    catalogue = current_catalogue()
    if not catalogue.tasks:
        return NextTask(None, placement.Stop.EMPTY, 0), 0, None
    context = "full" if full else "placement"
    mind = actions.current_mind(person)
    state = mind.state
    said = [
        fold.evidence(catalogue, each)
        for each in store.happened(people.ids_of(person), contexts=(context,))
    ]  # fmt: skip
    done = placement.progress([each for each in said if isinstance(each, Evidence)])
    wanted = goals.weights(mind.kept.chosen.goal)
    taught = set(catalogue.taught)
    targets = {skill: wanted.get(skill, 1.0) for skill in catalogue.graph.ids if skill in taught}
    task = placement.next_task(
        state, catalogue.options.bank, done, draw_for(fold.key(person), state.events),
        day=clock.day_number(now), worth=placement.worth_of(catalogue.graph, targets),
        mode=placement.FULL if full else placement.FIRST,
    )  # fmt: skip
    item = catalogue.curriculum.items.get(task.task) if task.task else None
    return task, len(done.asked), item
