"""Look-ups: what pages show, and what other rooms may know of learning (counts, no answers)."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from hocvuso.learning.bandlog import MASTERED as MASTERED
from hocvuso.learning.models import Choices, Event, LearnerState, PlanRow, SkillStanding
from hocvuso.people import queries as people
from hocvuso.people import several
from hocvuso.plumbing import clock
from hocvuso.practice import queries as practice

TRIED = ("answer", "first_task", "scenario", "short")  # kinds of event in which somebody did something himself
MOST_SHOWN = 20  # plans looked at for how lessons opened lately


@dataclass(frozen=True, slots=True)
class Answer:
    """One stored answer of the person who asks for it."""

    id: uuid.UUID
    kind: str
    content_id: str
    version: str
    response: Any
    score: float | None
    dont_know: bool
    at: datetime
    variant: str = ""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What somebody chose for himself; the defaults are those of a new learner."""

    goal: str = ""
    minutes: int = 5
    device: str = ""
    audience: str = "worker"
    easy: bool = False
    personalise: bool = True
    form: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """Where somebody stands in one skill."""

    skill: str
    band: str
    due_on: date | None
    since: datetime


def no_choices() -> Chosen:
    """Return the choices of somebody who has not chosen anything."""
    return Chosen()


def choices(person: uuid.UUID) -> Chosen:
    """Return what a person chose for himself."""
    row = Choices.objects.filter(person=person).first()
    if row is None:
        return Chosen()
    return Chosen(row.goal, row.minutes, row.device, row.audience, row.easy, row.personalise, row.form)


def answer(person: uuid.UUID, event: str) -> Answer | None:
    """Return one of this person's own answers; None for a wrong id or somebody else's."""
    try:
        event_id = uuid.UUID(event)
    except ValueError:
        return None
    row = Event.objects.filter(id=event_id, learner__in=people.ids_of(person)).first()
    if row is None:
        return None
    return Answer(
        row.id, row.kind, row.content_id, row.version, row.response, row.score, "dont_know" in row.response,
        row.client_at, row.variant,
    )  # fmt: skip


def answered_items(person: uuid.UUID, items: Collection[str]) -> set[str]:
    """Return which of some items a person has answered before, under any of his ids."""
    rows = Event.objects.filter(learner__in=people.ids_of(person), kind="answer", content_id__in=list(items))
    return set(rows.values_list("content_id", flat=True))


def done_in(person: uuid.UUID, plan: uuid.UUID) -> dict[str, int]:
    """Count what a person really did in a session: steps read, reviews and tries answered."""
    rows = Event.objects.filter(learner__in=people.ids_of(person), plan=plan).values_list("kind", "context")
    found = {"updates": 0, "steps": 0, "reviews": 0, "tries": 0}
    for kind, context in rows:
        if kind == "update_done":
            found["updates"] += 1
        elif kind == "step_done":
            found["steps"] += 1
        elif kind == "scenario":
            found["tries"] += 1
        elif kind == "answer":
            found["reviews" if context == "review" else "tries"] += 1
    return found


@dataclass(frozen=True, slots=True)
class Shown:
    """How the lesson of a plan was opened, and what was known of this person's reading and listening then."""

    kept: Mapping[str, Any]
    at: datetime


def shown_forms(person: uuid.UUID) -> list[Shown]:
    """Return how the latest plans of a person opened their lessons, newest first; his own page shows it."""
    rows = PlanRow.objects.filter(person=person, form__has_key="shown").order_by("-made_at")[:MOST_SHOWN]
    return [Shown(form, at) for form, at in rows.values_list("form", "made_at")]


@dataclass(frozen=True, slots=True)
class Proposed:
    """A plan as it was stored: what was proposed, why, what came second, and with which probability it was drawn."""

    at: datetime
    kind: str
    activity: str
    reason: str
    facts: Mapping[str, Any]
    runner_up: str
    score: float
    propensity: float
    is_current: bool


def proposed(person: uuid.UUID, limit: int) -> list[Proposed]:
    """Return the newest plans of a person; ask for them only for himself, or when he has agreed to be looked at."""
    rows = PlanRow.objects.filter(person=person).order_by("-made_at", "-id")[:limit]
    return [
        Proposed(row.made_at, row.activity_kind, row.activity, row.reason, row.facts, row.runner_up, row.score,
                 row.propensity, row.is_current)
        for row in rows
    ]  # fmt: skip


def standing(person: uuid.UUID, skill: str) -> Known | None:
    """Return where a person stands in one skill."""
    row = SkillStanding.objects.filter(person=person, skill=skill).first()
    return Known(row.skill, row.band, row.due_on, row.since) if row else None


def standings(person: uuid.UUID) -> dict[str, Known]:
    """Return where a person stands, by skill; skills without evidence are absent."""
    rows = SkillStanding.objects.filter(person=person)
    return {row.skill: Known(row.skill, row.band, row.due_on, row.since) for row in rows}


def answers_by_skill(person: uuid.UUID) -> dict[str, list[Answer]]:
    """Return a person's own marked answers and runs, newest first, by skill; the evidence behind his standings."""
    rows = Event.objects.filter(learner__in=people.ids_of(person), kind__in=TRIED, score__isnull=False).order_by(
        "-batch", "-counter"
    )[:400]
    found: dict[str, list[Answer]] = {}
    for row in rows:
        found.setdefault(_skill_of(row), []).append(
            Answer(row.id, row.kind, row.content_id, row.version, row.response, row.score,
                   "dont_know" in row.response, row.client_at)
        )  # fmt: skip
    return found


