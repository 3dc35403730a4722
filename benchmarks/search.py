"""`make bench-search`: the search at 1,000 steps: a query, the index, one lesson changed; FTS5 and bm25s beside it.

Our own steps come first; the rest are texts of a JSON-lines file (`python -m benchmarks.search FILE`, a field `text` a
line), else our own lessons put together anew. Each foreign step has as many wordings as ours have, cut from its text.
"""

from __future__ import annotations

import itertools
import json
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.table import show
from hocvuso.core import off_topic, retrieval
from hocvuso.core.content import Curriculum
from hocvuso.core.indexing import build_from
from hocvuso.core.passages import Parent, Passage, parents_of, passages_of
from hocvuso.core.replacing import replaced
from hocvuso.curriculum.parse import content_folder, read_folder
from hocvuso.evaluation.retrieval import Task, bm25s, full_text

STEPS = 1000
WORDINGS, STEPS_A_LESSON, LESSONS_A_SKILL = 19, 5, 3
ASKED = 600


def corpus(curriculum: Curriculum, texts: Sequence[str]) -> tuple[list[Passage], list[Parent]]:
    """Return 1,000 steps with lessons and skills above them, and the topics that are not ours."""
    own = [*passages_of(curriculum)]
    names = itertools.count()
    foreign = [_foreign(next(names), text) for text in itertools.islice(itertools.cycle(texts), STEPS - len(own))]
    above = dict.fromkeys(name for one in foreign for name in (one.parent, one.grandparent))
    return [*own, *foreign, *off_topic.passages()], [*parents_of(curriculum), *(Parent(name, "") for name in above)]


def _foreign(number: int, text: str) -> Passage:
    lesson, words, draw = number // STEPS_A_LESSON, text.split(), random.Random(number)
    starts = [draw.randrange(max(1, len(words) - 9)) for _ in range(WORDINGS)]
    return Passage(
        id=f"x.{lesson // LESSONS_A_SKILL}/l{lesson}#s{number}",
        fields=((2.0, " ".join(words[:4])), (2.0, " ".join(words[:9])), (1.0, text), (0.5, text)),
        title=" ".join(words[:9]),
        questions=tuple(" ".join(words[start : start + draw.randint(5, 10)]) for start in starts),
        parent=f"x.{lesson // LESSONS_A_SKILL}/l{lesson}",
        grandparent=f"x.{lesson // LESSONS_A_SKILL}",
    )


def _texts(path: Path | None, curriculum: Curriculum) -> list[str]:
    if path is not None:
        return [str(json.loads(line)["text"]) for line in path.read_text(encoding="utf-8").splitlines() if line]
    draw = random.Random(7)
    sentences = [line for step in curriculum.steps.values() for line in (step.text, step.easy, step.answer) if line]
    return [" ".join(draw.sample(sentences, 3)) for _ in range(STEPS)]


def times(act: Callable[[str], object], questions: Sequence[str]) -> tuple[float, float]:
    """Return median and 95th percentile of CPU milliseconds."""
    for text in questions[:20]:
        act(text)
    spent = []
    for text in questions:
        began = time.process_time_ns()
        act(text)
        spent.append((time.process_time_ns() - began) / 1e6)
    spent.sort()
    return spent[len(spent) // 2], spent[int(len(spent) * 0.95)]


def updates(index: retrieval.Index, passages: list[Passage], parents: list[Parent]) -> Iterator[float]:
    """Yield the CPU milliseconds of changing one lesson, for some lessons."""
    lessons = list(dict.fromkeys(one.parent for one in passages if one.parent))[:: max(1, len(passages) // 60)]
    for lesson in lessons:
        changed = [
            replace(one, title=f"{one.title} mới", questions=(*one.questions[1:], f"{one.title} làm thế nào"))
            if one.parent == lesson
            else one
            for one in passages
        ]
        began = time.process_time_ns()
        assert replaced(index, changed, parents) is not None
        yield (time.process_time_ns() - began) / 1e6


def main(argv: Sequence[str]) -> None:
    """Measure and print."""
    curriculum = read_folder(content_folder()).curriculum
    if curriculum is None:
        raise SystemExit("content/ không đọc được")
    passages, parents = corpus(curriculum, _texts(Path(argv[0]) if argv else None, curriculum))
    draw = random.Random(11)
    asked = draw.sample([text for one in passages for text in one.questions], ASKED)
    began = time.process_time()
    built = build_from(passages, parents)
    build_seconds = time.process_time() - began
    with tempfile.TemporaryDirectory() as folder:
        retrieval.save(built, Path(folder))
        size = sum(path.stat().st_size for path in Path(folder).iterdir()) / 1e6
        began = time.process_time()
        index = retrieval.load(Path(folder))
        load = (time.process_time() - began) * 1000
        ours = times(lambda text: retrieval.search(index, text, k=10), asked)
        changed = sorted(updates(index, passages, parents))
    texts = tuple("\n".join((one.title, *one.questions, *(text for _, text in one.fields))) for one in passages)
    task = Task(tuple(one.id for one in passages), texts, (), (), ())
    peer = bm25s(task)
    folded = times(full_text(task, folded=True), asked)
    figures: list[list[object]] = [
        ["một câu hỏi, cả đọc hiểu", f"{ours[0]:.2f}", f"{ours[1]:.2f}", "≤ 2"],
        [
            "  mốc: FTS5 trên chữ đã bỏ dấu",
            *(f"{each:.2f}" for each in folded),
            "-",
        ],
        ["  mốc: bm25s, âm tiết", *((f"{each:.2f}" for each in times(peer, asked)) if peer else ("chưa cài", "")), "-"],
        ["một bài thay đổi", f"{changed[len(changed) // 2]:.1f}", f"{changed[int(len(changed) * 0.95)]:.1f}", "≤ 50"],
        ["mở mục lục đã lưu", f"{load:.1f}", "", "≤ 3000"],
    ]
    show(f"Tìm trong {STEPS} bước (mili giây CPU)", ["việc", "trung vị", "p95", "mục tiêu"], figures)
    print(
        f"\n  Mục lục {size:.1f} MB trên đĩa (mục tiêu ≤ 100), dựng cả mục lục {build_seconds:.1f} giây; "
        f"đỉnh bộ nhớ khi đo, cả khi dựng: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB."
    )


if __name__ == "__main__":
    main(sys.argv[1:])
