"""Believable progress for invented people of the demo: the same events as real ones, through the same door."""

from __future__ import annotations

import random
import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

from hocvuso.core import items as item_kinds
from hocvuso.core.content import Item
from hocvuso.learning import actions
from hocvuso.learning.catalogue import Catalogue
from hocvuso.learning.catalogue import current as current_catalogue
from hocvuso.learning.intake import Incoming
from hocvuso.learning.models import LearnerState
from hocvuso.plumbing.ids import uuid7

SKILLS = ("kns.10.1", "kns.4.3")  # what the default target of workers counts
DAYS_AGO = (40, 31, 20, 9)
ITEMS_A_DAY = 4


def practise(persons: Sequence[uuid.UUID], now: datetime) -> int:
    """Let about seven in ten of the given people have learnt something; return how many did.

    Whoever has learnt something already is left as he is, so a second run changes nothing.
    """
    catalogue = current_catalogue()
    done = set(LearnerState.objects.filter(person__in=persons).values_list("person", flat=True))
    started = 0
    for person in persons:
        if person in done:
            continue
        chance = random.Random(person.int)
        eagerness = chance.random()
        if eagerness < 0.3:
            continue
        started += 1
        days = DAYS_AGO if eagerness > 0.45 else DAYS_AGO[:1]
        skill_level = chance.gauss(0.9 if eagerness > 0.45 else 0.0, 0.5)
        actions.record(person, _events(catalogue, person, chance, days, skill_level, now), now=now)
    return started


def _events(
    catalogue: Catalogue, person: uuid.UUID, chance: random.Random, days: Sequence[int], level: float, now: datetime
) -> list[Incoming]:
    device = uuid.UUID(int=chance.getrandbits(128), version=4)
    found: list[Incoming] = []
    for ago in days:
        at = now - timedelta(days=ago, minutes=chance.randrange(600))
        for skill in SKILLS:
            pool = [catalogue.curriculum.items[task.id] for task in catalogue.pools.get(skill, ())]
            for item in chance.sample(pool, min(ITEMS_A_DAY, len(pool))):
                found.append(_answer(item, device, len(found) + 1, at, chance, level))
    return found[:50]


def _answer(item: Item, device: uuid.UUID, counter: int, at: datetime, chance: random.Random, level: float) -> Incoming:
    knows = chance.random() < 1.0 / (1.0 + 2.718 ** (item.difficulty - level - 1.0))
    response = item_kinds.right_response(item).to_json() if knows else {"dont_know": True}
    return Incoming(
        id=uuid7(int(at.timestamp() * 1000) + counter),
        kind="answer",
        content_id=item.id,
        device=device,
        counter=counter,
        client_at=at,
        version=item.version,
        context="practice",
        response=response,
        ms=item.seconds * 700,
    )
