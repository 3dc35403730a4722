"""Invented rhythms and a challenge of the demonstration; they go with their people and units."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from hocvuso.motivation import challenging, counting
from hocvuso.motivation.challenging import Signer, Wanted
from hocvuso.motivation.models import SKILLS, UnitChallenge

NAMESPACE = uuid.UUID("c3f9b7a1-6f0d-5e0d-9a43-8f2b6d0a7e15")  # drawn once; ids of invented challenges come from it
_NOBODY = "Nhân vật minh họa"
SINCE, LENGTH, GOAL = 30, 60, 200  # days since it began, days it takes, new skills


def show(folk: Mapping[uuid.UUID, Sequence[uuid.UUID]], day: date) -> None:
    """Begin an invented challenge of each of some units and count the rhythm of some of their people, once."""
    for unit, persons in folk.items():
        number = uuid.uuid5(NAMESPACE, unit.hex)
        if UnitChallenge.objects.filter(pk=number).exists():
            continue
        start = day - timedelta(days=SINCE)
        wanted = Wanted("Cả xưởng cùng học (minh họa)", SKILLS, GOAL, start, start + timedelta(days=LENGTH))
        challenging.begin(number, unit, wanted, by=Signer(NAMESPACE, _NOBODY), on=day)
        counting.refresh(persons, day)
