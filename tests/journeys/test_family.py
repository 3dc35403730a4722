"""A family from invitation to recognition: a worker, her mother on her phone, a sister far away, an official."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

from tests.journeys import screens, walks
from tests.journeys.conftest import Phones
from tests.journeys.phone import SHOTS, Phone
from tests.journeys.phone import seen as pictured
from tests.journeys.yesterday import SUPPORTER

UNIT = "ST-BN-MAY"


def test_a_family_from_invitation_to_recognition(officials: Phones, phones: Phones, tmp_path: Path) -> None:
    lan, sister, stranger = phones(), phones(), phones()
    founds(lan)
    takes_mother_in(lan)
    mother_does_a_task(lan)
    comes_in_from_far_away(sister, invites(lan))
    asks_for_recognition(lan)
    desk = officials("hanh.demo")
    is_recognised(desk)
    code = opens_the_certificate(lan, tmp_path)
    stranger.open(f"/gia-dinh/giay/{code}").sees("Giấy này là thật và còn hiệu lực", SUPPORTER["name"])
    seen(stranger, "family-9-check")
    what_was_shared_disappears(lan, sister)
    is_ended(desk, stranger, code)


def seen(screen: Phone, name: str) -> None:
    """Keep a picture of a page, and hold that nothing is wrong with it on a phone."""
    pictured(screen, name)
    found = screens.faults(screen, name)
    assert not found, "\n".join(found)


def founds(lan: Phone) -> None:
    """Come in with a card and begin a family from one's own page."""
    walks.claim_by_card(lan, SUPPORTER["card"])
    walks.agree(lan)
    lan.open("/toi")
    lan.go("Gia đình tôi")
    seen(lan, "family-1-none")
    lan.go("Lập gia đình của tôi")
    seen(lan, "family-2-consent")
    lan.go("Đồng ý")
    lan.sees("Bạn muốn cùng học với ai?")


def takes_mother_in(lan: Phone) -> None:
    """Take somebody without a phone in: she reads and answers herself."""
    lan.go("Mời người đầu tiên")
    seen(lan, "family-3-whom")
    lan.go("Mẹ")
    lan.go("Không, học chung máy này")
    seen(lan, "family-3-who-without-a-phone")
    lan.write("Tên để gọi", "Trần Thị Mây")
    lan.go("Tiếp")
    lan.sees("Đưa máy cho Mây ngay bây giờ", "Lan được thấy gì?")
    seen(lan, "family-4-mother-is-asked")
    lan.go("Chỉ thấy tôi có làm bài, ngày nào")
    lan.sees("Người cùng học với bạn", "Mây", "chung máy này")
    seen(lan, "family-5-home")


def mother_does_a_task(lan: Phone) -> None:
    """Hand the phone over, let her do a task, take it back with the own code: the task is hers."""
    lan.go("Đưa máy cho Mây")
    lan.sees("Tin nhắn này thế nào?")
    lan.goes(lan.page.locator("button[value=suspicious]"))
    assert [each["kind"] for each in lan.held()["learning"]["events"]] == ["first_task"]
    lan.open("/gia-dinh").sees("Gia đình của Lan")
    seen(lan, "family-6-mothers-page")
    lan.go("Trả máy cho Lan")
    lan.go("Lan")
    lan.write("4 số", "2846")
    lan.go("Vào")
    assert lan.path == "/gia-dinh"
    lan.sees("Gia đình bạn đã đủ điều kiện công nhận", "làm bài ngày")
    assert lan.held()["learning"]["events"] == []


def invites(lan: Phone) -> str:
    """Invite a sister far away; return the path of the invitation."""
    lan.go("Mời thêm người thân")
    lan.go("Anh chị em")
    lan.go("Có, máy riêng")
    seen(lan, "family-7-invitation")
    found = re.search(r"/gia-dinh/[0-9a-z]{8}", lan.words)
    assert found is not None
    return found.group()


def comes_in_from_far_away(sister: Phone, invitation: str) -> None:
    """Come in by the invitation on one's own phone, keeping everything to oneself."""
    sister.open(invitation).sees("Lan mời bạn cùng học")
    seen(sister, "family-8-invited")
    sister.go("Bắt đầu với tên của tôi")
    sister.go("Số điện thoại")
    sister.write("Họ và tên", "Nguyễn Thị Huệ")
    sister.write("Số di động", "0100000019")
    sister.go("Tiếp")
    sister.write("4 số", "3957")
    sister.write("Gõ lại 4 số đó", "3957")
    sister.go("Giữ mã này")
    sister.sees("Bạn làm ở đâu?")
    sister.go("Để sau")
    sister.go("Đồng ý")
    assert sister.path == invitation
    sister.go("Không thấy gì, tôi giữ riêng")
    sister.sees("Gia đình của Lan", "Không thấy gì, tôi giữ riêng")
    sister.open(invitation).sees("Gia đình của Lan")


