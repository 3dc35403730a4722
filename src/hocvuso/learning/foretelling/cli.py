"""`hocvuso readout`: what the nights decided on the read-out; `--decide` does it now."""

from __future__ import annotations

import argparse
import importlib
import json
import os
from dataclasses import asdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hocvuso.core.switching import Decision

WORDS = {
    "few": "tắt: chưa đủ người (cần {fewest} người có ít nhất {answers} câu)",
    "worse": "tắt: với người chưa gặp, đoán không khá hơn",
    "unsure": "tắt: có khá hơn, nhưng có thể chỉ do may rủi",
    "still": "vẫn bật: còn khá hơn, dù chưa chắc",
    "better": "bật: với người chưa gặp, đoán khá hơn hẳn",
}


def run(argv: list[str]) -> int:
    """Show the decisions, the newest first; 0 done."""
    parser = argparse.ArgumentParser(
        prog="hocvuso readout",
        description="Bước hiệu chỉnh đoán thêm từ những câu vừa làm. Mỗi đêm máy tự bật hay tắt; lệnh này nói vì sao.",
    )
    parser.add_argument("--decide", action="store_true", help="quyết ngay bây giờ, như việc nền learning.foretell")
    parser.add_argument("--json", action="store_true", help="in một đối tượng JSON")
    chosen = parser.parse_args(argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hocvuso.config.settings")
    importlib.import_module("django").setup()
    from hocvuso.learning.foretelling import deciding, nightly

    if chosen.decide:
        nightly.measure()
    every = deciding.decided()
    if chosen.json:
        rows = [
            {"at": each.at.isoformat(), "is_on": each.decision.is_on, "model_version": each.model_version,
             **asdict(each.decision)}
            for each in every
        ]  # fmt: skip
        print(json.dumps({"is_on": bool(rows) and rows[0]["is_on"], "decisions": rows}))
    else:
        print("\n".join(f"{each.at:%d/%m/%Y}  {_said(each.decision)}" for each in every) or "Chưa có đêm nào quyết.")
    return 0


def _said(decision: Decision) -> str:
    from hocvuso.core import switching

    said = WORDS[decision.why].format(fewest=switching.FEWEST_LEARNERS, answers=switching.FEWEST_ANSWERS)
    told = f"{said}. {decision.learners} người đủ câu, {decision.answers} câu"
    if decision.gain is None:
        return told
    return (
        f"{told}; log loss {decision.state_loss:.4f} → {decision.own_loss:.4f}, giảm {decision.gain:+.4f}, "
        f"chắc ít nhất {decision.low:+.4f}"
    )
