"""What every lesson, step and card must have: wordings, near-misses, items, whole variants."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any

from hocvuso.core.content import REGISTERS
from hocvuso.curriculum import schema
from hocvuso.curriculum.checks.style import syllable_count
from hocvuso.curriculum.reading.files import Parsed
from hocvuso.curriculum.reading.library import Library
from hocvuso.curriculum.reading.lines import Path
from hocvuso.curriculum.reading.problem import Problem

# All numbers of this file are published in the content format, sections 3, 4 and 6.
LEAST_WORDINGS = 10
LEAST_NEAR_MISSES = 2
WORDING_SYLLABLES = (6, 15)
LESSON_STEPS = (4, 5)
LESSON_MINUTES = (3, 5)
_ALWAYS_THERE = {"step", "device", "audience", "app", "app_version", "checked_on_device"}


def check(library: Library) -> Iterator[Problem]:
    """Yield what lessons, steps and cards lack."""
    asked = {row.step for file in library.items for row in file.model.item}
    for lesson in library.lessons:
        yield from _size(lesson)
        for index, step in enumerate(lesson.model.step):
            yield from _step(lesson, index, step, asked)
        for index, variant in enumerate(lesson.model.variant):
            yield from _variant(lesson, index, variant)
        yield from _both_phones(lesson)
    for card in library.cards:
        yield from _wordings(card, ("wordings",), card.model.wordings)
        yield from _near_misses(card, (), len(card.model.near_miss), card.model.id)


def _size(file: Parsed[schema.LessonFile]) -> Iterator[Problem]:
    """Yield a warning when a lesson is too short or too long for a break."""
    count, minutes = len(file.model.step), file.model.minutes
    if not LESSON_STEPS[0] <= count <= LESSON_STEPS[1]:
        what = f"Bài có {count} bước."
        yield file.problem(("id",), what, "Mỗi bài 4–5 bước.", code="lesson-size", severity="warning")
    if not LESSON_MINUTES[0] <= minutes <= LESSON_MINUTES[1]:
        what = f"Bài dài {minutes} phút."
        yield file.problem(("minutes",), what, "Mỗi bài 3–5 phút.", code="lesson-size", severity="warning")


def _step(file: Parsed[schema.LessonFile], index: int, step: schema.StepRow, asked: set[str]) -> Iterator[Problem]:
    at: Path = ("step", index, "id")
    if f"{file.model.id}#{step.id}" not in asked:
        what = f"Bước “{step.id}” chưa có câu hỏi nào."
        yield file.problem(at, what, "Thêm ít nhất một [[item]] trong items.toml.", code="no-item")
    rows = [(n, row) for n, row in enumerate(file.model.wordings) if row.step == step.id]
    if not rows:
        what = f"Bước “{step.id}” chưa có bảng [[wordings]]."
        yield file.problem(at, what, "Thêm bảng [[wordings]] với sáu giọng.", code="no-wordings")
    for n, row in rows:
        yield from _wordings(file, ("wordings", n), row)
    misses = sum(row.step == step.id for row in file.model.near_miss)
    yield from _near_misses(file, at, misses, step.id)
    sample = (step.sample_kind, step.sample_from, step.sample)
    if any(sample) and not all(sample):
        what = f"Tin mẫu của bước “{step.id}” thiếu một phần."
        expected = "Viết đủ sample_kind, sample_from và sample."
        yield file.problem(at, what, expected, code="half-sample")


def _near_misses(file: Parsed[Any], at: Path, count: int, name: str) -> Iterator[Problem]:
    if count < LEAST_NEAR_MISSES:
        what = f"“{name}” có {count} câu gần giống ([[near_miss]])."
        yield file.problem(at, what, f"Ít nhất {LEAST_NEAR_MISSES} câu.", code="few-near-misses")


def _wordings(file: Parsed[Any], path: Path, row: schema.WordingsRow) -> Iterator[Problem]:
    """Yield problems of one set of wordings."""
    by_register = {name: getattr(row, name) for name in REGISTERS}
    for name, texts in by_register.items():
        if not texts:
            what = f"Giọng “{name}” đang trống."
            yield file.problem((*path, name), what, "Ít nhất một câu mỗi giọng.", code="empty-register")
    count = sum(map(len, by_register.values()))
    if count < LEAST_WORDINGS:
        what = f"Mới có {count} cách hỏi."
        yield file.problem(path, what, f"Ít nhất {LEAST_WORDINGS} cách hỏi.", code="few-wordings")
    for name, texts in by_register.items():
        for at, text in enumerate(texts):
            yield from _wording(file, (*path, name, at), name, text)


def _wording(file: Parsed[Any], path: Path, register: str, text: str) -> Iterator[Problem]:
    count, (least, most) = syllable_count(text), WORDING_SYLLABLES
    if not least <= count <= most:
        what = f"Cách hỏi “{text}” dài {count} tiếng."
        expected = f"Từ {least} đến {most} tiếng."
        yield file.problem(path, what, expected, code="wording-length", severity="warning")
    if register == "no_diacritics" and any(
        unicodedata.combining(letter) or letter in "đĐ" for letter in unicodedata.normalize("NFD", text)
    ):
        what = f"Cách hỏi “{text}” có dấu."
        expected = "Giọng no_diacritics viết không dấu."
        yield file.problem(path, what, expected, code="has-diacritics", severity="warning")


def _variant(file: Parsed[schema.LessonFile], index: int, row: schema.VariantRow) -> Iterator[Problem]:
    """Yield problems of one variant."""
    at: Path = ("variant", index)
    if row.device is None and row.audience is None:
        what = f"Biến thể của “{row.step}” không nói cho máy nào hay cho ai."
        yield file.problem(at, what, "Thêm device hoặc audience.", code="variant-for-nobody")
    changed = set(row.model_fields_set) - _ALWAYS_THERE
    if not changed:
        what = f"Biến thể của “{row.step}” không thay trường nào."
        yield file.problem(at, what, "Ghi trường cần thay, hoặc bỏ biến thể.", code="empty-variant")
    if "text" in changed and "easy" not in changed:
        what = f"Biến thể của “{row.step}” thay text mà không thay easy."
        yield file.problem(at, what, "Viết cả easy.", code="text-without-easy")
    app = (row.app, row.app_version, row.checked_on_device)
    if row.device is not None and any(one is None for one in app):
        what = f"Biến thể theo máy của “{row.step}” thiếu app, app_version hoặc checked_on_device."
        expected = 'Ghi đủ ba trường; chưa cầm máy thử thì checked_on_device = "".'
        yield file.problem(at, what, expected, code="variant-without-app")


def _both_phones(file: Parsed[schema.LessonFile]) -> Iterator[Problem]:
    """Yield a warning where Android has its own text and iPhone none; a step itself may be Android's."""
    phones = {(row.step, row.device) for row in file.model.variant}
    for index, row in enumerate(file.model.variant):
        if row.device == "android" and (row.step, "iphone") not in phones:
            what = f"Bước “{row.step}” có bản android mà không có bản iphone."
            expected = "Thêm bản iphone, hoặc viết chung vào bước."
            yield file.problem(("variant", index), what, expected, code="no-iphone", severity="warning")
