"""Today's plan as an agenda for a talk: each step is explained and then asked about, each task is asked."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from hocvuso.core.catalogue import Kind
from hocvuso.core.content import Curriculum, Item, Lesson
from hocvuso.core.rungs import SLOWLY, Rung, lines_of, paragraphs_of
from hocvuso.core.talking import Entry, Here
from hocvuso.curriculum import queries as curriculum
from hocvuso.curriculum import render, updates
from hocvuso.learning import current, helping, playing, skillmap
from hocvuso.learning.queries import Chosen
from hocvuso.learning.ways import CONTEXT_OF, Part
from hocvuso.practice import queries as practice

ONE_TAP = ("single", "true_false")  # kinds that a talk asks in one or two taps


@dataclass(frozen=True, slots=True)
class Agenda:
    """The plan in force, for a talk. No entries: nothing is to be done now."""

    plan: uuid.UUID
    title: str
    entries: tuple[Entry, ...]


def agenda(person: uuid.UUID, now: datetime) -> Agenda:
    """Return what the plan in force holds."""
    plan = current.in_force(person, now)
    if plan.kind == "done":
        return Agenda(plan.id, "", ())
    published = curriculum.current()
    title = skillmap.activity_title(published, plan.kind, plan.activity)
    return Agenda(plan.id, title, tuple(_entries(published, plan.parts)))


def _entries(published: Curriculum, parts: Sequence[Part]) -> list[Entry]:
    """Return the parts in order; a question of the plan about a step comes right after the step is explained."""
    contexts = {part["id"]: CONTEXT_OF.get(part["kind"], "practice") for part in parts}
    found: list[Entry] = []

    def ask(item: Item | None) -> None:
        if item is not None and all(entry.id != item.id for entry in found):
            found.append(Entry("item", item.id, item.version, contexts.get(item.id, "lesson")))

    def play(simulator: str) -> None:
        """One a talk: the next one comes on another day."""
        known = practice.scenario(simulator) if simulator else None
        if known is not None and all(entry.kind != "simulator" for entry in found):
            found.append(Entry("simulator", known.id, known.version, ""))

    for part in parts:
        ask(published.items.get(part["id"]))
        changed = updates.of(published).by_id.get(part["id"])
        if changed is not None:  # told by the step as it reads now, which closes the update too
            found.append(Entry("step", changed.step.id, changed.step.version, "lesson"))
        lesson = published.lessons.get(part["id"])
        first = int(part.get("first", 0))
        for step in lesson.steps[first : first + max(int(part.get("steps", 0)), 1)] if lesson else ():
            found.append(Entry("step", step.id, step.version, "lesson"))
            ask(_check(published, step.id, contexts))
        play(part["id"] if part["kind"] == str(Kind.SIMULATOR) else _at_the_end_of(lesson, part))
    return found


def _at_the_end_of(lesson: Lesson | None, part: Part) -> str:
    """Return the simulator to which a lesson leads, where a session reads it to its end."""
    if lesson is None or int(part.get("first", 0)) + max(int(part.get("steps", 0)), 1) < len(lesson.steps):
        return ""
    simulator = playing.simulator_of(lesson)
    return simulator.id if simulator else ""


def _check(published: Curriculum, step: str, planned: Mapping[str, str]) -> Item | None:
    """Return a question about a step: one that the plan asks anyway, else the quickest."""
    about = [item for item in published.items.values() if item.step == step]
    return min(
        about,
        key=lambda item: (item.id not in planned, item.kind not in ONE_TAP, item.seconds, item.id),
        default=None,
    )


def here(entry: Entry, chosen: Chosen, today: date) -> Here:
    """Return what stands at a place of an agenda, in the version that it was made from, as this learner reads it."""
    published = curriculum.current()
    if entry.kind == "item":
        item = curriculum.item(entry.id, entry.version)
        rungs = helping.ladder(item, published, chosen, today) if item else ()
        return Here(item=item, rungs=rungs)
    if entry.kind == "simulator":
        simulator = practice.scenario(entry.id)
        return Here(simulator.title, (simulator.summary,), simulator=entry.id) if simulator else Here()
    step = curriculum.step(entry.id, entry.version)
    if step is None:
        return Here()
    seen = partial(
        render.step_for, step, device=chosen.device, audience=chosen.audience, today=today, facts=published.facts
    )
    shown, slowly = seen(easy=chosen.easy), lines_of(seen(easy=True).text)
    return Here(
        title=shown.title,
        lines=tuple(paragraphs_of(shown.text)),
        do=shown.do,
        caution=shown.caution,
        rungs=tuple(Rung(SLOWLY, line) for line in slowly),
    )
