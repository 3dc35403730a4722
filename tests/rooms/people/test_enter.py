"""Coming in and leaving: known phone and new phone, slips, waits, locks, two people on one phone."""

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from hocvuso.people import actions, queries, tokens
from hocvuso.people.actions import limits
from hocvuso.people.models import Device, Person
from hocvuso.plumbing.models import Audit
from tests.rooms.people.learners import (
    CODE,
    agree,
    answered,
    claim_by_card,
    claim_by_phone,
    learner_of,
    token_of,
)

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def worker():
    return actions.enrol(full_name="Nguyễn Thị Hường", address="chị")


@pytest.fixture
def card(worker):
    return actions.deal_card(worker)


@pytest.fixture
def left(site, card):
    """A phone on which Hường has claimed, agreed, and left."""
    claim_by_card(site, card)
    agree(site)
    site.post("/khong-phai-toi")
    return site


def text(response):
    return response.content.decode()


def choose(site, person):
    return site.post("/vao?ve=/ky-nang", {"who": person.hex})


@pytest.mark.both
def test_a_known_phone_asks_for_name_and_code_only(left, worker):
    page = text(left.get("/vao"))
    assert "Hường" in page
    assert 'name="ma"' not in page
    assert choose(left, worker).headers["Location"] == "/vao/ma?ve=%2Fky-nang"
    response = left.post("/vao/ma?ve=/ky-nang", {"code": CODE})
    assert response.headers["Location"] == "/ky-nang"
    assert learner_of(left) == worker
    assert token_of(left).name == "Hường"


def test_a_new_phone_asks_for_the_card_too(left, worker, card):
    new = Client()
    assert "Hường" not in text(new.get("/vao"))
    assert new.post("/vao", {"who": worker.hex}).status_code == 422
    assert new.get("/vao/ma").headers["Location"] == "/vao"
    assert new.post("/vao", {"ma": card.lower()}).headers["Location"] == "/vao/ma"
    new.post("/vao/ma", {"code": CODE})
    assert learner_of(new) == worker


def test_a_name_alone_from_a_forged_cookie_opens_nothing(left, worker):
    thief = Client()
    thief.cookies["hvs_known"] = left.cookies["hvs_known"].value[:-2] + "xx"
    assert "Hường" not in text(thief.get("/vao"))


@pytest.mark.parametrize(
    ("typed", "said"), [("", "Gõ 8 ký tự trên thẻ."), ("ABCDEFG", "Bạn mới gõ 7."), ("ABCDEFGH", "Không có thẻ nào")]
)
def test_each_slip_with_the_card_has_its_own_sentence(site, typed, said):
    assert said in text(site.post("/vao", {"ma": typed}))


def test_a_card_that_nobody_claimed_leads_to_claiming(site, card):
    assert "Thẻ này chưa dùng lần nào" in text(site.post("/vao", {"ma": card}))


def test_wrong_codes_count_down_then_wait(left, worker):
    choose(left, worker)
    said = [text(left.post("/vao/ma", {"code": "0001"})) for _ in range(6)]
    assert [f"Còn {tries} lần thử" in page for tries, page in zip((4, 3, 2, 1, 0), said, strict=False)] == [True] * 5
    assert "Gõ sai 5 lần. Chờ 15 phút" in said[5]
    assert "Gõ sai 5 lần" in text(left.post("/vao/ma", {"code": CODE}))
    assert token_of(left) is None


def test_a_right_code_forgets_the_slips(left, worker):
    choose(left, worker)
    for _ in range(4):
        left.post("/vao/ma", {"code": "0001"})
    assert left.post("/vao/ma", {"code": CODE}).status_code == 302
    left.post("/khong-phai-toi")
    choose(left, worker)
    assert "Còn 4 lần thử" in text(left.post("/vao/ma", {"code": "0001"}))


def quarter_of_an_hour_later(worker):
    cache.delete_many([f"code:p:{worker.hex}", *(f"code:d:{phone}" for phone in ("a", "b", "c"))])


@pytest.mark.both
def test_ten_wrong_codes_in_a_day_lock_until_an_official_frees(worker, card):
    claim_by_card(Client(), card)
    chair = actions.enrol(full_name="Lê Thị Hạnh")
    for phone in ("a", "b"):
        for _ in range(5):
            with pytest.raises(actions.Refused) as refused:
                actions.come_in(actions.Trial(worker, phone, "10.0.0.1"), "0001")
        quarter_of_an_hour_later(worker)
        cache.delete("code:pause:10.0.0.1")
    assert refused.value.verdict.word == "locked"
    with pytest.raises(actions.Refused) as refused:
        actions.come_in(actions.Trial(worker, "c", "10.0.0.9"), CODE)
    assert refused.value.verdict.word == "locked"
    assert Audit.objects.filter(verb="lock", subject=worker).count() == 1
    actions.free(worker, by=chair)
    assert actions.come_in(actions.Trial(worker, "c", "10.0.0.9"), CODE).name == "Hường"
    assert Audit.objects.filter(verb="free", actor=chair, subject=worker).count() == 1


def test_a_locked_name_says_so_on_the_page(left, worker):
    Person.objects.filter(id=worker).update(locked_at="2026-11-01T00:00:00Z")
    choose(left, worker)
    assert "tên tạm khóa. Nhờ cán bộ công đoàn mở lại" in text(left.post("/vao/ma", {"code": CODE}))


