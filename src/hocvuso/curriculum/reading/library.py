"""A content folder as parsed files, and the curriculum made of what is whole in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import TypeVar

from pydantic import BaseModel

from hocvuso.core import local_ids
from hocvuso.core.content import Card, Curriculum, Fact, Group, Item, Lesson, Skill, Step
from hocvuso.core.items import validate
from hocvuso.curriculum import schema
from hocvuso.curriculum.reading import convert
from hocvuso.curriculum.reading.files import Parsed, read_file
from hocvuso.curriculum.reading.problem import Problem
from hocvuso.curriculum.reading.versions import hash_of, hash_of_all

M = TypeVar("M", bound=BaseModel)


@dataclass(slots=True)
class Library:
    """Every file of a content folder that fits its schema, in teaching order."""

    groups: list[Parsed[schema.GroupsFile]] = field(default_factory=list)
    facts: list[Parsed[schema.FactsFile]] = field(default_factory=list)
    skills: list[Parsed[schema.SkillFile]] = field(default_factory=list)
    lessons: list[Parsed[schema.LessonFile]] = field(default_factory=list)
    items: list[Parsed[schema.ItemsFile]] = field(default_factory=list)
    pictures: list[Parsed[schema.PicturesFile]] = field(default_factory=list)
    cards: list[Parsed[schema.CardFile]] = field(default_factory=list)


def teaching_key(name: str) -> tuple[bool, list[int], str]:
    """Return the sort key of a skill id or folder: kns.2.1 before kns.10.1, those of the site last."""
    return name.startswith(local_ids.SKILL), [int(number) for number in re.findall(r"\d+", name)], name


def folders_of_skills(root: Path) -> list[Path]:
    """Return the folders under `skills/`, in teaching order."""
    folder = root / "skills"
    found = [path for path in folder.iterdir() if path.is_dir()] if folder.is_dir() else []
    return sorted(found, key=lambda path: teaching_key(path.name))


def _take(
    root: Path, path: Path, model: type[M], into: list[Parsed[M]], problems: list[Problem], prefix: str = ""
) -> Parsed[M] | None:
    """Read one file into its list."""
    parsed, found = read_file(path, prefix + path.relative_to(root).as_posix(), model)
    problems += found
    if parsed is not None:
        into.append(parsed)
    return parsed


def _take_skill(root: Path, folder: Path, library: Library, problems: list[Problem], prefix: str = "") -> None:
    """Read the files of one skill, lessons by their order; a local folder may add to a skill that is shipped."""
    if not (folder / "skill.toml").is_file():
        if prefix and not folder.name.startswith(local_ids.SKILL):
            _take_lessons(root, folder, library, problems, prefix)
            return
        name = prefix + (folder / "skill.toml").relative_to(root).as_posix()
        problems.append(Problem(name, 0, "Thiếu tệp skill.toml.", "Thêm tệp này.", code="no-skill-file"))
    else:
        _take(root, folder / "skill.toml", schema.SkillFile, library.skills, problems, prefix)
    _take_lessons(root, folder, library, problems, prefix)


def _take_lessons(root: Path, folder: Path, library: Library, problems: list[Problem], prefix: str) -> None:
    lessons: list[Parsed[schema.LessonFile]] = []
    for path in sorted((folder / "lessons").glob("*.toml")):
        _take(root, path, schema.LessonFile, lessons, problems, prefix)
    library.lessons += sorted(lessons, key=lambda one: (one.model.order, one.file))
    if (folder / "items.toml").is_file():
        _take(root, folder / "items.toml", schema.ItemsFile, library.items, problems, prefix)
    if (folder / "pictures.toml").is_file():
        _take(root, folder / "pictures.toml", schema.PicturesFile, library.pictures, problems, prefix)


def read_library(root: Path, *, prefix: str = "") -> tuple[Library, list[Problem]]:
    """Read every file that this room knows; other folders of `content/` belong to other rooms.

    With `prefix`, which goes before the names of files, the folder stands beside another and may lack files.
    """
    library, problems = Library(), list[Problem]()
    _take_needed(root, root / "framework" / "groups.toml", schema.GroupsFile, library.groups, problems, prefix)
    _take_needed(root, root / "facts.toml", schema.FactsFile, library.facts, problems, prefix)
    for folder in folders_of_skills(root):
        _take_skill(root, folder, library, problems, prefix)
    for path in sorted((root / "answers").glob("*.toml")):
        _take(root, path, schema.CardFile, library.cards, problems, prefix)
    return library, problems


def _take_needed(
    root: Path, path: Path, model: type[M], into: list[Parsed[M]], problems: list[Problem], prefix: str
) -> None:
    """Read a file that no content folder may lack unless it stands beside another."""
    if path.is_file():
        _take(root, path, model, into, problems, prefix)
    elif not prefix:
        name = path.relative_to(root).as_posix()
        problems.append(Problem(name, 0, f"Không thấy tệp {name}.", "Thêm tệp này.", code="no-file"))


def _known(ids: Iterable[str], known: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(one for one in ids if one in known)


def _current_lessons(library: Library, skills: Mapping[str, Skill]) -> Iterator[Lesson]:
    pictures = {
        step: picture
        for file in library.pictures
        for step, picture in convert.pictures_of(PurePosixPath(file.file).parent.name, file.model).items()
    }
    for file in library.lessons:
        lesson = convert.lesson_of(file.model, pictures)
        if lesson.skill in skills and lesson.status != "retired":
            yield lesson


def _current_items(library: Library, steps: Mapping[str, Step]) -> Iterator[Item]:
    for file in library.items:
        for item in convert.items_of(file.model):
            if item.step in steps and item.status != "retired" and not validate(item):
                yield item


def curriculum_of(library: Library) -> Curriculum:
    """Return the curriculum of a library: whole, without what is retired or hangs in the air.

    In a folder without errors nothing hangs in the air; in a broken one every reference still resolves
    and every item can be marked.
    """
    groups = {row.id: convert.group_of(row) for file in library.groups for row in file.model.group}
    facts = {name: fact for file in library.facts for name, fact in convert.facts_of(file.model).items()}
    listed = {file.model.id: convert.skill_of(file.model) for file in library.skills}
    skills = {name: skill for name, skill in listed.items() if skill.status != "retired"}
    lessons = {lesson.id: lesson for lesson in _current_lessons(library, skills)}
    whole = {
        name: replace(
            skill,
            prerequisites=_known(skill.prerequisites, skills),
            related=_known(skill.related, skills),
            lessons=_known(skill.lessons, lessons),
        )
        for name, skill in skills.items()
    }
    steps = {step.id: step for lesson in lessons.values() for step in lesson.steps}
    cards = {
        card.id: replace(card, cites=_known(card.cites, steps))
        for card in (convert.card_of(file.model) for file in library.cards)
        if card.status != "retired" and card.skill in skills
    }
    items = {item.id: item for item in _current_items(library, steps)}
    return assembled(groups, whole, lessons, items, cards, facts)


def assembled(
    groups: Mapping[str, Group],
    skills: Mapping[str, Skill],
    lessons: Mapping[str, Lesson],
    items: Mapping[str, Item],
    cards: Mapping[str, Card],
    facts: Mapping[str, Fact],
) -> Curriculum:
    """Return a curriculum of these parts, with the hash of all their versions."""
    kinds = {"skill": skills, "lesson": lessons, "item": items, "card": cards}
    parts = [(kind, name, getattr(one, "version", "")) for kind, by_id in kinds.items() for name, one in by_id.items()]
    parts += [("fact", name, hash_of(fact)) for name, fact in facts.items()]
    parts += [("group", name, hash_of(group)) for name, group in groups.items()]
    steps = {step.id: step for lesson in lessons.values() for step in lesson.steps}
    return Curriculum(groups, skills, lessons, steps, items, cards, facts, hash_of_all(parts))
