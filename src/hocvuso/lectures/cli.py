"""`hocvuso lectures build|list|script|check`: lectures made from lessons. Needs no server and no database."""

from __future__ import annotations

import argparse
import importlib
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hocvuso.plumbing.bar import Bar

if TYPE_CHECKING:
    from hocvuso.lectures.catalogue import Catalogue
    from hocvuso.lectures.script import Script

FORMS = ("video", "thrifty", "slides")


def parser() -> argparse.ArgumentParser:
    """Return the reader of the command line."""
    top = argparse.ArgumentParser(prog="hocvuso lectures", description="Bài giảng làm từ bài học (lectures).")
    verbs = top.add_subparsers(dest="verb", required=True)
    build = verbs.add_parser("build", help="làm bài giảng mới hoặc đã đổi (make what is new or changed)")
    only = "chỉ giọng này: espeak, espeak:TÊN, command, http, recorded:TÊN (this voice alone)"
    build.add_argument("--voice", metavar="GIỌNG", help=only)
    build.add_argument("--forms", default=",".join(FORMS), help="video,thrifty,slides; mặc định cả ba (forms)")
    build.add_argument("--jobs", type=int, default=1, metavar="N", help="làm mấy bài cùng lúc (lectures at once)")
    listed = verbs.add_parser("list", help="đã có bài giảng nào, bài nào cần làm lại (what there is)")
    script = verbs.add_parser("script", help="xem lời giảng và cách đọc từng câu (what will be said)")
    script.add_argument(
        "--for-recording", action="store_true", help="ghi recordings.toml để thu từng câu (list to read)"
    )
    check = verbs.add_parser("check", help="kiểm tra lời giảng, từ điển đọc, chữ vừa hình (check)")
    for verb in (build, listed, script, check):
        verb.add_argument(
            "which", nargs="*", metavar="KỸ_NĂNG|BÀI", help="ví dụ kns.4.1 hoặc kns.4.1/lock-and-passphrase"
        )
        verb.add_argument("--content", type=Path, metavar="DIR", help="thư mục học liệu khác (another content folder)")
        verb.add_argument("--data", type=Path, metavar="DIR", help="thư mục giữ dữ liệu (data folder)")
        verb.add_argument("--json", action="store_true", help="in một đối tượng JSON (print one JSON object)")
    return top


