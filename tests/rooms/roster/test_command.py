"""`hocvuso members import`: the same list from the command line."""

from __future__ import annotations

import json

import pytest

from hocvuso.people.models import Person
from hocvuso.plumbing import jobs
from hocvuso.roster import actions, background, cli, queries, sources
from hocvuso.roster.actions import Handed
from hocvuso.roster.models import RosterImport
from tests.rooms import places
from tests.rooms.roster import files
from tests.rooms.roster.files import HEAD, row

pytestmark = pytest.mark.django_db(databases="__all__")
ROWS = [
    HEAD,
    row(1, "Nguyễn Thị Hoa", "0100000117"),
    row(2, "Lê An", "", birth="31/02/1990"),
    row(3, "Vũ Cường", "0100000118"),
]


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "danh-sach.xlsx"
    path.write_bytes(files.xlsx(ROWS))
    return path


def told(capsys):
    return json.loads(capsys.readouterr().out)


def test_looking_saves_nothing(place, path, capsys):
    assert cli.run(["import", str(path), "--unit", "SEW", "--dry-run", "--json"]) == 1
    said = told(capsys)
    assert (said["rows"], said["states"], said["to_mend"], said["faults"]) == (
        3, {"new": 2, "faulty": 1}, 1, {"date_no_such_day": 1},
    )  # fmt: skip
    assert said["dropped"] == ["Số CCCD", "Lương"]
    assert not Person.objects.exists()
    assert not RosterImport.objects.exists()


def test_import_then_again_then_undo(place, path, tmp_path, capsys):
    failed = tmp_path / "loi.xlsx"
    assert cli.run(["import", str(path), "--unit", "SEW", "--failed", str(failed), "--json"]) == 1
    first = told(capsys)
    assert (first["added"], first["updated"], first["unchanged"], first["failed_written"]) == (2, 0, 0, 1)
    assert files.read_back(failed.read_bytes())[1][1] == "Lê An"
    cli.run(["import", str(path), "--unit", "SEW", "--json"])
    again = told(capsys)
    assert (again["added"], again["updated"], again["unchanged"]) == (0, 0, 2)
    assert cli.run(["undo", first["import"], "--json"]) == 0
    assert told(capsys) == {"removed": 2, "kept": 0}
    assert not Person.objects.exists()


def test_people_read_sentences(place, path, capsys):
    cli.run(["import", str(path), "--unit", "SEW"])
    said = capsys.readouterr().out
    assert "CĐCS Công ty May Bến Nứa: đọc được 3 dòng, 1 dòng cần sửa." in said
    assert "Cột “Số CCCD” không được nhập và đã bỏ." in said
    assert "Đã thêm 2 người, cập nhật 0, không đổi 0." in said
    assert files.SECRET_NUMBER not in said


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["import", "{path}", "--unit", "XYZ"], "Không có đơn vị nào mang mã “XYZ”"),
        (["import", "khong-co.xlsx", "--unit", "SEW"], "Không có tệp khong-co.xlsx"),
        (["import", "{pdf}", "--unit", "SEW"], "Chọn tệp Excel hoặc CSV"),
        (["import", "{path}", "--unit", "SEW", "--sheet", "Tháng 9"], "Không có trang tính “Tháng 9”"),
        (["undo", "01a2223d-8fd9-7a59-b596-35486357ccad"], "Không có lần nhập nào"),
    ],
)
def test_a_wrong_call_says_what_is_wrong(place, path, tmp_path, capsys, arguments, words):
    pdf = tmp_path / "x.pdf"
    pdf.write_bytes(b"%PDF-1.7")
    assert cli.run([each.format(path=path, pdf=pdf) for each in arguments]) == 2
    assert words in capsys.readouterr().err


def test_a_large_list_goes_through_the_queue_and_is_entered_once(place, monkeypatch):
    chair = places.official(place.sewing)
    monkeypatch.setattr("hocvuso.roster.staging.PART", 1)
    found = actions.stage(Handed(place.sewing, chair, "file"), sources.of_file(files.xlsx(ROWS)))
    background.enter(found, by=chair)
    background.enter(found, by=chair)
    seen = queries.preview(found)
    assert seen.state == RosterImport.ENTERING
    assert background.state(chair, seen.notes) is not None
    browser = places.come_in()
    page = browser.get(f"/cb/nhap/{found}").content.decode()
    assert "Đang nhập danh sách" in page
    assert 'http-equiv="refresh"' in page
    assert jobs.run_waiting() == 1
    assert queries.preview(found).done == {"added": 2, "updated": 0, "unchanged": 0}
    assert background.state(chair, queries.preview(found).notes) is None
    background.undo(found, by=chair)
    assert jobs.run_waiting() == 1
    assert Person.objects.filter(source="roster").count() == 0
