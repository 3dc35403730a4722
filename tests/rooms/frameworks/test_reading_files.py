"""Every broken table answers with its place and a reason; good ones are read however they are laid out."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import docx
import pytest

from hocvuso.core.official import table
from hocvuso.frameworks import sentences, sources
from hocvuso.roster.unreadable import Unreadable
from tests.rooms.frameworks import tables

GOOD = [row[0] for row in tables.ROWS]


def found(data: bytes) -> list[tuple[str, str]]:
    """Return where and why a file is no good table."""
    return [(sentences.place(each.place), sentences.why(each)) for each in sources.of_file(data).reading.errors]


def test_a_spreadsheet_a_document_and_toml_say_the_same() -> None:
    for data in (tables.xlsx(), tables.word()):
        reading = sources.of_file(data).reading
        assert [row.code for row in reading.rows] == GOOD
        assert [row.minutes for row in reading.rows] == [30, 30, 45, 600]
        assert not reading.errors
    handed = sources.of_file(tables.TOML.encode())
    assert [(row.code, row.area, row.minutes) for row in handed.reading.rows] == [
        ("MH1.1", "Giữ an toàn", 30), ("MH2.1", "", None)
    ]  # fmt: skip
    assert (handed.head.decision, str(handed.head.signed_on)) == ("01/QĐ-BỊA", "2026-10-01")


def test_merged_cells_of_a_document_are_read_once_across_and_in_each_row_down() -> None:
    rows = sources.of_file(tables.word([
        ["TT", "Nhóm", "Kỹ năng", "Yêu cầu cần đạt"], ["I", "Giữ an toàn", "<", "<"],
        ["1", "Tin nhắn", "Nhận ra tin lừa", "Đọc tên người gửi"], ["^", "^", "^", "Không bấm đường dẫn"],
        ["2", "^", "Chặn số lạ", "Chặn được"],
    ])).reading.rows  # fmt: skip
    assert [(row.title, row.area, row.detail) for row in rows] == [
        ("Nhận ra tin lừa", "Tin nhắn", "Đọc tên người gửi; Không bấm đường dẫn"),
        ("Chặn số lạ", "Tin nhắn", "Chặn được"),
    ]


def test_hidden_sheets_are_not_read_and_are_named() -> None:
    data = tables.xlsx([tables.HEAD, *tables.ROWS], [tables.HEAD, ("X", "", "Kỹ năng giấu", 1)], hidden=[1],
                       names=["Bảng", "Giấu"])  # fmt: skip
    reading = sources.of_file(data).reading
    assert [row.code for row in reading.rows] == GOOD
    assert [(each.place.sheet, each.code) for each in reading.faults] == [("Giấu", "hidden_sheet")]


def test_two_visible_sheets_are_one_table_and_a_code_in_both_is_named() -> None:
    data = tables.xlsx([tables.HEAD, tables.ROWS[0]], [tables.HEAD, tables.ROWS[0]], names=["Một", "Hai"])
    assert found(data) == [("Trang “Hai”, dòng 2", sentences._WHY["code_twice"](""))]


@pytest.mark.parametrize(
    ("row", "where", "why"),
    [
        (("MH9", "", "", 5), "Trang “Bảng”, dòng 3, cột C (Tên kỹ năng)", "Thiếu tên kỹ năng"),
        (("", "", "Gọi video", 5), "Trang “Bảng”, dòng 3, cột A (Mã)", "Thiếu mã"),
        (("MH9", "", "Gọi video", "lâu"), "Trang “Bảng”, dòng 3, cột D (Thời lượng (phút))", "không phải thời lượng"),
        (("MH9", "", "#REF!", 5), "Trang “Bảng”, dòng 3, cột C (Tên kỹ năng)", "báo lỗi"),
        (("MH1.1", "", "Gọi video", 5), "Trang “Bảng”, dòng 3", "hai lần"),
        (("M" * 25, "", "Gọi video", 5), "Trang “Bảng”, dòng 3, cột A (Mã)", "24"),
    ],
)
def test_a_broken_row_is_named_by_sheet_row_and_column(row: tuple[object, ...], where: str, why: str) -> None:
    faults = found(tables.xlsx([tables.HEAD, tables.ROWS[0], row], names=["Bảng"]))
    assert len(faults) == 1
    assert faults[0][0] == where
    assert why in faults[0][1]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ('[framework]\ntitle = "x\n', "TOML, dòng 2"),
        ('[[row]]\ntitle = "Gọi video"\n', "TOML, dòng 1"),
        ('[[row]]\ncode = "1"\ntitle = 5\n', "TOML, dòng 3, cột title"),
        ('[[row]]\ncode = "1"\ntitle = "Gọi video"\nminutes = "lâu"\n', "TOML, dòng 4, cột minutes"),
        ('[framework]\ntitle = "không có hàng nào"\n', "Cả tệp"),
    ],
)
def test_broken_toml_is_named_by_its_line(text: str, where: str) -> None:
    assert where in [place for place, _why in found(text.encode())]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"%PDF-1.7 ...", "wrong_kind"),
        (b"\xff\xd8\xff\xe0 picture", "wrong_kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"PK\x03\x04 cut off", "damaged"),
        (tables.word()[:2000], "damaged"),
        (b"x" * (sources.MOST_BYTES + 1), "too_big"),
    ],
)
def test_what_is_no_table_at_all_says_why(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as problem:
        sources.of_file(data)
    assert problem.value.code == code
    assert sentences.unreadable(problem.value)


def test_a_document_without_a_table_and_a_bomb() -> None:
    file = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("Chỉ có chữ.")
    document.save(file)
    with pytest.raises(Unreadable) as problem:
        sources.of_file(file.getvalue())
    assert problem.value.code == "no_table"
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * (sources.MOST_UNPACKED + 1))
    with pytest.raises(Unreadable) as problem:
        sources.of_file(bomb.getvalue())
    assert problem.value.code == "too_many_rows"


def test_every_fault_has_its_sentence() -> None:
    """A code that no sentence knows would break the page that should show it."""
    texts = Path(table.__file__).read_text() + Path(sources.__file__).read_text()
    codes = {one or other for one, other in re.findall(r'\), "(\w+)"|_fault\(number, "(\w+)"', texts)}
    assert codes >= {"no_title", "hours_unread", "no_rows", "hidden_sheet", "toml_syntax"}
    assert codes <= set(sentences._WHY)
