"""`hocvuso contests`: checks the file that a contest publishes, and the ready-made contests. Needs no database."""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from pathlib import Path

from hocvuso.core.contest import checking, setup


def run(argv: list[str]) -> int:
    """Check a published file, show one paper of it, or check the ready-made contests of a folder."""
    chosen = _parser().parse_args(argv)
    return {"check": _check, "paper": _paper, "content": _content}[chosen.act](chosen)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="hocvuso contests",
        description="Kiểm tra việc rút đề và bốc thăm của một cuộc thi, bằng tệp tải ở trang “Kiểm tra” của cuộc thi.",
    )
    acts = parser.add_subparsers(dest="act", required=True)
    check = acts.add_parser("check", help="dấu niêm phong, kho câu hỏi, bốc thăm có khớp không")
    paper = acts.add_parser("paper", help="rút lại đề của một số báo danh")
    for each in (check, paper):
        each.add_argument("file", type=Path)
    paper.add_argument("--round", type=int, required=True, help="vòng")
    paper.add_argument("--entrant", type=int, required=True, help="số báo danh")
    paper.add_argument("--attempt", type=int, default=1, help="lần làm bài")
    content = acts.add_parser("content", help="kiểm tra các cuộc thi có sẵn")
    content.add_argument("folder", type=Path)
    return parser


def _read(path: Path) -> dict[str, object] | None:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        print(f"✋ Không đọc được {path}: {problem}", file=sys.stderr)
        return None
    if not isinstance(told, dict) or told.get("format") != checking.FORMAT:
        print(f"✋ {path} không phải tệp kiểm tra của một cuộc thi.", file=sys.stderr)
        return None
    return told


def _check(chosen: argparse.Namespace) -> int:
    told = _read(chosen.file)
    if told is None:
        return 2
    faults = checking.faults(told)
    for each in faults:
        print(f"✋ Không khớp: {each}")
    if not faults:
        print(
            "✓ Khớp: mọi hạt giống đúng dấu niêm phong đã công bố, kho câu hỏi không đổi, bốc thăm rút lại ra đúng số."
        )
    return 1 if faults else 0


def _paper(chosen: argparse.Namespace) -> int:
    told = _read(chosen.file)
    if told is None:
        return 2
    try:
        found = checking.paper(told, chosen.round, chosen.entrant, chosen.attempt)
    except LookupError:
        print("✋ Vòng này chưa công bố hạt giống.", file=sys.stderr)
        return 1
    for number, each in enumerate(found, start=1):
        print(f"{number:>3}. {each}")
    return 0


def _content(chosen: argparse.Namespace) -> int:
    broken = 0
    for path in sorted(chosen.folder.glob("*.toml")):
        try:
            setup.read(tomllib.loads(path.read_text(encoding="utf-8")))
            print(f"{path.name}: đạt")
        except (tomllib.TOMLDecodeError, setup.BadSetup) as problem:
            broken += 1
            print(f"✋ {path.name}: {problem}")
    return 1 if broken else 0
