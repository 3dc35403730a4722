"""`make bench-core`: the heart without any web: learner model, plan, marking, search, beside baselines of this run.

Baselines: an Elo update (the cheapest learner model there is) and SQLite's own full-text search on the same
content, folded by us, because `remove_diacritics 2` does not fold đ.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from datetime import date

from benchmarks.table import show
from hocvuso.core import catalogue as core
from hocvuso.core import items as item_kinds
from hocvuso.core import mastery, outlook, packing, placement, retrieval, session
from hocvuso.core.content import Curriculum
from hocvuso.core.draw import draw_for
from hocvuso.core.graph import SkillGraph
from hocvuso.core.mastery import Evidence, Task
from hocvuso.core.state import LearnerState, initial
from hocvuso.core.vntext import fold
from hocvuso.curriculum.parse import content_folder, read_folder

DAY = date(2026, 11, 23).toordinal() - date(1970, 1, 1).toordinal()
QUESTIONS = [
    "lam sao biet tin nhan lua dao",
    "Số tổng đài chính thức của ngân hàng tìm ở đâu?",
    "chuyeern tieenf nhaamf thif lafm sao",
    "quen mk email phai lam j",
    "wifi vao roi ma k co mang",
]


def microseconds(act: Callable[[], object], seconds: float = 1.0) -> float:
    """Return the median time of one call, over as many calls as fit."""
    for _ in range(3):
        act()
    times = []
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        began = time.process_time_ns()
        for _ in range(10):
            act()
        times.append((time.process_time_ns() - began) / 10_000)
    return sorted(times)[len(times) // 2]


def elo() -> Callable[[], object]:
    """Return one Elo step: a table look-up, a logistic, two additions."""
    ability, difficulty = {"a": 0.0}, {"i": 0.0}

    def step() -> None:
        p = 1.0 / (1.0 + 2.718281828 ** (difficulty["i"] - ability["a"]))
        ability["a"] += 0.4 * (1.0 - p)
        difficulty["i"] -= 0.4 * (1.0 - p)

    return step


def full_text(curriculum: Curriculum) -> Callable[[], object]:
    """Return a search of the same steps by SQLite FTS5, on text folded by us."""
    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE step USING fts5(id UNINDEXED, words)")
    for step in curriculum.steps.values():
        words = fold(" ".join((step.title, step.text, *step.keywords, *step.wordings.all)))
        base.execute("INSERT INTO step VALUES (?, ?)", (step.id, words))
    asked = [" OR ".join(f'"{word}"' for word in fold(question).split()) for question in QUESTIONS]
    turn = iter(range(10**9))

    def search() -> object:
        query = asked[next(turn) % len(asked)]
        return base.execute("SELECT id FROM step WHERE step MATCH ? ORDER BY rank LIMIT 5", (query,)).fetchall()

    return search


def prepared() -> tuple[Curriculum, core.Catalogue, LearnerState, list[Task]]:
    """Return the shipped content as the core wants it, and a learner who has answered forty items."""
    curriculum = read_folder(content_folder()).curriculum
    if curriculum is None:
        raise SystemExit("content/ không đọc được")
    graph = SkillGraph.from_skills((skill.id, skill.prerequisites) for skill in curriculum.skills.values())
    tasks = [
        Task(
            item.id, (item.skill,), difficulty=item.difficulty, seconds=item.seconds, guess=item_kinds.guess_of(item),
            step=item.step, lesson=item.step.partition("#")[0],
        )
        for item in curriculum.items.values()
    ]  # fmt: skip
    lessons = [
        core.LessonOption(each.id, each.skill, float(each.minutes), each.order, each.level, len(each.steps))
        for each in curriculum.lessons.values()
    ]
    catalogue = core.Catalogue.build(graph, tasks=tasks, lessons=lessons)
    state = initial(graph)
    for number, task in enumerate(tasks[::3][:40]):
        state = mastery.update(state, Evidence(task, float(number % 3 > 0), DAY - 40 + number))
    return curriculum, catalogue, state, tasks


def main() -> None:
    """Measure and print."""
    curriculum, catalogue, state, tasks = prepared()
    blob = packing.pack(state)
    evidence = Evidence(tasks[5], 1.0, DAY)
    context = core.Context(day=DAY, minutes=5.0, audience="worker")
    draw = draw_for(b"\x01" * 16, state.events)
    past = core.Past(activities=40)
    seen, critical = outlook.outlook(state, day=DAY), catalogue.critical
    item = curriculum.items["kns.4.3/bank-sms-first-move"]
    response = item_kinds.right_response(item)
    began = time.perf_counter()
    index = retrieval.build(curriculum)
    build_seconds = time.perf_counter() - began
    turn = iter(range(10**9))

    def choose() -> object:
        return placement.next_task(state, catalogue.bank, placement.Progress(), draw, day=DAY)

    def search() -> object:
        return retrieval.search(index, QUESTIONS[next(turn) % len(QUESTIONS)], k=5)

    def compose_seen() -> object:
        return session.compose(state, catalogue, past, context, draw, seen=seen)

    size = f"{len(state.places) + 1} chiều, {len(blob)} byte"
    rows: list[list[object]] = [
        ["cập nhật sau một câu trả lời", f"{microseconds(lambda: mastery.update(state, evidence)):.1f}", "≤ 20", size],
        ["  mốc: một bước Elo", f"{microseconds(elo()):.2f}", "-", "không có độ chắc, không có kỹ năng trước"],
        ["đọc trạng thái đã gói", f"{microseconds(lambda: packing.unpack(blob, catalogue.graph)):.1f}", "-", ""],
        ["gói trạng thái", f"{microseconds(lambda: packing.pack(state)):.1f}", "-", "≤ 4096 byte"],
        ["nhìn mọi kỹ năng hôm nay", f"{microseconds(lambda: outlook.outlook(state, day=DAY)):.1f}", "-", ""],
        ["  mức và ngày ôn từ đó", f"{microseconds(lambda: outlook.bands(seen, critical=critical)):.1f}", "-", ""],
        ["  cả bảng cho trang của tôi", f"{microseconds(lambda: outlook.standings(state, day=DAY)):.1f}", "-", ""],
        [
            "chọn câu đầu vào tiếp theo",
            f"{microseconds(choose):.1f}",
            "≤ 300",
            f"{len(tasks)} câu; catsim 455 µs (đo ở thiết kế)",
        ],
        [
            "soạn phần học 5 phút",
            f"{microseconds(lambda: session.compose(state, catalogue, past, context, draw)):.1f}",
            "≤ 300",
            f"{len(tasks)} câu, {len(catalogue.lessons)} bài",
        ],
        ["  khi đã nhìn rồi (như sau mỗi câu)", f"{microseconds(compose_seen):.1f}", "-", ""],
        ["chấm một câu", f"{microseconds(lambda: item_kinds.mark(item, response)):.1f}", "-", item.kind],
        ["tìm bước trả lời câu hỏi", f"{microseconds(search):.0f}", "≤ 1500", f"{len(curriculum.steps)} bước"],
        ["  mốc: FTS5 trên cùng nội dung", f"{microseconds(full_text(curriculum)):.0f}", "-", "chữ đã bỏ dấu"],
    ]  # fmt: skip
    show("Lõi (micro giây CPU, trung vị)", ["việc", "µs", "mục tiêu", "ghi chú"], rows)
    print(f"\n  Dựng mục lục tìm kiếm: {build_seconds:.2f} giây cho {len(curriculum.steps)} bước.")


if __name__ == "__main__":
    main()
