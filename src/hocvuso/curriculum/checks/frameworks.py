"""Frameworks and crosswalk: ids that resolve, and honesty that stays in the file."""

from __future__ import annotations

from collections.abc import Iterator

from hocvuso.curriculum.checks.references import Known
from hocvuso.curriculum.reading.files import Parsed
from hocvuso.curriculum.reading.frameworks import CrosswalkFile, FrameworkFile, Frameworks, codes_of
from hocvuso.curriculum.reading.library import Library
from hocvuso.curriculum.reading.problem import Problem

NEEDED_HONESTY = ("what_is_verified", "what_is_not", "before_publication")


def check(frameworks: Frameworks, library: Library) -> Iterator[Problem]:
    """Yield faults of frameworks and crosswalks; `library` holds the skills that they speak of."""
    known = Known.of(library)
    for file in frameworks.frameworks:
        yield from _inside(file)
        if file.model.framework.is_own_taxonomy:
            yield from _own(file, known)
    codes = set(codes_of(frameworks))
    for crosswalk in frameworks.crosswalks:
        yield from _crosswalk(crosswalk, known, codes)


def _inside(file: Parsed[FrameworkFile]) -> Iterator[Problem]:
    """Yield competences that stand in no area or are named twice."""
    row = file.model
    areas, groups = {one.id for one in row.area}, {one.id for one in row.target_group}
    seen: set[str] = set()
    for index, one in enumerate(row.competence):
        at = ("competence", index)
        if one.id in seen:
            what = f"Mã “{one.id}” bị dùng lại."
            yield file.problem((*at, "id"), what, "Mỗi mã chỉ dùng một lần.", code="twin-id")
        seen.add(one.id)
        if one.area not in areas:
            what = f"Không có [[area]] nào mang mã “{one.area}”."
            yield file.problem((*at, "area"), what, "Sửa lại mã.", code="unknown-id")
        for name in one.target_groups if groups else ():
            if name not in groups:
                what = f"Không có [[target_group]] nào mang mã “{name}”."
                yield file.problem((*at, "target_groups"), what, "Sửa lại mã.", code="unknown-id")


def _own(file: Parsed[FrameworkFile], known: Known) -> Iterator[Problem]:
    """Yield where our own taxonomy no longer says so, or no longer equals the skills of the folder."""
    row = file.model
    topics = {one.topic for one in row.honesty}
    for topic in NEEDED_HONESTY:
        if topic not in topics:
            what = f"Bảng kỹ năng của dự án thiếu lời ghi “{topic}”."
            expected = "Giữ [[honesty]]: đây không phải bảng kỹ năng chính thức."
            yield file.problem(("framework",), what, expected, code="no-honesty")
    listed = {one.id for one in row.competence}
    for name in sorted(known.skills - listed):
        what = f"Kỹ năng {name} có trong skills/ mà không có ở đây."
        yield file.problem(("framework",), what, "Thêm [[competence]].", code="unlisted-skill")
    for index, one in enumerate(row.competence):
        if one.id not in known.skills:
            what = f"Không có kỹ năng nào mang mã “{one.id}”."
            yield file.problem(("competence", index, "id"), what, "Thêm skill.toml.", code="unknown-id")


def _crosswalk(file: Parsed[CrosswalkFile], known: Known, codes: set[str]) -> Iterator[Problem]:
    """Yield rows of a crosswalk that lead nowhere, and skills that it forgets."""
    mapped = [row.from_ for row in file.model.map]
    for index, row in enumerate(file.model.map):
        at = ("map", index)
        if row.from_ not in known.skills:
            what = f"Không có kỹ năng nào mang mã “{row.from_}”."
            yield file.problem((*at, "from"), what, "Sửa lại mã.", code="unknown-id")
        if mapped.index(row.from_) < index:
            what = f"Kỹ năng {row.from_} có hai dòng."
            yield file.problem((*at, "from"), what, "Mỗi kỹ năng một dòng.", code="twin-id")
        for field, names in (("tt02", row.tt02), ("digcomp22", row.digcomp22)):
            for name in names:
                if name not in codes:
                    what = f"Không khung nào có mã “{name}”."
                    yield file.problem((*at, field), what, "Sửa lại mã.", code="unknown-id")
    for name in sorted(known.skills - set(mapped)):
        what = f"Kỹ năng {name} chưa có dòng nào trong bảng nối."
        yield file.problem(("crosswalk",), what, "Thêm [[map]].", code="unlisted-skill")
