"""Official tables as people keep them: any order of columns, parts between rows, what a spreadsheet spoils."""

from __future__ import annotations

from datetime import date

import pytest

from hocvuso.core.official import columns
from hocvuso.core.official.table import MOST_ROWS, Grid, read

HEAD = ["Mã", "Tên kỹ năng", "Thời lượng (tiết)"]


def codes(*rows: list[object]) -> list[tuple[str, str, int, str]]:
    """Return the errors of a table with these rows below the usual headings."""
    found = read([Grid("Trang 1", [HEAD, *rows])])
    return [(each.code, each.place.sheet, each.place.row, each.place.column) for each in found.errors]


def test_headings_without_marks_in_another_order_below_titles():
    rows = read([Grid("A", [
        ["BẢNG BỊA ĐỂ THỬ"], [], ["Thoi luong", "TEN KY NANG", "ma so", "Nhom"],
        ["1,5 giờ", "Gửi tin nhắn", "1.1", "Giao tiếp"],
    ])]).rows  # fmt: skip
    assert [(each.code, each.title, each.area, each.minutes, each.number) for each in rows] == [
        ("1.1", "Gửi tin nhắn", "Giao tiếp", 90, 4)
    ]


def test_two_rows_of_headings_and_a_row_of_numbers():
    rows = read([Grid("A", [
        ["TT", "Kỹ năng số", "", "Số tiết"], ["", "Mã", "Tên", ""], ["(1)", "(2)", "(3)", "(4)"],
        ["1", "1.1", "Gõ chữ có dấu", "2"],
    ])]).rows  # fmt: skip
    assert [(each.code, each.title, each.minutes) for each in rows] == [("1.1", "Gõ chữ có dấu", 90)]


def test_parts_between_rows_name_the_area_and_signatures_end_the_table():
    found = read([Grid("A", [
        ["STT", "Mã", "Kỹ năng", "Yêu cầu"], ["I", "", "Dùng máy", ""], ["1", "1.1", "Bật máy", "Làm được một mình"],
        ["", "", "", "Nói lại được"], ["Giao tiếp", "", "", ""], ["2", "2.1", "Gửi tin", ""],
        ["Tổng cộng", "", "", ""], ["", "", "Người lập bảng", ""],
    ])])  # fmt: skip
    assert [(each.code, each.area, each.detail) for each in found.rows] == [
        ("1.1", "Dùng máy", "Làm được một mình; Nói lại được"), ("2.1", "Giao tiếp", "")
    ]  # fmt: skip
    assert not found.errors


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        (["1.1", "", 2], "no_title", "B (Tên kỹ năng)"),
        (["1", "", "2"], "no_title", "B (Tên kỹ năng)"),
        (["1.1", "x" * 301, 2], "title_long", "B (Tên kỹ năng)"),
        (["1.1", "ab", 2], "title_short", "B (Tên kỹ năng)"),
        (["1.1", "123456", 2], "title_no_words", "B (Tên kỹ năng)"),
        (["", "Gửi tin", 2], "no_code", "A (Mã)"),
        (["=1+1", "Gửi tin", 2], "code_odd", "A (Mã)"),
        ([date(2026, 1, 2), "Gửi tin", 2], "code_is_date", "A (Mã)"),
        (["1.1", "Gửi tin", "nhiều"], "hours_unread", "C (Thời lượng (tiết))"),
        (["1.1", "Gửi tin", "#REF!"], "broken_cell", "C (Thời lượng (tiết))"),
        (["1.1", "#NAME?", 2], "broken_cell", "B (Tên kỹ năng)"),
    ],
)
def test_a_broken_row_is_named_with_its_place(row: list[object], code: str, column: str):
    assert codes(["1.0", "Một hàng đúng", 1], row) == [(code, "Trang 1", 3, column)]


def test_a_code_twice_and_a_code_whose_last_zero_was_lost():
    assert codes(["2.5", "Gửi tin", 1], ["2.5", "Gọi video", 1]) == [("code_twice", "Trang 1", 3, "")]
    assert codes([1.1, "Gửi tin", 1], [1.10, "Gọi video", 1]) == [("code_zero_lost", "Trang 1", 3, "")]


def test_no_headings_no_rows_too_many_rows():
    assert [each.code for each in read([Grid("A", [["Danh sách"], ["An", "Bình"]])]).errors] == ["no_headings"]
    assert [each.code for each in read([Grid("A", [HEAD])]).errors] == ["no_rows"]
    assert [each.code for each in read([]).errors] == ["no_rows"]
    many = [[f"1.{number}", f"Kỹ năng {number}", 1] for number in range(MOST_ROWS + 1)]
    assert [each.code for each in read([Grid("A", [HEAD, *many])]).errors] == ["too_many_rows"]


def test_a_sheet_without_headings_beside_a_good_one_is_a_note():
    found = read([Grid("A", [HEAD, ["1", "Gửi tin", 1]]), Grid("B", [["Ghi chú"]])])
    assert not found.errors
    assert ("no_headings", "B") in [(each.code, each.place.sheet) for each in found.faults]


@pytest.mark.parametrize(
    ("text", "heading", "minutes"),
    [("2", "Số tiết", 90), ("2", "Thời lượng (giờ)", 120), ("2", "Thời lượng", 120), ("1,5", "Số giờ", 90),
     ("90 phút", "Số giờ", 90), ("3 tiết", "", 135), ("0", "Số giờ", None), ("2 con", "Số giờ", None),
     ("-1", "Số giờ", None), ("9999", "Số giờ", None)],
)  # fmt: skip
def test_hours_in_every_unit(text: str, heading: str, minutes: int | None):
    assert columns.minutes(text, heading) == minutes
