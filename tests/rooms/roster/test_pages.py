"""The import as an official sees it: paste, file, five by hand, mend, enter, undo, cards, invitations."""

from __future__ import annotations

import html
import os
import re
import tempfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hocvuso.people.models import Card, Person
from hocvuso.plumbing import audit
from hocvuso.roster import invitations
from hocvuso.roster.models import RosterImport
from tests.rooms import places
from tests.rooms.roster import files
from tests.rooms.roster.files import HEAD, row

pytestmark = pytest.mark.django_db(databases="__all__")


def text(response):
    return html.unescape(response.content.decode())


def send(browser, data, name="danh-sach.xlsx"):
    return browser.post("/cb/nhap", {"cach": "tep", "tep": SimpleUploadedFile(name, data)})


def test_a_file_becomes_a_preview_then_members_then_nothing_again(place, chair):
    browser = places.come_in()
    rows = [HEAD, row(1, "Nguyễn Thị Hoa", "0100000117"), row(2, "Phạm Văn Lượng", "", birth="31/02/1990")]
    answer = send(browser, files.xlsx(rows))
    page = text(browser.get(answer.headers["Location"]))
    assert "Đọc được 2 dòng, 1 dòng cần sửa" in page
    assert "Chưa lưu gì cả." in page
    assert "Cột “Số CCCD” (số giấy tờ tùy thân) không được nhập và đã bỏ." in page
    assert "Cột “Lương” (lương, tiền) không được nhập và đã bỏ." in page
    assert "Dòng 3 · Phạm Văn Lượng" in page
    assert "Tháng đó không có ngày này. Sửa lại, hoặc để trống." in page
    assert "Nhập 1 người" in page
    address = answer.headers["Location"].partition("?")[0]
    browser.post(f"{address}/sua", {"row": "3", "v-birth": "28/02/1990"})
    assert "Nhập 2 người" in text(browser.get(address))
    assert Person.objects.filter(source="roster").count() == 0
    browser.post(f"{address}/nhap")
    page = text(browser.get(address))
    assert "Đã thêm 2 người, cập nhật 0" in page
    assert "Hoàn tác được đến" in page
    assert Person.objects.filter(source="roster").count() == 2
    browser.post(f"{address}/hoan-tac")
    assert "2 người đã ra khỏi danh sách." in text(browser.get(address))
    assert Person.objects.filter(source="roster").count() == 0


def test_a_suggestion_is_one_tap(place, chair):
    browser = places.come_in()
    answer = browser.post("/cb/nhap", {"cach": "dan", "dan": "Họ tên\tSĐT\nBùi Thị Nguyệt\t100000117"})
    address = answer.headers["Location"].partition("?")[0]
    page = text(browser.get(address))
    assert "Excel làm mất số 0 ở đầu." in page
    assert 'name="take" value="phone:0100000117"' in page
    browser.post(f"{address}/sua", {"row": "2", "v-phone": "100000117", "take": "phone:0100000117"})
    assert "Nhập 1 người" in text(browser.get(address))


def test_five_by_hand_and_nothing_typed_is_lost(place, chair):
    browser = places.come_in()
    answer = browser.post("/cb/nhap", {"cach": "tay", "name1": "Lê An", "phone1": "0100000117", "birth1": "1990"})
    browser.post(answer.headers["Location"].partition("?")[0] + "/nhap")
    assert Person.objects.get(source="roster").phone == "0100000117"
    empty = browser.post("/cb/nhap", {"cach": "tay", "phone1": "0100000118"})
    assert empty.status_code in {302, 422}
    if empty.status_code == 422:
        assert 'value="0100000118"' in text(empty)


def test_a_wrong_file_says_what_to_do_next(place, chair):
    browser = places.come_in()
    for data, words in ((b"%PDF-1.4", "Chọn tệp Excel hoặc CSV"), (b"", "Tệp trống"), (b"PK\x03\x04", "Mở bằng Excel")):
        answer = send(browser, data, "x.xlsx")
        assert (answer.status_code, words in text(answer)) == (422, True), text(answer)[:200]
    assert browser.post("/cb/nhap", {"cach": "tep"}).status_code == 422
    assert "chưa chọn tệp" in text(browser.post("/cb/nhap", {"cach": "tep"}))


def test_sheets_are_offered_by_name(place, chair):
    data = files.several(
        {
            "Tháng 5": ("visible", [["Họ tên"], ["Lê An"]]),
            "Cũ": ("hidden", [["Họ tên"], ["Lê B"], ["Lê C"]]),
            "Tháng 6": ("visible", [["Họ tên"], ["Lê An"], ["Lê Bình"]]),
        }
    )
    browser = places.come_in()
    page = text(send(browser, data))
    found = re.findall(r'href="(/cb/nhap/[^"]+)"><b>([^<]+)</b><small>([^<]+)</small>', page)
    assert [(name, said) for _, name, said in found] == [
        ("Tháng 5", "1 dòng"),
        ("Cũ", "2 dòng · trang ẩn"),
        ("Tháng 6", "2 dòng"),
    ]
    assert "Nhập 2 người" in text(browser.get(found[2][0]))


