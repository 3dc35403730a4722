"""Halls and paper quizzes at the desk: opening, stepping, hands, the wall, minutes, the grid; who may do what."""

from __future__ import annotations

import io
import re
from html import escape

import pytest
from docx import Document

from hocvuso.classes import seats
from hocvuso.core import hall as rules
from hocvuso.core import paper_quiz
from hocvuso.halls import asking, paper, queries, running, watching
from hocvuso.halls.models import Hall, PaperQuiz, PaperSheet
from hocvuso.learning.models import Event
from hocvuso.plumbing.ids import uuid7
from hocvuso.practice import queries as practice
from hocvuso.unions.roles import TRAINER
from tests.rooms import places
from tests.rooms.classes.rooms_of_classes import begun, planned
from tests.rooms.halls.rooms_of_halls import LESSON, answered, exercise, opened, phone

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture(autouse=True)
def fresh():
    watching.forget()


@pytest.fixture
def place():
    return places.province()


@pytest.fixture
def chair(place):
    return places.official(place.sewing)


@pytest.fixture
def hanh(chair):
    return places.come_in()


def here(row, end=""):
    return f"/cb/hoi-truong/{row.id}{end}?don-vi=SEW"


def words(response):
    assert response.status_code in (200, 422), response
    return response.content.decode()


def test_a_hall_is_opened_from_a_meeting_and_its_scam_of_the_week(hanh, place, chair):
    session = begun(planned(place.sewing, chair))
    form = words(hanh.get("/cb/hoi-truong/mo?don-vi=SEW"))
    assert "Chiêu lừa tuần này" in form and str(session.id) in form
    fields = {"so": str(uuid7()), "bai": "week", "buoi": str(session.id)}
    to = [hanh.post("/cb/hoi-truong/mo?don-vi=SEW", fields)["Location"] for _twice in range(2)]
    row = Hall.objects.get()
    assert to[0] == to[1] == here(row)
    assert (row.session, row.place, row.leader) == (session.id, "Nhà ăn", "Lê Thị Hạnh")
    assert "Nhận ra lừa đảo" in words(hanh.get(here(row)))


def test_a_hall_takes_the_decisions_of_any_simulator_with_what_is_on_its_screen(hanh):
    form = words(hanh.get("/cb/hoi-truong/mo?don-vi=SEW"))
    assert all(f'value="simulator:{name}"' in form for name in practice.current())
    assert "Bốn chuyện" in form and "Quyết định trên màn hình máy tập" in form
    hanh.post("/cb/hoi-truong/mo?don-vi=SEW", {"so": str(uuid7()), "bai": "simulator:bank-transfer"})
    row = Hall.objects.get()
    asked = row.exercise["questions"]
    assert len(asked) == 5 and "OTP" in asked[1]["shown"] and asked[1]["options"][-1] == "Tôi chưa biết"
    for _step in range(3):
        row.refresh_from_db()
        running.move(row.id, row.step, 1)
    wall = words(hanh.get(here(row, "/man-hinh")))
    assert "Cuộc gọi đến" in wall and "Cúp máy, không đọc mã cho ai." in wall


def test_what_is_missing_is_said_and_what_was_typed_stays(hanh):
    page = words(hanh.post("/cb/hoi-truong/mo?don-vi=SEW", {"so": str(uuid7()), "bai": "lesson:x", "noi": "Sân 2"}))
    assert "Chọn một bài" in page and "Sân 2" in page
    bad = {"so": str(uuid7()), "bai": "week", "lien-ket": "zalo"}
    assert "bắt đầu bằng" in words(hanh.post("/cb/hoi-truong/mo?don-vi=SEW", bad))
    assert LESSON in words(hanh.get("/cb/hoi-truong/mo?don-vi=SEW&tim=ba cau hoi"))


