"""`hocvuso check-message` and `hocvuso evaluate messages`: the stable objects, wrong calls."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hocvuso.__main__ import main


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def test_one_message_and_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check-message", "đọc mã OTP cho em nhanh", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert set(found) == {"id", "verdict", "score", "signs", "advice"}
    assert found["verdict"] == "scam" and {"sign": "secret", "quote": "đọc mã OTP"} in found["signs"]
    source, target = tmp_path / "m.jsonl", tmp_path / "v.jsonl"
    source.write_text('{"id": "a", "text": "ok e"}\n', "utf-8")
    assert main(["check-message", "--in", str(source), "--out", str(target)]) == 0
    told = json.loads(target.read_text("utf-8"))
    assert (told["id"], told["verdict"]) == ("a", "no_sign")
    assert "an toàn" not in told["advice"]
    assert main(["check-message"]) == 2


def test_figures_stand_beside_two_baselines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [
        ("doc ma otp cho em gap", "scam"),
        ("nap dau tang 100% nha cai", "scam"),
        ("ok e", "legit"),
        ("chieu don con nha", "legit"),
    ]
    path = tmp_path / "m.jsonl"
    path.write_text("".join(json.dumps({"text": text, "label": label}) + "\n" for text, label in rows), "utf-8")
    assert main(["evaluate", "messages", str(path), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["ours"] == {"auroc": 1.0, "recall_at_2": 1.0}
    assert set(found["baselines"]) == {"signs_counted", "bag_of_words"}
    path.write_text('{"text": "a", "label": "scam"}\n', "utf-8")
    assert main(["evaluate", "messages", str(path)]) == 2
