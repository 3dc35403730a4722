"""Certificates from a fulfilled rule to a checked square, revoked and brought back; and a form in a room."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from datetime import datetime, timedelta, timezone
from pathlib import Path

from tests.journeys import screens, walks
from tests.journeys.conftest import Phones
from tests.journeys.phone import SHOTS, Phone
from tests.journeys.phone import seen as pictured
from tests.journeys.place import PATIENCE_SECONDS
from tests.journeys.yesterday import CERTIFIED

UNIT = "ST-BN-MAY"
VIETNAM = timezone(timedelta(hours=7))


def test_certificates_from_the_rule_to_the_revoked_square(officials: Phones, phones: Phones, tmp_path: Path) -> None:
    dao, stranger = phones(), phones()
    asks_for_it(dao)
    desk = officials("hanh.demo")
    is_given_it(desk, tmp_path)
    code = finds_it(dao)
    stranger.open(f"/chung-nhan/{code}").sees("Giấy này là thật và còn hiệu lực", CERTIFIED["name"], "Nơi cấp")
    seen(stranger, "certificates-6-check")
    is_revoked_and_brought_back(desk, stranger, code)
    brings_one_from_elsewhere(dao)
    is_verified(desk)
    dao.open("/chung-nhan/ngoai").sees("đã xác minh")
    digits, door = opens_a_room(desk)
    does_the_form(dao, door, digits)
    desk.open(f"/cb/chung-nhan/phong?don-vi={UNIT}")
    desk.go("Nhà ăn tầng ba")
    desk.sees(CERTIFIED["name"], "đã nộp")
    seen(desk, "certificates-14-room")


def seen(screen: Phone, name: str) -> None:
    """Keep a picture of a page, and hold that nothing is wrong with it on a phone."""
    pictured(screen, name)
    found = screens.faults(screen, name)
    assert not found, "\n".join(found)


def asks_for_it(dao: Phone) -> None:
    """Come in with a card, see that everything is there, and ask the union."""
    walks.claim_by_card(dao, CERTIFIED["card"])
    walks.agree(dao)
    dao.open("/toi")
    dao.go("Chứng nhận của tôi")
    dao.sees("Kỹ năng số thiết yếu", "Đã đủ điều kiện", "Còn thiếu")
    seen(dao, "certificates-1-mine")
    dao.goes(dao.page.get_by_role("button", name="Đề nghị công đoàn cấp").first)
    dao.sees("Bạn đã đề nghị công đoàn")


def is_given_it(desk: Phone, folder: Path) -> None:
    """Look at who fulfils the rule, give it to her alone, and take the file once it is made."""
    desk.open(f"/cb/chung-nhan?don-vi={UNIT}")
    seen(desk, "certificates-2-overview")
    desk.goes(desk.page.get_by_role("link", name="Xem ai đủ điều kiện và cấp").first)
    desk.sees(CERTIFIED["name"], "đã đề nghị và đủ điều kiện")
    for label in desk.page.locator("label.tick").filter(has_not_text=CERTIFIED["name"]).all():
        label.click()
    desk.write("Số quyết định của đơn vị, nếu có", "45/QĐ-CĐCS")
    seen(desk, "certificates-3-give")
    desk.go("Cấp chứng nhận")
    desk.sees("1 chứng nhận")
    data = file_of_all(desk)
    seen(desk, "certificates-4-file")
    is_one_sheet(data, folder, "certificates-4-paper")


def file_of_all(desk: Phone) -> bytes:
    """Wait for the newest file of certificates, and take it."""
    file = desk.page.locator("main ul.list > li").first.get_by_role("link", name=re.compile("^PDF, 1 trang"))
    ends = time.monotonic() + PATIENCE_SECONDS
    while not file.count() and time.monotonic() < ends:
        desk.page.wait_for_timeout(1000)
        desk.open(f"/cb/chung-nhan/in?don-vi={UNIT}")
    answer = desk.context.request.get(f"{desk.place.address}{file.get_attribute('href')}")
    assert answer.ok
    return answer.body()


def is_one_sheet(data: bytes, folder: Path, name: str) -> None:
    """Turn a PDF into a picture where this machine can."""
    assert data.startswith(b"%PDF")
    (folder / "giay.pdf").write_bytes(data)
    if shutil.which("pdftoppm"):
        subprocess.run(["pdftoppm", "-r", "60", "-png", folder / "giay.pdf", folder / "giay"], check=True)
        pictures = list(folder.glob("giay*.png"))
        assert len(pictures) == 1, "one sheet"
        if SHOTS:
            shutil.copy(pictures[0], Path(SHOTS) / f"{name}.png")


def finds_it(dao: Phone) -> str:
    """Hear of it, open it, take it; return its code."""
    walks.is_told(dao, "đã cấp cho bạn một chứng nhận")
    dao.open("/chung-nhan").sees("Kỹ năng số thiết yếu", "Ai muốn kiểm tra thì mở")
    seen(dao, "certificates-5-held")
    address = dao.page.get_by_role("link", name="Tải bản PDF").get_attribute("href")
    assert dao.context.request.get(f"{dao.place.address}{address}").body().startswith(b"%PDF")
    found = re.search(r"/chung-nhan/([0-9a-z]{10})", dao.words)
    assert found is not None
    return found.group(1)


def is_revoked_and_brought_back(desk: Phone, stranger: Phone, code: str) -> None:
    """Revoke with a reason: the square says so and not why; within a day it is taken back."""
    desk.open(f"/cb/chung-nhan/danh-sach?don-vi={UNIT}")
    seen(desk, "certificates-7-list")
    desk.go(CERTIFIED["name"])
    desk.tap("Thu hồi")
    desk.write("Lý do, người được cấp sẽ đọc", "Cấp nhầm người trùng tên")
    desk.go("Thu hồi ngay")
    desk.sees("đã thu hồi", "Cấp nhầm người trùng tên")
    seen(desk, "certificates-8-revoked")
    stranger.open(f"/chung-nhan/{code}").sees("Giấy này đã bị thu hồi", "Giấy không còn giá trị")
    stranger.misses("trùng tên")
    seen(stranger, "certificates-9-check-revoked")
    desk.go("Bỏ việc thu hồi")
    stranger.open(f"/chung-nhan/{code}").sees("Giấy này là thật và còn hiệu lực")


def brings_one_from_elsewhere(dao: Phone) -> None:
    """Bring a certificate of the national platform; first something is missing, and nothing typed is lost."""
    dao.open("/chung-nhan")
    dao.go("Thêm một giấy")
    dao.choose("Nền tảng quốc gia")
    dao.write("Trên giấy ghi gì", "Xác nhận kỹ năng số")
    dao.go("Lưu lại")
    dao.sees("ngày")
    seen(dao, "certificates-10-elsewhere")
    dao.write("Giấy cấp ngày nào", "18/05/2026")
    dao.go("Lưu lại")
    dao.sees("Đã lưu, theo lời bạn khai", "tự khai", "Xác nhận kỹ năng số")


def is_verified(desk: Phone) -> None:
    """Look at it and say that it is right."""
    desk.open(f"/cb/chung-nhan/ngoai?don-vi={UNIT}")
    desk.goes(desk.page.get_by_role("link", name=re.compile(CERTIFIED["name"])).first)
    seen(desk, "certificates-11-verify")
    desk.go("Tôi đã xem giấy: đúng")


def opens_a_room(desk: Phone) -> tuple[str, str]:
    """Plan a room that begins in five minutes, show its wall; return the digits and the path of its door."""
    begins = datetime.now(VIETNAM) + timedelta(minutes=5)
    desk.open(f"/cb/chung-nhan/phong/moi?don-vi={UNIT}")
    desk.write("Ở đâu", "Nhà ăn tầng ba")
    desk.write("Ngày nào", f"{begins:%d/%m/%Y}")
    desk.write("Mở từ", f"{begins:%H:%M}")
    desk.write("Đến", f"{begins + timedelta(hours=1):%H:%M}")
    desk.go("Xếp phòng này")
    desk.sees("Nhà ăn tầng ba", "Chưa ai bắt đầu")
    desk.go("Mở màn hình của phòng")
    seen(desk, "certificates-12-wall")
    door = re.search(r"/chung-nhan/phong/[0-9a-z]{6}", desk.words)
    assert door is not None
    return desk.page.locator("[data-digits]").inner_text(), door.group()


def does_the_form(dao: Phone, door: str, digits: str) -> None:
    """Type digits that never stood there, then those of the wall; do the form and hear what to learn."""
    dao.open(door).sees("8 câu, 20 phút")
    dao.write("Sáu chữ số", "12")
    dao.go("Bắt đầu làm bài")
    dao.sees("Mã này không phải mã đang hiện trên màn hình")
    seen(dao, "certificates-13-door")
    dao.write("Sáu chữ số", digits)
    dao.go("Bắt đầu làm bài")
    dao.sees("Còn 8 câu")
    seen(dao, "certificates-13-task")
    for _task in range(8):
        dao.go("Tôi không biết")
    dao.sees("Bài đã nộp", "Học thêm trước lần sau")
    seen(dao, "certificates-13-showed")
