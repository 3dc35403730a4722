"""Dates and proofs: facts with their sources, how long a check holds, what may be called published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from hocvuso.core.expiry import months_after
from hocvuso.curriculum import schema
from hocvuso.curriculum.checks.references import PLACEHOLDER, shown_texts
from hocvuso.curriculum.reading.files import Parsed
from hocvuso.curriculum.reading.library import Library
from hocvuso.curriculum.reading.problem import Problem, Severity

# Published: content format, rule 8.
_MONTHS = 12
_MONTHS_OF_SCREENS = 6
_SHORT_LIVED = ("hotline", "app")
# A reader can look up a document, a paper or an office; nobody can look up the copy it was read in.
_A_COPY = re.compile(
    r"\b[0-9a-f]{12,}\b|\bbản lưu\b|\bkho tài liệu\b|\bbộ dữ liệu\b|\.(?:md|jsonl?|csv|parquet)\b", re.I
)


def check(library: Library, today: date) -> Iterator[Problem]:
    """Yield faults of facts and dates; `today` is a Vietnamese calendar day."""
    for facts in library.facts:
        sourced = {row.fact for row in facts.model.source}
        for index, row in enumerate(facts.model.fact):
            yield from _proof(facts, index, row, sourced)
            yield from _fact_dates(facts, index, row, today)
        yield from _copies(facts)
    shown = {row.id for file in library.facts for row in file.model.fact if row.show}
    known = {row.id for file in library.facts for row in file.model.fact}
    yield from _shown(library, known - shown)
    for skill in library.skills:
        yield from _dates(skill, _MONTHS, today)
    for lesson in library.lessons:
        screens = any(row.device for row in lesson.model.variant)
        yield from _dates(lesson, _MONTHS_OF_SCREENS if screens else _MONTHS, today)
        yield from _review(lesson)
    for card in library.cards:
        yield from _dates(card, _MONTHS, today)


def _proof(file: Parsed[schema.FactsFile], index: int, row: schema.FactRow, sourced: set[str]) -> Iterator[Problem]:
    """Yield what a fact lacks to be shown."""
    at = ("fact", index)
    if bool(row.show) != bool(row.fallback):
        what = f"Sự kiện “{row.id}” có show mà không có fallback, hoặc ngược lại."
        yield file.problem(at, what, "Viết cả hai; cả hai phải hợp câu.", code="show-without-fallback")
    if row.spoken and not row.show:
        what = f"Sự kiện “{row.id}” có spoken mà không có show."
        yield file.problem(at, what, "Bỏ spoken, hoặc viết show.", code="show-without-fallback")
    if row.confidence == "from-memory" and row.show:
        what = f"Sự kiện “{row.id}” nhớ lại mà chưa có nguồn."
        yield file.problem((*at, "show"), what, "Bỏ show cho tới khi có nguồn.", code="shown-from-memory")
    if row.confidence != "from-memory" and row.id not in sourced:
        what = f"Sự kiện “{row.id}” không có [[source]] nào."
        yield file.problem(at, what, "Thêm nguồn, hoặc ghi confidence = “from-memory”.", code="no-source")
    if row.as_of is None and row.confidence != "from-memory":
        must = bool(row.show) or row.confidence == "verified-from-source"
        what = f"Sự kiện “{row.id}” không có as_of."
        expected = "Ghi ngày của văn bản mới nhất nói điều này."
        severity: Severity = "error" if must else "warning"
        yield file.problem(at, what, expected, code="no-as-of", severity=severity)


def _copies(file: Parsed[schema.FactsFile]) -> Iterator[Problem]:
    """Yield sources that are named by the copy in which they were read."""
    for index, row in enumerate(file.model.source):
        for field in ("title", "publisher"):
            found = _A_COPY.search(getattr(row, field))
            if found:
                what = f"Nguồn của “{row.fact}” gọi tên một bản sao: “{found[0]}”."
                expected = "Ghi tên văn bản hay bài, nơi ban hành, ngày; chỉ đọc lời dẫn thì nói vậy trong ngoặc."
                yield file.problem(("source", index, field), what, expected, code="copy-as-source")


def _fact_dates(file: Parsed[schema.FactsFile], index: int, row: schema.FactRow, today: date) -> Iterator[Problem]:
    at = ("fact", index)
    months = _MONTHS_OF_SCREENS if row.kind in _SHORT_LIVED else _MONTHS
    yield from _span(file, (*at, "expires_on"), row.checked_on, row.expires_on, months)
    if row.as_of is not None and row.as_of > row.checked_on:
        what = f"Sự kiện “{row.id}” có as_of sau checked_on."
        yield file.problem((*at, "as_of"), what, "as_of là ngày của văn bản, không sau ngày xem.", code="dates")
    if not row.checked_on < row.next_check_on <= row.expires_on:
        what = f"Sự kiện “{row.id}” có next_check_on ngoài khoảng từ checked_on đến expires_on."
        yield file.problem((*at, "next_check_on"), what, "Hẹn kiểm tra lại trước khi hết hạn.", code="dates")
    elif row.expires_on < today:
        what = f"Sự kiện “{row.id}” đã hết hạn ngày {row.expires_on}."
        expected = "Kiểm tra lại rồi ghi ngày mới."
        yield file.problem((*at, "expires_on"), what, expected, code="expired", severity="warning")
    elif row.next_check_on < today:
        what = f"Sự kiện “{row.id}” đã đến hẹn kiểm tra lại ({row.next_check_on})."
        expected = "Kiểm tra lại rồi ghi ngày mới."
        yield file.problem((*at, "next_check_on"), what, expected, code="check-due", severity="warning")


def _span(
    file: Parsed[Any], path: tuple[str | int, ...], checked: date, expires: date, months: int
) -> Iterator[Problem]:
    latest = months_after(checked, months)
    if expires <= checked or expires > latest:
        what = f"expires_on {expires} không hợp với checked_on {checked}."
        expected = f"Sau ngày kiểm tra và chậm nhất {latest} ({months} tháng)."
        yield file.problem(path, what, expected, code="expires-late")


def _dates(file: Parsed[Any], months: int, today: date) -> Iterator[Problem]:
    row: schema.Dated = file.model
    yield from _span(file, ("expires_on",), row.checked_on, row.expires_on, months)
    if row.checked_on > today:
        what = f"checked_on {row.checked_on} nằm ở tương lai."
        yield file.problem(("checked_on",), what, "Ghi ngày đã kiểm tra thật.", code="dates")
    if row.expires_on < today and row.status != "retired":
        published = row.status == "published"
        what = f"Đã hết hạn ngày {row.expires_on}" + (" mà vẫn ghi published." if published else ".")
        expected = "Kiểm tra lại rồi ghi ngày mới, hoặc đổi status."
        severity: Severity = "error" if published else "warning"
        yield file.problem(("expires_on",), what, expected, code="expired", severity=severity)


def _review(file: Parsed[schema.LessonFile]) -> Iterator[Problem]:
    """Yield what a lesson still lacks to be called published."""
    row = file.model
    if row.status != "published":
        return
    for field in ("written_on", "facts_checked_by", "read_by_worker"):
        if not getattr(row.review, field):
            what = f"Bài ghi published mà {field} còn trống."
            expected = "Làm xong việc này rồi ghi vào, hoặc để status = “review”."
            yield file.problem(("review", field), what, expected, code="not-reviewed")
    for index, variant in enumerate(row.variant):
        if variant.device and not variant.checked_on_device:
            what = f"Bài ghi published mà bản {variant.device} của “{variant.step}” chưa ai cầm máy thử."
            expected = "Thử trên máy thật rồi ghi ngày."
            yield file.problem(("variant", index), what, expected, code="not-held")


def _shown(library: Library, hidden: set[str]) -> Iterator[Problem]:
    """Yield placeholders whose fact has nothing to show."""
    tables: list[tuple[Parsed[Any], tuple[str | int, ...], Any]] = [
        (file, (table, index), row)
        for file in library.lessons
        for table in ("step", "variant")
        for index, row in enumerate(getattr(file.model, table))
    ]
    tables += [(card, (), card.model) for card in library.cards]
    for file, path, row in tables:
        for field, text in shown_texts(row):
            for inner in PLACEHOLDER.findall(text):
                if inner.removeprefix("fact:") in hidden:
                    what = f"“{field}” dẫn {{{inner}}} mà sự kiện này không có show."
                    expected = "Viết show và fallback cho sự kiện, hoặc bỏ chỗ trống."
                    yield file.problem((*path, field), what, expected, code="placeholder-without-show")