def _skill_of(event: Event) -> str:
    if event.kind == "short":
        found = practice.short(event.content_id, event.version)
        return found[1].skill if found else ""
    if event.kind != "scenario":
        return event.content_id.partition("/")[0]
    played = practice.scenario(event.content_id, event.version)
    return played.skill if played else ""


def reached(skills: Sequence[str], persons: QuerySet[Any, uuid.UUID]) -> int:
    """Count the persons who have mastered all of these skills."""
    return (
        SkillStanding.objects.filter(person__in=persons, skill__in=skills, band=MASTERED)
        .values("person").annotate(count=Count("skill")).filter(count=len(set(skills))).count()
    )  # fmt: skip


def reached_ids(skills: Sequence[str], persons: Sequence[uuid.UUID]) -> set[uuid.UUID]:
    """Return who of a few persons has mastered all of these skills; ask only about those who agreed to be told of."""
    rows = SkillStanding.objects.filter(person__in=persons, skill__in=skills, band=MASTERED).values("person")
    counted = rows.annotate(count=Count("skill")).filter(count=len(set(skills)))
    return set(counted.values_list("person", flat=True))


def last_tasks(persons: Collection[uuid.UUID]) -> dict[uuid.UUID, date]:
    """Return the last day on which each of a few persons tried something himself: a question, a message, a simulator.

    When it reached us counts, because a phone's clock may be wrong. Whoever tried nothing is absent.
    """
    owners = several.all_ids_of(persons)
    tried = Event.objects.filter(learner__in=list(owners), kind__in=TRIED).values("learner")
    found: dict[uuid.UUID, date] = {}
    for learner, at in tried.annotate(last=Max("received_at")).values_list("learner", "last"):
        person, day = owners[learner], clock.day_of(at)
        found[person] = max(day, found.get(person, day))
    return found


def mastered_counts(persons: Collection[uuid.UUID]) -> Counter[uuid.UUID]:
    """Return how many skills each of a few persons has mastered; ask only about those who let it be told."""
    rows = SkillStanding.objects.filter(person__in=persons, band=MASTERED).values("person")
    return Counter(dict(rows.annotate(count=Count("id")).values_list("person", "count")))


def mastered_by(persons: QuerySet[Any, uuid.UUID], skills: Sequence[str]) -> set[tuple[uuid.UUID, str]]:
    """Return who of a set of persons has mastered which of these skills; for counting, never for showing who."""
    rows = SkillStanding.objects.filter(person__in=persons, skill__in=skills, band=MASTERED)
    return set(rows.values_list("person", "skill"))


def mastered_since(persons: Collection[uuid.UUID]) -> list[tuple[uuid.UUID, str, datetime]]:
    """Return (person, skill, since when) of what these persons have mastered; for telling it to where they agreed."""
    listed = sorted(persons)
    found: list[tuple[uuid.UUID, str, datetime]] = []
    for start in range(0, len(listed), people.AT_ONCE):
        rows = SkillStanding.objects.filter(person__in=listed[start : start + people.AT_ONCE], band=MASTERED)
        found += rows.order_by("person", "skill").values_list("person", "skill", "since")
    return found


def started(persons: QuerySet[Any, uuid.UUID]) -> int:
    """Count the persons who have answered anything."""
    return LearnerState.objects.filter(person__in=persons).count()


def started_ids(persons: QuerySet[Any, uuid.UUID]) -> QuerySet[Any, uuid.UUID]:
    """Return the ids of those who have answered anything, as a sub-select."""
    return LearnerState.objects.filter(person__in=persons).values_list("person", flat=True)


def having_started() -> Q:
    """Return the condition on persons that somebody has answered anything; `started_ids` is the same as a set."""
    return Q(Exists(LearnerState.objects.filter(person=OuterRef("pk"))))


def by_skill(persons: QuerySet[Any, uuid.UUID]) -> dict[str, tuple[int, int]]:
    """Count for each skill (those who mastered it, those of whom anything is known), over a set of persons."""
    rows = SkillStanding.objects.filter(person__in=persons).values("skill")
    counted = rows.annotate(mastered=Count("id", filter=Q(band=MASTERED)), met=Count("id"))
    return {row["skill"]: (row["mastered"], row["met"]) for row in counted}


def mastered_sets(persons: QuerySet[Any, uuid.UUID]) -> Counter[frozenset[str]]:
    """Count the persons by exactly which skills they have mastered; who has started and mastered none counts too."""
    rows = SkillStanding.objects.filter(person__in=persons, band=MASTERED).order_by("person")
    found: Counter[frozenset[str]] = Counter()
    for _person, own in groupby(rows.values_list("person", "skill").iterator(), key=itemgetter(0)):
        found[frozenset(skill for _, skill in own)] += 1
    found[frozenset()] += started(persons) - sum(found.values())
    return +found


def quiet(persons: QuerySet[Any, uuid.UUID], since: datetime) -> int:
    """Count the persons who have started and of whom nothing has come since a moment."""
    return LearnerState.objects.filter(person__in=persons, updated_at__lt=since).count()
