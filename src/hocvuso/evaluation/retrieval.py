"""How well our search finds, beside SQLite's full-text search and bm25s on the same texts and questions.

Our side is the search of the assistant itself (`core.retrieval`) with its own weights: nothing is fitted here.
"""

from __future__ import annotations

import importlib
import resource
import sqlite3
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hocvuso.core import retrieval
from hocvuso.core.indexing import Index
from hocvuso.core.passages import Parent, Passage
from hocvuso.core.vntext import fold
from hocvuso.evaluation.files import BadFile, field, lines
from hocvuso.evaluation.typing_styles import STYLES

DEEP = 10  # ranks looked at, for MRR@10
Search = Callable[[str], list[str]]


@dataclass(frozen=True, slots=True)
class Query:
    """One question, typed in several ways, and the ids that answer it."""

    texts: dict[str, str]
    gold: frozenset[str]


@dataclass(frozen=True, slots=True)
class Task:
    """Passages to search in and questions to ask."""

    ids: tuple[str, ...]
    texts: tuple[str, ...]
    parents: tuple[str, ...]  # what a passage is a part of, "" for nothing
    queries: tuple[Query, ...]
    styles: tuple[str, ...]


def read_task(passages: Path, queries: Path) -> Task:
    """Read the two files. Gold ids stand in the field of a query whose ids occur among the passages; raises BadFile."""
    rows = list(lines(passages))
    if not rows:
        raise BadFile(f"{passages}: không có dòng nào.")
    ids = tuple(str(field(passages, row, "id")) for row in rows)
    known = frozenset(ids)
    if len(known) < len(ids):
        twice = next(one for place, one in enumerate(ids) if one in ids[:place])
        raise BadFile(f"{passages}: mã “{twice}” có hai lần.")
    read = tuple(_query(queries, row, known) for row in lines(queries))
    if not read:
        raise BadFile(f"{queries}: không có dòng nào.")
    styles = tuple(style for style in STYLES if all(style in query.texts for query in read))
    if not styles:
        raise BadFile(f"{queries}: “text” cần ít nhất một cách gõ chung cho mọi câu: {', '.join(STYLES)}.")
    texts = tuple(str(field(passages, row, "text")) for row in rows)
    return Task(ids, texts, tuple(str(row.get("passage", "")) for row in rows), read, styles)


def _query(path: Path, row: dict[str, Any], known: frozenset[str]) -> Query:
    text = field(path, row, "text")
    texts = {"clean": text} if isinstance(text, str) else dict(text)
    for value in row.values():
        found = known.intersection(map(str, value)) if isinstance(value, list) else None
        if found:
            return Query(texts, frozenset(found))
    raise BadFile(f"{path}, dòng {row['line']}: không trường nào chứa mã của một đoạn.")


def ours(task: Task) -> tuple[Search, float]:
    """Return our search and the seconds that its index took."""
    began = time.perf_counter()
    index = _index(task)
    seconds = time.perf_counter() - began
    return (lambda text: [hit.id for hit in retrieval.search(index, text, k=DEEP)]), seconds


def _index(task: Task) -> Index:
    passages = [
        Passage(id=name, fields=((1.0, text),), parent=parent)
        for name, text, parent in zip(task.ids, task.texts, task.parents, strict=True)
    ]
    return retrieval.build_from(passages, [Parent(name, "") for name in dict.fromkeys(task.parents) if name])


def full_text(task: Task, *, folded: bool) -> Search:
    """Return SQLite's FTS5: as it comes (`remove_diacritics 2`), or on text folded by us."""
    base = sqlite3.connect(":memory:")
    marks = "" if folded else ", tokenize='unicode61 remove_diacritics 2'"
    base.execute(f"CREATE VIRTUAL TABLE passage USING fts5(id UNINDEXED, words{marks})")
    prepare = fold if folded else str
    base.executemany(
        "INSERT INTO passage VALUES (?, ?)", ((n, prepare(t)) for n, t in zip(task.ids, task.texts, strict=True))
    )

    def search(text: str) -> list[str]:
        words = "".join(letter if letter.isalnum() else " " for letter in prepare(text)).split()
        query = " OR ".join(f'"{word}"' for word in words)
        rows = base.execute(
            "SELECT id FROM passage WHERE passage MATCH ? ORDER BY rank LIMIT ?", (query or '""', DEEP)
        ) if words else ()  # fmt: skip
        return [str(row[0]) for row in rows]

    return search