def test_the_button_steps_once_and_back_and_leads_to_the_end(hanh, place, chair):
    row = opened(place.sewing, chair)
    for _twice in range(2):
        hanh.post(here(row), {"viec": "tiep", "buoc": "0", "tu": "man-hinh"})
    row.refresh_from_db()
    assert row.step == 1
    assert "Đóng câu này" in words(hanh.get(here(row, "/man-hinh")))
    hanh.post(here(row), {"viec": "lui", "buoc": "1"})
    row.refresh_from_db()
    assert row.step == 0
    last = rules.last_step(len(exercise().questions))
    for seen in range(last):
        hanh.post(here(row), {"viec": "tiep", "buoc": str(seen)})
    row.refresh_from_db()
    assert row.step == last and row.ended_at
    hanh.post(here(row), {"viec": "lui", "buoc": str(last)})
    row.refresh_from_db()
    assert row.ended_at is None


def test_the_wall_shows_counts_then_bars_with_words_and_nothing_of_anybody(hanh, place, chair):
    row = opened(place.sewing, chair, step=1)
    numbers = [phone(row) for _each in range(6)]
    for at, each in enumerate(numbers):
        answered(row, each, 0, at % 2)
    page = words(hanh.get(here(row, "/man-hinh")))
    assert "data-bar" not in page and exercise().questions[0].why[:25] not in page
    told = hanh.get(here(row, "/man-hinh/moi")).json()
    assert told == {"b": 1, "may": 6, "nguoi": 6, "tra_loi": 6, "cot": None}
    running.move(row.id, 1, 1)
    watching.forget()
    page = words(hanh.get(here(row, "/man-hinh")))
    assert page.count("data-bar") == len(exercise().questions[0].options)
    assert exercise().questions[0].why[:25] in page
    assert all(each.hex not in page and str(each) not in page for each in numbers)
    assert hanh.get(here(row, "/man-hinh/moi")).json()["cot"][0] == [3, "50%", 50]


def test_hands_are_added_and_typed_nonsense_is_none(hanh, place, chair):
    row = opened(place.sewing, chair, step=1)
    hanh.post(here(row), {"viec": "gio-tay", "cau": "0", "t0": "12", "t1": "x", "t2": "", "t9": "4"})
    assert queries.hands(row.id, 0) == {0: 12}
    assert 'value="12"' in words(hanh.get(here(row)))


def test_questions_are_read_first_then_shown_answered_hidden_and_back(hanh, place, chair):
    row = opened(place.sewing, chair, takes_questions=True)
    number = uuid7()
    asking.ask(row.code, number, "Mất sim thì làm gì?")
    assert "chỉ anh/chị thấy" in words(hanh.get(here(row)))
    assert "Mất sim" not in words(hanh.get(here(row, "/man-hinh")))
    for state, seen in (("open", True), ("hidden", False), ("open", True)):
        hanh.post(here(row), {"viec": "cau-hoi", "hoi": f"{state}:{number}"})
        assert ("Mất sim" in words(hanh.get(here(row, "/man-hinh")))) is seen
    hanh.post(here(row), {"viec": "cau-hoi", "hoi": "open:x"})  # nonsense changes nothing


def test_a_recording_stands_on_the_page_of_the_phones(hanh, place, chair, client):
    row = opened(place.sewing, chair, is_online=True)
    assert "bắt đầu bằng" in words(hanh.post(here(row), {"viec": "ghi-hinh", "lien-ket": "abc"}))
    hanh.post(here(row), {"viec": "ghi-hinh", "lien-ket": "https://ghi.example/1"})
    assert "https://ghi.example/1" in words(hanh.get(here(row)))
    assert queries.by_code(row.code).recording == "https://ghi.example/1"


def test_the_minutes_tell_people_phones_and_shares_without_names(hanh, place, chair):
    row = opened(place.sewing, chair, step=1, place="Nhà ăn")
    right = exercise().questions[0].right
    for at in range(5):
        answered(row, phone(row, 2), 0, right if at else 0)
    running.raise_hands(row.id, 0, {right: 10})
    draft = hanh.get(here(row, "/bien-ban.docx"))
    text = "\n".join(each.text for each in Document(io.BytesIO(b"".join(draft.streaming_content))).paragraphs)
    assert "Biên bản: Bài chung" in text and "Nhà ăn" in text and "20" in text
    pdf = hanh.get(here(row, "/bien-ban.pdf"))
    assert b"".join(pdf.streaming_content).startswith(b"%PDF")


