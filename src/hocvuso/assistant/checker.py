"""`hocvuso check-message`: judge a message that somebody received. Needs no server, no account, no Django."""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import sys
from pathlib import Path

from hocvuso.core.messages import judge as judging
from hocvuso.curriculum.parse import content_folder
from hocvuso.curriculum.reading.messages import FOLDER, read_messages

_ADVICE = {
    "scam": "Có nhiều dấu hiệu giống lừa đảo. Đừng trả lời, đừng bấm, đừng gửi tiền. Hỏi lại bằng số bạn tự tìm.",
    "suspicious": "Có vài dấu hiệu đáng ngờ. Chưa làm theo; hỏi lại bằng số bạn tự tìm.",
    "no_sign": "Chưa thấy dấu hiệu lừa đảo. Máy có thể nhầm, vẫn nên hỏi lại qua kênh chính thức.",
}


def open_judge(content: Path, shelf: Path) -> judging.Judge:
    """Return what is learnt from a content folder; kept on the shelf, learnt anew when text or code changes."""
    code = hashlib.blake2b(digest_size=8)
    files = [*(content / FOLDER).rglob("*.txt"), *Path(judging.__file__).parent.glob("*.py")]
    for path in sorted(files):
        code.update(path.read_bytes())
    kept = shelf / f"messages-{code.hexdigest()}.npz"
    try:
        return judging.load(kept)
    except (OSError, ValueError, KeyError):
        written, _ = read_messages(content)
        texts, labels = [one.text for one in written], [one.is_scam for one in written]
        known = judging.learn(texts, labels, [one.template for one in written])
        with contextlib.suppress(OSError):  # an answer does not wait for a shelf that cannot be written to
            judging.save(known, kept)
        return known


def shipped_judge() -> judging.Judge:
    """Return the judge of the shipped messages, kept in the user's cache folder."""
    cache = os.environ.get("XDG_CACHE_HOME", "")
    return open_judge(content_folder(), (Path(cache) if cache else Path.home() / ".cache") / "hocvuso")


def as_object(name: object, found: judging.Verdict) -> dict[str, object]:
    """One verdict as the stable JSON object."""
    return {
        "id": name,
        "verdict": found.verdict,
        "score": round(found.probability, 4),
        "signs": [{"sign": sign.name, "quote": found.quote(sign)} for sign in found.signs],
        "advice": _ADVICE[found.verdict],
    }


def run(argv: list[str]) -> int:
    """Run the command: 0 judged, 2 a wrong call or a file that cannot be used."""
    top = argparse.ArgumentParser(
        prog="hocvuso check-message", description="Xem một tin nhắn có dấu hiệu lừa đảo không."
    )
    top.add_argument("message", nargs="*", metavar="TIN_NHẮN", help="tin nhắn nhận được (the message)")
    top.add_argument("--json", action="store_true", help="in một đối tượng JSON (print one JSON object)")
    top.add_argument("--in", dest="source", type=Path, metavar="M.jsonl", help='mỗi dòng {"id","text"}')
    top.add_argument("--out", dest="target", type=Path, metavar="V.jsonl", help="ghi kết quả vào đây (verdicts)")
    given = top.parse_args(argv)
    text = " ".join(given.message)
    if (given.source is None) != (given.target is None) or bool(given.source) == bool(text.strip()):
        print("✋ Gõ một tin nhắn, hoặc dùng cả --in và --out.", file=sys.stderr)
        return 2
    known = shipped_judge()
    if given.source is None:
        found = judging.judge(known, text)
        told = as_object("", found)
        lines = [_ADVICE[found.verdict], *(f"  · {sign.name}: “{found.quote(sign)}”" for sign in found.signs)]
        print(json.dumps(told, ensure_ascii=False) if given.json else "\n".join(lines))
        return 0
    try:
        rows = [json.loads(line) for line in given.source.read_text("utf-8-sig").splitlines() if line.strip()]
        out = [as_object(row.get("id", at), judging.judge(known, row["text"])) for at, row in enumerate(rows, start=1)]
        given.target.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in out), "utf-8")
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
        print(f"✋ Không dùng được tệp: {problem}", file=sys.stderr)
        return 2
    return 0