def asks_for_recognition(lan: Phone) -> None:
    """Send the family to the union, with the own name on the certificate."""
    lan.open("/gia-dinh").sees("Huệ", "giữ riêng")
    lan.go("Đề nghị công nhận")
    lan.choose("Ghi tên tôi trên giấy công nhận")
    seen(lan, "family-8-proposal")
    lan.go("Gửi công đoàn")
    lan.sees("Cán bộ đang xem")


def is_recognised(desk: Phone) -> None:
    """Find the proposal and recognise the family; nobody's skill is on the page."""
    desk.open(f"/cb/gia-dinh?don-vi={UNIT}")
    seen(desk, "family-desk-1-overview")
    desk.go("Xem 2 đề nghị")
    desk.sees(SUPPORTER["name"])
    desk.misses("Mây", "Huệ")
    seen(desk, "family-desk-2-list")
    desk.goes(desk.page.get_by_role("link", name=re.compile(f"{SUPPORTER['name']}$")).last)
    desk.sees("hôm nay đã đủ")
    seen(desk, "family-desk-3-one")
    desk.write("Số quyết định của đơn vị, nếu có", "31/QĐ-CĐCS")
    desk.go("Công nhận gia đình này")
    desk.sees("công nhận ngày", "31/QĐ-CĐCS")


def opens_the_certificate(lan: Phone, folder: Path) -> str:
    """Hear of it, open the certificate, take it as PDF and turn it into a picture; return its code."""
    walks.is_told(lan, "Gia đình bạn đã được công nhận")
    lan.open("/gia-dinh").sees("Gia đình bạn là Gia đình công nhân số")
    seen(lan, "family-8-recognised")
    lan.go("Mở giấy công nhận")
    lan.sees("Gia đình công nhân số", SUPPORTER["name"], "và 2 người thân cùng học", "31/QĐ-CĐCS")
    seen(lan, "family-8-certificate")
    address = lan.page.get_by_role("link", name="Tải bản PDF").get_attribute("href")
    answer = lan.context.request.get(f"{lan.place.address}{address}")
    assert answer.ok
    file = folder / "giay.pdf"
    file.write_bytes(answer.body())
    assert file.read_bytes().startswith(b"%PDF")
    if shutil.which("pdftoppm"):
        subprocess.run(["pdftoppm", "-r", "60", "-png", file, folder / "giay"], check=True)
        pictures = list(folder.glob("giay*.png"))
        assert len(pictures) == 1, "one sheet"
        if SHOTS:
            shutil.copy(pictures[0], Path(SHOTS) / "family-certificate.png")
    found = re.search(r"/chung-nhan/([0-9a-z]{10})", lan.words)
    assert found is not None
    return found.group(1)


def what_was_shared_disappears(lan: Phone, sister: Phone) -> None:
    """Let more be seen, then withdraw on "Dữ liệu của tôi": it is gone from the other phone at once."""
    sister.open("/gia-dinh/chia-se")
    seen(sister, "family-9-share")
    sister.go("Chỉ thấy tôi có làm bài, ngày nào")
    lan.open("/gia-dinh").sees("Huệ")
    sister.open("/toi/du-lieu")
    sister.go("Rút lại: Có mặt trong gia đình cùng học của tôi")
    lan.open("/gia-dinh").misses("Huệ")
    sister.open("/gia-dinh").sees("Bạn đã rút lời đồng ý")


def is_ended(desk: Phone, stranger: Phone, code: str) -> None:
    """End the recognition with a word; whoever checks the paper sees it."""
    desk.tap("Dừng công nhận")
    desk.write("Lời viết cho gia đình", "Cấp nhầm, sẽ làm lại")
    desk.go("Dừng từ hôm nay")
    desk.sees("dừng ngày", "Cấp nhầm, sẽ làm lại")
    stranger.open(f"/gia-dinh/giay/{code}").sees("Giấy này hết hiệu lực từ ngày")
    stranger.misses(SUPPORTER["name"])