def test_an_address_slows_down_but_never_locks(worker, card):
    claim_by_card(Client(), card)
    trials = [actions.Trial(None, f"phone{number}", "10.0.0.1") for number in range(limits.ADDRESS_TRIES)]
    for trial in trials:
        assert limits.take(trial).word == "go"
        limits.was_wrong(trial)
    hers = actions.Trial(worker, "own", "10.0.0.1")
    assert limits.take(hers).word == "slow"
    cache.delete("code:pause:10.0.0.1")  # three seconds later
    assert actions.come_in(hers, CODE).name == "Hường"


@pytest.mark.both
def test_simultaneous_guesses_cannot_outrun_the_count(worker):
    trial = actions.Trial(worker, "phone", "10.0.0.1")
    words = [limits.take(trial).word for _ in range(7)]
    assert words == ["go"] * 5 + ["wait"] * 2


def test_leaving_kills_the_token_and_keeps_the_name_on_the_phone(site, card, worker):
    claim_by_card(site, card)
    stolen = site.cookies["hvs_device"].value
    page = text(site.get("/khong-phai-toi"))
    assert "Hường thoát khỏi máy này?" in page
    assert "Còn {n} câu chưa gửi" in page
    response = site.post("/khong-phai-toi")
    assert response.headers["Location"] == "/"
    assert response.headers["Clear-Site-Data"] == '"cache"'
    assert token_of(site) is None
    thief = Client()
    thief.cookies["hvs_device"] = stolen
    assert token_of(thief) is None
    assert Device.objects.get(person=worker).revoked_at is not None
    assert "Hường" in text(site.get("/vao"))
    assert site.post("/khong-phai-toi").headers["Location"] == "/"


def test_leaving_may_take_the_name_off_the_phone(site, card):
    claim_by_card(site, card)
    site.post("/khong-phai-toi", {"forget": "1"})
    assert "Hường" not in text(site.get("/vao"))


def test_two_people_change_places_on_one_phone(left, worker):
    claim_by_phone(left, name="Trần Văn Hùng", own="8264")
    agree(left)
    husband = learner_of(left)
    left.post("/khong-phai-toi")
    page = text(left.get("/vao"))
    assert page.index("Hùng") < page.index("Hường")
    choose(left, worker)
    left.post("/vao/ma", {"code": CODE})
    assert learner_of(left) == worker
    assert "Hùng" not in text(left.get("/toi"))
    left.post("/khong-phai-toi")
    choose(left, husband)
    left.post("/vao/ma", {"code": "8264"})
    assert learner_of(left) == husband


@pytest.mark.both
def test_what_was_just_answered_is_his_only_if_he_says_so(left, worker):
    for ticked, aliases in (("", 0), ("1", 1)):
        anonymous = answered(left)
        choose(left, worker)
        assert "Bài vừa làm trên máy này là của tôi" in text(left.get("/vao/ma"))
        left.post("/vao/ma", {"code": CODE, "merge": ticked})
        assert len([each for each in queries.ids_of(worker) if each == anonymous.person]) == aliases
        assert token_of(left).person == worker
        left.post("/khong-phai-toi")


def test_pictures_open_too(site):
    site.post("/luu/so", {"ten": "Lò Thị Én", "so": "0100000999"})
    for first in ("", "keo,ca,nha"):
        form = {"picked": "keo,ca", "pick": "nha", "first": first}
        site.post("/luu/ma?cach=hinh", form)
    agree(site)
    owner = learner_of(site)
    site.post("/khong-phai-toi")
    choose(site, owner)
    assert "0/3" in text(site.get("/vao/ma"))
    assert "Mã chưa đúng" in text(site.post("/vao/ma", {"picked": "ca,keo", "pick": "nha"}))
    site.post("/vao/ma", {"picked": "keo,ca", "pick": "nha"})
    assert learner_of(site) == owner


def test_somebody_who_never_answered_the_question_is_asked_again(site, card, worker):
    claim_by_card(site, card)
    site.post("/khong-phai-toi")
    choose(site, worker)
    response = site.post("/vao/ma?ve=/ky-nang", {"code": CODE})
    assert response.headers["Location"] == "/dong-y?ve=%2Fky-nang"
    assert Person.objects.get(id=token_of(site).person).full_name == ""


@pytest.mark.both
def test_an_old_cookie_does_not_give_somebody_elses_answers_away(site, card, worker):
    """The random id of a phone is Hường's since she agreed; who still has the cookie from before keeps it out."""
    before = answered(site)
    other = Client()
    claim_by_phone(other, name="Trần Văn Hùng", own="8264")
    agree(other)
    husband = learner_of(other)
    claim_by_card(site, card)
    agree(site)
    old = Client()
    old.cookies["hvs_known"] = other.cookies["hvs_known"].value
    response = HttpResponse()
    tokens.write(response, before)
    old.cookies[tokens.COOKIE] = response.cookies[tokens.COOKIE].value
    choose(old, husband)
    assert old.post("/vao/ma", {"code": "8264", "merge": "1"}).status_code == 302
    assert learner_of(old) == husband
    assert queries.canonical(before.person) == worker
    assert before.person not in queries.ids_of(husband)
