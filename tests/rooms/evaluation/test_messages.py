"""`hocvuso check-message` and `hocvuso evaluate messages`: the stable objects, wrong calls."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from hocvuso.__main__ import main
from hocvuso.assistant import checker
from hocvuso.core.messages import judge as judging
from hocvuso.core.messages.features import Rows
from hocvuso.core.messages.reading import read
from hocvuso.core.vntext import search_key
from hocvuso.curriculum.parse import content_folder
from hocvuso.curriculum.reading.messages import read_messages
from hocvuso.evaluation import messages


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


def test_kinds_and_ways_of_writing_are_counted_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [
        {"text": "đọc mã OTP cho em gấp", "label": "scam", "kind": "otp", "channel": "chat"},
        {"text": "doc ma otp cho em gap", "label": "scam", "kind": "otp", "channel": "sms"},
        {"text": "chieu don con nha", "label": "legit"},
    ]
    path = tmp_path / "m.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    assert main(["evaluate", "messages", str(path), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["kinds"] == {"otp": {"scams": 2, "scams_scam": 2, "scams_doubtful": 2}}
    assert {name: counts["scams"] for name, counts in found["channels"].items()} == {"chat": 1, "sms": 1}
    assert found["styles"]["marks"] == {"scams": 1, "scams_scam": 1, "scams_doubtful": 1}
    assert found["styles"]["plain"]["honest_doubtful"] == 0


def test_what_is_never_learnt_is_no_copy_of_what_is() -> None:
    """Half of the threes of words shared would make a copy (`curriculum/checks/messages.py`)."""
    folder = content_folder()
    learnt = [_threes(one.text) for one in read_messages(folder)[0]]
    lines = (folder / "evaluation" / "messages" / "second-judge.jsonl").read_text("utf-8").splitlines()
    assert len(lines) >= 120
    for line in lines:
        own = _threes(json.loads(line)["text"])
        assert all(2 * len(own & other) < len(own | other) for other in learnt if other), line


def _threes(text: str) -> frozenset[str]:
    words = search_key(text).split()
    return frozenset(" ".join(words[at : at + 3]) for at in range(len(words) - 2))


def test_without_a_file_each_message_is_judged_by_a_judge_that_has_not_learnt_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "messages"
    for label, words in (("scam", "đọc mã chuyển tiền gấp"), ("honest", "tối về ăn cơm nhé")):
        (folder / label).mkdir(parents=True)
        lines = [f"t{at} chat| {words} {chr(97 + at) * 3}" for at in range(20)]
        (folder / label / "kind.txt").write_text("\n".join(lines), "utf-8")
    monkeypatch.setattr(messages, "content_folder", lambda: tmp_path)
    learnt: list[set[str]] = []
    learn = judging.learn_rows

    def watched(rows: Rows, truth: NDArray[np.bool_], names: list[str]) -> judging.Judge:
        learnt.append(set(names))
        return learn(rows, truth, names)

    monkeypatch.setattr(judging, "learn_rows", watched)
    assert main(["evaluate", "messages", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["ours"]["auroc"] == 1.0 and found["ours"]["recall_at_2_interval"] == [1.0, 1.0]
    assert found["kinds"]["scam/kind"]["over_bar_at_2"] == 1.0
    assert found["classic_called_no_sign"] == []
    assert len(learnt) == 5 and all(len(names) == 32 for names in learnt)
    assert set.intersection(*learnt) == set()


def test_a_sender_changes_advice_and_never_a_verdict(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "Bo Cong an: ban lien quan vu rua tien, chuyen tien vao tai khoan an toan"
    said = []
    for sender in ("", "0912 345 678", "MOC BANK", "known"):
        assert main(["check-message", text, "--json", "--from", sender]) == 0
        said.append(json.loads(capsys.readouterr().out))
    assert {(one["verdict"], one["score"]) for one in said} == {("scam", said[0]["score"])}
    assert len({one["advice"] for one in said}) == 4
    assert "số cá nhân" in said[1]["advice"]
    source, target = tmp_path / "m.jsonl", tmp_path / "v.jsonl"
    source.write_text(json.dumps({"text": text, "from": "0912345678"}) + "\n", "utf-8")
    assert main(["check-message", "--in", str(source), "--out", str(target)]) == 0
    assert json.loads(target.read_text("utf-8"))["advice"] == said[1]["advice"]


def test_what_is_shipped_is_what_the_messages_teach() -> None:
    """After a change to the messages or to the code that reads them: `hocvuso check-message --learn`."""
    folder = content_folder()
    kept = judging.load(checker.shipped(folder), checker.fingerprint(folder))
    fresh = checker.learnt(folder)
    texts = [one.text for one in read_messages(folder)[0]][::15]
    moved = [abs(kept.score(read(text)) - fresh.score(read(text))) for text in texts]
    assert max(moved) < 0.02
    assert kept.scam_bar == pytest.approx(fresh.scam_bar, abs=0.02)
    assert kept.suspicious_bar == pytest.approx(fresh.suspicious_bar, abs=0.02)


def test_a_judge_of_other_messages_is_not_believed() -> None:
    folder = content_folder()
    with pytest.raises(ValueError, match="other messages"):
        judging.load(checker.shipped(folder), "0123")
