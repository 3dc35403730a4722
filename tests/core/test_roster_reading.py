"""Columns, cells and rows: what a list means, whatever it looks like."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocvuso.core.roster import dates, encodings, fields, headings, pasted, phones, rows, table, words

TODAY = date(2026, 11, 28)


def read(cells, *, today=TODAY):
    """Read a whole sheet; return (plan, lines, what was noticed)."""
    plan = table.plan(cells)
    assert plan is not None
    reader = rows.Reader(plan, today)
    return plan, list(reader.lines(list(enumerate(cells, 1))[plan.first_row - 1 :])), reader.noticed


def faults(line):
    return [(fault.field, fault.code, fault.suggestion) for fault in line.faults]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Họ và tên", "name"),
        ("HO TEN", "name"),
        ("ho va ten *", "name"),
        ("Họ tên đoàn viên", "name"),
        ("Hä vµ tªn", "name"),
        ("Hoï vaø teân", "name"),
        ("Họ đệm", "family"),
        ("SĐT", "phone"),
        ("Điện thoại:", "phone"),
        ("Số ĐT (Zalo)", "phone"),
        ("DTDD", "phone"),
        ("Ngày, tháng, năm sinh", "birth"),
        ("NTNS", "birth"),
        ("Giới tính", "gender"),
        ("Nam/Nữ", "gender"),
        ("Mã NV", "employee"),
        ("MSNV", "employee"),
        ("Tổ", "team"),
        ("Chuyền", "team"),
        ("Bộ phận", "team"),
        ("Số thẻ ĐV", "member"),
        ("STT", "ordinal"),
        ("CĐCS", "unit"),
        ("Đối tượng", "audience"),
    ],
)
def test_headings_are_known_however_they_are_written(heading, field):
    assert headings.meaning(heading).field == field


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Số CCCD", "identity"),
        ("CMND/CCCD", "identity"),
        ("Số căn cước công dân (12 số)", "identity"),
        ("Lương", "salary"),
        ("Hệ số lương 2026", "salary"),
        ("Sức khỏe", "health"),
        ("Nhóm máu", "health"),
        ("Tôn giáo", "religion"),
        ("Ngày vào Đảng", "party"),
        ("Đảng viên", "party"),
        ("STK", "bank"),
        ("Số tài khoản ngân hàng", "bank"),
        ("Địa chỉ thường trú", "address"),
        ("Quê quán", "address"),
        ("Số sổ BHXH", "insurance"),
        ("Mã số thuế", "tax"),
        ("Dân tộc", "origin"),
        ("Họ tên vợ/chồng", "family"),
        ("E-mail", "mail"),
        ("Sè CMND", "identity"),
    ],
)
def test_what_must_not_be_kept_is_recognised_by_its_heading(heading, kind):
    meaning = headings.meaning(heading)
    assert (meaning.field, meaning.dropped) == ("", kind)


def test_what_must_not_be_kept_is_recognised_by_its_content():
    cells = [
        ["Họ và tên", "Mã", "Ghi gì đó", "Mã NV"],
        ["Lê Thị Hoa", "x", 7_000_000.0, "001190012345"],
        ["Đỗ Văn An", "y", 8_500_000.0, "079090012346"],
    ]
    plan, lines, _ = read(cells)
    assert {column.heading: column.dropped for column in plan.columns if column.dropped} == {
        "Ghi gì đó": "salary",
        "Mã NV": "identity",
    }
    assert all("0012345" not in str(line.values()) for line in lines)


def test_a_single_identity_number_among_codes_is_not_kept_either():
    _, lines, noticed = read(
        [
            ["Họ tên", "Mã NV", "Tổ"],
            ["A B", "NV1", "Tổ 1"],
            ["C D", "NV2", "Tổ 2 001190012345"],
            ["E F", "001190012345", "x"],
            ["G H", "NV4", "x"],
        ]
    )
    assert [line.employee for line in lines] == ["NV1", "NV2", "", "NV4"]
    assert lines[1].team == "Tổ 2"
    assert noticed.numbers_removed == 2


def test_an_identity_number_in_a_wrong_cell_is_not_kept_in_its_fault():
    _, lines, noticed = read([["Họ tên", "SĐT", "Ngày sinh"], ["Lê An 001190012345", "001190012345", "001190012345"]])
    assert [fault.code for fault in lines[0].faults] == ["name_is_number", "phone_long"]
    assert "0012345" not in str(lines[0])
    assert noticed.numbers_removed == 2


def test_titles_two_heading_rows_teams_between_and_signatures_below():
    cells = [
        ["CÔNG TY MAY BẾN NỨA"],
        ["DANH SÁCH ĐOÀN VIÊN NĂM 2026"],
        [],
        ["STT", "Họ và tên", "", "Ngày sinh", "", "CCCD", "", "Điện thoại"],
        ["", "Họ đệm", "Tên", "Nam", "Nữ", "Số", "Ngày cấp", ""],
        [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0],
        ["I", "Tổ may 1"],
        [1.0, "Nguyễn Văn", "An", "12/3/1990", "", "001090012345", "1/1/2021", 912345678.0],
        ["II", "Tổ may 2"],
        [2.0, "Trần Thị", "Bình", "", datetime(1991, 5, 7), "001191012345", "", "+84 912 345 679"],
        ["", "Tổng cộng: 2 người"],
        ["", "", "", "", "", "", "", "Ngày 5 tháng 3 năm 2026"],
        ["", "", "", "", "", "", "", "CHỦ TỊCH"],
        ["", "", "", "", "", "", "", "Lê Thị Hạnh"],
    ]
    plan, lines, noticed = read(cells)
    assert [(line.number, line.name, line.phone, line.birth, line.gender, line.team) for line in lines] == [
        (8, "Nguyễn Văn An", "0912345678", "1990-03-12", "m", "Tổ may 1"),
        (10, "Trần Thị Bình", "0912345679", "1991-05-07", "f", "Tổ may 2"),
    ]
    assert noticed.skipped == [11, 12, 13, 14]
    assert noticed.zeros_restored == 1
    assert [column.dropped for column in plan.columns if column.dropped] == ["identity", "identity"]


def test_fonts_mixed_within_one_sheet():
    cells = [
        [encodings.to_tcvn3("Họ và tên"), "Tổ", "Nơi làm"],
        *(
            [encodings.to_tcvn3(name), encodings.to_vni(team), ""]
            for name, team in (
                ("Nguyễn Thị Hương", "Tổ hoàn thiện"),
                ("ĐỖ ĐỨC ÁNH", "Chuyền may số tám"),
                ("Ánh Lê", "Tổ cắt"),
            )
        ),
    ]
    _, lines, _ = read(cells)
    assert [(line.name, line.team) for line in lines] == [
        ("Nguyễn Thị Hương", "Tổ hoàn thiện"),
        ("Đỗ Đức Ánh", "Chuyền may số tám"),
        ("Ánh Lê", "Tổ cắt"),
    ]


@pytest.mark.parametrize(
    ("text", "number", "fault", "suggestion"),
    [
        ("0912 345 678", "0912345678", "", ""),
        ("+84912345678", "0912345678", "", ""),
        ("84912345678", "0912345678", "", ""),
        ("0084 912.345.678", "0912345678", "", ""),
        ("912345678", "0912345678", "", ""),
        ("0912345678 / 0987654321", "0912345678", "", ""),
        ("100000117", "", "phone_zero_lost", "0100000117"),
        ("01682345678", "", "phone_old", "0382345678"),
        ("1682345678", "", "phone_unknown", "0382345678"),
        ("0912345", "", "phone_short", ""),
        ("091234567899", "", "phone_long", ""),
        ("02438254321", "", "phone_landline", ""),
        ("không có", "", "phone_letters", ""),
        ("", "", "", ""),
        ("0100000117", "0100000117", "", ""),
    ],
)
def test_phones(text, number, fault, suggestion):
    found, wrong, _ = phones.read(text)
    assert (found, wrong.code if wrong else "", wrong.suggestion if wrong else "") == (number, fault, suggestion)


@given(st.text(max_size=20))
def test_no_phone_breaks_the_reader_and_a_number_is_always_whole(text):
    number, fault, _ = phones.read(text)
    assert number == "" or (len(number) == 10 and number.isdigit())
    assert not (number and fault)


@pytest.mark.parametrize(
    ("cell", "birth"),
    [
        ("12/3/1990", "1990-03-12"),
        ("12-03-1990", "1990-03-12"),
        ("12.3.90", "1990-03-12"),
        ("1990-03-12", "1990-03-12"),
        (datetime(1990, 3, 12), "1990-03-12"),
        (date(1990, 3, 12), "1990-03-12"),
        (32944.0, "1990-03-12"),
        ("32944", "1990-03-12"),
        ("1990", "1990"),
        (1990.0, "1990"),
        ("ngày 12 tháng 3 năm 1990", "1990-03-12"),
        ("03/1990", "1990"),
        ("12031990", "1990-03-12"),
        ("5/6/08", "2008-06-05"),
        ("", ""),
    ],
)
def test_births(cell, birth):
    assert dates.read(cell, dates.Order(), TODAY) == (birth, None)


@pytest.mark.parametrize(
    ("cell", "code", "suggestion"),
    [
        ("31/02/1990", "date_no_such_day", ""),
        ("31/04/1990", "date_no_such_day", ""),
        ("29/02/1991", "date_no_such_day", ""),
        ("3/13/1990", "date_month", "13/03/1990"),
        ("1/1/2090", "date_future", ""),
        ("2027", "date_future", ""),
        ("1/1/1890", "date_too_old", ""),
        ("1/1/2020", "date_too_young", ""),
        ("hôm qua", "date_unread", ""),
        ("15/15/1990", "date_month", ""),
    ],
)
def test_births_that_cannot_be(cell, code, suggestion):
    value, fault = dates.read(cell, dates.Order(), TODAY)
    assert (value, fault.code, fault.suggestion) == ("", code, suggestion)


@given(
    st.dates(date(1930, 1, 1), date(2011, 12, 31)), st.sampled_from(["%d/%m/%Y", "%d-%m-%Y", "%Y-%m-%d", "%d.%m.%Y"])
)
def test_every_day_comes_back_however_it_is_written(day, style):
    assert dates.read(day.strftime(style), dates.Order(), TODAY)[0] == day.isoformat()
    assert dates.read(float((day - date(1899, 12, 30)).days), dates.Order(), TODAY)[0] == day.isoformat()


def test_an_american_column_is_known_as_a_whole():
    assert dates.order_of(["03/14/1990", "02/03/1991"]) == dates.Order(month_first=True)
    assert dates.order_of(["03/14/1990", "14/03/1991"]) == dates.Order()
    _, lines, _ = read([["Họ tên", "Ngày sinh"], ["A B", "03/14/1990"], ["C D", "02/03/1991"]])
    assert [line.birth for line in lines] == ["1990-03-14", "1991-02-03"]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("NGUYỄN VĂN AN", "Nguyễn Văn An"),
        ("nguyễn văn an", "Nguyễn Văn An"),
        ("  Nguyễn  Văn An ", "Nguyễn Văn An"),
        ("1. Nguyễn Văn An", "Nguyễn Văn An"),
        ("Anh Nguyễn Văn An", "Nguyễn Văn An"),
        ("Ông Văn Khiêm", "Ông Văn Khiêm"),
        ("Ông: Lê An", "Lê An"),
        ("H'Hen Niê", "H'Hen Niê"),
        ("ánh Lê", "Ánh Lê"),
        ("Nguye\u0302\u0303n An", "Nguyễn An"),
    ],
)
def test_names(typed, name):
    assert words.name(typed) == (name, None)


def test_names_that_are_none():
    assert words.name("")[1].code == "no_name"
    assert words.name("Nguyễn Văn A 0912345678")[1].code == "name_is_number"
    assert words.name("Nguyễn Văn A 0912345678")[1].suggestion == "Nguyễn Văn A"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "1. Nguyễn Văn An - 0912345678 - tổ 3\n2. Trần Thị Bình - 0912 345 679",
            [("Nguyễn Văn An", "0912345678", "", "tổ 3"), ("Trần Thị Bình", "0912345679", "", "")],
        ),
        (
            "Lê Văn Cường, 1990, may 2\nĐỗ Thị Dung sđt: 0987.654.321 ns 12/3/1992",
            [("Lê Văn Cường", "", "1990", "may 2"), ("Đỗ Thị Dung", "0987654321", "1992-03-12", "")],
        ),
        (
            "Nguyễn Văn An\t0912345678\t1990\nTrần Bình\t0912345679\t1991",
            [("Nguyễn Văn An", "0912345678", "1990", ""), ("Trần Bình", "0912345679", "1991", "")],
        ),
        (
            "Họ tên;SĐT\nAn Lê;0912345678\nBình Lê;912345679",
            [("An Lê", "0912345678", "", ""), ("Bình Lê", "0912345679", "", "")],
        ),
        ("Nguyễn Văn An", [("Nguyễn Văn An", "", "", "")]),
    ],
)
def test_pasted_text(text, expected):
    _, lines, _ = read(pasted.table(text)[0])
    assert [(line.name, line.phone, line.birth, line.team) for line in lines] == expected
    assert all(not line.faults for line in lines)


@given(
    st.lists(
        st.lists(
            st.one_of(
                st.text(max_size=12),
                st.floats(allow_nan=False, allow_infinity=False),
                st.booleans(),
                st.dates(),
                st.integers(),
            ),
            max_size=6,
        ),
        max_size=12,
    )
)
def test_no_sheet_breaks_the_reader(cells):
    plan = table.plan(cells)
    if plan is not None:
        for line in rows.Reader(plan, TODAY).lines(enumerate(cells, 1)):
            assert line.name or line.faults


def test_faults_come_with_a_suggestion():
    _, lines, _ = read(
        [
            ["Họ tên", "SĐT", "Ngày sinh", "GT"],
            ["", "0912345", "31/02/1990", "?"],
            ["Bùi Thị Nguyệt", "100000117", "", "nữ"],
        ]
    )
    assert faults(lines[0]) == [
        ("name", "no_name", ""),
        ("phone", "phone_short", ""),
        ("birth", "date_no_such_day", ""),
    ]
    assert faults(lines[1]) == [("phone", "phone_zero_lost", "0100000117")]
    assert [fields.rank(fault) for fault in lines[0].faults] == [0, 1, 1]


def test_columns_are_named_as_in_a_spreadsheet():
    assert [table.Column(place, "").letter for place in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