def run(argv: list[str]) -> int:
    """Run the command: 0 done, 1 something is wrong with a lecture, 2 nothing could be done."""
    given = parser().parse_args(argv)
    if given.data:
        os.environ["HOCVUSO_DATA"] = str(given.data.resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hocvuso.config.settings")
    importlib.import_module("django").setup()
    from django.conf import settings

    from hocvuso.lectures.catalogue import Broken, Unknown, open_catalogue

    content = given.content or settings.CONTENT
    if not content.is_dir():
        return _stop(given, f"Không có thư mục {content}.")
    verbs: dict[str, Callable[[argparse.Namespace, Catalogue, list[str]], int]] = {
        "build": _build, "list": _list, "script": _script, "check": _check,
    }  # fmt: skip
    try:
        catalogue = open_catalogue(content)
        return verbs[given.verb](given, catalogue, catalogue.chosen(given.which))
    except Broken as broken:
        return _stop(given, "Học liệu có lỗi, chưa làm được bài giảng.", [_placed(each) for each in broken.problems])
    except Unknown as unknown:
        return _stop(given, f"Không có kỹ năng hay bài nào mang mã “{unknown.name}”.")


def _placed(problem: Any) -> dict[str, object]:
    return {"file": problem.file, "line": problem.line, "what": problem.what, "expected": problem.expected}


def _stop(given: argparse.Namespace, message: str, problems: Sequence[dict[str, object]] = ()) -> int:
    if given.json:
        print(json.dumps({"ok": False, "error": message, "problems": list(problems)}, ensure_ascii=False))
    else:
        print(f"✋ {message}", file=sys.stderr)
        for each in problems:
            place = f"{each['file']}, dòng {each['line']}" if each["line"] else f"{each['file']}"
            print(f"  {place}: {each['what']}\n     → {each['expected']}", file=sys.stderr)
    return 2


def _build(given: argparse.Namespace, catalogue: Catalogue, lessons: list[str]) -> int:
    from hocvuso.lectures import making, voicing
    from hocvuso.lectures.forms.encoding import EncodingFailed, need_ffmpeg
    from hocvuso.lectures.slides.type import NoFont, fonts
    from hocvuso.lectures.store import Busy
    from hocvuso.lectures.voices.contract import VoiceMissing

    forms = tuple(filter(None, given.forms.split(",")))
    if not forms or set(forms) - set(FORMS):
        return _stop(given, f"--forms chỉ nhận: {', '.join(FORMS)}.")
    if given.jobs < 1:
        return _stop(given, "--jobs phải từ 1 trở lên.")
    try:
        need_ffmpeg()
        fonts()
        voice = voicing.chosen_voice(given.voice)
        done = making.make(
            catalogue, lessons, voice, forms, jobs=given.jobs, bar=Bar(silent=given.json),
            recordings=None if given.voice or not voice.speaker.is_machine else voicing.recordings(),
        )  # fmt: skip
    except VoiceMissing as missing:
        place = [{"file": missing.file, "line": missing.line, "what": missing.what, "expected": missing.expected}]
        return _stop(given, str(missing), place if missing.file else ())
    except (EncodingFailed, NoFont) as problem:
        return _stop(given, str(problem))
    except Busy:
        return _stop(given, "Một lệnh khác đang làm bài giảng trong thư mục này. Chờ nó xong rồi chạy lại.")
    print(json.dumps(done.as_json(), ensure_ascii=False) if given.json else done.as_text())
    return 0 if done.is_whole else 1


def _list(given: argparse.Namespace, catalogue: Catalogue, lessons: list[str]) -> int:
    from hocvuso.lectures import making

    rows = making.listed(catalogue, lessons)
    if given.json:
        print(json.dumps({"ok": True, "lectures": rows}, ensure_ascii=False))
        return 0
    for row in rows:
        print(making.row_text(row))
    there = sum(row["state"] == "ready" for row in rows)
    print(f"\nCó bài giảng đúng bản: {there} trên {len(rows)} bài.")
    return 0


def _scripts(catalogue: Catalogue, lessons: list[str]) -> list[Script]:
    from hocvuso.lectures.script import Speaker
    from hocvuso.plumbing import clock

    return [catalogue.script(each, today=clock.today(), speaker=Speaker("")) for each in lessons]


def _script(given: argparse.Namespace, catalogue: Catalogue, lessons: list[str]) -> int:
    if not given.which:
        return _stop(given, "Ghi mã bài. Ví dụ: hocvuso lectures script kns.4.1/lock-and-passphrase")
    from hocvuso.lectures import reading_out

    scripts = _scripts(catalogue, lessons)
    if given.for_recording:
        print("\n".join(reading_out.for_recording(each) for each in scripts))
    elif given.json:
        print(json.dumps({"ok": True, "lectures": [reading_out.as_json(each) for each in scripts]}, ensure_ascii=False))
    else:
        print("\n\n".join(reading_out.as_text(each) for each in scripts))
    return 0


def _check(given: argparse.Namespace, catalogue: Catalogue, lessons: list[str]) -> int:
    from hocvuso.lectures.catalogue import too_full

    scripts = _scripts(catalogue, lessons)
    problems = [_placed(each) for script in scripts for each in too_full(script)]
    if problems:
        return min(_stop(given, "Có chữ không vừa hình.", problems), 1)
    words = {each.lesson: list(each.unsaid) for each in scripts if each.unsaid}
    if given.json:
        print(json.dumps({"ok": True, "lectures": len(scripts), "words": words}, ensure_ascii=False))
        return 0
    for lesson, unknown in words.items():
        print(f"{lesson}: máy có thể đọc sai {', '.join(f'“{word}”' for word in unknown)}")
    print(f"Lời giảng đạt: {len(scripts)} bài. Chữ máy có thể đọc sai thì thêm vào content/lectures/lexicon.toml.")
    return 0
