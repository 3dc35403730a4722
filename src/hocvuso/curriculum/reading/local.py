"""The content of one site beside what is shipped: read from a folder of its own, laid over, never in place of anything.

The folder has the same format. It may add lessons to own skills (`local.G.N`) or to shipped ones, items, facts, cards
and words; every id says that it is local (`core/local_ids.py`), so nothing that is shipped can be overridden.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from hocvuso.core.content import Curriculum
from hocvuso.core.local_ids import is_local
from hocvuso.curriculum.reading.files import Parsed
from hocvuso.curriculum.reading.library import Library, assembled, read_library, teaching_key
from hocvuso.curriculum.reading.problem import Problem

P = TypeVar("P")
PREFIX = "content-local/"  # before the names of local files, so that problems say whose file it is


def is_local_folder(folder: Path) -> bool:
    """Tell whether a folder is meant to stand beside the shipped content: it has no framework of its own."""
    return not (folder / "framework").exists()


def is_of_local(problem: Problem) -> bool:
    """Tell whether a problem is one of the site's own files."""
    return problem.file.startswith(PREFIX)


def read_local(root: Path) -> tuple[Library, list[Problem]]:
    """Return what a local folder holds, and every id that is not local; nothing where there is no folder."""
    if not root.is_dir():
        return Library(), []
    library, problems = read_library(root, prefix=PREFIX)
    return library, [*problems, *_foreign(library)]


def _foreign(library: Library) -> Iterator[Problem]:
    for file, path, name in _ids(library):
        if not is_local(name):
            what = f"Mã “{name}” thuộc phần đi kèm; bài của đơn vị không thay được."
            expected = "Đặt mã của đơn vị: kỹ năng local.G.N, còn lại bắt đầu bằng local-."
            yield file.problem(path, what, expected, code="not-local")


def shipped_as_local(library: Library) -> Iterator[Problem]:
    """Yield shipped ids that look local."""
    for file, path, name in _ids(library):
        if is_local(name):
            what, expected = f"Mã “{name}” dành cho bài của đơn vị.", "Đặt mã khác."
            yield file.problem(path, what, expected, code="local-id")


def _ids(library: Library) -> Iterator[tuple[Parsed[Any], tuple[str | int, ...], str]]:
    whole: list[Parsed[Any]] = [*library.skills, *library.lessons, *library.cards]
    for one in whole:
        yield one, ("id",), one.model.id
    tables: list[tuple[list[Any], str]] = [(library.groups, "group"), (library.facts, "fact"), (library.items, "item")]
    for files, table in tables:
        for one in files:
            for index, row in enumerate(getattr(one.model, table)):
                yield one, (table, index, "id"), row.id


def joined(shipped: Library, own: Library) -> Library:
    """Return both as one library; shipped files first, skills in teaching order with those of the site last."""
    return Library(
        groups=[*shipped.groups, *own.groups],
        facts=[*shipped.facts, *own.facts],
        skills=sorted([*shipped.skills, *own.skills], key=lambda one: teaching_key(one.model.id)),
        lessons=[*shipped.lessons, *own.lessons],
        items=[*shipped.items, *own.items],
        cards=[*shipped.cards, *own.cards],
        pictures=[*shipped.pictures, *own.pictures],
    )


def _mine(parts: Mapping[str, P]) -> dict[str, P]:
    return {name: part for name, part in parts.items() if is_local(name)}


def own_parts(whole: Curriculum) -> Curriculum:
    """Return what of a curriculum is the site's own."""
    return assembled(
        _mine(whole.groups), _mine(whole.skills), _mine(whole.lessons), _mine(whole.items), _mine(whole.cards),
        _mine(whole.facts),
    )  # fmt: skip


def with_kept(shipped: Curriculum, before: Curriculum) -> Curriculum:
    """Return shipped content with the local parts of what was in force before, as far as they still hang together."""

    def known(names: tuple[str, ...], among: Mapping[str, Any]) -> tuple[str, ...]:
        return tuple(name for name in names if name in among)

    facts = {**shipped.facts, **_mine(before.facts)}
    own = {name: part for name, part in _mine(before.skills).items() if name not in shipped.skills}
    skills = {**shipped.skills, **own}
    lessons = {**shipped.lessons, **{name: one for name, one in _mine(before.lessons).items() if one.skill in skills}}
    steps = {step.id for lesson in lessons.values() for step in lesson.steps}
    items = {**shipped.items, **{name: one for name, one in _mine(before.items).items() if one.step in steps}}
    cards = {**shipped.cards, **{name: one for name, one in _mine(before.cards).items() if one.skill in skills}}
    whole = {
        name: replace(one, prerequisites=known(one.prerequisites, skills), related=known(one.related, skills))
        if name in own else one
        for name, one in skills.items()
    }  # fmt: skip
    return assembled({**shipped.groups, **_mine(before.groups)}, whole, lessons, items, cards, facts)
