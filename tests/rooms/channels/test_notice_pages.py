"""What people see and set: the list, the bell, shift and address, the stop link, the texts to copy."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hocvuso.channels import dispatch, links, queries, showing
from hocvuso.people import actions as people
from hocvuso.people import queries as persons
from hocvuso.plumbing import outbox
from tests.rooms import places
from tests.rooms.people import learners

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture(autouse=True)
def forgetful():
    """Nothing remembered from the test before."""
    showing._numbers.clear()


@pytest.fixture
def phone() -> Client:
    """A phone whose owner has a name and agreed."""
    browser = Client()
    learners.answered(browser)
    learners.claim_by_phone(browser)
    learners.agree(browser)
    return browser


def _tell(person, key="k"):
    outbox.notify(person, "new_phone", {"day": "24/11/2026"}, key=key)
    dispatch.deliver_due()


def _text(response):
    return response.content.decode()


def test_a_learner_reads_her_notices_once_as_new(phone):
    _tell(learners.learner_of(phone))
    page = _text(phone.get("/thong-bao"))
    assert "vừa mở trên máy khác" in page and "<b>Mới</b>" in page
    assert "<b>Mới</b>" not in _text(phone.get("/thong-bao"))


@pytest.mark.both
def test_notices_that_say_the_same_stand_once_with_their_number(phone):
    learner = learners.learner_of(phone)
    for number in range(3):
        _tell(learner, key=f"same {number}")
    outbox.notify(learner, "new_phone", {"day": "25/11/2026"}, key="other")
    dispatch.deliver_due()
    assert queries.unread(learner) == 2
    assert sorted(each.times for each in queries.notices(learner)) == [1, 3]
    page = _text(phone.get("/thong-bao"))
    assert page.count("<article") == 2 and page.count("3 lần") == 1
    assert queries.unread(learner) == 0


def test_looking_by_head_reads_nothing(phone):
    _tell(learners.learner_of(phone))
    phone.head("/thong-bao")
    assert queries.unread(learners.learner_of(phone)) == 1


def test_the_bell_tells_how_many_and_costs_hot_pages_no_statement(phone):
    _tell(learners.learner_of(phone))
    with CaptureQueriesContext(connection) as asked:
        assert "Thông báo mới" not in _text(phone.get("/hom-nay"))  # nothing remembered, and it does not ask
    assert not [each for each in asked.captured_queries if "notice" in each["sql"]]
    assert "Thông báo mới: 1" in _text(phone.get("/toi"))
    assert "Thông báo mới: 1" in _text(phone.get("/hom-nay"))
    phone.get("/thong-bao")
    assert "Thông báo mới" not in _text(phone.get("/toi"))


def test_somebody_without_an_account_is_led_to_me():
    assert Client().get("/thong-bao")["Location"] == "/toi"


def test_a_shift_is_kept_and_a_night_worker_is_left_alone(phone):
    assert phone.post("/thong-bao/gio", {"shift": "night"})["Location"] == "/thong-bao/gio?da-luu=1"
    ways = queries.ways(learners.learner_of(phone))
    assert ways.shift == "night" and ways.hours.work == (1320, 360)


@pytest.mark.parametrize("typed", ["22h", "22:00", "22", " 22g00 "])
def test_own_hours_are_read_as_people_write_them(phone, typed):
    posted = {"shift": "own", "work_from": typed, "work_to": "6h30", "sleep_from": "8", "sleep_to": "15:00"}
    assert phone.post("/thong-bao/gio", posted).status_code == 302
    assert queries.ways(learners.learner_of(phone)).work == (1320, 390)
    assert 'value="22:00"' in _text(phone.get("/thong-bao/gio"))


@pytest.mark.parametrize(
    ("work", "sentence"),
    [(("khuya", "6:00"), "Ghi giờ như 22:00 hoặc 6h30."), (("15:30", "8:00"), "chưa đến một giờ trống")],
)
def test_impossible_hours_get_one_sentence_and_keep_what_was_typed(phone, work, sentence):
    posted = {"shift": "own", "work_from": work[0], "work_to": work[1], "sleep_from": "8:00", "sleep_to": "15:00"}
    answer = phone.post("/thong-bao/gio", posted)
    assert answer.status_code == 422 and sentence in _text(answer) and f'value="{work[0]}"' in _text(answer)
    assert queries.ways(learners.learner_of(phone)).shift == ""


def test_an_address_can_be_written_only_where_mail_goes_out(phone, settings):
    assert 'name="email"' not in _text(phone.get("/thong-bao/gio"))
    settings.SMTP_HOST = "mail.example"
    assert 'name="email"' in _text(phone.get("/thong-bao/gio"))
    wrong = phone.post("/thong-bao/gio", {"email": "lan@"})
    assert wrong.status_code == 422 and "Chưa đúng dạng email" in _text(wrong) and 'value="lan@"' in _text(wrong)
    phone.post("/thong-bao/gio", {"email": "lan@may.example"})
    ways = queries.ways(learners.learner_of(phone))
    assert (ways.email, ways.gets_email, ways.is_confirmed) == ("lan@may.example", True, False)


def test_one_tap_stops_and_one_more_undoes_without_coming_in(phone):
    person = learners.learner_of(phone)
    people.decide(person, queries.EMAIL, given=True, way="test")
    path = links.stop_link(person).removeprefix("http://127.0.0.1:8000")
    stranger = Client(enforce_csrf_checks=True)
    stranger.head(path)
    assert persons.has_agreed(person, queries.EMAIL)
    assert "Đã dừng" in _text(stranger.get(path))
    assert not persons.has_agreed(person, queries.EMAIL)
    back = path.replace("/dung/", "/gui-lai/")
    assert stranger.post(back).status_code == 403  # from elsewhere nobody can switch it on
    guard = stranger.cookies["hvs_csrf"].value
    assert "Lại gửi email" in _text(stranger.post(back, {"csrfmiddlewaretoken": guard}))
    assert persons.has_agreed(person, queries.EMAIL)
    stranger.post(path, {"List-Unsubscribe": "One-Click"})  # the button of the mail programme
    assert not persons.has_agreed(person, queries.EMAIL)
    assert stranger.get(path[:-2] + "xx").status_code == 404


def test_an_official_finds_her_role_and_texts_without_any_name_in_them():
    place = places.province()
    places.official(place.sewing)
    places.worker("Nguyễn Thị Lan", place.sewing)
    browser = places.come_in()
    dispatch.deliver_due()
    assert "(2)" in _text(browser.get("/cb/"))  # the role, and a browser not used before
    page = _text(browser.get("/cb/thong-bao"))
    assert "Anh/chị được giao một vai trò" in page and "vừa được dùng trên máy mới" in page
    texts = _text(browser.get("/cb/thong-bao/zalo"))
    assert texts.count("<textarea") == 3 and "/m/214001" in texts and "Lan" not in texts
    assert "Anh/chị chưa được giao" not in texts


def test_coming_in_again_on_the_same_browser_is_no_news():
    place = places.province()
    chair = places.official(place.sewing, factor=False)
    browser = places.come_in(factor=False)
    browser.post("/cb/tai-khoan/ra")
    browser.post("/cb/tai-khoan/vao", {"login": "hanh", "password": places.PASSWORD})
    dispatch.deliver_due()
    assert sum("máy mới" in each.words.title for each in queries.notices(chair)) == 1


def test_somebody_who_asks_for_help_reaches_the_officials_of_the_unit_only(site):
    from hocvuso.groups.help_desk import asking
    from hocvuso.plumbing import clock

    place = places.province()
    chair, other = places.official(place.sewing), places.official(place.shoes, username="mai")
    lan = places.worker("Nguyễn Thị Lan", place.sewing)
    for _ in range(2):
        asking.open_request(lan, "", step="kns.4.3/three-questions#who-sent-it", now=clock.now())
    dispatch.deliver_due()
    asked = [each for each in queries.notices(chair) if "cần gặp người hỗ trợ" in each.words.title]
    assert len(asked) == 1 and "Lan" not in asked[0].words.text
    assert not [each for each in queries.notices(other) if "cần gặp người hỗ trợ" in each.words.title]


def test_notices_are_shown_taken_along_and_erased_with_my_data(phone):
    person = learners.learner_of(phone)
    _tell(person)
    assert "new_phone" in _text(phone.get("/toi/du-lieu/tai"))
    phone.post("/toi/du-lieu/xoa")
    assert queries.notices(person) == []
