"""Pages of a hall on phones: one tap in, a question at a time, the poll that costs nothing, questions of people."""

from __future__ import annotations

import pytest
from django.test import Client

from hocvuso.core import hall as rules
from hocvuso.halls import asking, running, watching
from hocvuso.halls.models import HallAnswer, HallPhone, HallQuestion
from hocvuso.learning.models import Event
from hocvuso.people.models import Person
from hocvuso.plumbing.ids import uuid7
from tests.rooms.halls.rooms_of_halls import come_in, exercise, opened

pytestmark = pytest.mark.django_db(databases="__all__")
ORIGIN = {"HTTP_ORIGIN": "http://testserver"}


@pytest.fixture(autouse=True)
def fresh():
    watching.forget()


def moved(row, to):
    for seen in range(row.step, to):
        running.move(row.id, seen, 1)
    row.refresh_from_db()
    watching.forget()


def sent(browser, row, question, choice, turn=1, **headers):
    fields = {"c": row.code, "cau": question, "chon": choice, "luot": turn}
    return browser.post("/h/tra-loi", fields, **(headers or ORIGIN))


def test_digits_of_the_wall_lead_in_and_wrong_ones_say_what_to_do(site, place, chair):
    row = opened(place.sewing, chair)
    spaced = f"{row.code[:3]} {row.code[3:]}"
    assert site.get("/h", {"ma": spaced})["Location"] == f"/h/{row.code}"
    for wrong in (site.get("/h", {"ma": "000000"}), site.get("/h/000000")):
        assert wrong.status_code == 404 and "Nhìn lại số" in wrong.content.decode()


def test_looking_makes_no_phone_and_one_tap_does(site, place, chair):
    row = opened(place.sewing, chair)
    site.get(f"/h/{row.code}")
    assert not HallPhone.objects.exists()
    come_in(site, row)
    assert "Bạn đã vào" in site.get(f"/h/{row.code}").content.decode()
    assert HallPhone.objects.get().people == 1 and not Person.objects.filter(source="hall").exists()


def test_a_phone_without_the_script_answers_by_a_plain_form_and_may_change_it(site, place, chair):
    row = opened(place.sewing, chair, step=1)
    come_in(site, row)
    assert exercise().questions[0].text in site.get(f"/h/{row.code}").content.decode()
    for choice in (0, 2):
        assert site.post(f"/h/{row.code}", {"cau": "0", "chon": str(choice)}).status_code == 302
    assert HallAnswer.objects.get().choice == 2
    assert "Gửi câu trả lời khác" in site.get(f"/h/{row.code}").content.decode()
    assert site.post(f"/h/{row.code}", {"cau": "1", "chon": "0"})["Location"].endswith("?muon=1")
    assert site.post(f"/h/{row.code}", {"cau": "0"}).status_code == 302  # nothing chosen


def test_looking_costs_no_query_and_what_is_known_is_not_sent_again(site, place, chair, django_assert_num_queries):
    row = opened(place.sewing, chair, step=1)
    first = site.get("/h/luc-nay", {"c": row.code})
    assert first.json()["b"] == 1 and first.json()["ms"] >= rules.QUICKEST_MS
    with django_assert_num_queries(0):
        again = site.get("/h/luc-nay", {"c": row.code}, HTTP_IF_NONE_MATCH=first["ETag"])
        part = site.get(f"/h/{row.code}/phan")
    assert again.status_code == 304 and not again.content
    assert part.json()["b"] == 1 and "data-ask" in part.json()["html"]
    assert site.get("/h/luc-nay", {"c": "000000"}).status_code == 404


