"""Answers of some learners beside what was foreseen of each before it came: their pasts replayed."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

import numpy as np
from django.conf import settings

from hocvuso.core.evidence import item_print
from hocvuso.core.foresight import logit_of
from hocvuso.core.readout import features
from hocvuso.core.switching import Answers, Places
from hocvuso.core.traces import NAMES, skill_number
from hocvuso.curriculum import queries as curriculum
from hocvuso.learning import fold, store
from hocvuso.learning.catalogue import Catalogue
from hocvuso.learning.drafting import Mind
from hocvuso.learning.fold import Happened
from hocvuso.learning.models import Event, LearnerState
from hocvuso.learning.trail import Trail
from hocvuso.people import queries as people
from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid7

SAMPLE = 400  # decided: learners; some ten thousand answers, which a small machine replays in seconds
TRIES = 4  # draws of a moment for each learner wanted: busy learners are met more than once
SINCE = timedelta(days=90)
NOTHING_KEPT = store.Kept(None, "{}", 0, store.Chosen(), False, ())


class Told(NamedTuple):
    """One answer without help: the row of its task today (−1: there is none), score, what was foreseen, and traces."""

    row: int
    score: float
    p: float
    spread: float
    traced: list[float]


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """Answers of all learners of a sample, as the read-out wants them; `learners` have given at least one."""

    answers: Answers
    learners: int

    @property
    def is_current(self) -> Places:
        """Return which answers were to tasks as they are today; only these teach the read-out."""
        return np.flatnonzero(self.answers.item >= 0)


def gathered(now: datetime, catalogue: Catalogue) -> Sample:
    """Replay a sample of learners."""
    told, learner = list[Told](), list[int]()
    for number, person in enumerate(_sample(now)):
        own = list(_foretold(person, catalogue))
        told += own
        learner += [number] * len(own)
    item = np.array([each.row for each in told], dtype=np.int64)
    score, p, spread = (np.array([each[at] for each in told], dtype=np.float64) for at in (1, 2, 3))
    doubts = np.array([task.doubt for task in catalogue.options.bank.tasks] or [0.0])
    traced = np.array([each.traced for each in told], dtype=np.float64).reshape(len(told), len(NAMES))
    rows = features(traced, logit=logit_of(p), spread=spread, doubt=doubts[item])
    return Sample(Answers(np.array(learner, dtype=np.int64), item, score, p, rows), len(set(learner)))


def _sample(now: datetime) -> list[uuid.UUID]:
    """Return everybody on a small site; on a larger one those who did something at moments drawn by chance."""
    everybody = list(LearnerState.objects.order_by("person").values_list("person", flat=True)[: SAMPLE + 1])
    if len(everybody) <= SAMPLE:
        return everybody
    chance = random.Random(f"{now:%Y-%m-%d}")
    found: dict[uuid.UUID, None] = {}
    for _ in range(TRIES * SAMPLE):
        # Ids of events begin with their time: the first one after a moment is found by the primary key.
        after = uuid7(int((now - SINCE * chance.random()).timestamp() * 1000))
        row = Event.objects.filter(home_store=settings.HOME_STORE, id__gte=after).order_by("id")
        learner = row.values_list("learner", flat=True).first()
        if learner is not None:
            found[people.canonical(learner)] = None
        if len(found) == SAMPLE:
            break
    return list(found)


def _foretold(person: uuid.UUID, catalogue: Catalogue) -> Iterator[Told]:
    """Yield each answer that was given without help, in the order in which they came."""
    mind = Mind(catalogue, fold.blank(catalogue), Trail(), NOTHING_KEPT)
    for event in store.happened(people.ids_of(person)):
        skill = skill_number(event.content_id.partition("/")[0])
        traced = mind.trail.traces.read(item_print(event.content_id), (skill,), clock.day_number(event.at))
        foreseen = mind.take_in(event)
        if foreseen is not None and event.score is not None and not event.hints:
            yield Told(_row(event, catalogue), event.score, foreseen.p, foreseen.spread, traced)


def _row(event: Happened, catalogue: Catalogue) -> int:
    """Return the row of the task that was answered, −1 where its question has another meaning today or is gone."""
    row = catalogue.options.bank.rows.get(event.content_id)
    asked = curriculum.item(event.content_id, event.version or None)
    if row is None or asked is None or event.kind != "answer":
        return -1
    return row if asked.meaning == catalogue.curriculum.items[event.content_id].meaning else -1
