"""A simulator as a round: everybody gets the same one, on his own, and what each made of it is scored from his log.

For contests and halls, which need no code of their own: give the round, lead people to its `url`, or let a screen of
yours play it and score the log here. What somebody plays on his phone comes as an event and is found by `best_of`;
a log without a person is only scored and kept by nobody here.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from hocvuso.core.draw import fnv, mix
from hocvuso.core.scenario import log
from hocvuso.core.scenario.content import Scenario
from hocvuso.core.scenario.log import Forged
from hocvuso.learning.models import Event
from hocvuso.people import several
from hocvuso.practice import queries as practice

__all__ = ["Forged", "Result", "Round", "best_of", "given", "scored"]
MODE = "alone"  # decided: what is compared is done without help


@dataclass(frozen=True, slots=True)
class Round:
    """One simulator in one variant; keep it with your own record: a later version does not change what was played."""

    scenario: str
    version: str
    seed: int
    title: str
    minutes: int

    @property
    def url(self) -> str:
        """Return where it is played."""
        asked = urlencode({"so": self.seed, "cach": MODE})
        return f"{reverse('practice:simulator', args=[self.scenario])}?{asked}"


@dataclass(frozen=True, slots=True)
class Result:
    """What a log is worth: points 0…100, and the milliseconds to its last act for who has as many."""

    points: int
    ms: int
    is_reached: bool
    dangers: tuple[str, ...]
    hints: int
    print: str  # the same for the same log

    @property
    def rank(self) -> tuple[int, int]:
        """Return what results are ordered by, the best first: points, then time."""
        return -self.points, self.ms


def given(scenario: str, key: str) -> Round | None:
    """Return the round of a key such as the id of a contest's round: the same key deals everybody the same.

    None where there is no such simulator. Variants that are kept for surprises are never dealt.
    """
    found = practice.scenario(scenario)
    if found is None:
        return None
    places = [place for place, each in enumerate(found.variants) if not each.surprise]
    number = mix(fnv(f"{scenario} {key}".encode()))
    seed = places[number % len(places)] + len(found.variants) * (number % 10_000)
    return Round(found.id, found.version, seed, found.title, found.minutes)


def scored(of: Round, lines: object) -> Result:
    """Return what a log is worth, worked out anew in the version of the round.

    Raises Forged with the reason and the line for what cannot have happened, LookupError where the version is unknown.
    """
    judged = log.judge(_scenario(of), seed=of.seed, mode=MODE, lines=lines)
    score = judged.score
    last = log.read(lines)[-1].ms
    return Result(score.points, last, score.goal, score.dangers, score.hints, judged.print)


def _scenario(of: Round) -> Scenario:
    found = practice.scenario(of.scenario, of.version)
    if found is None:
        raise LookupError(of.scenario)
    return found


def best_of(persons: Collection[uuid.UUID], of: Round, begins: datetime, ends: datetime) -> dict[uuid.UUID, Result]:
    """Return the best run of each person that reached us from `begins` to before `ends`; who has none is absent."""
    owners = several.all_ids_of(persons)
    rows = Event.objects.filter(
        learner__in=list(owners), kind="scenario", content_id=of.scenario, version=of.version, context=MODE,
        variant=str(of.seed), received_at__gte=begins, received_at__lt=ends,
    )  # fmt: skip
    best: dict[uuid.UUID, Result] = {}
    for learner, response in rows.order_by("id").values_list("learner", "response"):
        person, result = owners[learner], _stored(response)
        if person not in best or result.rank < best[person].rank:
            best[person] = result
    return best


def _stored(response: dict[str, Any]) -> Result:
    score = response["score"]
    return Result(
        score["points"], response["log"][-1][0], score["goal"], tuple(score["dangers"]), score["hints"],
        response["print"],
    )  # fmt: skip
