"""The one-minute updates of steps: numbered by meaning, dated, about something that the step has."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from hocvuso.curriculum import schema
from hocvuso.curriculum.checks.references import PLACEHOLDER
from hocvuso.curriculum.reading.files import Parsed
from hocvuso.curriculum.reading.library import Library
from hocvuso.curriculum.reading.problem import Problem


def check(library: Library, today: date) -> Iterator[Problem]:
    """Yield what is wrong with updates; `today` is a Vietnamese calendar day."""
    asked = {row.id: row.step for file in library.items for row in file.model.item}
    for lesson in library.lessons:
        steps = {row.id: row for row in lesson.model.step}
        seen: set[tuple[str, int]] = set()
        for index, row in enumerate(lesson.model.update):
            if row.step in steps:
                yield from _update(lesson, index, row, steps[row.step], today)
                yield from _item(lesson, index, row, asked)
            if (row.step, row.since) in seen:
                what = f"Hai [[update]] của “{row.step}” cùng since = {row.since}."
                yield lesson.problem(("update", index, "since"), what, "Gộp làm một.", code="twin-update")
            seen.add((row.step, row.since))


def _update(
    file: Parsed[schema.LessonFile], index: int, row: schema.UpdateRow, step: schema.StepRow, today: date
) -> Iterator[Problem]:
    at = ("update", index)
    if row.since > step.meaning:
        what = f"[[update]] của “{row.step}” có since = {row.since} mà bước mới ở meaning = {step.meaning}."
        yield file.problem((*at, "since"), what, f"Đặt meaning = {row.since} cho bước.", code="update-meaning")
    if row.on > today:
        what = f"[[update]] của “{row.step}” ghi ngày {row.on}, còn ở phía trước."
        yield file.problem((*at, "on"), what, "Chỉ báo điều đã đổi rồi.", code="dates")
    if row.old == row.new:
        what = f"[[update]] của “{row.step}” có old và new như nhau."
        yield file.problem((*at, "new"), what, "Ghi điều đã đổi.", code="update-same")
    for field in ("new", "do"):
        for inner in PLACEHOLDER.findall(getattr(row, field)):
            if inner.removeprefix("fact:") not in step.facts:
                what = f"“{field}” của [[update]] dẫn {{{inner}}} mà danh sách facts của bước không có."
                yield file.problem((*at, field), what, "Viết {fact:ma-su-kien} của bước.", code="fact-not-named")
    if row.fact is not None and row.fact not in step.facts:
        what = f"[[update]] của “{row.step}” nói về “{row.fact}” mà bước không dùng."
        yield file.problem((*at, "fact"), what, "Chọn một mã trong facts của bước.", code="fact-not-named")


def _item(
    file: Parsed[schema.LessonFile], index: int, row: schema.UpdateRow, asked: dict[str, str]
) -> Iterator[Problem]:
    if row.item is None:
        return
    at = ("update", index, "item")
    if row.item not in asked:
        what = f"Không có câu hỏi nào mang mã “{row.item}”."
        yield file.problem(at, what, "Sửa lại mã, hoặc bỏ item.", code="unknown-id")
    elif asked[row.item] != f"{file.model.id}#{row.step}":
        what = f"Câu hỏi “{row.item}” không hỏi về bước “{row.step}”."
        yield file.problem(at, what, "Chọn câu hỏi của bước này.", code="other-step")