def test_a_trainer_of_the_unit_leads_and_others_do_not(place, chair):
    row = opened(place.sewing, chair)
    places.official(place.sewing, username="giang", role=TRAINER)
    assert places.come_in("giang").get(here(row)).status_code == 200
    places.official(place.shoes, username="khac")
    assert places.come_in("khac").get(f"/cb/hoi-truong/{row.id}?don-vi=SHO").status_code == 403
    places.official(place.sewing, username="nhan-su", role="personnel", employer_side=True)
    personnel = places.come_in("nhan-su")
    for address in (here(row), here(row, "/bien-ban.docx"), "/cb/hoi-truong/mo?don-vi=SEW"):
        assert personnel.get(address).status_code == 403


@pytest.fixture
def sheet(place, chair):
    lesson = planned(place.sewing, chair)
    workers = [places.worker(name, place.sewing, agreed=True) for name in ("Trần An", "Lê Bình")]
    for each in workers:
        seats.enrol(lesson.id, each)
    row = paper.make(uuid7(), place.sewing, exercise(), by=chair, class_id=lesson.id)
    return row, workers


def grid(row, end=""):
    return f"/cb/bai-giay/{row.id}{end}?don-vi=SEW"


def typed(row, **letters):
    return {"viec": "nhap", "luu": str(uuid7()), **letters}


def test_a_quiz_is_made_printed_and_found_by_its_code(hanh, place, chair):
    fields = {"so": str(uuid7()), "bai": f"lesson:{LESSON}"}
    to = hanh.post("/cb/bai-giay/moi?don-vi=SEW", fields)["Location"]
    row = PaperQuiz.objects.get()
    assert to == grid(row)
    assert hanh.get("/cb/bai-giay", {"don-vi": "SEW", "ma": f"{row.code.upper()}-B"})["Location"] == grid(row)
    wrong = hanh.get("/cb/bai-giay", {"don-vi": "SEW", "ma": "xxxxx"})
    assert wrong.status_code == 404 and "góc phải đầu phiếu" in wrong.content.decode()
    sheets, key = words(hanh.get(grid(row, "/in/de"))), words(hanh.get(grid(row, "/in/dap-an")))
    assert f"{row.code.upper()}-A" in sheets and f"{row.code.upper()}-B" in sheets
    assert exercise().questions[0].why not in sheets
    assert all(form.key(exercise()).upper() in key for form in paper.forms_of(row))
    assert hanh.get(grid(row, "/in/de") + "&as=pdf").content.startswith(b"%PDF")


def test_a_quiz_asks_what_its_class_teaches(hanh, place, chair):
    lesson = planned(place.sewing, chair)
    form = words(hanh.get("/cb/bai-giay/moi", {"don-vi": "SEW", "lop": str(lesson.id)}))
    assert 'name="bai" value="class" checked' in form
    fields = {"so": str(uuid7()), "bai": "class", "lop": str(lesson.id)}
    hanh.post("/cb/bai-giay/moi?don-vi=SEW", fields)
    row = PaperQuiz.objects.get()
    assert (row.title, row.class_id) == (lesson.name, lesson.id)
    assert all(each["item"].startswith("kns.4.3") for each in row.exercise["questions"])
    page = words(hanh.post("/cb/bai-giay/moi?don-vi=SEW", {"so": str(uuid7()), "bai": "class"}))
    assert "Chọn một lớp" in page and PaperQuiz.objects.count() == 1


