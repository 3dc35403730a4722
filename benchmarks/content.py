"""`make bench-content`: what the whole curriculum costs: checked, published on an empty site, held by the assistant.

Each part runs in a process of its own, so that nothing is warm that would not be; CPU seconds, because the machine may
be busy. Memory is what a process gained (proportional set size), with the saved index mapped and every page of it
touched by questions. Beside each figure stands a baseline: the same process without the content.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.table import show

GOAL_LOAD, GOAL_CHECK, GOAL_MB = 10, 5, 100  # issue of the curriculum
ASKED = 400


def _pss() -> float:
    gc.collect()
    lines = Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def check() -> dict[str, float]:
    """Check everything that an author's command checks, without asking the search."""
    from hocvuso.curriculum.lint import check_folder
    from hocvuso.curriculum.parse import content_folder
    from hocvuso.plumbing import clock

    began = time.process_time()
    reading = check_folder(content_folder(), today=clock.today(), complete=True)
    assert reading.curriculum is not None and not reading.is_broken
    return {"cpu": time.process_time() - began, "skills": len(reading.curriculum.skills)}


def load() -> dict[str, float]:
    """Publish on an empty site and build the index; then once more, as each later start does."""
    _on_site()
    from hocvuso.assistant import desk
    from hocvuso.curriculum import local_content
    from hocvuso.plumbing import clock

    found: dict[str, float] = {}
    for name, act in (
        ("publish", lambda: local_content.publish(clock.now())), ("index", desk.build),
        ("again", lambda: (local_content.publish(clock.now()), desk.build())),
    ):  # fmt: skip
        began = time.process_time()
        act()
        found[name] = time.process_time() - began
    return found


def memory() -> dict[str, float]:
    """Measure what a worker gains by holding the published curriculum, its index and its judge, after questions."""
    _on_site()
    from hocvuso.assistant import desk, pipeline
    from hocvuso.curriculum import queries
    from hocvuso.curriculum.parse import content_folder
    from hocvuso.plumbing import clock

    before = _pss()
    began = time.process_time()
    now = queries.current()
    curriculum = _pss() - before
    library = desk.library()
    opened = time.process_time() - began
    lines = (content_folder() / "evaluation/skills.jsonl").read_text("utf-8").splitlines()[:ASKED]
    for line in lines:
        pipeline.answer(library, pipeline.Asked(json.loads(line)["text"]), clock.today())
    assert len(now.skills) == len(library.curriculum.skills)
    return {"before": before, "curriculum": curriculum, "all": _pss() - before, "opened": opened}


def _on_site() -> None:
    """Open the site whose data folder the environment names, with its database up to date."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hocvuso.config.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)


PARTS: dict[str, Callable[[], dict[str, float]]] = {"check": check, "load": load, "memory": memory}


def _run(part: str, data: str) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.content", part]
    done = subprocess.run(command, env={**os.environ, "HOCVUSO_DATA": data}, stdout=subprocess.PIPE, check=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def _command(*words: str) -> float:
    """Return the CPU seconds of a command as an author types it, start of Python included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-m", "hocvuso", *words], stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="hocvuso-bench-") as data:
        checked, loaded, held = (_run(part, data) for part in PARTS)
    usual = _command("curriculum", "check", "--complete", "--json")
    idle = _command("curriculum", "--help")
    searched = _command("curriculum", "check", "--complete", "--search", "--json")
    rows: list[list[object]] = [
        ["kiểm tra, không tính lúc mở Python", f"{checked['cpu']:.1f} s", "-", f"{checked['skills']:.0f} kỹ năng"],
        ["lệnh curriculum check --complete", f"{usual:.1f} s", f"≤ {GOAL_CHECK}", f"mốc: --help {idle:.1f} s"],
        ["  thêm --search", f"{searched:.1f} s", "-", "thử tìm từng cách hỏi, để riêng ra"],
        ["nạp vào trang trống: xuất bản", f"{loaded['publish']:.1f} s", "-", "đọc, kiểm tra, ghi mọi phần"],
        ["  mục lục tìm kiếm và bộ xem tin", f"{loaded['index']:.1f} s", "-", "một lần, rồi giữ lại"],
        ["  cộng", f"{loaded['publish'] + loaded['index']:.1f} s", f"≤ {GOAL_LOAD}", ""],
        ["  khởi động lần sau", f"{loaded['again']:.2f} s", "-", "tệp không đổi thì không đọc"],
        ["trợ lý giữ học liệu", f"{held['curriculum']:.0f} MB", "-", f"mốc: Django trống {held['before']:.0f} MB"],
        ["  cùng mục lục, sau khi hỏi", f"{held['all']:.0f} MB", f"≤ {GOAL_MB}", f"mở {held['opened']:.2f} s CPU"],
    ]  # fmt: skip
    show("Cả học liệu (giây CPU, bộ nhớ PSS)", ["việc", "đo được", "mục tiêu", "ghi chú"], rows)


if __name__ == "__main__":
    if sys.argv[1:]:
        print(json.dumps(PARTS[sys.argv[1]]()))
    else:
        main()
