"""Posters, three questions and the drill at the desk: what is printed, what is shown, who may do what."""

from __future__ import annotations

import io
import uuid
from urllib.parse import parse_qs, urlsplit

import pypdfium2
import pytest

from hocvuso.awareness import asking, drill
from hocvuso.awareness.models import DrillCount, Poster, Pulse
from hocvuso.core.scenario import weekly
from hocvuso.reports.awareness import sheets
from hocvuso.unions import roles
from tests.rooms import places

pytestmark = pytest.mark.django_db(databases="__all__")
KIT = "kit:khong-doc-ma"
MAKE = f"/cb/ap-phich/lam?don-vi=SEW&ve={KIT}"


@pytest.fixture
def hanh(place):
    places.official(place.sewing)
    return places.come_in()


def made(browser, **typed):
    return browser.post(MAKE, {"noi": "Nhà ăn 2\nCổng 1", "kho": "a4", "so": "1", "sdt": "024 0000 0000", **typed})


def pdf_of(browser, answer, **change):
    """Return the PDF that a print page leads to: size of each page in millimetres, and the text of all of them."""
    address = answer.headers["Location"]
    for name, value in change.items():
        was = parse_qs(urlsplit(address).query)[name][0]
        address = address.replace(f"{name}={was}", f"{name}={value}")
    found = browser.get(f"{address}&as=pdf")
    assert found.headers["Content-Type"] == "application/pdf"
    document = pypdfium2.PdfDocument(io.BytesIO(found.content))
    pages = [document[number] for number in range(len(document))]
    sizes = [tuple(round(side * 25.4 / 72) for side in page.get_size()) for page in pages]
    return sizes, " ".join(" ".join(page.get_textpage().get_text_range() for page in pages).split())


def test_from_the_choice_to_the_print(hanh):
    listed = hanh.get("/cb/ap-phich?don-vi=SEW&tim=chuyen tien").content.decode()
    assert "Chuyển tiền đúng người" in listed and "Kỹ năng" in listed
    answer = made(hanh)
    ready = hanh.get(answer.headers["Location"]).content.decode()
    assert "Xong: 2 tờ giấy" in ready
    for poster in Poster.objects.all():
        assert f"/q/{poster.code}" in ready
    sizes, text = pdf_of(hanh, answer)
    assert sizes == [(210, 297)] * 2
    assert "Mã OTP không đọc cho ai" in text and "Hỏi công đoàn: 024 0000 0000" in text
    for poster in Poster.objects.all():
        assert f"/q/{poster.code}" in text and poster.place in text


@pytest.mark.parametrize(
    ("size", "copies", "sizes"),
    [("a3", 1, [(297, 420)] * 2), ("a6", 3, [(105, 148)] * 6), ("a6x4", 4, [(210, 297)] * 2),
     ("a6x4", 3, [(210, 297)] * 2)],
)  # fmt: skip
def test_each_paper_has_its_size_and_four_cards_lie_on_an_a4(hanh, size, copies, sizes):
    answer = made(hanh, kho=size, so=str(copies))
    found, text = pdf_of(hanh, answer)
    assert found == sizes
    for poster in Poster.objects.all():
        assert text.count(f"/q/{poster.code}") == copies


def test_a_print_never_has_more_than_sixty_sheets(hanh):
    answer = made(hanh, noi="\n".join(f"Nơi {number}" for number in range(20)), so="50")
    assert "Xong: 60 tờ giấy" in hanh.get(answer.headers["Location"]).content.decode()


def test_printed_again_a_place_keeps_its_code(hanh):
    made(hanh)
    before = set(Poster.objects.values_list("code", flat=True))
    made(hanh, kho="a3")
    assert set(Poster.objects.values_list("code", flat=True)) == before
    assert "In lại" in hanh.get(MAKE).content.decode()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [({"noi": ""}, "Ghi ít nhất một nơi"), ({"sdt": "hỏi chị Hạnh"}, "bằng chữ số"), ({"noi": "x" * 81}, "dài quá")],
)
def test_what_cannot_be_printed_gets_a_sentence_and_nothing_typed_is_lost(hanh, typed, sentence):
    answer = made(hanh, **{"noi": "Nhà ăn 9", **typed})
    page = answer.content.decode()
    assert answer.status_code == 422 and sentence in page
    assert (typed.get("noi") or "Nhà ăn 9") in page or typed == {"noi": ""}
    assert not Poster.objects.exists()


def test_who_only_looks_makes_nothing_and_codes_of_others_are_not_printed(place, hanh):
    answer = made(hanh)
    places.official(place.sewing, username="xem", role=roles.INSPECTOR)
    looker = places.come_in("xem")
    assert "Làm áp phích" not in looker.get(MAKE).content.decode()
    assert made(looker).status_code == 403
    assert "Xong" in looker.get(answer.headers["Location"]).content.decode()
    places.official(place.shoes, username="khac")
    other = places.come_in("khac")
    address = answer.headers["Location"].replace("don-vi=SEW", "don-vi=SHO")
    assert other.get(address).status_code in {302, 403}


def test_what_is_said_of_the_site_can_be_read_aloud():
    assert sheets.said("hocvuso-cd.example") == "hocvuso gạch ngang cd chấm example"
    assert sheets.said("127.0.0.1:8000") == sheets.said("localhost") == ""


