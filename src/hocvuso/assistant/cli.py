"""`hocvuso ask`: one question from the terminal, or a file of questions. Needs no server and no database."""

from __future__ import annotations

import argparse
import importlib
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from hocvuso.assistant import checker, pipeline
from hocvuso.assistant.compose import Answer
from hocvuso.assistant.pipeline import Asked, Library
from hocvuso.core.content import DEVICES
from hocvuso.curriculum.parse import content_folder, read_folder
from hocvuso.plumbing import clock
from hocvuso.plumbing.bar import Bar


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file of questions: a question, or what is wrong with the line."""

    number: int
    id: object = ""
    text: str = ""
    device: str = ""
    problem: str = ""


def parser() -> argparse.ArgumentParser:
    """Return the reader of the command line."""
    top = argparse.ArgumentParser(
        prog="hocvuso ask",
        description="Hỏi trợ lý; trả lời theo bài học, có nguồn (ask the assistant, answers from lessons).",
    )
    top.add_argument("question", nargs="*", metavar="CÂU_HỎI", help="câu hỏi, không cần dấu (the question)")
    top.add_argument("--device", choices=DEVICES, default="", help="máy đang dùng (device)")
    top.add_argument("--easy", action="store_true", help="lời dễ hơn (easier words)")
    top.add_argument("--json", action="store_true", help="in một đối tượng JSON (print one JSON object)")
    top.add_argument(
        "--in", dest="source", type=Path, metavar="Q.jsonl", help='mỗi dòng {"id","text","device"?} (questions)'
    )
    top.add_argument("--out", dest="target", type=Path, metavar="A.jsonl", help="ghi câu trả lời vào đây (answers)")
    top.add_argument("--content", type=Path, metavar="DIR", help="thư mục học liệu khác (another content folder)")
    top.add_argument("--data", type=Path, metavar="DIR", help="học liệu đã công bố của một trang (a site's own)")
    return top


def run_ask(argv: list[str]) -> int:
    """Run the command: 0 answered, 1 some lines of a file could not be read, 2 a wrong call."""
    given = parser().parse_args(argv)
    if given.source is None and not given.question:
        return _stop('Bạn chưa gõ câu hỏi. Thí dụ: hocvuso ask "lam sao biet tin nhan lua dao"')
    if (given.source is None) != (given.target is None):
        return _stop("Hỏi cả tệp thì cần cả --in và --out.")
    if given.source is not None and given.question:
        return _stop("Chọn một: gõ câu hỏi, hoặc --in với --out.")
    library = _site_library(given.data) if given.data else _library(given.content or content_folder())
    if library is None:
        return 2
    try:
        if given.source is not None:
            return _ask_file(library, given.source, given.target, easy=given.easy, as_json=given.json)
        asked = Asked(" ".join(given.question), device=given.device, easy=given.easy)
        return _ask_one(library, asked, as_json=given.json)
    except BrokenPipeError:
        # The reader (`| head`) has gone; without this Python complains again when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _stop(message: str) -> int:
    print(f"✋ {message}", file=sys.stderr)
    return 2


def _library(folder: Path) -> Library | None:
    if not folder.is_dir():
        _stop(f"Không có thư mục {folder}.")
        return None
    curriculum = read_folder(folder).curriculum
    if curriculum is None:
        _stop(f"Thư mục {folder} không có kỹ năng nào.")
        return None
    return replace(pipeline.open_library(curriculum, _shelf()), judge=checker.shipped_judge())


def _shelf() -> Path:
    """Where indexes are kept between calls: the user's cache folder."""
    cache = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(cache) if cache else Path.home() / ".cache") / "hocvuso" / "index"


