"""Other software: the operator maps a form, a program reads as the guide says, a partner is told; an official
fills a form and reads a partner's list in.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from datetime import date, timedelta

from scripts import partner_templates
from tests.journeys import screens, walks
from tests.journeys.conftest import LARGE, SMALL, Phones
from tests.journeys.phone import Phone, seen
from tests.journeys.place import ROOT, Place
from tests.journeys.yesterday import OPERATOR
from tests.rooms.partners import books
from tests.rooms.partners.listener import listening

GUIDES = ("huong-dan.md", "guide.md")


def test_the_operator_maps_a_form_makes_a_key_and_tells_a_partner(phones: Phones, site: Place) -> None:
    screen = phones(size=LARGE)
    walks.official_comes_in(screen, OPERATOR["username"], OPERATOR["password"], OPERATOR["secret"])
    maps_a_form(screen)
    key = makes_a_key(screen)
    for guide in GUIDES:
        follows(guide, key, site)
    takes_it_back(screen, key, site)
    tells_a_partner(screen)


def looked_at(screen: Phone, name: str) -> None:
    """Keep pictures of a page, and let nothing be wrong with it on a phone or on a PC."""
    seen(screen, name)
    before = screen.page.viewport_size
    for size in (SMALL, LARGE):
        screen.page.set_viewport_size(size)  # type: ignore[arg-type]
        assert not screens.faults(screen, name, least=screens.OFFICIAL_TARGET)
    screen.page.set_viewport_size(before)  # type: ignore[arg-type]


def maps_a_form(screen: Phone) -> None:
    """Look at a form, change where a figure goes, be refused at a formula, keep it, take the file, take it back."""
    screen.open("/cb/doi-tac")
    screen.sees("Số liệu cho nơi khác", "mẫu tự soạn", "Khóa cho chương trình khác")
    looked_at(screen, "partners-1-home")
    screen.go("Phiếu thống kê gửi địa phương")
    screen.sees("Đây là mẫu tự soạn để thử")
    screen.go("Sửa cách ghép")
    screen.page.fill("[name=cell-3-cell]", "E12")
    screen.go("Lưu cách ghép")
    screen.sees("Chưa lưu được", "có công thức")
    looked_at(screen, "partners-2-refused")
    screen.page.fill("[name=cell-3-cell]", "D11")
    screen.page.fill("[name=cell-3-divide]", "1000")
    screen.go("Chỉ thử")
    screen.sees("Khớp rồi", "Những gì ghi vào biểu")
    looked_at(screen, "partners-8-tried")
    screen.go("Lưu cách ghép")
    screen.sees("Những gì ghi vào biểu")
    looked_at(screen, "partners-3-form")
    with screen.page.expect_download() as taken:
        screen.tap("Lấy biểu đã điền")
    assert books.opened(taken.value.path().read_bytes())["C6"].value
    screen.go("Sửa cách ghép")
    screen.go("Lấy lại bản trước")


def makes_a_key(screen: Phone) -> str:
    """Make a key for the whole tree and write it down."""
    screen.open("/cb/doi-tac/khoa")
    screen.write("Nơi dùng khóa", "Sở Nội vụ (mẫu)")
    screen.write("Mã đơn vị, gồm cả cấp dưới", "ST")
    for box in screen.page.locator("[name=loai]").all():
        box.check(force=True)
    screen.page.fill("[name=den]", f"{date.today() + timedelta(days=30)}")
    screen.go("Tạo khóa này")
    screen.sees("Chép khóa này ngay")
    looked_at(screen, "partners-4-key")
    return screen.page.input_value("#key")


def follows(guide: str, key: str, site: Place) -> None:
    """Run each command of a guide as it is written there, as a partner would, and look at what came of each."""
    text = (ROOT / "docs/api" / guide).read_text(encoding="utf-8")
    commands = re.findall(r"^```sh\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)
    assert len(commands) == text.count("```") // 2 - 1  # all but the block that sets the two variables
    env = os.environ | {"BASE": site.address, "KEY": key}
    seen_at = set()
    for command in commands:
        done = subprocess.run(["sh", "-ec", command], env=env, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stderr
        (asked,) = {*re.findall(r"/api/v1/exchange/(\w+)", command), *re.findall(r"(?:openssl) (dgst)", command)}
        AS_THE_GUIDE_SAYS[asked](done.stdout, command)
        seen_at.add(asked)
    assert seen_at == set(AS_THE_GUIDE_SAYS)


def _is_page(said: str, command: str) -> None:
    page = json.loads(said)
    assert "items" in page
    if "units?limit=2" in command:
        assert len(page["items"]) == 2
        assert page["next"]
    if "receipts?limit=50" in command:
        assert all(each["receipt"] for each in page["items"] if each["what"] == "received")


def _is_unknown(said: str, _command: str) -> None:
    assert json.loads(said)["state"] == "unknown"


def _is_units(said: str, command: str) -> None:
    if "If-None-Match" in command:
        assert said.strip() == "304"
    else:
        _is_page(said, command)


def _is_signed(said: str, _command: str) -> None:
    assert said.strip() == "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="  # published with the standard


AS_THE_GUIDE_SAYS = {
    "units": _is_units, "returns": _is_page, "receipts": _is_page, "figures": _is_page, "changes": _is_page,
    "certificates": _is_unknown, "dgst": _is_signed,
}  # fmt: skip


def takes_it_back(screen: Phone, key: str, site: Place) -> None:
    """Take the key back; the next reading is refused."""
    screen.open("/cb/doi-tac/khoa")
    screen.go("Thu hồi khóa này")
    screen.sees("đã thu hồi")
    command = ["curl", "-sS", "-o", "/dev/null", "-w", "%{http_code}", "-H", f"Authorization: Bearer {key}"]
    done = subprocess.run(
        [*command, f"{site.address}/api/v1/exchange/units"], capture_output=True, text=True, timeout=60
    )
    assert done.stdout == "401"


def tells_a_partner(screen: Phone) -> None:
    """Enter an address, send a test, see in the log that it was taken, and what is said when it fails."""
    with listening() as partner:
        screen.open("/cb/doi-tac/moc")
        screen.write("Báo cho ai", "Tỉnh bạn (mẫu)")
        screen.write("Địa chỉ (https)", partner.url)
        screen.write("Mã đơn vị, gồm cả cấp dưới", "ST")
        screen.page.locator("[name=loai]").first.check(force=True)
        screen.go("Lưu địa chỉ")
        screen.sees("Chép mật mã này ngay")
        screen.go("Gửi thử ngay")
        screen.sees("đã nhận")
        partner.status = 500
        screen.go("Gửi thử ngay")
        screen.sees("sẽ gửi lại", "500")
        looked_at(screen, "partners-5-log")
        assert json.loads(partner.got[0][1])["type"] == "test.sent"
    screen.go("Bỏ địa chỉ này")
    screen.sees("Các địa chỉ", "minh họa, bịa")  # that of the demonstration stays
    screen.misses("Tỉnh bạn (mẫu)")


def test_an_official_fills_a_form_and_reads_a_partners_list(officials: Phones) -> None:
    desk = officials("hanh.demo", size=LARGE)
    desk.open("/cb/doi-tac")
    desk.go("Danh sách xuất từ phần mềm đoàn viên")
    desk.page.set_input_files("#tep", str(partner_templates.FOLDER / "member-software/sample.csv"))
    desk.go("Đọc tệp")
    desk.sees("Lê Thị Đồng", "Tháng đó không có ngày này", "Chưa lưu gì cả")
    looked_at(desk, "partners-6-preview")
    desk.go("Bỏ danh sách này")
    desk.open("/cb/doi-tac/thay-doi")
    desk.sees("Ai vào, ai rời, ai chuyển")
    looked_at(desk, "partners-7-changes")