def begun(browser, **typed):
    return browser.post("/cb/ba-cau?don-vi=SEW", {"bo": "lua-dao", "ten": "Lừa đảo, tháng 12", **typed})


def test_three_questions_from_before_to_after(hanh, client):
    here = begun(hanh).headers["Location"]
    page = hanh.get(here).content.decode()
    asked = asking.one(Pulse.objects.get().id)
    assert f"/b/{asked.now.code}" in page and "dưới 5 người" in page and "chưa hỏi" in page
    for _ in range(6):
        client.cookies.clear()
        client.post(f"/b/{asked.now.code}", {"q0": "0", "q1": "0", "q2": "1", "slip": str(uuid.uuid4())})
    assert "0 trên 6 người" in hanh.get(here).content.decode()
    hanh.post(here, {"viec": "hoi-lai"})
    again = asking.one(asked.id).now.code
    for _ in range(6):
        client.cookies.clear()
        client.post(f"/b/{again}", {"q0": "2", "q1": "0", "q2": "1", "slip": str(uuid.uuid4())})
    page = hanh.get(here).content.decode()
    assert "6 trên 6 người" in page and "khá hơn" in page and "chưa đủ người trả lời để nói" in page
    hanh.post(here, {"viec": "dong"})
    assert "xong cả hai lần" in hanh.get("/cb/ba-cau?don-vi=SEW").content.decode()
    hanh.post(here, {"viec": "mo-lai"})
    assert asking.one(asked.id).now.when == "after"


def test_a_round_without_a_name_is_not_begun_and_the_choice_is_kept(hanh):
    answer = begun(hanh, bo="tien", ten="")
    assert answer.status_code == 422
    assert 'value="tien" checked' in answer.content.decode()
    assert begun(hanh, bo="nothing").status_code == 422
    assert not Pulse.objects.exists()


def test_who_only_looks_begins_no_round_and_another_unit_sees_none(place, hanh):
    here = begun(hanh).headers["Location"]
    places.official(place.sewing, username="xem", role=roles.INSPECTOR)
    looker = places.come_in("xem")
    assert 'name="viec"' not in looker.get(here).content.decode()
    assert looker.post(here, {"viec": "dong"}).status_code == 403
    assert begun(looker, ten="Khác").status_code == 403
    places.official(place.shoes, username="khac")
    assert places.come_in("khac").get(here.replace("don-vi=SEW", "don-vi=SHO")).status_code == 403


def test_the_drill_shows_shares_of_five_and_more_and_nobody(place, hanh):
    this = weekly.number(places.today())
    for back, played, safe in ((0, 3, 1), (1, 12, 9), (2, 6, 6)):
        DrillCount.objects.create(unit_id=place.sewing, week=this - back, played=played, safe=safe)
    page = hanh.get("/cb/tap-tuan?don-vi=SEW").content.decode()
    assert "dưới 5 người" in page and "75" in page and "ẩn" in page
    found = drill.of_week(this)
    assert found is not None and found.scenario.title in page


def test_the_way_leads_from_awareness_to_all_three(hanh):
    page = hanh.get("/cb/truyen-thong?don-vi=SEW").content.decode()
    for address in ("/cb/ap-phich?", "/cb/ba-cau?", "/cb/tap-tuan?"):
        assert address in page


@pytest.mark.parametrize(("size", "paper"), [("a4", (210, 297)), ("a5", (148, 210))])
@pytest.mark.parametrize("key", ["practice:bank-transfer", "week:story"])
def test_a_simulator_is_printed_with_its_square(hanh, key, size, paper):
    listed = hanh.get("/cb/ap-phich?don-vi=SEW").content.decode()
    assert f"ve={key.replace(':', '%3A')}" in listed
    answer = hanh.post(f"/cb/ap-phich/lam?don-vi=SEW&ve={key}", {"noi": "Lớp tối thứ Ba", "kho": size, "so": "2"})
    sizes, text = pdf_of(hanh, answer)
    poster = Poster.objects.get()
    assert sizes == [paper] * 2
    assert f"/q/{poster.code}" in text and "Quét và làm thử" in text and "Lớp tối thứ Ba" in text


def test_a_trainer_prints_what_his_class_plays_and_nothing_else(place):
    places.official(place.sewing, role=roles.TRAINER)
    trainer = places.come_in()
    listed = trainer.get("/cb/ap-phich?don-vi=SEW&noi=Lớp 1").content.decode()
    assert "noi=L%E1%BB%9Bp+1" in listed
    form = trainer.get("/cb/ap-phich/lam?don-vi=SEW&ve=practice:bank-transfer&noi=Lớp 1").content.decode()
    assert "Lớp 1</textarea>" in form
    typed = {"noi": "Lớp 1", "kho": "a5", "so": "1"}
    assert trainer.post("/cb/ap-phich/lam?don-vi=SEW&ve=practice:bank-transfer", typed).status_code == 302
    assert trainer.post(MAKE, typed).status_code == 403
    assert Poster.objects.count() == 1


def test_the_drill_leads_to_its_poster(hanh):
    page = hanh.get("/cb/tap-tuan?don-vi=SEW").content.decode()
    assert "ve=week%3Astory" in page