def bm25s(task: Task) -> Search | None:
    """Return the library bm25s on lower-case syllables with its own defaults, or None where it is not installed."""
    try:
        library = importlib.import_module("bm25s")  # by name: an extra that only developers have
    except ImportError:
        return None
    model = library.BM25()
    model.index([_syllables(text) for text in task.texts], show_progress=False)

    def search(text: str) -> list[str]:
        places, _ = model.retrieve([_syllables(text)], k=min(DEEP, len(task.ids)), show_progress=False)
        return [task.ids[int(place)] for place in places[0]]

    return search


def peers(task: Task) -> dict[str, Search | None]:
    """Return the baselines by name; None for one that is not installed."""
    return {
        "fts5_remove_diacritics_2": full_text(task, folded=False),
        "fts5_folded": full_text(task, folded=True),
        "bm25s": bm25s(task),
    }


def _syllables(text: str) -> list[str]:
    return "".join(letter if letter.isalnum() else " " for letter in text.lower()).split() or [""]


def measure(search: Search, queries: Sequence[Query], style: str) -> dict[str, float]:
    """Return R@1, R@5 and MRR@10 over the queries, typed in one style."""
    ranks = [_rank(search(query.texts[style]), query.gold) for query in queries]
    return {
        "r1": _share(rank == 1 for rank in ranks),
        "r5": _share(rank <= 5 for rank in ranks),
        "mrr10": round(sum(1.0 / rank for rank in ranks if rank <= DEEP) / len(ranks), 4),
    }


def _rank(found: Sequence[str], gold: frozenset[str]) -> int:
    return next((place for place, one in enumerate(found, start=1) if one in gold), DEEP + 1)


def _share(values: Iterable[bool]) -> float:
    listed = list(values)
    return round(sum(listed) / len(listed), 4)


def evaluate(task: Task, *, say: Callable[[str], None]) -> dict[str, Any]:
    """Measure ours and the baselines; `say` is told what is under way."""
    before = _peak_mib()
    search, seconds = ours(task)
    memory = _peak_mib() - before
    found: dict[str, Any] = {"ours": {}}
    spent = 0.0
    for style in task.styles:
        say(f"ours, {style}")
        began = time.process_time()
        found["ours"][style] = measure(search, task.queries, style)
        spent += time.process_time() - began
    found["ms_per_query"] = round(spent / len(task.queries) / len(task.styles) * 1000, 3)
    found["index_seconds"] = round(seconds, 3)
    found["memory_mb"] = round(memory, 1)
    found["passages"], found["queries"] = len(task.ids), len(task.queries)
    found["baselines"] = {}
    for name, peer in peers(task).items():
        if peer is None:
            found["baselines"][name] = None
            continue
        found["baselines"][name] = {}
        for style in task.styles:
            say(f"{name}, {style}")
            found["baselines"][name][style] = measure(peer, task.queries, style)
    return found


def _peak_mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def as_table(found: dict[str, Any]) -> str:
    """Return the figures as a table for people."""
    rows = {"ours": found["ours"], **found["baselines"]}
    styles = list(found["ours"])
    out = ["R@1 / R@5 / MRR@10".ljust(26) + "".join(style.rjust(20) for style in styles)]
    for name, row in rows.items():
        cells = (
            [f"{row[s]['r1']:.3f} {row[s]['r5']:.3f} {row[s]['mrr10']:.3f}" for s in styles]
            if row
            else ["chưa cài"] * len(styles)
        )
        out.append(name.ljust(26) + "".join(cell.rjust(20) for cell in cells))
    out.append(
        f"{found['ms_per_query']} ms CPU một câu, dựng mục lục {found['index_seconds']} giây, "
        f"thêm {found['memory_mb']} MiB, {found['passages']} đoạn, {found['queries']} câu hỏi"
    )
    return "\n".join(out)
