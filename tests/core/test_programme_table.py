"""Plans in tables of Word and Excel: headings, deadlines, rows that begin a content, faults by row."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocvuso.core.programmes import days, table
from hocvuso.core.programmes.table import Sheet

START, END = date(2026, 11, 29), date(2027, 12, 31)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Nội dung", table.TITLE), ("NOI DUNG CONG VIEC", table.TITLE), ("Nhiệm vụ, giải pháp", table.TITLE),
        ("Người phụ trách", table.OWNER), ("nguoi phu trach", table.OWNER), ("Đơn vị chủ trì", table.OWNER),
        ("Thời hạn", table.DUE), ("Thoi han (du kien)", table.DUE), ("Thời gian hoàn thành:", table.DUE),
        ("STT", table.ORDINAL), ("TT", table.ORDINAL), ("Kết quả/Sản phẩm", table.RESULT),
        ("Nội dung công việc cần thực hiện trong năm", table.TITLE), ("Kinh phí", ""), ("", ""),
    ],
)  # fmt: skip
def test_headings_are_known_with_and_without_marks(heading, field):
    assert table.meaning(heading) == field


@pytest.mark.parametrize(
    ("cell", "on"),
    [
        ("30/6/2027", date(2027, 6, 30)), ("trước 30/6", date(2027, 6, 30)), ("30.6.27", date(2027, 6, 30)),
        ("1/12", date(2026, 12, 1)), ("tháng 3/2027", date(2027, 3, 31)), ("Tháng 5", date(2027, 5, 31)),
        ("Quý II/2027", date(2027, 6, 30)), ("quy 1 nam 2027", date(2027, 3, 31)), ("Q3/2027", date(2027, 9, 30)),
        ("ngày 5 tháng 1 năm 2027", date(2027, 1, 5)), ("từ 15/1 đến 20/2/2027", date(2027, 2, 20)),
        ("15/1 - 20/2/2027", date(2027, 2, 20)), ("Cả năm 2027", END), ("2027-03-04", date(2027, 3, 4)),
        (46500, date(2027, 4, 23)), (datetime(2027, 1, 2, 8), date(2027, 1, 2)), (date(2027, 1, 2), date(2027, 1, 2)),
    ],
)  # fmt: skip
def test_deadlines_are_read_as_people_write_them(cell, on):
    assert days.read(cell, START, END) == days.Due(on)


@pytest.mark.parametrize("cell", ["Thường xuyên", "hằng tháng", "Hàng quý", "định kỳ"])
def test_what_is_done_again_and_again_is_due_at_the_end(cell):
    assert days.read(cell, START, END) == days.Due(END, is_again=True)


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        ("khi nào xong", days.UNREAD), ("31/2/2027", days.NO_SUCH_DAY), ("tháng 13/2027", days.NO_SUCH_DAY),
        ("01/01/2020", days.BEFORE_START), (45000, days.BEFORE_START),
    ],
)  # fmt: skip
def test_a_deadline_that_cannot_be_is_named(cell, fault):
    assert days.read(cell, START, END).fault == fault


def read(*rows, name="b"):
    return table.read([Sheet(name, rows)], START, END)


HEAD = ["TT", "Noi dung", "Người phụ trách", "Thời hạn", "Ghi chú"]


def test_a_plan_is_read_with_its_contents_and_faults():
    found = read(
        ["KẾ HOẠCH NĂM 2027"], HEAD, ["1", "2", "3", "4", "5"], ["I", "Tuyên truyền", "", "", ""],
        [1, "Đăng bài", "Chị Hạnh", "30/12/2026", ""], [2, "Dán thẻ", "", "hôm nào rảnh", ""],
        ["II", "Đào tạo", "", "", ""], [1, "Mở lớp", "Tổ", "Quý I/2027", ""], ["", "Tổng cộng: 3", "", "", ""],
    )  # fmt: skip
    assert dict(found.columns)[table.TITLE] == "Noi dung"
    assert [(each.number, each.goal, each.title) for each in found.lines] == [
        (5, "Tuyên truyền", "Đăng bài"), (6, "Tuyên truyền", "Dán thẻ"), (8, "Đào tạo", "Mở lớp"),
    ]  # fmt: skip
    assert [each.is_blocked for each in found.lines] == [False, True, False]
    assert {fault.code for fault in found.lines[1].faults} == {days.UNREAD, table.NO_OWNER}
    assert found.skipped == (9,)


def test_a_table_that_goes_on_without_headings_joins_the_one_before():
    found = table.read(
        [Sheet("1", [HEAD, [1, "Đăng bài", "A", "", ""]]), Sheet("2", [[2, "Dán thẻ", "B", "", ""]])], START, END
    )
    assert [(each.title, each.table) for each in found.lines] == [("Đăng bài", "1"), ("Dán thẻ", "2")]


def test_the_same_task_twice_is_told_and_does_not_stop():
    found = read(HEAD, [1, "Đăng bài", "A", "", ""], [2, "dang bai", "A", "", ""])
    assert [fault.code for fault in found.lines[1].faults] == [table.TWICE]
    assert not found.lines[1].is_blocked


def test_a_table_without_our_headings_holds_nothing():
    assert read(["Họ và tên", "Ngày sinh"], ["Lan", "1990"]) == table.Reading()


def test_a_mended_row_keeps_its_content_and_loses_its_fault():
    line = read(["", *HEAD[1:]], ["II", "Đào tạo", "", "", ""], [1, "Mở lớp", "", "mai mốt", ""]).lines[0]
    mended = table.mended(line, "Mở lớp", "Chị Mai", "30/6", START, END)
    assert (mended.goal, mended.due, mended.is_blocked) == ("Đào tạo", date(2027, 6, 30), False)


def test_too_many_tasks_are_cut_and_said():
    found = read(HEAD, *([n, f"Việc {n}", "A", "", ""] for n in range(table.MOST_TASKS + 5)))
    assert (len(found.lines), found.has_more) == (table.MOST_TASKS, True)


cells = st.text(max_size=20) | st.integers(-5, 99999) | st.dates() | st.booleans() | st.floats(allow_nan=False)


@given(st.lists(st.lists(cells, max_size=6), max_size=8), cells)
def test_no_table_and_no_deadline_breaks_the_reading(rows, cell):
    found = read(HEAD, *rows)
    assert all(line.title or line.is_blocked for line in found.lines)
    due = days.read(cell, START, END)
    assert due.on is None or due.fault or due.on >= START
