"""`hocvuso framework`: what a file holds, and what is loaded; the invented table of the demonstration."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hocvuso.curriculum import queries as curriculum
from hocvuso.frameworks import cli, demo, queries
from hocvuso.frameworks.models import ConfirmationRule, FrameworkVersion
from hocvuso.plumbing import clock
from tests.rooms.frameworks import tables


def test_check_says_what_a_good_file_holds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "bang.xlsx"
    file.write_bytes(tables.xlsx())
    assert cli.run(["check", str(file), "--propose", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["ok"], told["rows"], told["declared_minutes"], told["errors"]) == (True, 4, 705, [])
    assert told["proposals"][0]["skills"][0]["skill"] == "kns.4.3"
    assert cli.run(["check", str(file)]) == 0
    assert "4 hàng, 0 chỗ cần sửa" in capsys.readouterr().out


def test_check_names_sheet_row_and_column_of_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "hong.xlsx"
    file.write_bytes(tables.xlsx([tables.HEAD, ("1", "", "Gọi video", "lâu")], names=["Phụ lục"]))
    assert cli.run(["check", str(file), "--json"]) == 1
    (fault,) = json.loads(capsys.readouterr().out)["errors"]
    assert (fault["sheet"], fault["row"], fault["code"], fault["value"]) == ("Phụ lục", 2, "hours_unread", "lâu")
    assert fault["column"] == "D (Thời lượng (phút))"
    assert fault["why"]


def test_check_of_what_is_no_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "anh.png"
    file.write_bytes(b"\x89PNG....")
    assert cli.run(["check", str(file), "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["ok"] is False
    assert cli.run(["check", str(tmp_path / "nothing.xlsx")]) == 2
    assert "Không có tệp" in capsys.readouterr().err


@pytest.mark.django_db
def test_the_invented_table_is_loaded_once_marked_and_removed(capsys: pytest.CaptureFixture[str]) -> None:
    for _twice in range(2):
        demo.show(clock.now(), curriculum.current())
    (one,) = FrameworkVersion.objects.all()
    assert one.is_invented
    assert all("bịa" in text.lower() for text in (one.title, one.issuer, one.decision, one.signer))
    assert queries.progress(one) == queries.Progress(len(demo.ROWS), len(demo.ROWS) - 1, 1)
    assert queries.in_force(clock.today()) == [one]
    assert cli.run(["list", "--json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)["tables"]
    assert (told["state"], told["is_invented"], told["decided"]) == ("in_force", True, len(demo.ROWS))
    demo.remove()
    assert not FrameworkVersion.objects.exists()
    assert not ConfirmationRule.objects.exists()
    assert cli.run(["list"]) == 0
    assert "Chưa nạp bảng" in capsys.readouterr().out
