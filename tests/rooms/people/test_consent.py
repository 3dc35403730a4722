"""Consent: two equal answers, one switch a purpose, nothing ticked beforehand, withdrawn as easily as given."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from hocvuso.people import actions, queries, tasks, tokens
from hocvuso.people.models import Consent, Device, Person
from hocvuso.plumbing import clock, jobs
from tests.rooms.people.learners import (
    CODE,
    agree,
    answered,
    claim_by_card,
    claim_by_phone,
    learner_of,
    token_of,
)

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]


@pytest.fixture
def worker():
    return actions.enrol(full_name="Nguyễn Thị Hường")


def given(person):
    return {purpose: decision.given for purpose, decision in queries.consents(person).items()}


def test_the_page_says_what_who_and_how_and_ticks_nothing(site, worker):
    claim_by_card(site, actions.deal_card(worker))
    page = site.get("/dong-y").content.decode()
    for words in (
        "Chúng tôi ghi bài bạn học và câu trả lời, để chọn bài hợp với bạn.",
        "Cán bộ chỉ biết: đã mời, đã bắt đầu, và việc bạn nhờ giúp.",
        "Công ty không xem được kết quả của bạn.",
        "Đổi ý lúc nào cũng được: Tôi, Dữ liệu của tôi, Xóa.",
        "không nhắc trong ca và giờ ngủ",
    ):
        assert words in page
    assert "checked" not in page
    assert 'class="b2" name="answer" value="yes"' in page
    assert 'class="b2" name="answer" value="no"' in page


def test_yes_is_kept_with_wording_way_and_time_and_nothing_expires(site):
    answered(site)
    claim_by_phone(site)
    assert agree(site, count=True).headers["Location"] == "/dau-vao"
    owner = learner_of(site)
    assert given(owner) == {"learn": True, "count": True, "remind": False}
    row = Consent.objects.get(person=owner, purpose="count")
    assert (row.text_version, row.way) == (actions.consenting.TEXT_VERSION, "screen")
    assert clock.now() - row.at < timedelta(minutes=1)
    assert not Person.objects.filter(expires_at__isnull=False).exists()


def test_the_same_answer_twice_is_one_row_each(site):
    answered(site)
    claim_by_phone(site)
    for _ in range(2):
        agree(site, count=True)
    assert Consent.objects.count() == 3


def test_an_empty_box_takes_nothing_back(site, worker):
    claim_by_card(site, actions.deal_card(worker))
    agree(site, count=True)
    page = site.get("/dong-y").content.decode()
    assert "Tính tên tôi" not in page
    assert "Nhắc tôi học" in page
    agree(site, remind=True)
    assert given(worker) == {"learn": True, "count": True, "remind": True}


def test_silence_is_no_consent(site):
    anonymous = answered(site)
    assert site.post("/dong-y", {}).status_code == 200
    assert site.post("/dong-y", {"answer": "perhaps", "count": "1"}).status_code == 200
    assert given(anonymous.person) == {}


def test_an_anonymous_learner_may_agree_without_a_name(site):
    anonymous = answered(site)
    assert "Tính tên tôi" not in site.get("/dong-y").content.decode()
    agree(site)
    assert given(anonymous.person)["learn"] is True
    assert Person.objects.get(id=anonymous.person).expires_at is None
    assert token_of(site).person == anonymous.person


def test_no_takes_name_and_number_away_and_keeps_the_answers_anonymous(site):
    anonymous = answered(site)
    claim_by_phone(site)
    owner = learner_of(site)
    site.post("/dong-y", {"answer": "no"})
    token = token_of(site)
    assert (token.person, token.name) == (anonymous.person, "")
    assert learner_of(site) == anonymous.person
    gone = Person.objects.get(id=owner)
    assert (gone.full_name, gone.phone, gone.pin_hash) == ("", "", "")
    assert gone.erased_at is not None
    assert Person.objects.get(id=anonymous.person).expires_at is not None


def test_no_leaves_a_card_of_the_union_usable(site, worker):
    answered(site)
    claim_by_card(site, actions.deal_card(worker))
    site.post("/dong-y", {"answer": "no"})
    assert token_of(site).name == ""
    assert Person.objects.get(id=worker).full_name == "Nguyễn Thị Hường"
    assert given(worker) == {"learn": False}
    site.post("/vao", {"who": worker.hex})
    site.post("/vao/ma", {"code": CODE})
    assert learner_of(site) == worker


def test_withdrawing_gives_the_phone_a_fresh_id_and_signs_the_others_out(site, worker):
    claim_by_card(site, actions.deal_card(worker))
    agree(site)
    other = Device.objects.create(person_id=worker)
    site.post("/toi/du-lieu/dong-y", {"purpose": "learn", "given": "0"})
    token = token_of(site)
    assert token.person != worker
    assert token.name == "Hường"
    assert Person.objects.get(id=token.person).full_name == ""
    assert Device.objects.get(id=other.id).revoked_at is not None
    assert given(worker)["learn"] is False
    site.post("/toi/du-lieu/dong-y", {"purpose": "learn", "given": "1"})
    assert token_of(site).person == worker
    assert token.person in queries.ids_of(worker)


def test_each_purpose_is_switched_by_itself(site, worker):
    claim_by_card(site, actions.deal_card(worker))
    agree(site, count=True)
    site.post("/toi/du-lieu/dong-y", {"purpose": "count", "given": "0"})
    site.post("/toi/du-lieu/dong-y", {"purpose": "remind", "given": "1"})
    site.post("/toi/du-lieu/dong-y", {"purpose": "everything", "given": "1"})
    assert given(worker) == {"learn": True, "count": False, "remind": True}
    assert [row.given for row in Consent.objects.filter(purpose="count").order_by("at")] == [True, False]


def test_agreed_ids_hold_the_latest_word_only(worker):
    other = actions.enrol(full_name="Trần Văn Hùng")
    for person, words in ((worker, (True, False)), (other, (False, True))):
        for word in words:
            actions.decide(person, "count", given=word, way="test")
    assert list(queries.agreed_ids("count", among=Person.objects.values("id"))) == [other]


def test_agreeing_on_a_second_phone_brings_all_phones_together(site, worker):
    from django.test import Client

    card = actions.deal_card(worker)
    claim_by_card(site, card)
    pending = token_of(site).person
    second = Client()
    second.post("/vao", {"ma": card})
    second.post("/vao/ma", {"code": CODE})
    agree(second)
    assert set(queries.ids_of(worker)) >= {worker, pending}
    assert token_of(site) is None


def test_what_nobody_claimed_is_forgotten_after_thirty_days(site, worker):
    anonymous, kept = actions.begin(), answered(site)
    agree(site)
    Person.objects.filter(id=anonymous.person).update(expires_at=clock.now() - timedelta(hours=1))
    assert tasks.forget_expired() == 1
    assert Person.objects.get(id=anonymous.person).erased_at is not None
    assert Device.objects.get(id=anonymous.device).revoked_at is not None
    assert Person.objects.get(id=kept.person).erased_at is None
    assert tasks.forget_expired() == 0


def test_a_pending_phone_is_closed_when_its_random_id_expires(site, worker):
    claim_by_card(site, actions.deal_card(worker))
    random_id = token_of(site).person
    Person.objects.filter(id=random_id).update(expires_at=clock.now() - timedelta(hours=1))
    tasks.forget_expired()
    assert token_of(site) is None
    assert Person.objects.get(id=worker).erased_at is None


def test_name_and_number_typed_half_way_go_with_their_session(site):
    site.post("/luu/so", {"ten": "Lò Thị Én", "so": "0100000999"})
    Session.objects.update(expire_date=clock.now() - timedelta(hours=1))
    kept = Client()
    kept.post("/luu/so", {"ten": "Trần Văn Hùng", "so": "0100000998"})
    tasks.forget_sessions()
    assert [row.session_key for row in Session.objects.all()] == [kept.session.session_key]
    assert "people.forget_sessions" in jobs.registered()


def test_phones_closed_longer_ago_than_a_token_lives_are_not_remembered(site):
    token = answered(site)
    Device.objects.filter(id=token.device).update(revoked_at=clock.now())
    assert token_of(site) is None
    long_ago = clock.now() - timedelta(seconds=tokens.LIFE_SECONDS + 60)
    Device.objects.filter(id=token.device).update(revoked_at=long_ago)
    tokens.refresh()
    assert tokens._revocations() == frozenset()


def test_no_after_an_earlier_yes_is_not_recorded_under_the_name(site, worker):
    """Choosing the goal anew leads past the question again."""
    claim_by_card(site, actions.deal_card(worker))
    agree(site)
    assert token_of(site).person == worker
    site.post("/dong-y", {"answer": "no"})
    assert token_of(site).person != worker
    assert queries.canonical(token_of(site).person) != worker
    assert given(worker)["learn"] is False


@pytest.mark.parametrize(
    ("address", "said"),
    [("/dong-y", {"answer": "no"}), ("/toi/du-lieu/dong-y", {"purpose": "learn", "given": "0"})],
)
def test_an_anonymous_learner_who_takes_his_yes_back_expires_again(site, address, said):
    anonymous = answered(site)
    agree(site)
    site.post(address, said)
    expires = Person.objects.get(id=anonymous.person).expires_at
    assert timedelta(days=29) < expires - clock.now() <= timedelta(days=30)
    agree(site)
    assert Person.objects.get(id=anonymous.person).expires_at is None