def test_a_class_leads_to_the_quizzes_it_has_and_offers_another_by_name(hanh, place, chair):
    lesson = planned(place.sewing, chair)
    link = f"/cb/bai-giay?don-vi=SEW&lop={lesson.id}"
    assert escape(link) in words(hanh.get(f"/cb/lop/{lesson.id}?don-vi=SEW"))
    none = words(hanh.get(link))
    assert "Lớp này chưa có bài giấy" in none and "Soạn bài cho lớp này" in none
    first = paper.make(uuid7(), place.sewing, exercise(), by=chair, class_id=lesson.id)
    other = paper.make(uuid7(), place.sewing, exercise(), by=chair)
    page = words(hanh.get(link))
    assert grid(first) in page and grid(other) not in page and "Soạn thêm một bài cho lớp này" in page
    assert f"/cb/bai-giay/moi?don-vi=SEW&amp;lop={lesson.id}" in page and PaperQuiz.objects.count() == 2
    places.official(place.shoes, username="khac")
    assert lesson.name not in words(places.come_in("khac").get(f"/cb/bai-giay?don-vi=SHO&lop={lesson.id}"))


def test_the_grid_keeps_letters_undoes_them_and_a_double_send_is_one(hanh, sheet):
    row, (an, binh) = sheet
    form_b = paper_quiz.form_of(paper.forms_of(row), "B")
    fields = typed(row, **{f"d-{an.hex}": "abc", f"f-{an.hex}": "A", f"d-{binh.hex}": form_b.key(exercise()),
                           f"f-{binh.hex}": "B"})  # fmt: skip
    for _twice in range(2):
        assert hanh.post(grid(row), fields).status_code == 302
    assert PaperSheet.objects.count() == 2
    page = words(hanh.get(grid(row) + "&xong=nhap"))
    assert "Hoàn tác lần nhập này" in page and form_b.key(exercise()).upper() in page
    hanh.post(grid(row), {"viec": "hoan-tac"})
    assert not PaperSheet.objects.exists()


def test_a_wrong_letter_keeps_all_that_was_typed_and_names_its_place(hanh, sheet):
    row, (an, binh) = sheet
    fields = typed(row, **{f"d-{an.hex}": "az", f"d-{binh.hex}": "ab"})
    page = words(hanh.post(grid(row), fields))
    assert "Câu 2 không có chữ này" in page and 'value="az"' in page and 'value="ab"' in page
    assert not PaperSheet.objects.exists()
    assert "Chỉ có" in words(hanh.post(grid(row), typed(row, **{f"d-{an.hex}": "abcabcabc"})))


def test_closing_hands_on_and_the_page_shows_counts_only(hanh, sheet):
    row, (an, binh) = sheet
    key = paper.forms_of(row)[0].key(exercise())
    hanh.post(grid(row), typed(row, **{f"d-{an.hex}": key, f"d-{binh.hex}": key}))
    hanh.post(grid(row), {"viec": "chot"})
    assert {each.learner for each in Event.objects.all()} == {an, binh}
    page = words(hanh.get(grid(row)))
    assert "Đã chốt" in page and "Trần An" not in page and not re.search(r'name="d-', page)
    assert hanh.post(grid(row), typed(row, **{f"d-{an.hex}": "a"})).status_code == 302  # too late, and harmless
    hanh.post(grid(row), {"viec": "dem", "so-phieu": "9", "q0": "5"})
    assert PaperQuiz.objects.get().sheets == 0


def test_counting_without_names(hanh, place, chair):
    row = paper.make(uuid7(), place.sewing, exercise(), by=chair)
    hanh.post(grid(row), {"viec": "dem", "so-phieu": "20", "q0": "15", "q1": "x"})
    page = words(hanh.get(grid(row)))
    assert "20 phiếu" in page and "75%" in page


def test_the_trainer_of_the_class_enters_its_sheets_and_the_neighbour_does_not(place, sheet, chair):
    row, _workers = sheet
    places.official(place.shoes, username="khac")
    assert places.come_in("khac").get(f"/cb/bai-giay/{row.id}?don-vi=SHO").status_code == 403
    trainer = places.official(place.shoes, username="giang", role=TRAINER)
    lesson = planned(place.sewing, chair, trainer=trainer)
    own = paper.make(uuid7(), place.sewing, exercise(), by=chair, class_id=lesson.id)
    assert places.come_in("giang").get(f"/cb/bai-giay/{own.id}?don-vi=SHO").status_code == 200
