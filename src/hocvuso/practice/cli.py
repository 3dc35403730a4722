"""`hocvuso scenarios check [NAME] [--dir DIR] [--walks N] [--json]` and `play NAME` for authors, `schema` for editors.

Needs no Django and no database.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
import webbrowser
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from hocvuso.core.scenario.content import Scenario
from hocvuso.core.scenario.proofs import walks
from hocvuso.core.scenario.shorts import id_of, shortened
from hocvuso.curriculum.parse import content_folder
from hocvuso.curriculum.reading.problem import Problem, is_broken
from hocvuso.plumbing.bar import Bar
from hocvuso.practice import preview
from hocvuso.practice.bundle import bundle_bytes
from hocvuso.practice.reading import FILE, Found, read_scenarios
from hocvuso.practice.schema import json_schema

MOST_BYTES = 30 * 1024  # issue 10: a scenario without pictures
WALKS = 200  # a hundredth of the nightly 10,000 is enough while writing


def parser() -> argparse.ArgumentParser:
    """Return the reader of the command line."""
    top = argparse.ArgumentParser(prog="hocvuso scenarios", description="Tình huống thực hành (practice simulators).")
    verbs = top.add_subparsers(dest="verb", required=True, metavar="check|play|schema")
    check = verbs.add_parser("check", help="kiểm tra mọi tình huống (check all scenarios)")
    check.add_argument("name", nargs="?", default="", metavar="NAME", help="chỉ tình huống này (only this one)")
    check.add_argument("--dir", type=Path, metavar="DIR", help="thư mục tình huống (folder of scenarios)")
    check.add_argument("--walks", type=int, default=WALKS, metavar="N", help="số lượt đi thử ngẫu nhiên (random walks)")
    check.add_argument("--json", action="store_true", help="in một đối tượng JSON (print one JSON object)")
    play = verbs.add_parser("play", help="chơi thử, tự mở lại khi lưu tệp (play it, anew on each save)")
    play.add_argument("name", metavar="NAME", help="tình huống (the scenario)")
    play.add_argument("--dir", type=Path, metavar="DIR", help="thư mục tình huống (folder of scenarios)")
    play.add_argument("--port", type=int, default=0, metavar="N", help="cổng, không ghi thì tự chọn (port)")
    play.add_argument("--no-browser", action="store_true", help="không tự mở trình duyệt (only print the address)")
    verbs.add_parser("schema", help="in JSON Schema cho trình soạn thảo (JSON Schema for editors)")
    return top


def run(argv: list[str]) -> int:
    """Run the command; returns 0 when nothing is wrong, 1 when something is, 2 for a wrong call."""
    given = parser().parse_args(argv)
    if given.verb == "schema":
        print(json.dumps(json_schema(), ensure_ascii=False, indent=1))
        return 0
    folder = given.dir or content_folder() / "scenarios"
    if not folder.is_dir() or (given.name and not (folder / given.name).is_dir()):
        print(f"Không có thư mục {folder / given.name}.", file=sys.stderr)
        return 2
    if given.verb == "play":
        return _play(folder, given.name, given.port, opens=not given.no_browser)
    found = read_scenarios(folder, only=given.name)
    every = dict(found.scenarios) | {id_of(one, each): shortened(one, each) for one in found.scenarios.values()
                               for each in one.shorts}  # fmt: skip
    walked, seconds, wrong = _walked(every, given.walks, silent=given.json)
    problems = (*found.problems, *wrong, *_too_big(found.scenarios))
    told = _told(found, problems, walked, seconds)
    print(json.dumps(told, ensure_ascii=False) if given.json else _as_text(told, problems, found.scenarios))
    return 1 if is_broken(problems) else 0


def _play(folder: Path, name: str, port: int, *, opens: bool) -> int:
    """Serve the preview until Ctrl-C."""
    try:
        with preview.serving(folder, name, port) as address:
            print(f"Mở {address} – lưu {folder / name / FILE} là trang tự mở lại. Ctrl-C để dừng.", flush=True)
            if opens:
                webbrowser.open(address)
            preview.wait()
    except OSError as problem:
        print(f"Không mở được cổng {port}: {problem.strerror}.", file=sys.stderr)
        return 2
    return 0


def _too_big(scenarios: Mapping[str, Scenario]) -> list[Problem]:
    return [
        Problem(
            f"scenarios/{name}/scenario.toml", 0, f"Bài nặng {size // 1024} KiB.", "Nhiều nhất 30 KiB.", code="size"
        )
        for name, scenario in scenarios.items()
        if (size := len(bundle_bytes(scenario))) > MOST_BYTES
    ]


def _walked(scenarios: Mapping[str, Scenario], count: int, *, silent: bool) -> tuple[int, float, list[Problem]]:
    """Walk each scenario and short form at random; returns how often, CPU seconds, and where a walk got stuck."""
    wrong: list[Problem] = []
    done, begun = 0, time.process_time()
    with Bar("Đi thử", "lượt", silent=silent) as bar:
        for name, scenario in scenarios.items():
            try:
                for _ in walks(scenario, count):
                    done += 1
                    if done % 500 == 0:
                        bar.show(done, count * len(scenarios))
            except (LookupError, ValueError) as problem:
                what = f"Đi thử bị kẹt: {problem}."
                file = f"scenarios/{name.partition('/')[0]}/scenario.toml"
                wrong.append(Problem(file, 0, what, "Thêm đường ra.", code="walk"))
    return done, time.process_time() - begun, wrong


def _told(found: Found, problems: tuple[Problem, ...], walked: int, seconds: float) -> dict[str, Any]:
    return {
        "ok": not is_broken(problems),
        "errors": sum(one.severity == "error" for one in problems),
        "scenarios": {
            name: {
                "version": one.version,
                "variants": len(one.variants),
                "screens": len(one.screens),
                "dangers": len(one.dangers),
                "bytes": len(bundle_bytes(one)),
            }
            for name, one in found.scenarios.items()
        },
        "walks": walked,
        "walk_seconds": round(seconds, 2),
        "problems": [asdict(one) for one in problems],
    }


def _as_text(told: Mapping[str, Any], problems: tuple[Problem, ...], scenarios: Mapping[str, Scenario]) -> str:
    lines = []
    for one in problems:
        lines += [f"{one.file}:{one.line}: {one.what}", f"    → {one.expected}"]
    for name, of in told["scenarios"].items():
        counted = f"{of['variants']} biến thể, {of['screens']} màn hình, {of['dangers']} nguy hiểm"
        lines.append(f"{name}: đạt ({scenarios[name].title}; {counted}, {of['bytes'] / 1024:.1f} KiB)")
    verdict = "Tình huống đạt." if told["ok"] else "Tình huống chưa đạt."
    lines.append(f"{verdict} {told['errors']} lỗi; {told['walks']} lượt đi thử trong {told['walk_seconds']} giây CPU.")
    return "\n".join(lines)
