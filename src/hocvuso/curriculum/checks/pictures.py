"""Pictures of steps: drawn without fault, light, with words for who does not see them, of nobody's brand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from hocvuso.core import drawing
from hocvuso.core.vntext import search_key
from hocvuso.curriculum import schema
from hocvuso.curriculum.checks.messages import FIRMS
from hocvuso.curriculum.checks.style import syllable_count
from hocvuso.curriculum.reading.files import Parsed
from hocvuso.curriculum.reading.library import Library
from hocvuso.curriculum.reading.lines import Path
from hocvuso.curriculum.reading.problem import Problem

ALT_SYLLABLES = 25  # decided: one sentence that a screen reader says in ten seconds
# Apps and makers beside the firms of the messages: a drawing of their screen would be taken for the real one.
_MAKERS = re.compile(
    r"\b(?:zalo|facebook|fb|messenger|youtube|tiktok|instagram|telegram|viber|gmail|chrome|safari|android|iphone|ios"
    r"|apple|xiaomi|oppo|vivo|huawei|word|excel|powerpoint|chatgpt|gemini|copilot|vneid|vssid|etax|napas)\b"
)


def check(library: Library) -> Iterator[Problem]:
    """Yield what is wrong with the pictures of a content folder."""
    actions = {f"{file.model.id}#{row.id}": len(row.do) for file in library.lessons for row in file.model.step}
    for file in library.pictures:
        skill = PurePosixPath(file.file).parent.name
        for index, row in enumerate(file.model.picture):
            yield from _drawn(file, ("picture", index), row)
            yield from _numbered(file, ("picture", index), row, actions.get(f"{skill}/{row.step}", 0))


def _drawn(file: Parsed[schema.PicturesFile], at: Path, row: schema.PictureRow) -> Iterator[Problem]:
    made = drawing.drawing(row.draw)
    line = file.lines.at((*at, "draw"))
    for fault in made.faults:
        what = f"Hình “{row.step}”: {fault.what}"
        expected = "Sửa dòng này; các phần và từ dùng được ở sổ tay tác giả, mục Hình."
        yield Problem(file.file, line + fault.line, what, expected, code="drawing")
    weight = len(drawing.svg(row.draw, row.alt).encode())
    if weight > drawing.MOST_BYTES:
        what = f"Hình “{row.step}” nặng {weight} byte."
        yield file.problem((*at, "draw"), what, f"Nhiều nhất {drawing.MOST_BYTES} byte.", code="heavy-picture")
    if (count := syllable_count(row.alt)) > ALT_SYLLABLES:
        what = f"Lời thay hình “{row.step}” dài {count} tiếng."
        yield file.problem(
            (*at, "alt"), what, f"Nhiều nhất {ALT_SYLLABLES} tiếng.", code="long-alt", severity="warning"
        )
    for label in made.labels:
        if found := FIRMS.search(search_key(label)) or _MAKERS.search(search_key(label)):
            what = f"Hình “{row.step}” có tên thật “{found[0]}”."
            yield file.problem((*at, "draw"), what, "Vẽ ứng dụng và nơi bịa ra.", code="real-firm")


def _numbered(file: Parsed[schema.PicturesFile], at: Path, row: schema.PictureRow, actions: int) -> Iterator[Problem]:
    """Yield pointers that name no line of the step."""
    for mark in drawing.drawing(row.draw).marks:
        if actions and mark > actions:
            what = f"Hình “{row.step}” chỉ @{mark}, bước chỉ có {actions} dòng việc làm."
            yield file.problem((*at, "draw"), what, "@n là dòng thứ n của do.", code="pointer")


def missing(library: Library) -> Iterator[Problem]:
    """Yield an error for every step without a picture."""
    drawn = {
        f"{PurePosixPath(file.file).parent.name}/{row.step}" for file in library.pictures for row in file.model.picture
    }
    for file in library.lessons:
        for index, step in enumerate(file.model.step):
            if f"{file.model.id}#{step.id}" not in drawn:
                what = f"Bước “{step.id}” chưa có hình."
                yield file.problem(
                    ("step", index, "id"), what, "Thêm [[picture]] vào pictures.toml.", code="no-picture"
                )
