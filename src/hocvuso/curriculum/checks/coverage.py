"""Whether the curriculum is full: enough lessons and enough questions of enough kinds for every skill."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from hocvuso.curriculum.reading.library import Library
from hocvuso.curriculum.reading.problem import Problem

# Published: brief of the checker, `--complete`.
LEAST_LESSONS = 2
LEAST_ITEMS = 12
LEAST_KINDS = 4


def check(library: Library) -> Iterator[Problem]:
    """Yield an error for every skill that is not yet full."""
    items: dict[str, list[str]] = defaultdict(list)
    for file in library.items:
        for row in file.model.item:
            if row.status != "retired":
                items[row.id.partition("/")[0]].append(row.kind)
    lessons = {file.model.id for file in library.lessons if file.model.status != "retired"}
    for skill in library.skills:
        kinds = items[skill.model.id]
        having = sum(name in lessons for name in skill.model.lessons)
        lacking = {
            f"{having} bài (cần {LEAST_LESSONS})": having < LEAST_LESSONS,
            f"{len(kinds)} câu hỏi (cần {LEAST_ITEMS})": len(kinds) < LEAST_ITEMS,
            f"{len(set(kinds))} kiểu câu hỏi (cần {LEAST_KINDS})": len(set(kinds)) < LEAST_KINDS,
        }
        missing = [words for words, lacks in lacking.items() if lacks]
        if missing and skill.model.status != "retired":
            what = f"Kỹ năng {skill.model.id} chưa đủ: mới có {', '.join(missing)}."
            yield skill.problem(("id",), what, "Viết thêm cho đủ.", code="incomplete")
