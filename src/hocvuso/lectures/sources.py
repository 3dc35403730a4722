"""What lectures are written in beside the lessons: `lectures/lexicon.toml` and `lectures/phrases.toml`.

A broken file answers with its name, the line and what is expected, like every other file of the content.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from hocvuso.core.narration.spoken import Lexicon
from hocvuso.curriculum.parse import Problem
from hocvuso.curriculum.reading.files import Parsed, read_file
from hocvuso.curriculum.schema import Row, SayRow, Text

M = TypeVar("M", bound=BaseModel)
LEXICON, PHRASES = "lectures/lexicon.toml", "lectures/phrases.toml"
_FIELD = re.compile(r"\{(\w*)\}")


class LexiconFile(Row):
    """`lexicon.toml`: how names and signs are read aloud in every lesson."""

    say: list[SayRow] = []


class PhraseRow(Row):
    """`[phrases]`: sentences that the voice says between those of the lesson."""

    welcome: Text
    goal: Text
    step: Text
    sample: Text
    sample_from: Text
    read_it: Text
    do: Text
    care: Text
    key: Text
    check: Text
    choice: Text
    think: Text
    answer: Text
    verdict_true: Text
    verdict_false: Text
    end: Text
    next: Text
    sources: Text
    checked: Text
    draft: Text
    machine_voice: Text
    human_voice: Text
    mixed_voice: Text


class LabelRow(Row):
    """`[labels]`: words that only stand on the pictures."""

    lecture: Text
    goal: Text
    step: Text
    do: Text
    care: Text
    sample: Text
    key: Text
    check: Text
    answer: Text
    end: Text
    sources: Text
    true: Text
    false: Text
    draft: Text
    machine_voice: Text
    human_voice: Text
    mixed_voice: Text
    licence: Text


class PhrasesFile(Row):
    """`phrases.toml`."""

    phrases: PhraseRow
    labels: LabelRow


# What the machine can fill in, by table and field; a name in braces that is not here is an error of the author.
FIELDS = {
    ("phrases", "welcome"): {"title"},
    ("phrases", "goal"): {"goal"},
    ("phrases", "step"): {"number", "title"},
    ("phrases", "sample_from"): {"sender"},
    ("phrases", "choice"): {"letter", "text"},
    ("phrases", "answer"): {"letter"},
    ("labels", "sources"): {"sources"},
    ("phrases", "checked"): {"day"},
    ("phrases", "human_voice"): {"speaker"},
    ("phrases", "mixed_voice"): {"speaker"},
    ("labels", "step"): {"number", "count"},
    ("labels", "human_voice"): {"speaker"},
    ("labels", "mixed_voice"): {"speaker"},
}


@dataclass(frozen=True, slots=True)
class Sources:
    """The lexicon and the phrases of a content folder."""

    lexicon: Lexicon
    phrases: PhraseRow
    labels: LabelRow


def read_sources(content: Path) -> tuple[Sources | None, list[Problem]]:
    """Return what lectures are written in, or None, with everything that is wrong with it."""
    lexicon, problems = _read(content, LEXICON, LexiconFile)
    phrases, wrong = _read(content, PHRASES, PhrasesFile)
    problems += wrong
    if lexicon is not None:
        problems += _twins(lexicon)
    if phrases is not None:
        problems += _unfilled(phrases)
    if lexicon is None or phrases is None or problems:
        return None, problems
    rows = {row.written: row.spoken for row in lexicon.model.say}
    return Sources(Lexicon(rows), phrases.model.phrases, phrases.model.labels), []


def _read(content: Path, name: str, model: type[M]) -> tuple[Parsed[M] | None, list[Problem]]:
    path = content / name
    if not path.is_file():
        return None, [Problem(name, 0, f"Không thấy tệp {name}.", "Chép lại tệp này từ bản gốc.", code="no-file")]
    return read_file(path, name, model)


def _twins(file: Parsed[LexiconFile]) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for number, row in enumerate(file.model.say):
        line = file.lines.at(("say", number))
        if row.written in seen:
            what = f"“{row.written}” đã có cách đọc ở dòng {seen[row.written]}."
            yield Problem(file.file, line, what, "Giữ một dòng.", code="said-twice")
        seen.setdefault(row.written, line)


def _unfilled(file: Parsed[PhrasesFile]) -> Iterator[Problem]:
    for table in ("phrases", "labels"):
        row: BaseModel = getattr(file.model, table)
        for name, text in row.model_dump().items():
            may = FIELDS.get((table, name), set())
            given = set(_FIELD.findall(text))
            wrong = given - may or ({f for f in may if f not in given} if table == "phrases" else set())
            if wrong or text.count("{") != len(_FIELD.findall(text)):
                what = f"Trong [{table}]: “{name}” điền sai chỗ {{{next(iter(sorted(wrong)), '')}}}."
                expected = "Viết " + (", ".join(f"{{{each}}}" for each in sorted(may)) or "không có ngoặc nhọn") + "."
                yield Problem(file.file, file.lines.at((table, name)), what, expected, code="phrase-field")
