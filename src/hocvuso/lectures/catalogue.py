"""Which lectures there are to make: lessons of a content folder as scripts, or everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hocvuso.core.content import Curriculum
from hocvuso.curriculum.parse import Problem, read_folder
from hocvuso.lectures.script import Script, Speaker, script_of
from hocvuso.lectures.slides.paint import SlideTooFull, paint
from hocvuso.lectures.sources import Sources, read_sources


class Broken(Exception):
    """The content cannot be told: every problem with its file and place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        super().__init__()
        self.problems = tuple(problems)


class Unknown(Exception):
    """Nobody knows a skill or lesson of this name."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The lessons of a content folder and what they are told with."""

    curriculum: Curriculum
    sources: Sources

    def chosen(self, names: Iterable[str]) -> list[str]:
        """Return the lessons meant by names of skills and lessons, all when there are none. Raises Unknown."""
        names = list(names)
        found: dict[str, None] = {}
        for name in names:
            skill = self.curriculum.skills.get(name)
            mine = skill.lessons if skill else [name] if name in self.curriculum.lessons else []
            if not mine:
                raise Unknown(name)
            found |= dict.fromkeys(mine)
        return list(found) if names else list(self.curriculum.lessons)

    def script(self, lesson: str, *, today: date, speaker: Speaker) -> Script:
        """Return the script of a lesson."""
        return script_of(
            self.curriculum.lessons[lesson], self.curriculum, self.sources, today=today, speaker=speaker,
        )  # fmt: skip


def open_catalogue(content: Path) -> Catalogue:
    """Read a content folder. Raises Broken with everything that is wrong in lessons, facts, lexicon and phrases."""
    reading = read_folder(content)
    sources, problems = read_sources(content)
    problems = [*(each for each in reading.problems if each.severity == "error"), *problems]
    if problems or reading.curriculum is None or sources is None:
        raise Broken(problems)
    return Catalogue(reading.curriculum, sources)


def too_full(script: Script) -> Iterator[Problem]:
    """Return the scenes whose words fit on no slide, as problems of the lesson's file."""
    skill, _, slug = script.lesson.partition("/")
    for scene in script.scenes:
        try:
            paint(script, scene)
        except SlideTooFull as problem:
            where = scene.step.partition("#")[2] or scene.kind
            file = f"skills/{skill}/lessons/{slug}.toml"
            yield Problem(
                file, 0, f"Bước {where}: {problem}", "Viết ngắn lại, hoặc tách thành hai bước.", code="slide-full"
            )
