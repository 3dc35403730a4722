"""Mappings: read with every mistake named, values written or named, labels found, CSV inert, lists turned into ours."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocvuso.core.mapping import cells, content, delimited, filling, incoming, values
from hocvuso.core.mapping.cells import Label
from hocvuso.core.mapping.filling import Entry
from hocvuso.core.mapping.values import Rule

DAYS = st.dates(date(1900, 1, 1), date(2999, 12, 31))
HEAD = {"id": "x", "title": "Biểu", "partner": "Nơi nhận"}


def told(**more):
    return HEAD | {"way": "out", "source": "unit", "form": "csv", "column": [{"heading": "A", "fact": "people"}]} | more


@given(st.integers(1, cells.LAST_ROW), st.integers(1, cells.LAST_COLUMN))
def test_names_of_cells_lead_back(row, column):
    assert cells.place(cells.name_of(row, column)) == (row, column)


@pytest.mark.parametrize("name", ["", "9D", "D0", "d9", "AAAA1", "XFE1", "A1048577", "D-1", "D9;", "Đ9"])
def test_what_is_no_cell_is_refused(name):
    with pytest.raises(ValueError, match="no cell"):
        cells.place(name)


def test_a_label_that_moved_is_named_with_where_it_stands_now():
    labels = (Label("B9", "Tổng số đoàn viên"), Label("B10", "Đã học"), Label("B11", "Đã đạt"))
    (moved, gone) = cells.moved(labels, {"B9": " tong so  DOAN VIEN ", "B10": "Ghi chú", "B12": "Đã học"})
    assert (moved.label.cell, moved.found, moved.now_at) == ("B10", "Ghi chú", "B12")
    assert (gone.label.cell, gone.found, gone.now_at) == ("B11", "", "")


@given(DAYS, st.sampled_from(["dd/mm/yyyy", "yyyy-mm-dd", "dd.mm.yyyy", "yyyymmdd"]))
def test_days_that_are_written_can_be_read(day, pattern):
    assert values.read_date(values.dated(day, pattern), pattern) == day


@given(st.text(max_size=12))
def test_nonsense_is_no_day_and_never_an_error(text):
    values.read_date(text, "dd/mm/yyyy")


@pytest.mark.parametrize(
    ("value", "rule", "written", "fault"),
    [
        (1860, Rule("number"), 1860, ""),
        (1860, Rule("number", divide=Decimal(1000), decimals=2), Decimal("1.86"), ""),
        (5, Rule("number", divide=Decimal(10)), 1, ""),  # half away from zero, as people round
        (None, Rule("number"), "", ""),
        (None, Rule("number", unknown="-"), "-", ""),
        (None, Rule("number", is_required=True), "", "unknown"),
        (0, Rule("number"), 0, ""),
        (float("nan"), Rule("number"), "nan", "not_number"),
        (True, Rule("number"), "true", "not_number"),
        ("mười", Rule("number"), "mười", "not_number"),
        ("worker", Rule(codes={"worker": "NLĐ"}), "NLĐ", ""),
        (True, Rule(codes={"true": "1"}), "1", ""),
        ("other", Rule(codes={"worker": "NLĐ"}), "other", "no_code"),
        (date(2026, 3, 9), Rule("date", date="mm/yyyy"), "03/2026", ""),
        (date(2026, 3, 9), Rule("date"), date(2026, 3, 9), ""),
        ("hôm qua", Rule("date"), "hôm qua", "not_date"),
        ("a" * 11, Rule(longest=10), "a" * 11, "too_long"),
    ],
)
def test_a_value_is_written_or_named(value, rule, written, fault):
    assert values.write(value, rule) == (written, fault)


def test_every_mistake_of_a_mapping_is_named_by_its_place():
    with pytest.raises(content.Wrong) as caught:
        content.parse(
            told(
                way="sideways", source="people", form="xlsx", partner=7,
                cell=[{"cell": "9D", "fact": "", "label_cell": "B9", "divide": "0"}],
                column=[{"heading": "A", "column": "1", "fact": "x", "date": "d/m"}, {"heading": "A", "codes": [1]}],
            )
        )  # fmt: skip
    places = {each.place for each in caught.value.problems}
    assert {"way", "partner", "cell 1.cell", "cell 1.fact", "cell 1.divide", "cell 1.label"} <= places


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=5),
                    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
                        st.sampled_from(["id", "way", "form", "cell", "column", "rows", "date", "codes", "divide"]),
                        inner, max_size=5), max_leaves=12))  # fmt: skip
def test_whatever_a_mapping_says_it_is_read_or_refused(raw):
    try:
        content.parse(told(**raw) if isinstance(raw, dict) else told(column=raw))
    except content.Wrong as wrong:
        assert wrong.problems


def test_facts_fill_cells_and_rows_and_what_cannot_is_named_by_row_and_column():
    form = content.parse(
        told(
            form="xlsx", template="t.xlsx", sheet="S", rows={"first": 5, "most": 2}, source="units",
            cell=[{"cell": "B1", "fact": "unit.name", "label_cell": "A1", "label": "Đơn vị"}],
            column=[
                {"heading": "STT", "column": "A", "fact": "number", "as": "number"},
                {"heading": "Nhóm", "column": "B", "fact": "group", "codes": {"worker": "NLĐ"}},
                {"heading": "Không có", "column": "C", "fact": "nothing"},
            ],
        )
    )  # fmt: skip
    found = filling.fill(form, {"unit.name": "May"}, [{"group": "worker"}, {"group": "x"}, {"group": "worker"}])
    assert [(each.cell, each.value) for each in found.entries] == [
        ("B1", "May"), ("A5", 1), ("B5", "NLĐ"), ("C5", ""), ("A6", 2), ("B6", ""), ("C6", ""),
    ]  # fmt: skip
    faults = [(each.row, each.where, each.code) for each in found.faults]
    assert faults == [(1, "C", "no_fact"), (2, "B", "no_code"), (2, "C", "no_fact"), (3, "", "too_many_rows")]


def test_formulas_and_the_inside_of_merged_cells_are_out_of_bounds():
    entries = tuple(Entry(cell, 1) for cell in ("B2", "C2", "D9", "E5"))
    assert [each.cell for each in filling.outside(entries, ["D9"], ["B2:D3"])] == ["C2", "D9"]


@given(st.lists(st.lists(st.text(max_size=8), min_size=2, max_size=2), max_size=6), st.sampled_from([";", ",", "\t"]))
def test_csv_is_read_back_and_no_cell_is_a_formula(rows, separator):
    data = delimited.as_csv(["A", "B"], rows, separator)
    assert data.startswith(b"\xef\xbb\xbf")
    back = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=separator))
    assert len(back) == len(rows) + 1
    for given_row, read in zip(rows, back[1:], strict=True):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) for cell in read)
        assert [cell.removeprefix("'") for cell in read] == [
            cell.replace("\x00", "").removeprefix("'") for cell in given_row
        ]


def test_numbers_of_a_csv_stay_numbers_and_decimals_follow_the_separator():
    rows = [[-3, Decimal("1.50"), date(2026, 3, 9), "=1+1"]]
    assert b"-3;1,50;2026-03-09;'=1+1\r\n" in delimited.as_csv(["A", "B", "C", "D"], rows)
    assert b"-3,1.50,2026-03-09,'=1+1\r\n" in delimited.as_csv(["A", "B", "C", "D"], rows, ",")


def test_json_keeps_numbers_and_days():
    found = json.loads(delimited.as_json([{"a": 1, "b": Decimal("1.5"), "c": date(2026, 3, 9), "d": "Đạt"}]))
    assert found == [{"a": 1, "b": 1.5, "c": "2026-03-09", "d": "Đạt"}]


LIST = content.parse(
    HEAD | {
        "way": "in",
        "column": [
            {"heading": "HO_TEN", "field": "name", "required": True},
            {"heading": "NGAY_SINH", "field": "birth", "date": "yyyy-mm-dd"},
            {"heading": "GIOI_TINH", "field": "gender", "codes": {"1": "Nam", "0": "Nữ"}},
        ],
    }
)  # fmt: skip


def test_a_partners_list_comes_in_our_shape_with_its_own_row_numbers():
    rows = [
        (1, ["DANH SÁCH (MẪU)"]),
        (2, ["LUONG", "ho ten", "GIOI_TINH", "NGAY_SINH"]),
        (5, [7_000_000, "Lan", 0.0, "1994-03-09"]),
        (6, [1, "Hùng", "khác", "31/02"]),
    ]
    table = incoming.table(LIST, rows)
    assert table[1] == ["Họ và tên", "Ngày sinh", "Giới tính"]
    assert table[4] == ["Lan", date(1994, 3, 9), "Nữ"]  # row 5 of the file
    assert table[5] == ["Hùng", "31/02", "khác"]  # goes on as it stands: our reader names it
    assert not any(str(cell) == "7000000" for row in table for cell in row)


def test_another_file_is_refused_with_the_headings_that_it_lacks():
    with pytest.raises(incoming.NoHeadings) as caught:
        incoming.table(LIST, [(1, ["a", "b"]), (2, [])])
    assert caught.value.missing == ("HO_TEN",)


@given(st.lists(st.lists(st.text(max_size=6) | st.floats() | st.booleans() | DAYS, max_size=4), max_size=6))
def test_nonsense_is_a_table_or_refused(rows):
    try:
        table = incoming.table(LIST, list(enumerate(rows, 1)))
    except incoming.NoHeadings:
        return
    assert len({len(row) for row in table}) == 1
