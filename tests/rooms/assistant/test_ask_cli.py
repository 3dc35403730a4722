"""`hocvuso ask`: the stable command; every kind of bad input has a clear message and no traceback."""

from __future__ import annotations

import json
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from hocvuso.assistant.cli import read_lines, run_ask

KEYS = ["id", "kind", "skill", "candidates", "confidence", "text", "citations", "warnings"]


@pytest.fixture(autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Indexes are kept in one folder of this test run, not in the user's cache."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "cache"))


def _json(capsys: pytest.CaptureFixture[str], *argv: str) -> dict[str, object]:
    assert run_ask(["--json", *argv]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert isinstance(answer, dict)
    return answer


def test_the_question_of_the_brief(capsys: pytest.CaptureFixture[str]) -> None:
    answer = _json(capsys, "lam sao biet tin nhan lua dao")
    assert list(answer) == KEYS
    assert (answer["kind"], answer["skill"]) == ("answer", "kns.4.3")
    citations = answer["citations"]
    assert isinstance(citations, list)
    assert citations
    assert all(list(one) == ["lesson", "step"] and one["step"].startswith("kns.4.3/") for one in citations)
    candidates = answer["candidates"]
    assert isinstance(candidates, list)
    assert 1 <= len(candidates) <= 5
    assert all(list(one) == ["skill", "step", "score"] for one in candidates)


def test_candidates_are_there_also_when_nothing_is_answered(capsys: pytest.CaptureFixture[str]) -> None:
    answer = _json(capsys, "hôm nay thời tiết thế nào, có mạng không")
    assert answer["kind"] == "hand_over"
    assert answer["candidates"]
    assert answer["citations"] == []


def test_text_for_a_person(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_ask(["chặn", "số", "lừa", "đảo", "--device", "iphone"]) == 0
    shown = capsys.readouterr().out
    assert "1. " in shown
    assert "kiểm tra" in shown
    assert "{fact" not in shown


@pytest.mark.parametrize(
    "text",
    [
        "a" * 5000,
        "lừa đảo " * 700,
        "🙂" * 50,
        unicodedata.normalize("NFD", "làm sao biết tin nhắn lừa đảo"),
        "<script>alert(1)</script> tin nhắn lừa đảo <b>",
        "!!! ??? …",
        "\x00\x07\u200b",
        "' OR 1=1 --",
    ],
)
def test_odd_texts_are_answered(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    answer = _json(capsys, "--", text)
    assert answer["text"]
    assert "script" not in json.dumps(answer)


def test_a_long_text_is_cut_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    answer = _json(capsys, "tin nhắn lừa đảo " * 300)
    warnings = answer["warnings"]
    assert isinstance(warnings, list)
    assert any("1.500" in str(one) for one in warnings)


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        ([], "chưa gõ câu hỏi"),
        (["--in", "q.jsonl"], "--out"),
        (["câu hỏi", "--in", "q.jsonl", "--out", "a.jsonl"], "Chọn một"),
        (["--in", "/nowhere/q.jsonl", "--out", "a.jsonl"], "/nowhere/q.jsonl"),
        (["câu hỏi", "--content", "/nowhere"], "/nowhere"),
        (["câu hỏi", "--data", "/nowhere"], "/nowhere"),
    ],
)
def test_a_wrong_call_says_what_is_wrong(argv: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_ask(argv) == 2
    assert said in capsys.readouterr().err


def test_an_empty_question_is_a_wrong_call(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_ask(["  "]) == 2
    assert "chưa gõ câu hỏi" in capsys.readouterr().out


def test_an_unknown_device_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        run_ask(["câu hỏi", "--device", "nokia"])
    assert stopped.value.code == 2
    assert "nokia" in capsys.readouterr().err


def test_a_folder_that_is_no_site_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_ask(["câu hỏi", "--data", str(tmp_path)]) == 2
    assert "hocvuso up" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_without_skills_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_ask(["câu hỏi", "--content", str(tmp_path)]) == 2
    assert "không có kỹ năng" in capsys.readouterr().err


def test_a_file_of_questions(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, target = tmp_path / "q.jsonl", tmp_path / "a.jsonl"
    lines = [
        json.dumps({"id": "a", "text": "lam sao biet tin nhan lua dao"}).encode(),
        b"{not json}",
        b"",
        json.dumps({"id": 7, "text": "chặn số lừa đảo", "device": "iphone"}, ensure_ascii=False).encode(),
        json.dumps({"id": "c"}).encode(),
        b"\xff\xfe{}",
        json.dumps({"id": "d", "text": "x", "device": "nokia"}).encode(),
        b"[1, 2]",
        json.dumps({"id": "e", "text": ""}).encode(),
        json.dumps({"text": "mất điện thoại"}).encode(),
    ]
    source.write_bytes(b"\xef\xbb\xbf" + b"\r\n".join(lines))
    assert run_ask(["--in", str(source), "--out", str(target), "--json"]) == 1
    said = capsys.readouterr()
    for number in (2, 5, 6, 7, 8):
        assert f"Dòng {number}:" in said.err
    assert json.loads(said.out)["bad_lines"] == 5
    answers = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert [answer["id"] for answer in answers] == ["a", 7, "e", 10]
    assert all(list(answer) == KEYS for answer in answers)
    assert answers[2]["kind"] == "hand_over"


def test_a_good_file_leaves_no_complaint(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, target = tmp_path / "q.jsonl", tmp_path / "a.jsonl"
    source.write_text('{"id":"a","text":"quet ma qr tra tien"}\n', encoding="utf-8")
    assert run_ask(["--in", str(source), "--out", str(target)]) == 0
    assert capsys.readouterr().err == ""
    assert run_ask(["--in", str(source), "--out", str(tmp_path / "no" / "a.jsonl")]) == 2
    assert "Không ghi được" in capsys.readouterr().err


def test_deeply_nested_json_is_a_bad_line() -> None:
    assert [line.problem != "" for line in read_lines(b"[" * 100_000)] == [True]


def test_asking_loads_no_django_and_survives_a_closed_pipe() -> None:
    code = (
        "import sys; from hocvuso.__main__ import main; code = main(['ask', 'chan so la', '--json']);"
        "print([name for name in sys.modules if name.split('.')[0] == 'django'], file=sys.stderr); sys.exit(code)"
    )
    source = Path(__file__).parents[3] / "src"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=source, capture_output=True, text=True, timeout=120, check=False
    )
    assert (done.returncode, done.stderr.strip()) == (0, "[]")
    with subprocess.Popen(
        [sys.executable, "-m", "hocvuso", "ask", "chan so la"],
        cwd=source, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as running:  # fmt: skip
        assert running.stdout is not None
        running.stdout.close()
        assert running.stderr is not None
        assert "Traceback" not in running.stderr.read()


def test_a_pasted_message_gets_a_verdict_with_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    text = "Bo Cong an: ban lien quan vu rua tien, chuyen tien vao tai khoan an toan tai moc-bank.top.example truoc 17h"
    answer = _json(capsys, text)
    assert answer["kind"] == "check_message"
    assert "nhiều dấu hiệu giống lừa đảo" in answer["text"] and "Chưa trả lời" in answer["text"]


def test_easier_words_when_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    text = "lam sao biet tin nhan lua dao"
    run_ask([text])
    usual = capsys.readouterr().out
    assert run_ask([text, "--easy"]) == 0
    easy = capsys.readouterr().out
    assert len(easy) > len(usual) and set(usual.splitlines()) < set(easy.splitlines())
