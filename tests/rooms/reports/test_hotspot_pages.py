"""Wifi points at the desk: from the need to the letter, the check and the card; who may do what."""

from __future__ import annotations

import io

import pytest
from docx import Document

from hocvuso.hotspots.models import Hotspot
from hocvuso.plumbing.ids import uuid7
from hocvuso.unions import roles
from tests.rooms import places

pytestmark = pytest.mark.django_db(databases="__all__")
TYPED = {"ten": "Quán cổng 1", "dia-chi": "Cổng số 1", "chu": "Quán nước Bến Nứa", "cach-vao": "hỏi chủ quán"}


@pytest.fixture
def place():
    return places.province()


@pytest.fixture
def hanh(place):
    places.official(place.sewing)
    return places.come_in()


def entered(browser, **more):
    """Fill in the form of a new point and return the answer."""
    return browser.post("/cb/wifi/moi?don-vi=SEW", {"point": str(uuid7()), **TYPED, **more})


def step(browser, address, seen, to):
    path, _, query = address.partition("?")
    return browser.post(f"{path}/buoc?{query}", {"seen": seen, "to": to})


def test_from_the_need_to_a_working_point(hanh):
    here = entered(hanh).headers["Location"]
    page = hanh.get(here).content.decode()
    assert "Đang cần" in page
    assert "Đã gửi thư" in page
    for seen, to in (("needed", "asked"), ("asked", "agreed"), ("agreed", "working")):
        assert step(hanh, here, seen, to).status_code == 302
    assert "Đang chạy" in hanh.get(here).content.decode()
    listed = hanh.get("/cb/wifi?don-vi=SEW").content.decode()
    assert "Quán cổng 1" in listed
    assert "đều đã kiểm tra" in listed


def test_the_letter_opens_in_word_with_number_and_date_blank(hanh):
    here = entered(hanh).headers["Location"]
    path, _, query = here.partition("?")
    answer = hanh.get(f"{path}/thu.docx?{query}")
    document = Document(io.BytesIO(b"".join(answer.streaming_content)))
    told = "\n".join(each.text for each in document.paragraphs)
    assert "Kính gửi: Quán nước Bến Nứa" in told
    head = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert sum("Số: ……" in cell for cell in head) == 1, "once, at the head of the paper"
    assert "Cổng số 1" in told


def test_what_is_missing_gets_a_sentence_and_nothing_typed_is_lost(hanh):
    answer = entered(hanh, ten="", **{"vi-do": "21.03"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Đặt tên mà mọi người biết" in page
    assert "Ghi cả hai số" in page
    assert "Quán nước Bến Nứa" in page
    assert not Hotspot.objects.exists()


def test_a_password_is_never_taken(hanh):
    answer = entered(hanh, **{"cach-vao": "mật khẩu là 12345678"})
    assert answer.status_code == 422
    assert "Không ghi mật khẩu" in answer.content.decode()


def test_somebody_who_only_looks_sees_no_button(place, hanh):
    here = entered(hanh).headers["Location"]
    places.official(place.sewing, username="xem", role=roles.INSPECTOR)
    browser = places.come_in("xem")
    assert "Đã gửi thư</button>" not in browser.get(here).content.decode()
    assert step(browser, here, "needed", "asked").status_code == 403


def test_a_higher_level_sees_points_below_and_which_unions_have_none(place, hanh):
    entered(hanh)
    places.official(place.ward, username="cao")
    page = places.come_in("cao").get("/cb/wifi?don-vi=T-W").content.decode()
    assert "Quán cổng 1" in page
    assert "2 công đoàn chưa có điểm wifi" in page


def test_two_officials_at_once_one_is_told(hanh):
    here = entered(hanh).headers["Location"]
    step(hanh, here, "needed", "asked")
    step(hanh, here, "asked", "closed")
    late = step(hanh, here, "asked", "agreed")
    assert late.status_code == 409
    assert "Vừa có người khác sửa" in late.content.decode()


def test_the_card_is_there_once_the_point_works(hanh):
    here = entered(hanh).headers["Location"]
    path, _, query = here.partition("?")
    assert hanh.get(f"{path}/the?{query}").status_code == 403
    for seen, to in (("needed", "agreed"), ("agreed", "working")):
        step(hanh, here, seen, to)
    card = hanh.get(f"{path}/the?{query}").content.decode()
    code = Hotspot.objects.get().code
    assert f"/w/{code}" in card
    assert "<svg" in card
    assert hanh.get(f"{path}/the?{query}&as=pdf").content.startswith(b"%PDF")
