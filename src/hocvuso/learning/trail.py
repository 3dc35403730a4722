"""What the planner must remember of a learner's past, kept beside the state so that no answer reads old events.

Like the state it is a fold over the events and is rebuilt with it; as JSON it stays well under two kilobytes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import orjson

from hocvuso.core import catalogue as core
from hocvuso.core.evidence import item_print
from hocvuso.learning.catalogue import Catalogue
from hocvuso.learning.fold import Happened

RECENT = 30  # answers that are not asked again while others are left
RECENT_HEARD = 60  # assumed: steps of a dozen lectures; two bytes each, so that the trail stays small
RECENT_KINDS = 5  # as many as the planner counts reviews over (core.options.REVIEW_WINDOW)
STUCK_FAILURES = 4  # foundations.md 18
STUCK_MS = 180_000  # foundations.md 18: three minutes without progress
SOLVED, FAILED = 0.8, 0.5  # scores from which a task counts as solved, below which as failed


@dataclass(slots=True)
class Trail:
    """The past of one learner; changed in place by `note`."""

    lessons: list[str] = field(default_factory=list)  # read to the end
    steps: dict[str, list[str]] = field(default_factory=dict)  # steps read of lessons not yet ended
    tasks: list[str] = field(default_factory=list)  # newest last
    kinds: list[str] = field(default_factory=list)
    activities: int = 0
    claimed: list[str] = field(default_factory=list)  # "Tôi đã biết", still to be checked
    failures: dict[str, int] = field(default_factory=dict)  # in a row, by step
    bands: dict[str, list[str | None]] = field(default_factory=dict)  # skill → [band, due day]
    heard: list[int] = field(default_factory=list)  # prints of steps that were listened to, newest last
    solid: dict[str, int] = field(default_factory=dict)  # skill → day it was mastered; until it is checked again

    def note(self, event: Happened, catalogue: Catalogue) -> None:
        """Take in one event."""
        if event.kind == "step_done":
            self._step_done(event.content_id, catalogue)
        elif event.kind == "watched":
            self.heard = [*self.heard, item_print(event.content_id)][-RECENT_HEARD:]
        elif event.kind == "known" and event.content_id not in self.claimed:
            self.claimed.append(event.content_id)
        elif event.kind == "answer":
            self._answered(event, catalogue)

    def has_heard(self, event: Happened) -> bool:
        """Tell whether this is a step listened to once more."""
        return event.kind == "watched" and item_print(event.content_id) in self.heard

    def past(self, catalogue: Catalogue) -> core.Past:
        """Return the past as the planner wants it; what the curriculum no longer has is left out."""
        lessons = catalogue.curriculum.lessons
        return core.Past(
            lessons_done=frozenset(lesson for lesson in self.lessons if lesson in lessons),
            steps_done={lesson: self._in_order(catalogue, lesson) for lesson in self.steps if lesson in lessons},
            recent_tasks=tuple(self.tasks),
            recent_kinds=tuple(core.Kind(kind) for kind in self.kinds),
            activities=self.activities,
        )

    def _step_done(self, step: str, catalogue: Catalogue) -> None:
        lesson, _, slug = step.partition("#")
        found = catalogue.curriculum.lessons.get(lesson)
        if found is None or lesson in self.lessons:
            return
        seen = self.steps.setdefault(lesson, [])
        if slug not in seen:
            seen.append(slug)
        if all(each.id.partition("#")[2] in seen for each in found.steps):
            self.lessons.append(lesson)
            del self.steps[lesson]

    def _in_order(self, catalogue: Catalogue, lesson: str) -> int:
        """Count the steps read from the first one on without a gap, which is where the lesson goes on."""
        count = 0
        for step in catalogue.curriculum.lessons[lesson].steps:
            if step.id.partition("#")[2] not in self.steps[lesson]:
                break
            count += 1
        return count

    def _answered(self, event: Happened, catalogue: Catalogue) -> None:
        self.activities += 1
        self.tasks = [*(task for task in self.tasks if task != event.content_id), event.content_id][-RECENT:]
        kind = core.Kind.REVIEW if event.context == "review" else core.Kind.PRACTICE
        self.kinds = [*self.kinds, str(kind)][-RECENT_KINDS:]
        skill = event.content_id.partition("/")[0]
        if event.context == "check" and skill in self.claimed:
            self.claimed.remove(skill)
        task = catalogue.tasks.get(event.content_id)
        if task is None or event.score is None:
            return
        if event.score >= SOLVED:
            self.failures.pop(task.step, None)
        elif event.score < FAILED:
            self.failures[task.step] = self.failures.get(task.step, 0) + 1

    def is_stuck(self, step: str, ms: int) -> bool:
        """Tell whether somebody cannot go on with a step: four failures in a row, or three minutes on one task."""
        return self.failures.get(step, 0) >= STUCK_FAILURES or (step in self.failures and ms > STUCK_MS)

    def to_json(self) -> str:
        """Return the trail as stored; empty parts are left out."""
        parts = {name: getattr(self, name) for name in self.__slots__}
        return orjson.dumps({name: value for name, value in parts.items() if value}).decode()

    @staticmethod
    def from_json(text: str | dict[str, Any]) -> Trail:
        """Read what `to_json` wrote."""
        parts: dict[str, Any] = orjson.loads(text) if isinstance(text, str) else text
        return Trail(**{name: value for name, value in parts.items() if name in Trail.__slots__})
