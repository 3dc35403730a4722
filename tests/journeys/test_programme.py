"""A programme: planned in one sitting, a task done with evidence, a plan read in with a fault, seen from above."""

from __future__ import annotations

import io
import re
from datetime import timedelta

from docx import Document

from hocvuso.plumbing import clock
from tests.journeys.conftest import LARGE, Phones
from tests.journeys.phone import Phone, seen

TITLE = "Kế hoạch phòng họp (mẫu)"


def test_a_plan_in_one_sitting_becomes_the_programme_that_is_done(officials: Phones) -> None:
    desk = officials("hanh.demo", size=LARGE)
    answers_ten_questions(desk)
    takes_the_plan_and_saves_it(desk)
    does_a_task(desk)
    reads_a_plan_with_a_fault(desk)


def test_the_level_above_sees_who_has_a_programme_and_what_is_late(officials: Phones) -> None:
    above = officials("thuan.demo", size=LARGE)
    above.open("/cb/chuong-trinh")
    above.sees("đơn vị cấp dưới đã có chương trình", "việc trễ hạn")
    seen(above, "programme-9-below")
    above.go("Chưa có chương trình")
    above.tap("Giao cấp dưới lập chương trình, có hạn")
    above.write("Đến ngày nào", "hôm nào đó")
    above.go("Giao lập chương trình")
    above.sees("Ghi ngày như")
    above.write("Đến ngày nào", f"{clock.today() + timedelta(days=30):%d/%m/%Y}")
    above.go("Giao lập chương trình")
    above.sees("trước hết ngày")


def answers_ten_questions(desk: Phone) -> None:
    """Go through three pages; one answer cannot be, and nothing typed is lost."""
    desk.open("/cb/chuong-trinh")
    seen(desk, "programme-1-list")
    desk.go("Lập kế hoạch khác")
    desk.write("Ai phụ trách chung?", "Chị Hạnh, chủ tịch")
    desk.write("Trong 10 người, mấy người có điện thoại thông minh?", "mười hai")
    desk.go("Tiếp")
    desk.sees("Ghi bằng chữ số")
    desk.write("Trong 10 người, mấy người có điện thoại thông minh?", "7")
    desk.choose("Hai ca")
    seen(desk, "programme-2-questions")
    desk.go("Tiếp")
    desk.sees("Trang 2/3")
    desk.write("Chỗ học ngồi được mấy người?", "20")
    desk.go("Tiếp")
    desk.open("/cb/chuong-trinh")  # called away; the answers are kept
    desk.go("Làm tiếp kế hoạch")
    desk.go("Xem kế hoạch luôn, còn lại để nguyên")


def takes_the_plan_and_saves_it(desk: Phone) -> None:
    """Download the plan before it is saved, then save it."""
    desk.sees("Chưa lưu gì cả", "Chị Hạnh, chủ tịch", "14:30")
    seen(desk, "programme-3-plan")
    with desk.page.expect_download() as kept:
        desk.tap("Kế hoạch (Word)")
    document = Document(str(kept.value.path()))
    told = "\n".join(each.text for each in document.paragraphs)
    cells = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
    assert "KẾ HOẠCH" in told
    assert "Số: ………………" in "\n".join(cells)
    assert any("nhóm 1, buổi thứ 1" in each for each in cells)
    desk.go("Lưu thành chương trình")
    desk.sees("Giấy tờ", "Dán thẻ mã vuông")
    seen(desk, "programme-4-live")


def does_a_task(desk: Phone) -> None:
    """Call a task done, with a note and a file as evidence."""
    desk.go("Dán thẻ mã vuông mở bài học ở bảng tin, nhà ăn, chỗ giao ca")
    desk.choose("Đã xong")
    desk.write("Nói thêm (không bắt buộc)", "Dán đủ 12 chỗ")
    desk.go("Lưu")
    desk.write("Ghi chú, hoặc đường dẫn", "Biên bản ngày dán thẻ")
    file = {"name": "anh.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4"}
    desk.page.set_input_files("#tep", file)
    desk.go("Thêm minh chứng")
    desk.sees("Biên bản ngày dán thẻ", "anh.pdf", "Dán đủ 12 chỗ", "100%")
    seen(desk, "programme-5-task")


def reads_a_plan_with_a_fault(desk: Phone) -> None:
    """Read a Word table in, put the row right that has no day, save it, take it back."""
    desk.open("/cb/chuong-trinh/nhap")
    seen(desk, "programme-6-file")
    file = {"name": "ke-hoach.docx", "mimeType": "application/octet-stream", "buffer": written()}
    desk.page.set_input_files("#tep", file)
    desk.write("Tên chương trình", TITLE)
    desk.go("Đọc kế hoạch")
    desk.sees("Lưu được 2 nhiệm vụ, 1 dòng cần sửa", "chưa đọc được thành ngày", "Người phụ trách")
    seen(desk, "programme-7-table")
    desk.page.locator("[name=han]").fill(f"{clock.today() + timedelta(days=40):%d/%m/%Y}")
    desk.go("Sửa lại")
    desk.sees("Lưu được 3 nhiệm vụ")
    desk.go("Lưu 3 nhiệm vụ")
    desk.sees(TITLE, "Tuyên truyền", "Đào tạo")
    seen(desk, "programme-8-entered")
    desk.go("Bỏ chương trình này (lấy lại được)")
    desk.sees("Đã bỏ lúc")
    assert re.search("Lấy lại", desk.words)


def written() -> bytes:
    """Return a plan as a Word table, its headings half without marks, one deadline that is none."""
    year = clock.today().year + 1
    rows = [
        ["TT", "Noi dung", "Người phụ trách", "Thoi han"], ["I", "Tuyên truyền", "", ""],
        ["1", "Đăng bài mỗi tuần", "Chị Hạnh", f"30/06/{year}"], ["2", "Dán áp phích", "Anh Dũng", "khi nào xong"],
        ["II", "Đào tạo", "", ""], ["1", "Mở lớp ban đêm", "Tổ công nghệ số", f"Quý I/{year}"],
    ]  # fmt: skip
    document, data = Document(), io.BytesIO()
    table = document.add_table(rows=0, cols=4)
    for row in rows:
        for cell, value in zip(table.add_row().cells, row, strict=True):
            cell.text = value
    document.save(data)
    return data.getvalue()
