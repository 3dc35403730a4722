"""Make the invented forms of partners below `content/partners/`; a test says when a file is not what this makes.

They are samples of our own, so that the whole way can be tried; a partner's real form takes their place.
"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

FOLDER = Path(__file__).resolve().parent.parent / "content/partners"
INVENTED = "MẪU TỰ SOẠN ĐỂ THỬ, CHƯA PHẢI BIỂU CỦA CƠ QUAN NÀO"
MADE = datetime(2026, 11, 29)  # a fixed day, so that the bytes are the same every time
COUNTS = (
    ("I", "NGƯỜI LAO ĐỘNG", ("Người lao động của đơn vị", "Có tên trong danh sách", "Đã bắt đầu học",
                             "Đã đạt mục tiêu")),
    ("II", "PHONG TRÀO", ("Tổ công nghệ số", "Thành viên các tổ", "Điểm wifi miễn phí đang chạy",
                          "Lớp học đã mở trong tháng", "Gia đình số được công nhận")),
)  # fmt: skip
PIECES = ("tổ", "người", "điểm", "lớp", "gia đình")


def _book(path: Path) -> Any:
    path.parent.mkdir(parents=True, exist_ok=True)
    book = xlsxwriter.Workbook(str(path))
    book.set_properties({"title": "Mẫu tự soạn", "created": MADE})
    return book


def _counts(book: Any, sheet: Any, font: dict[str, Any]) -> None:
    text, bold = book.add_format({**font, "border": 1}), book.add_format({**font, "border": 1, "bold": True})
    count = book.add_format({**font, "border": 1, "num_format": "#,##0", "bg_color": "#FFFBE6"})
    share = book.add_format({**font, "border": 1, "num_format": "0.0%"})
    row = 10
    for number, group, words in COUNTS:
        sheet.write_string(f"A{row}", number, bold)
        sheet.merge_range(f"B{row}:F{row}", group, bold)
        for place, word in enumerate(words, 1):
            at = row + place
            sheet.write_string(f"A{at}", str(place), text)
            sheet.write_string(f"B{at}", word, text)
            sheet.write_string(f"C{at}", "người" if number == "I" else PIECES[place - 1], text)
            sheet.write_blank(f"D{at}", None, count)
            is_part = number == "I" and place > 1
            sheet.write_formula(
                f"E{at}", f'=IF(N($D$11)=0,"",D{at}/$D$11)', share, ""
            ) if is_part else sheet.write_blank(f"E{at}", None, text)
            sheet.write_blank(f"F{at}", None, text)
        row += len(words) + 1


def statistics(path: Path) -> None:
    """Make a one-page statistics form: merged titles, sums and shares as formulas, set up for printing."""
    book = _book(path)
    sheet = book.add_worksheet("Biểu 01")
    font = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter"}
    title = book.add_format({**font, "bold": True, "align": "center", "font_size": 14})
    mark = book.add_format({**font, "italic": True, "align": "center", "font_color": "#A3231A"})
    head = book.add_format(
        {**font, "bold": True, "border": 1, "align": "center", "text_wrap": True, "bg_color": "#E7EEF7"}
    )
    plain, line = book.add_format(font), book.add_format({**font, "bottom": 4})
    for letter, width in (("A", 8), ("B", 38), ("C", 14), ("D", 14), ("E", 14), ("F", 16)):
        sheet.set_column(f"{letter}:{letter}", width)
    sheet.set_default_row(20)
    sheet.merge_range("A1:F1", INVENTED, mark)
    sheet.merge_range("A4:F4", "BIỂU 01: NGƯỜI LAO ĐỘNG HỌC KỸ NĂNG SỐ", title)
    sheet.set_row(3, 26)
    for row, word in ((6, "Đơn vị báo cáo"), (7, "Tháng báo cáo")):
        sheet.merge_range(f"A{row}:B{row}", word, plain)
        sheet.merge_range(f"C{row}:F{row}", "", line)
    for letter, word in zip("ABCDEF", ("Mục", "Nội dung", "Đơn vị tính", "Số lượng", "Tỷ lệ", "Ghi chú"), strict=True):
        sheet.write_string(f"{letter}9", word, head)
    _counts(book, sheet, font)
    for at, word in ((22, "Người xác nhận báo cáo"), (23, "Ngày xác nhận")):
        sheet.merge_range(f"A{at}:B{at}", word, plain)
        sheet.merge_range(f"C{at}:F{at}", "", line)
    sheet.merge_range(
        "D25:F25", "THỦ TRƯỞNG ĐƠN VỊ (ký, đóng dấu)", book.add_format({**font, "align": "center", "bold": True})
    )
    sheet.set_paper(9)
    sheet.set_portrait()
    sheet.fit_to_pages(1, 1)
    sheet.print_area("A1:F30")
    sheet.set_margins(left=0.7, right=0.5)
    sheet.set_footer("&LMẫu tự soạn để thử&RTrang &P/&N")
    sheet.freeze_panes(9, 0)
    sheet.data_validation("F11:F20", {"validate": "length", "criteria": "<=", "value": 200})
    book.close()


def results(path: Path) -> None:
    """Make a list of results: headings repeated on each page, one prepared row, dates as dates."""
    book = _book(path)
    sheet = book.add_worksheet("Kết quả")
    font = {"font_name": "Times New Roman", "font_size": 12}
    mark = book.add_format({**font, "italic": True, "font_color": "#A3231A"})
    title = book.add_format({**font, "bold": True, "font_size": 14, "align": "center"})
    head = book.add_format(
        {**font, "bold": True, "border": 1, "align": "center", "bg_color": "#E7EEF7", "text_wrap": True}
    )
    cell = book.add_format({**font, "border": 1, "text_wrap": True, "valign": "top"})
    day = book.add_format({**font, "border": 1, "num_format": "dd/mm/yyyy", "valign": "top", "align": "center"})
    for letter, width in (("A", 6), ("B", 26), ("C", 30), ("D", 38), ("E", 13), ("F", 10), ("G", 38)):
        sheet.set_column(f"{letter}:{letter}", width)
    sheet.merge_range("A1:G1", INVENTED, mark)
    sheet.merge_range("A2:G2", "DANH SÁCH KẾT QUẢ HỌC KỸ NĂNG SỐ", title)
    for row, word in ((4, "Đơn vị"), (5, "Ngày lập")):
        sheet.merge_range(f"A{row}:B{row}", word, book.add_format(font))
        sheet.merge_range(f"C{row}:D{row}", "", book.add_format({**font, "bottom": 4}))
    for letter, word in zip(
        "ABCDEFG", ("STT", "Họ và tên", "Đơn vị", "Kỹ năng", "Ngày đạt", "Kết quả", "Mã tham chiếu"), strict=True
    ):
        sheet.write_string(f"{letter}7", word, head)
        sheet.write_blank(f"{letter}8", None, day if letter == "E" else cell)
    sheet.set_row(7, 32)  # two lines: rows of the list look like this one, and skills have long names
    sheet.repeat_rows(6)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&LMẫu tự soạn để thử&RTrang &P/&N")
    book.close()


def make(folder: Path) -> None:
    """Make all of them below a folder."""
    statistics(folder / "local-statistics/template.xlsx")
    results(folder / "national-results/template.xlsx")


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
