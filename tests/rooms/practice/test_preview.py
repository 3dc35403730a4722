"""The author's preview: the learner's own page, read anew on each save, with what the linter says beside it."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from hocvuso.practice import cli, preview
from hocvuso.practice.preview import Watch, report

NAME = "strange-call"


def fetched(address: str) -> tuple[int, str]:
    """Return the status and the body of a page of the preview."""
    try:
        with urllib.request.urlopen(address, timeout=20) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as problem:
        return problem.code, ""


def test_the_page_is_the_learners_and_the_report_stands_beside_it(folder: Path) -> None:
    with preview.serving(folder, NAME) as address:
        assert address.startswith("http://127.0.0.1:")
        status, page = fetched(address)
        assert status == 200 and 'data-scenario="' in page and "Có hướng dẫn" in page and "BÀI TẬP" in page
        assert 'data-seed="2"' in fetched(f"{address}?so=2")[1]
        told = json.loads(fetched(f"{address}report")[1])
        assert told["problems"] == [] and told["verdict"].startswith("Đạt")
        assert told["variants"] and told["dangers"] and "100" in told["facts"][2]
        assert fetched(f"{address}static/practice/player.js")[0] == 200
        assert fetched(f"{address}static/plumbing/look.css")[0] == 200


@pytest.mark.parametrize(
    "path", ["static/practice/..%2fviews.py", "static/people/x.js", "static/practice/none.js", "x"]
)
def test_nothing_but_its_own_files_is_given(folder: Path, path: str) -> None:
    with preview.serving(folder, NAME) as address:
        assert fetched(address + path)[0] == 404


def test_a_save_is_seen_and_a_broken_file_keeps_the_last_good_one(
    folder: Path, edit: Callable[[str, str], None]
) -> None:
    watch = Watch(folder / NAME / "scenario.toml")
    assert watch.look() and not watch.look()
    first = watch.seen
    edit('go = "', 'go = "nowhere-')
    assert watch.look()
    told = report(watch.seen)
    assert watch.seen.number == first.number + 1 and watch.seen.scenario == first.scenario
    assert told["verdict"] == "Chưa đạt: 1 chỗ cần sửa. Đang chơi bản trước."
    assert told["problems"][0]["at"].startswith("dòng ") and "nowhere-" in told["problems"][0]["what"]
    edit('go = "nowhere-', 'go = "')
    assert watch.look() and watch.seen.problems == () and watch.seen.is_proved


def test_a_file_that_never_ran_says_so(folder: Path, edit: Callable[[str, str], None]) -> None:
    edit('go = "', 'go = "nowhere-')
    with preview.serving(folder, NAME) as address:
        assert "Chưa chạy được" in fetched(address)[1]


def test_the_command_names_what_is_missing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["play", "nothing", "--dir", str(folder)]) == 2
    assert "nothing" in capsys.readouterr().err
    with preview.serving(folder, NAME) as address:
        port = address.rstrip("/").rpartition(":")[2]
        assert cli.run(["play", NAME, "--dir", str(folder), "--port", port, "--no-browser"]) == 2
    assert port in capsys.readouterr().err
