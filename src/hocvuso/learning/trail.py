"""What the planner must remember of a learner's past, kept beside the state so that no answer reads old events.

Like the state it is a fold over the events and is rebuilt with it; as JSON it stays well under three kilobytes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import orjson

from hocvuso.core import catalogue as core
from hocvuso.core.evidence import item_print
from hocvuso.core.form import Form
from hocvuso.core.scenario.offering import Played
from hocvuso.core.scenario.scoring import PASS
from hocvuso.core.traces import REMEMBERED, Traces, skill_number
from hocvuso.learning.catalogue import Catalogue
from hocvuso.learning.fold import Happened
from hocvuso.plumbing import clock

RECENT = 30  # answers that are not asked again while others are left
RECENT_HEARD = 60  # assumed: steps of a dozen lectures; two bytes each, so that the trail stays small
LONGEST_STREAK = 9  # decided: the planner asks for two
RECENT_KINDS = 5  # as many as the planner counts reviews over (core.options.REVIEW_WINDOW)
STUCK_FAILURES = 4  # foundations.md 18
STUCK_MS = 180_000  # foundations.md 18: three minutes without progress
FORMS = frozenset(map(str, Form))
BEGUN, ENDED, TRIED, RIGHT = range(4)  # places in `Trail.forms`
NOT_LEARNT = ("placement", "full", "room")  # asked to find out, not after a lesson
PROOFS = ("alone", "surprise")  # modes in which a run shows that somebody can do it
RECENT_LESSONS = 8  # assumed: whose questions still speak for the form in which they were read
RECENT_READ = 40  # assumed: older reading counts half
SLOW_MS_A_WORD = 600  # assumed: 100 syllables a minute; a practised reader does more than 200
LOOKING_MS = 20_000  # assumed: for the picture and for finding the button
AWAY_MS = 300_000  # assumed: five minutes on one screen is a break
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
    doubted: list[str] = field(default_factory=list)  # "Chưa chắc", the same
    failures: dict[str, int] = field(default_factory=dict)  # in a row, by step
    bands: dict[str, list[str | None]] = field(default_factory=dict)  # skill → [band, due day]
    heard: list[int] = field(default_factory=list)  # prints of steps that were listened to, newest last
    solid: dict[str, int] = field(default_factory=dict)  # skill → day it was mastered; until it is checked again
    via: dict[str, str] = field(default_factory=dict)  # lesson → form in which it was last read or heard, newest last
    forms: dict[str, list[int]] = field(default_factory=dict)  # form → what came of it, as in core.form.Tally
    pace: list[int] = field(default_factory=list)  # steps whose reading was timed, and slow ones
    streaks: dict[str, int] = field(default_factory=dict)  # skill → answers right in a row, wrong: below 0
    plays: dict[str, list[int]] = field(default_factory=dict)  # simulator → last day; days of first and last pass
    traces: Traces = field(
        default_factory=lambda: Traces(most=REMEMBERED)
    )  # how answers deviated from what was foreseen

    def note(self, event: Happened, catalogue: Catalogue) -> None:
        """Take in one event."""
        if event.kind == "step_done":
            self._took(event)
            self._timed(event, catalogue)
            self._step_done(event.content_id, catalogue)
        elif event.kind == "watched":
            self._took(event)
            self.heard = [*self.heard, item_print(event.content_id)][-RECENT_HEARD:]
            lesson = event.content_id.partition("#")[0]
            if lesson not in self.lessons and self._is_heard(lesson, catalogue):
                self._count(event.variant, ENDED)
        elif event.kind in ("known", "unsure"):
            self._said(event)
        elif event.kind == "answer":
            self._answered(event, catalogue)
        elif event.kind == "scenario":
            self._played(event)

    def foretold(self, event: Happened, p: float, day: int) -> None:
        """Take in how a marked answer deviated from the chance that was foreseen; one with help says little."""
        if event.score is not None and not event.hints:
            skill = skill_number(event.content_id.partition("/")[0])
            self.traces.add(item_print(event.content_id), (skill,), day, score=event.score, foreseen=p)

    def has_heard(self, event: Happened) -> bool:
        """Tell whether this is a step listened to once more."""
        return event.kind == "watched" and item_print(event.content_id) in self.heard

    def habits(self) -> dict[str, Any]:
        """Return what decides in which form a lesson opens; kept with each plan, {} for somebody new."""
        return {name: value for name, value in (("forms", self.forms), ("pace", self.pace)) if value}

    def past(self, catalogue: Catalogue) -> core.Past:
        """Return the past as the planner wants it; what the curriculum no longer has is left out."""
        lessons = catalogue.curriculum.lessons
        return core.Past(
            lessons_done=frozenset(lesson for lesson in self.lessons if lesson in lessons),
            steps_done={lesson: self._in_order(catalogue, lesson) for lesson in self.steps if lesson in lessons},
            recent_tasks=tuple(self.tasks),
            recent_kinds=tuple(core.Kind(kind) for kind in self.kinds),
            activities=self.activities,
            streaks=self.streaks,
        )

    def _said(self, event: Happened) -> None:
        """Keep what he said last of a skill, until a question has shown it."""
        self._shown(event.content_id)
        (self.claimed if event.kind == "known" else self.doubted).append(event.content_id)

    def _played(self, event: Happened) -> None:
        """Note a run of a simulator; one that was only watched comes without a score."""
        if event.score is not None:
            run, day = self.played().get(event.content_id, Played(-1)), clock.day_number(event.at)
            is_pass = event.context in PROOFS and round(event.score * 100) >= PASS and not event.lost
            run = run.after(day, is_pass=is_pass)
            passes = [each for each in (run.first_pass, run.last_pass) if each is not None]
            self.plays[event.content_id] = [run.last_day, *passes]

    def played(self) -> dict[str, Played]:
        """Return what runs of simulators came to."""
        return {name: Played(*days) for name, days in self.plays.items()}

    def _shown(self, skill: str) -> None:
        self.claimed = [each for each in self.claimed if each != skill]
        self.doubted = [each for each in self.doubted if each != skill]

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
            self.streaks.pop(found.skill, None)
            self._count(self.via.get(lesson, ""), ENDED)

    def _took(self, event: Happened) -> None:
        """Note in which form a lesson is read or heard now; events from before forms were told count for none."""
        lesson = event.content_id.partition("#")[0]
        if event.variant not in FORMS:
            return
        if self.via.pop(lesson, "") != event.variant and lesson not in self.lessons:
            self._count(event.variant, BEGUN)
        self.via = dict([*self.via.items(), (lesson, event.variant)][-RECENT_LESSONS:])

    def _count(self, form: str, what: int) -> None:
        if form in FORMS:
            counts = self.forms.setdefault(form, [0, 0, 0, 0])
            counts[what] += 1

    def _is_heard(self, lesson: str, catalogue: Catalogue) -> bool:
        found = catalogue.curriculum.lessons.get(lesson)
        return found is not None and all(item_print(step.id) in self.heard for step in found.steps)

    def _timed(self, event: Happened, catalogue: Catalogue) -> None:
        """Note whether reading a step took long; who left the page open for minutes was not reading."""
        step = catalogue.curriculum.steps.get(event.content_id)
        if step is None or not 0 < event.ms < AWAY_MS:
            return
        is_slow = event.ms > len(step.text.split()) * SLOW_MS_A_WORD + LOOKING_MS
        read, slow = self.pace or (0, 0)
        self.pace = [read + 1, slow + is_slow]
        if self.pace[0] > RECENT_READ:
            self.pace = [each // 2 for each in self.pace]

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
        self._tried(event, catalogue)
        self.tasks = [*(task for task in self.tasks if task != event.content_id), event.content_id][-RECENT:]
        kind = core.Kind.REVIEW if event.context == "review" else core.Kind.PRACTICE
        self.kinds = [*self.kinds, str(kind)][-RECENT_KINDS:]
        skill = event.content_id.partition("/")[0]
        if event.context == "check":
            self._shown(skill)
        task = catalogue.tasks.get(event.content_id)
        if task is None or event.score is None:
            return
        self._streak(skill, right=event.score >= SOLVED, helped=event.hints > 0)
        if event.score >= SOLVED:
            self.failures.pop(task.step, None)
        elif event.score < FAILED:
            self.failures[task.step] = self.failures.get(task.step, 0) + 1

    def _streak(self, skill: str, *, right: bool, helped: bool) -> None:
        """Count answers in a row; a right one with hints neither goes on nor breaks."""
        before = self.streaks.get(skill, 0)
        if not right:
            self.streaks[skill] = min(before, 0) - 1
        elif not helped:
            self.streaks[skill] = min(max(before, 0) + 1, LONGEST_STREAK)

    def _tried(self, event: Happened, catalogue: Catalogue) -> None:
        """Count a first try after a lesson for the form it came in; heard to the end and done right, it is done."""
        task = catalogue.tasks.get(event.content_id)
        step = catalogue.curriculum.steps.get(task.step) if task else None
        if step is None or event.score is None or event.context in NOT_LEARNT or event.content_id in self.tasks:
            return
        is_right = event.score >= SOLVED and not event.hints
        if step.lesson in self.via:
            self._count(self.via[step.lesson], TRIED)
            if is_right:
                self._count(self.via[step.lesson], RIGHT)
        if is_right and step.lesson not in self.lessons and self._is_heard(step.lesson, catalogue):
            self.lessons.append(step.lesson)
            self.steps.pop(step.lesson, None)

    def is_stuck(self, step: str, ms: int) -> bool:
        """Tell whether somebody cannot go on with a step: four failures in a row, or three minutes on one task."""
        return self.failures.get(step, 0) >= STUCK_FAILURES or (step in self.failures and ms > STUCK_MS)

    def to_json(self) -> str:
        """Return the trail as stored; empty parts are left out."""
        parts = {name: getattr(self, name) for name in self.__slots__}
        parts["traces"] = self.traces.packed()
        return orjson.dumps({name: value for name, value in parts.items() if value}).decode()

    @staticmethod
    def from_json(text: str | dict[str, Any]) -> Trail:
        """Read what `to_json` wrote."""
        parts: dict[str, Any] = orjson.loads(text) if isinstance(text, str) else text
        known = {name: value for name, value in parts.items() if name in Trail.__slots__}
        if "traces" in known:
            known["traces"] = Traces.unpacked(known["traces"])
        return Trail(**known)
