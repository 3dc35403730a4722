"""How the words read: length of sentences, words that promise too much, where the tone mark stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from hocvuso.curriculum.checks.passages import Passage, passages
from hocvuso.curriculum.checks.references import PLACEHOLDER
from hocvuso.curriculum.reading.library import Library
from hocvuso.curriculum.reading.problem import Problem, Severity

# Published: content format, rule 3; syllables are what stands between blanks.
LIMITS: Mapping[str, int] = {"standard": 20, "easy": 15, "option": 15}
_SENTENCE_END = re.compile(r"(?<=[.!?…])[”\")]*\s+|\n+")
_PROMISES = ("tuyệt đối", "an toàn 100%")  # published: content format, section 4
_OLD_TONE = re.compile(r"\b\w*(?<!q)(?:[òóỏõọ][ae]|[ùúủũụ]y)\b", re.IGNORECASE)
#: One thing, one name, in our own voice; people may ask in the words they like. Decided at the reading of 29/11/2026.
_OTHER_NAMES: Mapping[str, str] = {
    "cửa hàng ứng dụng": "kho ứng dụng",
    "cửa hàng của máy": "kho ứng dụng",
    "toa thuốc": "đơn thuốc",
}
_HAS_LETTER = re.compile(r"\w")


def sentences(text: str) -> list[str]:
    """Return the sentences and list lines of a text, without the signs of Markdown."""
    plain = text.replace("**", "")
    parts = (part.strip().removeprefix("- ").strip() for part in _SENTENCE_END.split(plain))
    return [part for part in parts if _HAS_LETTER.search(part)]


def syllable_count(sentence: str) -> int:
    """Return the number of syllables as the content format counts them: by blanks, bare signs left out."""
    return sum(1 for word in sentence.split() if _HAS_LETTER.search(word))


def with_facts(text: str, shows: Mapping[str, str]) -> str:
    """Return `text` with what its facts show, so that the whole sentence is measured."""
    return PLACEHOLDER.sub(lambda found: shows.get(found[1].removeprefix("fact:"), ""), text)


def check(library: Library) -> Iterator[Problem]:
    """Yield warnings of style for every passage."""
    shows = _shows(library)
    for passage in passages(library):
        yield from _length(passage, shows)
        yield from _words(passage)
    for file in library.facts:
        for index, row in enumerate(file.model.fact):
            for field in ("show", "fallback"):
                yield from _words(Passage(file, ("fact", index, field), field, "easy", getattr(row, field)))


def long_easy_sentences(library: Library) -> Iterator[Problem]:
    """Yield an error for each sentence of an easy text that is over its limit; advice elsewhere, a must here."""
    shows = _shows(library)
    for passage in passages(library):
        if passage.field == "easy":
            yield from _length(passage, shows, "error")


def _shows(library: Library) -> Mapping[str, str]:
    return {row.id: row.show for file in library.facts for row in file.model.fact}


def _length(passage: Passage, shows: Mapping[str, str], severity: Severity = "warning") -> Iterator[Problem]:
    limit = LIMITS.get(passage.role)
    if limit is None:
        return
    for sentence in sentences(with_facts(passage.text, shows)):
        count = syllable_count(sentence)
        if count > limit:
            start = " ".join(sentence.split()[:6])
            what = f"Câu “{start}…” trong “{passage.field}” dài {count} tiếng."
            expected = f"Nhiều nhất {limit} tiếng: tách câu hoặc bớt chữ."
            yield passage.problem(what, expected, code="long-sentence", severity=severity)


def _words(passage: Passage) -> Iterator[Problem]:
    if passage.role == "asked":
        return
    lowered = passage.text.lower()
    for word in _PROMISES:
        if word in lowered:
            expected = "Nói điều kiểm được; không hứa chắc."
            what = f"“{passage.field}” có chữ “{word}”."
            yield passage.problem(what, expected, code="promise", severity="warning")
    for word, name in _OTHER_NAMES.items():
        if word in lowered:
            what = f"“{passage.field}” gọi “{word}”, chỗ khác gọi “{name}”."
            yield passage.problem(what, f"Một thứ một tên: “{name}”.", code="other-name", severity="warning")
    for found in dict.fromkeys(_OLD_TONE.findall(passage.text)):
        expected = "Đặt dấu ở nguyên âm cuối: khoá, xoá, doạ, uỷ."
        what = f"“{found}” trong “{passage.field}” đặt dấu kiểu cũ."
        yield passage.problem(what, expected, code="tone-place", severity="warning")