def _site_library(data: Path) -> Library | None:
    """The published set of a site. Loaded by name, so that asking the shipped content needs no Django."""
    if not data.is_dir():
        _stop(f"Không có thư mục {data}.")
        return None
    if not (data / "hocvuso.sqlite3").exists() and not os.environ.get("DATABASE_URL"):
        _stop(f"Thư mục {data} chưa có dữ liệu. Chạy trước: hocvuso up --prepare-only --data {data}")
        return None
    os.environ["HOCVUSO_DATA"] = str(data.resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hocvuso.config.settings")
    importlib.import_module("django").setup()
    library: Library = importlib.import_module("hocvuso.assistant.desk").library()
    return library


def _ask_one(library: Library, asked: Asked, *, as_json: bool) -> int:
    answer = pipeline.answer(library, asked, clock.today())
    print(json.dumps(as_object("", answer), ensure_ascii=False) if as_json else as_text(answer), flush=True)
    # An empty question is a wrong call; one that has no answer has been answered honestly.
    return 0 if asked.text.strip() else 2


def as_object(question: object, answer: Answer) -> dict[str, object]:
    """One answer as the stable JSON object; `text` holds everything there is to read."""
    return {
        "id": question,
        "kind": answer.kind,
        "skill": answer.skill,
        "candidates": [
            {"skill": one.skill, "step": one.step, "score": round(one.score, 4)} for one in answer.candidates
        ],
        "confidence": answer.confidence,
        "text": answer.full_text,
        "citations": [
            {"page": one.page} if one.page else {"lesson": one.lesson, "step": one.step} for one in answer.citations
        ],
        "warnings": list(answer.warnings),
    }


def as_text(answer: Answer) -> str:
    """One answer for a person at a terminal."""
    lines = [f"⚠ {warning}" for warning in answer.warnings]
    if answer.understood:
        lines.append(f"Ý bạn là: {answer.understood}")
    lines.append(answer.full_text)
    lines += [f"  · {button.label}" for button in answer.buttons if button.kind in ("choose", "topic")]
    lines += [
        f"[{one.title}] {one.page or one.step} · kiểm tra {one.checked_on.strftime('%d/%m/%Y')}"
        for one in answer.citations
    ]
    return "\n".join(lines)


def _ask_file(library: Library, source: Path, target: Path, *, easy: bool, as_json: bool) -> int:
    try:
        raw = source.read_bytes()
    except OSError as error:
        return _stop(f"Không đọc được tệp {source}: {error.strerror}.")
    today = clock.today()
    lines = list(read_lines(raw))
    bad = 0
    try:
        with target.open("w", encoding="utf-8") as out, Bar("Hỏi", "câu", total=len(lines), silent=as_json) as bar:
            for line in lines:
                if line.problem:
                    bad += 1
                    print(f"Dòng {line.number}: {line.problem}", file=sys.stderr)
                else:
                    out.write(_answered(library, line, today, easy=easy) + "\n")
                bar.move()
    except OSError as error:
        return _stop(f"Không ghi được tệp {target}: {error.strerror}.")
    summary = {"questions": len(lines), "answered": len(lines) - bad, "bad_lines": bad, "out": str(target)}
    told = f"Đã trả lời {len(lines) - bad} câu, {bad} dòng không đọc được. Ghi vào {target}."
    print(json.dumps(summary, ensure_ascii=False) if as_json else told)
    return 1 if bad else 0


def _answered(library: Library, line: Line, today: date, *, easy: bool) -> str:
    answer = pipeline.answer(library, Asked(line.text, device=line.device, easy=easy), today)
    return json.dumps(as_object(line.id, answer), ensure_ascii=False)


def read_lines(raw: bytes) -> Iterator[Line]:
    """The lines of a JSONL file, empty ones left out; one that is broken says what is wrong with it."""
    for number, part in enumerate(raw.split(b"\n"), start=1):
        if part.strip(b"\xef\xbb\xbf \t\r"):
            yield _line(number, part)


def _line(number: int, raw: bytes) -> Line:
    try:
        value = json.loads(raw.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        return Line(number, problem="không phải một đối tượng JSON.")
    if not isinstance(value, dict):
        return Line(number, problem="không phải một đối tượng JSON.")
    if not isinstance(value.get("text"), str):
        return Line(number, problem="thiếu “text” (một chuỗi chữ).")
    device = value.get("device") or ""
    if device not in ("", *DEVICES):
        return Line(number, problem=f"“device” phải là một trong {', '.join(DEVICES)}.")
    return Line(number, value.get("id", number), value["text"], device)
