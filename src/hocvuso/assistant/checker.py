"""`hocvuso check-message`: judge a message that somebody received. Needs no server, no account, no Django."""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import sys
from pathlib import Path

from hocvuso.assistant import messages
from hocvuso.assistant.picture import reading
from hocvuso.assistant.sentences import say
from hocvuso.core import abbreviations, vntext
from hocvuso.core.messages import judge as judging
from hocvuso.curriculum.parse import content_folder
from hocvuso.curriculum.reading.messages import FOLDER, read_messages


def open_judge(content: Path, shelf: Path) -> judging.Judge:
    """Return what is learnt from a content folder: as shipped, else from the shelf, else learnt now and kept there.

    What is shipped or kept counts only while the messages and the code that reads them are the same.
    """
    made_of = fingerprint(content)
    kept = shelf / f"messages-{made_of}.npz"
    for path in (shipped(content), kept):
        with contextlib.suppress(OSError, ValueError, KeyError):
            return judging.load(path, made_of)
    known = learnt(content)
    with contextlib.suppress(OSError):  # an answer does not wait for a shelf that cannot be written to
        judging.save(known, kept, made_of)
    return known


def fingerprint(content: Path) -> str:
    """Return the name of the messages of a content folder together with the code that learns from them."""
    code = hashlib.blake2b(digest_size=8)
    texts, modules = (content / FOLDER).rglob("*.txt"), Path(judging.__file__).parent.glob("*.py")
    words = (Path(module.__file__ or "") for module in (abbreviations, vntext))
    for path in (*sorted(texts), *sorted(modules), *words):
        code.update(path.read_bytes())
    return code.hexdigest()


def shipped(content: Path) -> Path:
    """Return where a content folder carries what was learnt from it (`hocvuso check-message --learn`)."""
    return content / FOLDER / "learnt.npz"


def learnt(content: Path) -> judging.Judge:
    """Learn from the messages of a content folder; takes some seconds."""
    written, _ = read_messages(content)
    texts, labels = [one.text for one in written], [one.is_scam for one in written]
    return judging.learn(texts, labels, [one.template for one in written])


def shipped_judge() -> judging.Judge:
    """Return the judge of the shipped messages, kept in the user's cache folder."""
    cache = os.environ.get("XDG_CACHE_HOME", "")
    return open_judge(content_folder(), (Path(cache) if cache else Path.home() / ".cache") / "hocvuso")


def as_object(name: object, found: judging.Verdict, origin: str = "") -> dict[str, object]:
    """One verdict as the stable JSON object."""
    return {
        "id": name,
        "verdict": found.verdict,
        "score": round(found.probability, 4),
        "signs": [{"sign": sign.name, "quote": found.quote(sign)} for sign in found.signs],
        "advice": " ".join((say(f"verdict_{found.verdict}"), *messages.what_to_do(found, "vi", origin))),
    }


def parser() -> argparse.ArgumentParser:
    """Return the reader of the command line."""
    top = argparse.ArgumentParser(
        prog="hocvuso check-message", description="Xem một tin nhắn có dấu hiệu lừa đảo không."
    )
    top.add_argument("message", nargs="*", metavar="TIN_NHẮN", help="tin nhắn nhận được (the message)")
    top.add_argument("--from", dest="sender", default="", metavar="NGƯỜI_GỬI", help="số hoặc tên hiện ra (sender)")
    top.add_argument("--picture", type=Path, metavar="ẢNH", help="đọc tin từ ảnh chụp màn hình (a screenshot)")
    top.add_argument("--learn", action="store_true", help="học lại từ content/messages, ghi learnt.npz (authors)")
    top.add_argument("--json", action="store_true", help="in một đối tượng JSON (print one JSON object)")
    top.add_argument("--in", dest="source", type=Path, metavar="M.jsonl", help='mỗi dòng {"id","text","from"?}')
    top.add_argument("--out", dest="target", type=Path, metavar="V.jsonl", help="ghi kết quả vào đây (verdicts)")
    return top


def run(argv: list[str]) -> int:
    """Run the command: 0 judged, 2 a wrong call or a file that cannot be used."""
    given = parser().parse_args(argv)
    text = " ".join(given.message)
    if given.learn:
        folder = content_folder()
        judging.save(learnt(folder), shipped(folder), fingerprint(folder))
        return 0
    ways = [bool(text.strip()), given.picture is not None, given.source is not None]
    if (given.source is None) != (given.target is None) or sum(ways) != 1:
        return _stop("Gõ một tin nhắn, hoặc dùng --picture, hoặc dùng cả --in và --out.")
    try:
        if given.source is not None:
            _judge_file(given.source, given.target)
            return 0
        if given.picture is not None:
            read = reading.read(given.picture.read_bytes())
            if read.problem:
                return _stop(say(f"picture_{read.problem}"))
            text = read.text
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
        return _stop(f"Không dùng được tệp: {problem}")
    _tell(text, messages.origin_of(given.sender), as_json=given.json)
    return 0


def _stop(message: str) -> int:
    print(f"✋ {message}", file=sys.stderr)
    return 2


def _tell(text: str, origin: str, *, as_json: bool) -> None:
    found = judging.judge(shipped_judge(), text)
    if as_json:
        print(json.dumps(as_object("", found, origin), ensure_ascii=False))
        return
    signs = [f"  · {say(f'sign_{sign.name}')} “{found.quote(sign)}”" for sign in found.signs]
    print("\n".join([say(f"verdict_{found.verdict}"), *signs, *messages.what_to_do(found, "vi", origin)]))


def _judge_file(source: Path, target: Path) -> None:
    known = shipped_judge()
    rows = [json.loads(line) for line in source.read_text("utf-8-sig").splitlines() if line.strip()]
    out = [
        as_object(row.get("id", at), judging.judge(known, row["text"]), messages.origin_of(str(row.get("from") or "")))
        for at, row in enumerate(rows, start=1)
    ]
    target.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in out), "utf-8")