def test_the_script_sends_answers_and_is_told_what_became_of_them(site, place, chair):
    row = opened(place.sewing, chair, step=1)
    assert sent(site, row, 0, 1).status_code == 404  # never came in
    come_in(site, row)
    assert [sent(site, row, 0, 1).json()["ok"] for _twice in range(2)] == ["kept", "kept"]
    assert sent(site, row, 1, 1).json()["ok"] == "closed"
    assert sent(site, row, 0, 7, 2).status_code == 422
    assert sent(site, row, 0, 0, 3, HTTP_ORIGIN="https://elsewhere.example").status_code == 403
    assert HallAnswer.objects.get().choice == 1


def test_explanation_and_bars_come_after_closing_and_never_of_few(place, chair):
    row = opened(place.sewing, chair, step=1)
    browsers = [Client() for _each in range(5)]
    for each in browsers[:4]:
        come_in(each, row)
        sent(each, row, 0, 1)
    why = exercise().questions[0].why[:30]
    assert why not in browsers[0].get(f"/h/{row.code}").content.decode()
    moved(row, 2)
    page = browsers[0].get(f"/h/{row.code}").content.decode()
    assert why in page and "người đã trả lời" not in page
    running.move(row.id, 2, -1)
    come_in(browsers[4], row)
    watching.forget()
    sent(browsers[4], row, 0, 0)
    running.move(row.id, 1, 1)
    watching.forget()
    assert "5 người đã trả lời" in browsers[0].get(f"/h/{row.code}").content.decode()


def test_the_end_offers_to_keep_the_answers_and_makes_a_learner_without_a_name(site, place, chair):
    row = opened(place.sewing, chair, step=1)
    come_in(site, row)
    sent(site, row, 0, exercise().questions[0].right)
    assert site.get(f"/h/{row.code}/ket-qua").status_code == 409
    moved(row, rules.last_step(len(exercise().questions)))
    page = site.get(f"/h/{row.code}/ket-qua").content.decode()
    assert f"1/{len(exercise().questions)} câu" in page
    response = site.post(f"/h/{row.code}/ket-qua")
    assert response["Location"] == f"/luu?ve=/h/{row.code}/ket-qua"
    assert Event.objects.get().content_id == exercise().questions[0].item
    assert "Đã giữ" in site.get(f"/h/{row.code}/ket-qua").content.decode()
    site.post(f"/h/{row.code}/ket-qua")
    assert Event.objects.count() == 1


def test_a_stranger_to_the_hall_has_no_result(site, place, chair):
    row = opened(place.sewing, chair)
    assert site.get(f"/h/{row.code}/ket-qua").status_code == 404
    assert site.get(f"/h/{row.code}/hoi").status_code == 404


def test_a_question_is_masked_read_first_and_wanted_once_a_phone(place, chair):
    row = opened(place.sewing, chair, takes_questions=True)
    one, other = Client(), Client()
    come_in(one, row)
    come_in(other, row)
    number = uuid7()
    for _twice in range(2):
        one.post(f"/h/{row.code}/hoi", {"so": str(number), "hoi": "Mã OTP 482913 gửi về thì sao?"})
    asked = HallQuestion.objects.get()
    assert "482913" not in asked.text
    assert asked.text not in other.get(f"/h/{row.code}/hoi").content.decode()
    asking.put(row.id, number, "open")
    for browser in (one, other, other, other):
        browser.post(f"/h/{row.code}/hoi", {"muon": str(number)})
    assert asking.shown(row.code)[0].votes == 2
    asking.put(row.id, number, "done")
    other.post(f"/h/{row.code}/hoi", {"muon": str(number)})
    assert asking.shown(row.code)[0].votes == 2
    empty = one.post(f"/h/{row.code}/hoi", {"so": str(uuid7()), "hoi": "  "})
    assert empty.status_code == 422 and "Gõ câu hỏi trước" in empty.content.decode()


def test_the_page_of_a_question_is_small(place, chair):
    import gzip

    row = opened(place.sewing, chair, step=1)
    browser = Client()
    come_in(browser, row)
    assert len(gzip.compress(browser.get(f"/h/{row.code}").content)) < 8 * 1024
