"""Ids: each stands where its name says, none twice, and every one that is referred to exists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import PurePosixPath
from typing import Any

from hocvuso.core.local_ids import is_local
from hocvuso.curriculum import schema
from hocvuso.curriculum.reading.files import Parsed
from hocvuso.curriculum.reading.library import Library
from hocvuso.curriculum.reading.lines import Path
from hocvuso.curriculum.reading.problem import Problem

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
#: Fields of a step, a variant or a card in which a fact may be shown.
SHOWN_FIELDS = ("title", "goal", "answer", "text", "easy", "do", "caution", "say_this")


@dataclass(frozen=True, slots=True)
class Known:
    """Every id of a library."""

    groups: frozenset[str]
    skills: frozenset[str]
    lessons: frozenset[str]
    steps: frozenset[str]
    items: frozenset[str]
    cards: frozenset[str]
    facts: frozenset[str]

    @classmethod
    def of(cls, library: Library) -> Known:
        """Collect the ids of a library."""
        return cls(
            groups=frozenset(row.id for file in library.groups for row in file.model.group),
            skills=frozenset(file.model.id for file in library.skills),
            lessons=frozenset(file.model.id for file in library.lessons),
            steps=frozenset(f"{file.model.id}#{row.id}" for file in library.lessons for row in file.model.step),
            items=frozenset(row.id for file in library.items for row in file.model.item),
            cards=frozenset(file.model.id for file in library.cards),
            facts=frozenset(row.id for file in library.facts for row in file.model.fact),
        )


def check(library: Library) -> Iterator[Problem]:
    """Yield every fault of ids and references."""
    known = Known.of(library)
    yield from _names(library)
    for file in library.skills:
        yield from _skill(file, known, library)
    for lesson in library.lessons:
        yield from _lesson(lesson, known)
    for items in library.items:
        yield from _items(items, known)
    for pictures in library.pictures:
        yield from _pictures(pictures, known)
    for card in library.cards:
        yield from _card(card, known)
    for facts in library.facts:
        yield from _facts(facts, known)
    for groups in library.groups:
        yield from _twins(groups, "group", [row.id for row in groups.model.group])
    yield from _rings(library)


def shown_texts(row: schema.StepRow | schema.VariantRow | schema.CardFile) -> Iterator[tuple[str, str]]:
    """Yield (field, text) of everything that a learner reads in a row."""
    for name in SHOWN_FIELDS:
        value = getattr(row, name, None)
        for text in value if isinstance(value, list) else [value]:
            if isinstance(text, str) and text:
                yield name, text


def _unknown(file: Parsed[Any], path: Path, name: str, kind: str) -> Problem:
    what = f"Không có {kind} nào mang mã “{name}”."
    return file.problem(path, what, "Sửa lại mã, hoặc thêm nội dung đó.", code="unknown-id")


def _twins(file: Parsed[Any], table: str, ids: Iterable[str], field: str = "id") -> Iterator[Problem]:
    """Yield a problem for every id that an earlier table of the file has."""
    seen: set[str] = set()
    for index, name in enumerate(ids):
        if name in seen:
            what = f"Mã “{name}” bị dùng lại trong [[{table}]]."
            yield file.problem((table, index, field), what, "Mỗi mã chỉ dùng một lần.", code="twin-id")
        seen.add(name)


def _names(library: Library) -> Iterator[Problem]:
    """Yield files whose name is not the id they carry."""
    # Counted from the end: the files of a site have its folder before their names.
    for files, expected in (
        (library.skills, "{folder}"),
        (library.lessons, "{above}/{stem}"),
        (library.cards, "answer/{stem}"),
    ):
        file: Parsed[Any]
        for file in files:
            path = PurePosixPath(file.file)
            name = expected.format(folder=path.parent.name, above=path.parent.parent.name, stem=path.stem)
            if file.model.id != name:
                what = f"Mã “{file.model.id}” không khớp với tên tệp."
                yield file.problem(("id",), what, f"id = “{name}”.", code="file-name")


def _skill(file: Parsed[schema.SkillFile], known: Known, library: Library) -> Iterator[Problem]:
    row = file.model
    yield from _twins(file, "outcome", [one.id for one in row.outcome])
    if known.groups and row.group not in known.groups:
        yield _unknown(file, ("group",), row.group, "nhóm kỹ năng")
    for field in ("prerequisites", "related"):
        for index, name in enumerate(getattr(row, field)):
            if name not in known.skills:
                yield _unknown(file, (field, index), name, "kỹ năng")
            elif name == row.id:
                what = f"Kỹ năng {name} không thể đứng trước chính nó."
                yield file.problem((field, index), what, "Bỏ mã này.", code="self-reference")
    yield from _listed_lessons(file, known, library)


def _listed_lessons(file: Parsed[schema.SkillFile], known: Known, library: Library) -> Iterator[Problem]:
    """Yield lessons that a skill lists and does not have, and those it has and does not list."""
    row = file.model
    for index, name in enumerate(row.lessons):
        if name not in known.lessons:
            yield _unknown(file, ("lessons", index), name, "bài học")
        elif not name.startswith(f"{row.id}/"):
            what = f"Bài {name} thuộc kỹ năng khác."
            yield file.problem(("lessons", index), what, f"Mã bài bắt đầu bằng {row.id}/.", code="other-skill")
    for lesson in library.lessons:
        if is_local(lesson.model.id) and not is_local(row.id):
            continue  # a lesson of the site in a skill that is shipped
        if lesson.model.id.startswith(f"{row.id}/") and lesson.model.id not in row.lessons:
            what = f"Bài “{lesson.model.id}” chưa có trong danh sách lessons của kỹ năng."
            expected = f"Thêm vào lessons của {file.file}."
            yield lesson.problem(("id",), what, expected, code="unlisted-lesson")


def _goes_to(file: Parsed[Any], path: Path, target: str, known: Known) -> Iterator[Problem]:
    if target in ("person", "none") or target in known.skills | known.steps | known.cards:
        return
    yield _unknown(file, path, target, "bước, thẻ hay kỹ năng")


def _fact_names(file: Parsed[Any], path: Path, names: list[str], known: Known) -> Iterator[Problem]:
    for index, name in enumerate(names):
        if name not in known.facts:
            yield _unknown(file, (*path, "facts", index), name, "sự kiện trong facts.toml")


def placeholders(
    file: Parsed[Any],
    path: Path,
    row: schema.StepRow | schema.VariantRow | schema.CardFile,
    named: Iterable[str],
    known: Known,
) -> Iterator[Problem]:
    """Yield placeholders of a row that are misspelt, unknown, or not named in its list of facts."""
    for field, text in shown_texts(row):
        for inner in PLACEHOLDER.findall(text):
            kind, _, name = inner.partition(":")
            at = (*path, field)
            if kind != "fact" or not name:
                what = f"Chỗ trống {{{inner}}} trong “{field}” viết sai."
                yield file.problem(at, what, "Viết {fact:ma-su-kien}.", code="placeholder")
            elif name not in known.facts:
                yield _unknown(file, at, name, "sự kiện trong facts.toml")
            elif name not in named:
                what = f"“{field}” dẫn {{fact:{name}}} mà danh sách facts của bước không có."
                yield file.problem(at, what, f"Thêm “{name}” vào facts.", code="fact-not-named")


def _lesson(file: Parsed[schema.LessonFile], known: Known) -> Iterator[Problem]:
    row = file.model
    steps = {one.id: one for one in row.step}
    yield from _twins(file, "step", [one.id for one in row.step])
    yield from _twins(file, "wordings", [one.step for one in row.wordings], "step")
    if row.id.partition("/")[0] not in known.skills:
        yield _unknown(file, ("id",), row.id.partition("/")[0], "kỹ năng")
    for table in ("variant", "wordings", "near_miss", "update"):
        for index, child in enumerate(getattr(row, table)):
            if child.step not in steps:
                yield _unknown(file, (table, index, "step"), child.step, "bước trong bài này")
    for index, miss in enumerate(row.near_miss):
        yield from _goes_to(file, ("near_miss", index, "goes_to"), miss.goes_to, known)
    for index, step in enumerate(row.step):
        yield from _fact_names(file, ("step", index), step.facts, known)
        yield from placeholders(file, ("step", index), step, step.facts, known)
    for index, variant in enumerate(row.variant):
        named = steps[variant.step].facts if variant.step in steps else ()
        yield from placeholders(file, ("variant", index), variant, named, known)


def _items(file: Parsed[schema.ItemsFile], known: Known) -> Iterator[Problem]:
    row = file.model
    own = {one.id for one in row.item}
    yield from _twins(file, "item", [one.id for one in row.item])
    skill = PurePosixPath(file.file).parent.name
    for index, item in enumerate(row.item):
        if not item.id.startswith(f"{skill}/"):
            what = f"Câu hỏi “{item.id}” nằm trong thư mục của {skill}."
            yield file.problem(("item", index, "id"), what, f"Mã bắt đầu bằng {skill}/.", code="file-name")
        if item.step not in known.steps:
            yield _unknown(file, ("item", index, "step"), item.step, "bước")
        elif not item.step.startswith(f"{skill}/"):
            what = f"Câu hỏi “{item.id}” hỏi về bước của kỹ năng khác."
            expected = f"Chọn một bước của {skill}."
            yield file.problem(("item", index, "step"), what, expected, code="other-skill")
    for table in ("choice", "pair", "reply", "segment"):
        for index, child in enumerate(getattr(row, table)):
            if child.item not in own:
                yield _unknown(file, (table, index, "item"), child.item, "câu hỏi trong tệp này")


def _pictures(file: Parsed[schema.PicturesFile], known: Known) -> Iterator[Problem]:
    yield from _twins(file, "picture", [row.step for row in file.model.picture], "step")
    skill = PurePosixPath(file.file).parent.name
    for index, row in enumerate(file.model.picture):
        if f"{skill}/{row.step}" not in known.steps:
            yield _unknown(file, ("picture", index, "step"), row.step, "bước của kỹ năng này")


def _card(file: Parsed[schema.CardFile], known: Known) -> Iterator[Problem]:
    row = file.model
    if row.skill not in known.skills:
        yield _unknown(file, ("skill",), row.skill, "kỹ năng")
    for index, name in enumerate(row.cites):
        if name not in known.steps:
            yield _unknown(file, ("cites", index), name, "bước")
    for index, miss in enumerate(row.near_miss):
        yield from _goes_to(file, ("near_miss", index, "goes_to"), miss.goes_to, known)
    yield from _fact_names(file, (), row.facts, known)
    yield from placeholders(file, (), row, row.facts, known)


def _facts(file: Parsed[schema.FactsFile], known: Known) -> Iterator[Problem]:
    yield from _twins(file, "fact", [row.id for row in file.model.fact])
    for index, source in enumerate(file.model.source):
        if source.fact not in known.facts:
            yield _unknown(file, ("source", index, "fact"), source.fact, "sự kiện trong facts.toml")


def _rings(library: Library) -> Iterator[Problem]:
    """Yield one problem when skills are prerequisites of one another in a ring."""
    by_id = {file.model.id: file for file in library.skills}
    edges = {
        name: [one for one in file.model.prerequisites if one in by_id and one != name] for name, file in by_id.items()
    }
    try:
        TopologicalSorter(edges).prepare()
    except CycleError as error:
        ring: list[str] = error.args[1]
        file = by_id[ring[0]]
        what = "Các kỹ năng chờ nhau thành vòng: " + " → ".join(reversed(ring)) + "."
        yield file.problem(("prerequisites",), what, "Bỏ một mã trong vòng này.", code="prerequisite-ring")
