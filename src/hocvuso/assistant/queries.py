"""Look-ups of the assistant: suggested first questions, and what somebody has asked."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from hocvuso.assistant.models import Question
from hocvuso.core.content import Step
from hocvuso.curriculum import queries as curriculum
from hocvuso.people import queries as people

EXAMPLES = 3
MOST_IN_THREAD = 50  # decided: a month of a keen learner, on one page


@dataclass(frozen=True, slots=True)
class AskedBefore:
    """One question of a person's thread. `text` is "" for a message that he had checked: it is not kept."""

    id: uuid.UUID
    at: datetime
    text: str
    kind: str
    step: str  # that answered it or that he chose, "" where none is published any more
    title: str  # of that step or card
    helped: bool | None


def thread(person: uuid.UUID) -> list[AskedBefore]:
    """Return what a person asked in the last 30 days, also before he had a name; the newest first."""
    now = curriculum.current()
    rows = Question.objects.filter(person__in=people.ids_of(person)).order_by("-asked_at")[:MOST_IN_THREAD]
    found = []
    for row in rows:
        # What only asked back cites what it offers: that answered nothing unless he chose it.
        answered = row.step if row.kind in ("answer", "urgent") else ""
        step = next((each for each in (row.chosen, answered) if each in now.steps), "")
        card = now.cards.get(row.chosen or answered)
        title = now.steps[step].title if step else card.title if card else ""
        found.append(AskedBefore(row.id, row.asked_at, row.text, row.kind, step, title, row.helped))
    return found


def has_asked(person: uuid.UUID) -> bool:
    """Tell whether a person has a thread at all."""
    return Question.objects.filter(person__in=people.ids_of(person)).exists()


def examples(step: Step | None) -> list[str]:
    """Return questions that people ask: about the step on the screen, else one of each of three skills."""
    if step is not None:
        return _as_asked(step)[:EXAMPLES]
    found: dict[str, str] = {}
    for each in curriculum.current().steps.values():
        if each.skill not in found and (said := _as_asked(each)):
            found[each.skill] = said[0]
    return list(found.values())[:EXAMPLES]


def _as_asked(step: Step) -> list[str]:
    """Return its spoken wordings, what ends in a question mark first: as a button, a bare remark reads oddly."""
    return sorted(step.wordings.spoken, key=lambda each: not each.endswith("?"))
