"""Pages of the exchange: who may open them, what they say, sending, files, pairing, deciding."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hocvuso.exchange import queries
from hocvuso.exchange.models import Installation, PairingCode
from hocvuso.people.models import Person
from tests.rooms import places
from tests.rooms.exchange.partner import Partner, worker

pytestmark = [pytest.mark.django_db(databases="__all__")]


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


@pytest.fixture
def quan(place):
    """The chair of the ward."""
    places.official(place.ward, username="quan")
    return places.come_in("quan")


@pytest.fixture
def operator(place):
    """Who runs the site."""
    person = places.official(place.packing, username="van-hanh")
    Person.objects.filter(id=person).update(is_staff=True)
    return places.come_in("van-hanh")


def test_the_page_says_what_was_sent_and_what_to_do(quan, above, place):
    page = text(quan.get("/cb/trao-doi"))
    assert "Công đoàn tỉnh (thử)" in page
    assert "Đã ghép, chưa gửi nhận gì" in page
    one = text(quan.get(f"/cb/trao-doi/{above.id}"))
    assert "Chưa có địa chỉ" not in one
    assert "Tạo tệp" in one


def test_a_file_is_made_and_brought_back_in(quan, above, place):
    places.worker("Lò Thị Bưởi", place.sewing)
    made = quan.post(f"/cb/trao-doi/{above.id}/tep")
    assert made["Content-Disposition"].endswith('.hvs"')
    above.hear(made.content)
    before = text(quan.get(f"/cb/trao-doi/{above.id}"))
    assert "1 dòng chưa tới nơi" in before
    upload = SimpleUploadedFile("ve.hvs", above.parcel())
    assert "0 gói mới" in text(quan.post("/cb/trao-doi/nhan", {"tep": upload}))
    assert "bên kia nhận lúc" in text(quan.get(f"/cb/trao-doi/{above.id}"))
    assert queries.standing(above.id).rows_missing == 0


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"", "Chọn tệp trước đã."), (b"PK spreadsheet", "không phải tệp trao đổi"), (None, "Chọn tệp trước đã.")],
)
def test_another_file_is_refused_in_words(quan, above, data, said):
    sent = {} if data is None else {"tep": SimpleUploadedFile("x.hvs", data)}
    answer = quan.post("/cb/trao-doi/nhan", sent)
    assert answer.status_code == 422
    assert said in text(answer) or data == b""


def test_a_torn_file_says_what_to_do(quan, above):
    upload = SimpleUploadedFile("ve.hvs", above.parcel()[:-4])
    assert "chép chưa hết" in text(quan.post("/cb/trao-doi/nhan", {"tep": upload}))


def test_a_partner_without_an_answer_is_told_with_the_next_step(quan, above):
    Installation.objects.filter(id=above.id).update(address="http://127.0.0.1:9")
    answer = quan.post(f"/cb/trao-doi/{above.id}/gui")
    assert answer.status_code == 422
    assert "Bên kia không trả lời." in text(answer)
    page = text(quan.get(f"/cb/trao-doi/{above.id}"))
    assert "Gửi lại" in page
    assert "Lần gửi tới" in page


def test_nobody_sees_a_partner_of_other_units(above, place):
    places.official(place.packing, username="xa")
    stranger = places.come_in("xa")
    assert "Công đoàn tỉnh (thử)" not in text(stranger.get("/cb/trao-doi"))
    assert stranger.get(f"/cb/trao-doi/{above.id}").status_code == 404
    assert Client().get("/cb/trao-doi").status_code == 302


def test_a_held_change_is_read_and_decided(quan, ward, bring, place):
    bring(ward.parcel(ward.say("LA-01", "roster", worker("Lò Thị Xa"))))
    page = text(quan.get(f"/cb/trao-doi/{ward.id}"))
    assert "Chờ anh/chị quyết định" in page
    (one,) = queries.held(ward.id)
    address = f"/cb/trao-doi/cho/{one.id}"
    assert "Ở đây chưa có đơn vị này." in text(quan.get(address))
    assert "Gõ mã đơn vị tương ứng" in text(quan.post(address, {"viec": "o-day", "don-vi": ""}))
    assert "không có đơn vị mã “XYZ”" in text(quan.post(address, {"viec": "o-day", "don-vi": "XYZ"}))
    assert quan.post(address, {"viec": "o-day", "don-vi": "SEW"}).status_code == 302
    assert queries.held(ward.id) == []
    assert quan.post(address, {"viec": "o-day", "don-vi": "SEW"}).status_code == 302  # pressed twice


def test_the_operator_pairs_by_a_code_that_is_shown_once(operator, place):
    assert "không có đơn vị mã “XYZ”" in text(operator.post("/cb/trao-doi/moi", {"don-vi": "XYZ"}))
    page = text(operator.post("/cb/trao-doi/moi", {"don-vi": "T-W"}))
    assert re.search(r"\d{4} \d{4} \d{4} \d{4}", page)
    assert not re.search(r"\d{4} \d{4} \d{4} \d{4}", text(operator.get("/cb/trao-doi/moi")))
    assert PairingCode.objects.get().unit == place.ward
    form = {"dia-chi": "http://127.0.0.1:9", "ma": "1234", "don-vi": "T-W"}
    answer = operator.post("/cb/trao-doi/ghep", form)
    assert answer.status_code == 422
    assert "Mười sáu chữ số có chỗ sai hoặc thiếu." in text(answer)
    assert 'value="http://127.0.0.1:9"' in text(answer)  # what was typed stays


def test_the_operator_pairs_by_two_files(operator, place):
    from hocvuso.core.exchange import codes
    from hocvuso.exchange import signing

    address, spoken, above = "/cb/trao-doi/ghep/tep", codes.made(signing.draw_digit), Partner("Công đoàn tỉnh (thử)")
    form = {"ma": spoken, "don-vi": "T-W"}
    assert "Mười sáu chữ số có chỗ sai" in text(operator.post(address, {**form, "ma": "12", "viec": "gioi-thieu"}))
    assert "không có đơn vị mã “X”" in text(operator.post(address, {**form, "don-vi": "X", "viec": "gioi-thieu"}))
    made = operator.post(address, {**form, "viec": "gioi-thieu"})
    assert made["Content-Disposition"].endswith('gioi-thieu.hvg"')
    back = operator.post(address, {**form, "viec": "xong"})
    assert "Chọn tệp trước đã." in text(back)
    assert f'value="{spoken}"' in text(back)  # what was typed stays
    answer = SimpleUploadedFile("ve.hvg", above.introduction(spoken, made.content.decode()).encode())
    page = operator.post(address, {**form, "viec": "xong", "tep": answer}, follow=True)
    assert "Đã ghép bằng tệp." in text(page)
    assert above.row.address == ""


def test_the_operator_answers_a_file_from_below(operator, place):
    address, below = "/cb/trao-doi/ghep/tep", Partner("Nơi không có mạng")
    page = text(operator.post("/cb/trao-doi/moi", {"don-vi": "T-W", "cach": "tep"}))
    spoken = re.search(r"\d{4} \d{4} \d{4} \d{4}", page).group()
    assert "Đọc tệp cấp dưới mang lên" in page

    def brings(data):
        return operator.post(address, {"viec": "tra-loi", "gioi-thieu": SimpleUploadedFile("len.hvg", data)})

    assert "không phải tệp trao đổi" in text(brings(b"PK spreadsheet"))
    made = brings(below.introduction(spoken).encode())
    assert made["Content-Disposition"].endswith('tra-loi.hvg"')
    assert below.row.side == "below"
    assert brings(below.introduction(spoken).encode()).status_code == 422  # the code opens once


def test_a_code_opens_once_and_not_after_five_wrong_tries(place):
    from hocvuso.exchange import pairing
    from hocvuso.exchange.parcelling import Refused

    made, partner = pairing.invite(place.ward, by=None), Partner()
    for _try in range(2):
        with pytest.raises(Refused):
            pairing.answer(partner.introduction("1111 1111 1111 1111").encode())
    pairing.answer(partner.introduction(made.code).encode())
    with pytest.raises(Refused):
        pairing.answer(Partner().introduction(made.code).encode())
    again = pairing.invite(place.ward, by=None)
    for _try in range(5):
        with pytest.raises(Refused):
            pairing.answer(partner.introduction("1111 1111 1111 1111").encode())
    with pytest.raises(Refused):
        pairing.answer(partner.introduction(again.code).encode())
    assert "1 1" not in PairingCode.objects.latest("made_at").sealed


def test_ending_a_pairing_says_and_believes_nothing_more(operator, above, bring):
    assert operator.post(f"/cb/trao-doi/{above.id}/thoi").status_code == 302
    assert bring(above.parcel()).json()["why"] == "ended"
    assert queries.standings() == []


def test_the_button_of_the_fact_leads_to_the_exchange_where_there_is_one(place):
    from hocvuso.reports import connection

    assert connection.page_of(connection.HIGHER) == "returns"
    Partner("Công đoàn tỉnh (thử)").paired_above(place.ward)
    assert connection.page_of(connection.HIGHER) == "exchange:partners"