def test_no_byte_of_a_file_reaches_a_disk(place, chair, monkeypatch, tmp_path):
    """Django would put files above 2.5 MB into a temporary folder; identity numbers must not lie there."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    written = []
    real = os.open
    monkeypatch.setattr(
        os,
        "open",
        lambda path, flags, *rest, **more: (
            written.append(str(path)) if flags & os.O_CREAT and str(path).startswith(str(tmp_path)) else None,
            real(path, flags, *rest, **more),
        )[1],
    )
    rows = [
        HEAD,
        *(row(n, f"Nguyễn Thị {'abcdefghij'[n % 10]}{'klmnopqrst'[n // 10 % 10]}", f"01{n:08d}") for n in range(2000)),
    ]
    data = files.xlsx(rows)
    padded = data + bytes(3_000_000)  # a zip with something behind it is still that zip
    browser = places.come_in()
    answer = browser.post(
        "/cb/nhap",
        {
            "cach": "tep",
            "tep": SimpleUploadedFile("x.csv", ("Họ tên;CCCD\n" + "Lê An;001190654321\n" * 200_000).encode()),
        },
    )
    assert answer.status_code in {302, 422}
    assert not written
    assert not list(tmp_path.iterdir())
    assert len(padded) > 2_621_440


def test_the_form_is_guarded_against_other_sites(place, chair):
    careful = Client(enforce_csrf_checks=True)
    careful.cookies = places.come_in().cookies
    assert careful.post("/cb/nhap", {"cach": "dan", "dan": "Lê An"}).status_code == 403
    assert not RosterImport.objects.exists()


def test_cards_are_dealt_anew_and_show_whom_they_open(place, chair):
    people = [places.worker(f"Nguyễn Thị {name}", place.sewing) for name in ("An", "Bình", "Chi")]
    browser = places.come_in()
    assert "3 người chưa vào lần nào" in text(browser.get("/cb/the"))
    first = text(browser.post("/cb/the/in", {"as": "page"}))
    codes = re.findall(r'<p class="code">(\w{4}) (\w{4})</p>', first)
    assert len(codes) == 3
    assert first.count("<svg") == 3
    assert "Nguyễn Thị Bình" in first
    browser.post("/cb/the/in", {"as": "page"})
    assert Card.objects.count() == 3
    entered = browser.post("/luu/the", {"ma": "".join(codes[0])})
    assert "Không có thẻ nào mang mã này" in text(entered) or entered.status_code == 422
    assert any(trace.what == "cards" for trace in audit.traces_of(people[0]))


def test_cards_as_pdf(place, chair):
    for number in range(9):
        places.worker(f"Nguyễn Thị {'ABCDEGHIK'[number]}", place.sewing)
    answer = places.come_in().post("/cb/the/in", {"as": "pdf"})
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.content.startswith(b"%PDF")
    assert answer.content.count(b"/Type /Page\n") + answer.content.count(b"/Type /Page ") in {
        0,
        2,
    }  # compressed or plain


def test_blank_cards_need_nobody_and_carry_a_code_each(place, chair):
    page = text(places.come_in().post("/cb/the/in", {"as": "page", "blank": "1", "so": "2"}))
    assert page.count('class="card"') == 16
    assert len(set(re.findall(r'<p class="code">(\w{4} \w{4})</p>', page))) == 16
    assert "CĐCS Công ty May Bến Nứa" in page and "một lần, đến" in page
    assert not Card.objects.exists()


def test_invitations_by_channel_are_counted(place, chair, site):
    browser = places.come_in()
    page = text(browser.get("/cb/moi"))
    assert "/m/214001/zalo" in page
    assert "21 40 01" in page
    assert site.get("/m/214001/zalo").headers["Location"] == "/m/214001"
    site.get("/m/214001/zalo")
    site.get("/m/214001/ap-phich")
    site.get("/m/214001/khong-co")
    counts = {each.channel: each.opened for each in invitations.of_unit(place.sewing, "X", "214001")}
    assert counts == {"zalo": 2, "loa": 0, "ap-phich": 1, "tin-nhan": 0}
    assert "đã mở 2 lần" in text(browser.get("/cb/moi"))


def test_the_loudspeaker_text_takes_20_seconds(place):
    said = next(
        each for each in invitations.of_unit(place.sewing, "Công đoàn Công ty May", "214001") if each.channel == "loa"
    )
    assert len(said.text.split()) <= invitations.WORDS_IN_20_SECONDS + 6  # digits of the code are words too


def test_the_list_of_another_unit_is_not_there(place, chair):
    browser = places.come_in()
    address = browser.post("/cb/nhap", {"cach": "dan", "dan": "Lê An"}).headers["Location"].partition("?")[0]
    places.official(place.shoes, username="khac")
    other = places.come_in("khac")
    assert other.get(address).status_code == 404
    assert other.post(f"{address}/nhap").status_code == 404
    assert Person.objects.filter(source="roster").count() == 0
