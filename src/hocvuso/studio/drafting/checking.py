"""What of a model's answer may lie before an author as a draft: read as JSON, held against the step, nothing twice.

The model is not trusted: every sentence of an easy variant and every right answer must be supported by the step
(`core/grounding.py`), easy sentences are short, nothing is nearly what stands already, no name and no number is new.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from hocvuso.core import grounding, vntext
from hocvuso.core.content import Curriculum, Step
from hocvuso.core.masking import mask
from hocvuso.curriculum.checks.alike import REFUSED, features_of, likeness
from hocvuso.curriculum.checks.style import sentences

WORDING, EASY, ITEM = "wording", "easy", "item"
KINDS = (WORDING, EASY, ITEM)
MOST_WORDS = 15  # of a sentence at the easy level: issue 5, part 8
MOST_DRAFTS = {WORDING: 8, EASY: 1, ITEM: 3}
_FENCE = re.compile(r"^\s*```(?:json)?\s*|\s*```\s*$")
_NAME = re.compile(r"(?<=[^\W_.!?…:]\s)[^\W\d_]\w*")


class Unusable(Exception):
    """The answer holds nothing that may be a draft; `args[0]` says why: json, nothing."""


@dataclass(frozen=True, slots=True)
class Source:
    """What the model was given of a step, and what stands already."""

    step: Step
    text: str  # of the step, with its facts filled in
    told: tuple[frozenset[str], ...]  # features of all wordings and of the questions of its skill


def source_of(step: Step, text: str, curriculum: Curriculum) -> Source:
    """Return what drafts for a step are held against."""
    texts: list[str] = [one for each in curriculum.steps.values() for one in each.wordings.all]
    texts += [item.prompt for item in curriculum.items.values() if item.skill == step.skill]
    return Source(step, text, tuple(features_of(one) for one in texts))


def drafts(kind: str, said: str, source: Source) -> list[dict[str, Any]]:
    """Return the drafts that an answer holds. Raises Unusable."""
    data = _read(said)
    found = {WORDING: _wordings, EASY: _easy, ITEM: _items}[kind](data, source)
    if not found:
        raise Unusable("nothing")
    return found[: MOST_DRAFTS[kind]]


def _read(said: str) -> Mapping[str, Any]:
    try:
        data = json.loads(_FENCE.sub("", said))
    except ValueError as problem:
        raise Unusable("json") from problem
    if not isinstance(data, dict):
        raise Unusable("json")
    return data


def _texts(value: object) -> list[str]:
    listed = value if isinstance(value, list) else []
    return [vntext.clean(one) for one in listed if isinstance(one, str) and one.strip()]


def _wordings(data: Mapping[str, Any], source: Source) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    seen = list(source.told)
    for text in _texts(data.get("wordings")):
        features = features_of(text)
        if not 2 <= len(text.split()) <= MOST_WORDS or is_foreign(text, source) or _is_near(features, seen):
            continue
        seen.append(features)
        found.append({"text": text})
    return found


def _easy(data: Mapping[str, Any], source: Source) -> list[dict[str, Any]]:
    lines = _texts(data.get("easy"))
    kept = [line for line in lines if is_short(line) and is_supported(line, source)]
    if not lines or len(kept) / len(lines) < grounding.LEAST_KEPT_SHARE:
        return []  # torn pieces are no variant
    return [{"lines": kept, "dropped": len(lines) - len(kept)}]


def _items(data: Mapping[str, Any], source: Source) -> list[dict[str, Any]]:
    rows = data.get("items")
    found: list[dict[str, Any]] = []
    seen = list(source.told)
    for row in rows if isinstance(rows, list) else ():
        item = _item(row, source) if isinstance(row, dict) else None
        if item is None or _is_near(features_of(item["prompt"]), seen):
            continue
        seen.append(features_of(item["prompt"]))
        found.append(item)
    return found


def _item(row: Mapping[str, Any], source: Source) -> dict[str, Any] | None:
    texts = _of(row, "prompt", "right", "right_why", "hint", "explain")
    wrong = row.get("wrong")
    if texts is None or not isinstance(wrong, list):
        return None
    others = [one for each in wrong if isinstance(each, dict) and (one := _of(each, "text", "why"))][:3]
    choices = [texts["right"], *(one["text"] for one in others)]
    spoken = [*texts.values(), *choices, *(one["why"] for one in others)]
    if len(others) < 2 or len({vntext.fold(one) for one in choices}) < len(choices):
        return None
    if not all(is_short(one) and not is_foreign(one, source) for one in spoken):
        return None
    if not (is_supported(texts["right"], source) and is_supported(texts["explain"], source)):
        return None
    return {**texts, "wrong": others}


def _of(row: Mapping[str, Any], *names: str) -> dict[str, str] | None:
    """Return these fields as clean text, None where one is missing."""
    found = {name: vntext.clean(row[name]) for name in names if isinstance(row.get(name), str)}
    return found if all(found.get(name) for name in names) else None


def is_short(text: str) -> bool:
    """Tell whether each sentence is short enough for the easy level."""
    return bool(text) and all(len(one.split()) <= MOST_WORDS for one in sentences(text))


def is_supported(line: str, source: Source) -> bool:
    """Tell whether the step says so: each sentence passes the grounding check against it."""
    return all(grounding.judge(f"{one} [1]", {1: source.text}).is_supported for one in sentences(line))


def is_foreign(text: str, source: Source) -> bool:
    """Tell whether a text names what the step does not: a brand, a person, a number, a secret of somebody."""
    if mask(text).kinds or grounding.asks_for_secret(text) or "http" in text or "@" in text:
        return True
    known = f" {vntext.search_key(source.text)} "
    names = [word for word in _NAME.findall(text) if word[0].isupper()]
    return any(f" {vntext.search_key(name)} " not in known for name in (*names, *re.findall(r"\d+", text)))


def _is_near(features: frozenset[str], seen: Iterable[frozenset[str]]) -> bool:
    return any(likeness(features, other) >= REFUSED for other in seen)
