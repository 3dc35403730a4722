"""A worker has scanned a poster: the first five minutes, screen by screen (L1 to L16, then a plain step)."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.journeys import screens, walks
from tests.journeys.phone import Phone

HEADINGS = {"Đúng rồi", "Đúng một phần", "Chưa đúng", "Không sao", "Cảm ơn bạn"}


def test_from_the_poster_to_the_end_of_the_first_session(phone: Phone) -> None:
    phone.open("/")  # L1
    phone.sees("Nhận biết tin nhắn lừa đảo", "Không cần đăng ký", "Bắt đầu", "Tôi đã có tài khoản")
    phone.sees("không bao giờ hỏi mã OTP, số căn cước hay tiền", "Đây không phải nền tảng quốc gia", "vận hành")
    phone.go("Bắt đầu")  # L2, the first useful task: one tap after the poster
    phone.sees("Tin nhắn này thế nào?", "BÀI TẬP – không phải tin thật", "Tin được", "Đáng ngờ", "Tôi không biết")
    phone.go("Đáng ngờ")  # L3
    phone.sees("Bạn đã nhận ra", "Đã gửi 1/1")
    assert phone.page.locator(".clue").count() >= 2
    assert phone.page.locator(".clues li").count() == phone.page.locator(".clue").count()
    phone.go("Tiếp")  # L4
    phone.sees("Lưu lại để học tiếp", "Thẻ công đoàn", "Số điện thoại", "Để sau")
    phone.go("Để sau")  # L7
    phone.sees("Bạn muốn làm được việc gì trước?", "Làm giấy tờ trên mạng", "Giúp gia đình", "Bỏ qua")
    phone.go("Giữ tiền an toàn")  # L8
    phone.sees("Chúng tôi ghi bài bạn học", "Cán bộ chỉ biết", "Công ty không xem được kết quả của bạn")
    phone.sees("Đổi ý lúc nào cũng được")
    phone.go("Đồng ý")  # L9 to L14
    assert 1 <= walks.placement(phone) <= 8
    assert phone.path == "/ky-nang"  # L15
    phone.sees("Nên học trước", "Tôi biết rồi", "Chưa học")
    assert "mù" not in phone.words
    for suggested in phone.page.locator(".tasks.top li small").all():
        assert len(suggested.inner_text()) > 10, "a suggestion without its reason"
    phone.go("Học việc thứ nhất")  # L16
    phone.sees("Bài hôm nay", "Vì sao bài này?", "3 phút", "10 phút")
    walks.read(phone)  # L17
    learn_to_the_end(phone)
    phone.sees("Xong phần hôm nay.", "Bạn đã làm:", "Đã gửi")


def learn_to_the_end(phone: Phone) -> None:
    """Go through a session: steps, exercises, feedback, until it says that it is done."""
    for _ in range(20):
        if phone.path.startswith("/bai/"):
            expect(phone.page.locator(".dots")).to_contain_text(re.compile(r"Bước \d trong \d"))
            phone.go("Tiếp")
        elif phone.path.startswith("/lam/"):
            walks.give_any_answer(phone)
        elif phone.path.startswith("/ket-qua/"):
            assert phone.heading in HEADINGS
            phone.go("Tiếp")
        else:
            break
    assert phone.path == "/xong"


def test_who_stays_anonymous_learns_all_the_same(phone: Phone) -> None:
    walks.first_task(phone, "trust")
    phone.sees("Chưa an toàn", "Đây là bài tập, bạn không mất gì")
    assert phone.page.locator(".panel.again").count() == 1, "a wrong answer is yellow, never red"
    phone.go("Tiếp")
    phone.go("Để sau")
    phone.go("Bỏ qua")
    phone.sees("Học ẩn danh: câu trả lời giữ 30 ngày rồi tự xóa.")
    phone.go("Học ẩn danh")
    assert phone.path == "/dau-vao"
    phone.sees("Còn khoảng", "Học thử")
    phone.open("/hom-nay")
    phone.sees("Vì sao bài này?")
    phone.open("/toi")
    phone.sees("Bạn đang học ẩn danh")
    assert [each["full_name"] for each in phone.held()["account"]["person"]] == [""]


def test_i_know_this_already_asks_one_check_task(phone: Phone) -> None:
    walks.begin(phone)
    phone.open("/ky-nang")
    phone.sees("Bấm “Tôi biết rồi” thì làm một câu thử, đúng là xong.")
    phone.go("Tôi biết rồi")
    assert phone.path.startswith("/lam/")
    phone.sees("Còn khoảng 1 câu")
    walks.give_any_answer(phone)
    phone.go("Tiếp")
    phone.sees("Xong phần hôm nay.")


def test_minutes_and_another_lesson_change_the_plan(phone: Phone) -> None:
    walks.begin(phone)
    phone.go("3 phút")
    short = plan(phone)
    phone.go("10 phút")
    long = plan(phone)
    assert minutes(short) <= 3 < minutes(long) <= 11
    assert phone.page.locator(".seg .on").inner_text() == "10 phút"
    before = phone.heading
    phone.go("Không đúng? Đổi bài")
    expect(phone.page.locator("h1")).not_to_have_text(before)
    phone.sees("Vì sao bài này?")


def plan(phone: Phone) -> str:
    """The lines under the lesson: what it is made of, how long, how large."""
    return phone.page.locator(".card .mute").nth(1).inner_text()


def minutes(said: str) -> int:
    """The minutes of a plan."""
    found = re.search(r"(\d+) phút · \d+ KB", said)
    assert found, said
    return int(found[1])


def test_stuck_gives_one_rung_after_the_other_and_the_answer_last(phone: Phone) -> None:
    walks.begin(phone)
    phone.open("/lam/kns.4.3/bank-sms-first-move")
    rungs = phone.page.locator("#goi-y .rung:visible")
    expect(rungs).to_have_count(0)
    phone.choose("Trả lời tin")
    phone.page.context.set_offline(True)  # help is on the page already
    for given in range(1, 7):
        phone.named("Tôi bị kẹt" if given <= 3 else "Dòng tiếp theo").click()
        expect(rungs).to_have_count(given)
        assert ("Gọi số in ở mặt sau thẻ ngân hàng" in rungs.last.inner_text()) == (given == 6)
    assert phone.page.locator("input[name=choice]:checked").count() == 1, "what was chosen stays"
    phone.page.context.set_offline(False)
    phone.misses("Tôi bị kẹt", "Dòng tiếp theo")
    phone.go("Nhờ người giúp")
    phone.sees("Bị kẹt ở bài tập")
    phone.go("Quay lại việc đang làm")
    phone.choose("Gọi số in ở mặt sau thẻ ngân hàng.")
    phone.go("Trả lời")
    phone.sees("Đúng rồi")
    assert phone.events()[-1]["hints"] == 3


def test_every_kind_of_exercise_is_answered_and_explained(phone: Phone) -> None:
    walks.begin(phone)
    for kind, item in screens.KINDS.items():
        phone.open(f"/lam/kns.4.3/{item}")
        walks.give_any_answer(phone)
        assert phone.path.startswith("/ket-qua/"), kind
        assert phone.heading in HEADINGS, kind
        assert len(phone.page.locator(".panel p").inner_text()) > 20, kind
        if kind != "short-text":
            expect(phone.page.locator("p.choice.yes").first).to_be_visible()
    assert len(phone.events()) == len(screens.KINDS)


def test_the_words_become_easier_where_one_reads(phone: Phone) -> None:
    walks.begin(phone)
    phone.open("/bai/kns.4.3/fake-calls-and-task-jobs/fake-office-call")
    phone.sees("Người gọi nói rất trôi chảy.")
    phone.go("Đọc bản dễ hơn")
    assert phone.path == "/bai/kns.4.3/fake-calls-and-task-jobs/fake-office-call"
    phone.sees("Họ biết tên bạn, quê bạn.", "Đọc bản đầy đủ")
    phone.open("/chon")
    phone.sees("Học theo cách của bạn", "Mỗi lần học mấy phút", "Android")
    phone.go("iPhone")
    expect(phone.page.locator("button[name=device][aria-current]")).to_contain_text("iPhone")
