"""The glossary and the tracks: ids that resolve, no twins, sentences short enough, an order to learn in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from hocvuso.core.vntext import search_key
from hocvuso.curriculum.checks.style import LIMITS, sentences, syllable_count
from hocvuso.curriculum.reading.files import Parsed
from hocvuso.curriculum.reading.guides import GLOSSARY, GlossaryFile, Guides, TrackFile
from hocvuso.curriculum.reading.library import Library
from hocvuso.curriculum.reading.problem import Problem

LEAST_WORDS = 60  # published: brief of the checker, `--complete`


def check(guides: Guides, library: Library) -> Iterator[Problem]:
    """Yield what is wrong with the words and the tracks."""
    skills = {file.model.id: file.model for file in library.skills}
    for glossary in guides.glossary:
        yield from _words(glossary, set(skills))
    for track in guides.tracks:
        yield from _track(track, {name: model.prerequisites for name, model in skills.items()})
        model = track.model
        for index, name in enumerate(model.skills):
            if name in skills and model.audience not in skills[name].audiences:
                what = f"Kỹ năng {name} không viết cho “{model.audience}”."
                yield track.problem(("skills", index), what, "Bỏ kỹ năng này.", code="track-audience")


def coverage(guides: Guides) -> Iterator[Problem]:
    """Yield an error when the glossary holds too few words."""
    count = sum(len(file.model.word) for file in guides.glossary)
    if count < LEAST_WORDS:
        what, expected = f"Mới có {count} từ giảng nghĩa.", f"Ít nhất {LEAST_WORDS} từ."
        yield Problem(GLOSSARY, 0, what, expected, code="incomplete-glossary")


def _words(file: Parsed[GlossaryFile], skills: set[str]) -> Iterator[Problem]:
    ids: set[str] = set()
    names: set[str] = set()
    for index, row in enumerate(file.model.word):
        at = ("word", index)
        if row.id in ids:
            yield file.problem((*at, "id"), f"Mã “{row.id}” bị dùng lại.", "Mỗi từ một mã.", code="twin-id")
        ids.add(row.id)
        key = search_key(row.word)
        if key in names:
            what = f"Từ “{row.word}” đã được giảng ở trên."
            yield file.problem((*at, "word"), what, "Gộp hai từ làm một.", code="twin-word")
        names.add(key)
        if row.skill not in skills:
            what = f"Không có kỹ năng “{row.skill}”."
            yield file.problem((*at, "skill"), what, "Ghi mã kỹ năng có thật.", code="unknown-id")
        for name in ("plain", "example"):
            for sentence in sentences(getattr(row, name)):
                if syllable_count(sentence) > LIMITS["easy"]:
                    what = f"Câu giảng của “{row.word}” dài {syllable_count(sentence)} tiếng."
                    expected = f"Nhiều nhất {LIMITS['easy']} tiếng."
                    yield file.problem((*at, name), what, expected, code="long-sentence")


def _track(file: Parsed[TrackFile], prerequisites: dict[str, list[str]]) -> Iterator[Problem]:
    model = file.model
    if PurePosixPath(file.file).stem != model.id:
        yield file.problem(("id",), f"Mã “{model.id}” khác tên tệp.", "Đặt trùng tên tệp.", code="file-name")
    for index, name in enumerate(model.skills):
        at = ("skills", index)
        if name not in prerequisites:
            yield file.problem(at, f"Không có kỹ năng “{name}”.", "Ghi mã kỹ năng có thật.", code="unknown-id")
        elif name in model.skills[:index]:
            yield file.problem(at, f"Kỹ năng {name} ghi hai lần.", "Ghi một lần.", code="twin-id")
        else:
            later = set(prerequisites[name]) & set(model.skills[index + 1 :])
            if later:
                what = f"{name} cần học sau {', '.join(sorted(later))}."
                yield file.problem(at, what, "Đổi thứ tự.", code="track-order")
