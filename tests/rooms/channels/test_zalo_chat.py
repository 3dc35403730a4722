"""A worker on Zalo: asks, learns her lesson there, joins her account, parts it; events twice, people slow."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hocvuso.assistant.models import Question
from hocvuso.channels import tasks
from hocvuso.channels.models import LinkCode, ZaloAccount, ZaloEvent, ZaloMessage
from hocvuso.channels.zalo import people as on_zalo
from hocvuso.channels.zalo import sending, wording
from hocvuso.learning.models import Event
from hocvuso.people import actions as people
from hocvuso.people import own_data, queries
from hocvuso.people.models import Person
from hocvuso.plumbing import clock
from tests.rooms import places
from tests.rooms.channels import outside

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]


@pytest.fixture
def lan(hands) -> object:
    """A worker with an account who agreed to be recorded."""
    place = places.province()
    person = places.worker("Nguyễn Thị Lan", place.sewing)
    Person.objects.filter(id=person).update(claimed_at=clock.now())
    people.decide(person, "learn", given=True, way="test")
    return person


def events_of(person) -> list[Event]:
    return list(Event.objects.filter(learner__in=queries.ids_of(person)))


def to_a_question(talk, turns: int = 12) -> dict:
    """Go on by the first buttons until the lesson asks something; return that message."""
    talk.says("học")
    for _turn in range(turns):
        newest = talk.zalo.messages[-1]
        if any(each["title"] == "Tôi không biết" for each in newest["buttons"]) or "không biết" in newest["text"]:
            return newest
        talk.says(newest["buttons"][0]["payload"])
    raise AssertionError(talk.zalo.messages[-1])


def learn(talk) -> None:
    """Answer one question of the lesson."""
    to_a_question(talk)
    talk.says("không biết")


def test_somebody_who_follows_is_told_that_it_is_a_machine(talk):
    assert talk.post(talk.told("follow")) == 200
    tasks.talk()
    welcome = talk.zalo.messages[-1]
    assert "trợ lý AI" in welcome["text"] and "là máy" in welcome["text"] and "OTP" in welcome["text"]
    assert len(welcome["buttons"]) <= 4


def test_a_question_is_answered_as_on_the_site(talk):
    said = talk.says("lam sao biet tin nhan lua dao")
    assert len(said["text"]) > 40
    row = Question.objects.get()
    assert row.person == ZaloAccount.objects.get().learner
    assert len(said["buttons"]) <= 4


def test_a_secret_is_masked_and_never_comes_back(talk):
    said = talk.says("ma otp cua toi la 482913 thi sao")
    assert "482913" not in said["text"]
    assert "482913" not in Question.objects.get().text
    assert not ZaloEvent.objects.filter(text__contains="482913").exists()
    assert not ZaloMessage.objects.filter(body__icontains="482913").exists()


def test_a_lesson_moves_the_state_of_who_has_no_account(talk):
    learn(talk)
    account = ZaloAccount.objects.get()
    assert account.learner is not None and account.person_id is None
    kinds = {event.kind for event in events_of(account.learner)}
    assert "answer" in kinds
    assert queries.account(account.learner).expires_at is not None, "forgotten after 30 days, as on a phone"


def test_a_number_typed_is_the_choice_with_that_number(talk):
    newest = to_a_question(talk)
    for _turn in range(30):
        if "\n1. " in newest["text"]:
            break
        talk.says("không biết")
        talk.says("tiếp")
        newest = to_a_question(talk)
    chosen = newest["buttons"][0]["payload"]
    account = ZaloAccount.objects.get()
    before = account.bubble
    assert chosen.split(" ")[1] == before
    talk.says("1")
    account.refresh_from_db()
    assert account.bubble != before, "the lesson has moved on"


def test_i_do_not_know_is_an_answer_and_the_way_is_shown(talk):
    to_a_question(talk)
    said = talk.says("không biết")
    assert "Xem cách làm" in said["text"]


def test_the_same_tap_twice_is_one_answer(talk):
    newest = to_a_question(talk)
    button = newest["buttons"][-1]  # what is tapped last: "I don't know", or a choice
    if button["title"] == "Những dòng khác":
        button = newest["buttons"][0]
    talk.says(button["payload"])
    answers = Event.objects.filter(kind="answer").count()
    talk.says(button["payload"])
    assert Event.objects.filter(kind="answer").count() == answers


def test_a_machine_that_dies_after_answering_moves_nothing_twice(talk, monkeypatch):
    """The lesson has moved on, the reply was not kept: the event is done again."""
    to_a_question(talk)
    talk.post(talk.told("user_send_text", "không biết"))
    event = ZaloEvent.objects.get(is_open=True)
    kept = ZaloMessage.objects.get_or_create

    def dies(*args, **facts):
        raise RuntimeError("power")

    monkeypatch.setattr(ZaloMessage.objects, "get_or_create", dies)
    with pytest.raises(RuntimeError):
        sending.answer_due()
    monkeypatch.setattr(ZaloMessage.objects, "get_or_create", kept)
    assert Event.objects.filter(kind="answer").count() == 1
    talk.hands.passes(minutes=2)
    tasks.talk()
    assert not ZaloEvent.objects.filter(id=event.id, is_open=True).exists()
    assert Event.objects.filter(kind="answer").count() == 1


def test_a_question_in_between_leaves_the_lesson_where_it_was(talk):
    talk.says("học")
    talk.says(talk.zalo.messages[-1]["buttons"][0]["payload"])
    stood = talk.zalo.messages[-1]["text"]
    talk.says("mã OTP là gì vậy")
    back = talk.taps("Học tiếp")
    assert back["text"] == stood


def test_stopping_ends_the_dialogue_and_keeps_the_place(talk):
    talk.says("học")
    talk.says(talk.zalo.messages[-1]["buttons"][0]["payload"])
    stood = talk.zalo.messages[-1]["text"]
    talk.says("nghỉ")
    assert not ZaloAccount.objects.get().is_lesson
    talk.says("OTP là gì")
    assert talk.says("học")["text"] == stood


def test_a_code_from_the_page_joins_both_and_brings_the_answers_along(talk, lan):
    learn(talk)
    random_id = ZaloAccount.objects.get().learner
    answered = len(events_of(random_id))
    code = on_zalo.code_for_person(lan)
    said = talk.says(f"hvs {code[:3]} {code[3:]}")
    assert "Lan" in said["text"]
    account = ZaloAccount.objects.get()
    assert account.person_id == lan
    assert queries.canonical(random_id) == lan
    assert len(events_of(lan)) == answered
    assert queries.has_agreed(lan, on_zalo.CONSENT)
    learn(talk)
    assert on_zalo.learner_of(account) == lan


def test_a_code_is_good_once_and_for_a_quarter_of_an_hour(talk, lan, zalo, hands):
    code = on_zalo.code_for_person(lan)
    talk.says(f"HVS {code}")
    other = outside.Talk(zalo, hands, "999")
    assert "không còn dùng được" in other.says(f"HVS {code}")["text"]
    late = on_zalo.code_for_person(lan)
    hands.passes(minutes=16)
    assert "không còn dùng được" in other.says(f"HVS {late}")["text"]
    assert ZaloAccount.objects.get(user_id="999").person_id is None


def test_guessing_codes_is_stopped_after_five(talk, lan, zalo, hands):
    code = on_zalo.code_for_person(lan)
    wrong = f"{(int(code) + 1) % 10**6:06}"
    for _try in range(5):
        talk.says(f"HVS {wrong}")
    assert "15 phút" in talk.says(f"HVS {code}")["text"]
    assert ZaloAccount.objects.get().person_id is None


def test_a_code_is_kept_as_a_hash(lan):
    code = on_zalo.code_for_person(lan)
    assert code not in LinkCode.objects.get().code_hash


def test_six_digits_alone_are_no_code_but_may_be_a_secret(talk, lan):
    code = on_zalo.code_for_person(lan)
    talk.says(code)
    assert ZaloAccount.objects.get().person_id is None


def test_without_consent_to_be_recorded_answers_stay_on_a_random_id(talk, lan):
    people.decide(lan, "learn", given=False, way="test")
    talk.says(f"HVS {on_zalo.code_for_person(lan)}")
    learn(talk)
    account = ZaloAccount.objects.get()
    assert account.person_id == lan and account.learner not in queries.ids_of(lan)
    assert events_of(lan) == []
    people.decide(lan, "learn", given=True, way="test")
    assert on_zalo.learner_of(account) == lan
    assert events_of(lan), "what was answered before he agreed joins, as on a phone"


def test_parting_stops_notices_and_leaves_what_was_learnt(talk, lan):
    talk.says(f"HVS {on_zalo.code_for_person(lan)}")
    learn(talk)
    count = len(events_of(lan))
    said = talk.says("ngắt")
    assert "Đã tách" in said["text"]
    assert not queries.has_agreed(lan, on_zalo.CONSENT)
    assert len(events_of(lan)) == count
    learn(talk)
    assert ZaloAccount.objects.get().learner not in queries.ids_of(lan)


def test_a_second_zalo_takes_the_place_of_the_first(talk, lan, zalo, hands):
    talk.says(f"HVS {on_zalo.code_for_person(lan)}")
    other = outside.Talk(zalo, hands, "999")
    other.says(f"HVS {on_zalo.code_for_person(lan)}")
    assert ZaloAccount.objects.get(person_id=lan).user_id == "999"


def test_a_zalo_of_one_person_is_not_given_to_another(talk, lan):
    talk.says(f"HVS {on_zalo.code_for_person(lan)}")
    other = people.enrol(full_name="Trần Thị Hoa", phone="0900000001")
    Person.objects.filter(id=other).update(claimed_at=clock.now())
    said = talk.says(f"HVS {on_zalo.code_for_person(other)}")
    assert "ngắt" in said["text"]
    assert ZaloAccount.objects.get().person_id == lan


def test_the_code_of_zalo_typed_on_the_page_joins_too(talk, lan):
    said = talk.says("liên kết")
    code = "".join(letter for letter in said["text"].split("HVS")[1][:10] if letter.isdigit())
    on_zalo.link_by_account_s_code(lan, code)
    assert ZaloAccount.objects.get().person_id == lan


def test_a_picture_gets_a_word_and_a_link(talk):
    talk.post(talk.told("user_send_image"))
    tasks.talk()
    assert "/kiem-tra" in talk.zalo.messages[-1]["text"]


def test_who_asks_for_a_person_without_a_union_is_told_what_to_do(talk):
    said = talk.says("gặp người")
    assert "/toi" in said["text"]


def test_what_is_held_is_shown_given_and_erased(talk, lan):
    talk.says(f"HVS {on_zalo.code_for_person(lan)}")
    holder = next(each for each in own_data.holders() if each.name == "notices")
    assert holder.export([lan])["zalo"]
    people.erase(lan, by=lan, way="asked")
    assert not ZaloAccount.objects.exists()
    assert not ZaloMessage.objects.exists()


def test_two_accounts_that_are_one_person_keep_his_zalo(talk, lan):
    gone = people.enrol(full_name="Nguyễn Thị Lan", phone="")
    Person.objects.filter(id=gone).update(claimed_at=clock.now())
    talk.says(f"HVS {on_zalo.code_for_person(gone)}")
    second = people.enrol(full_name="Cán bộ", phone="")
    merge = people.merge(lan, gone, by=people.By(lan), agreed_by=second)
    assert ZaloAccount.objects.get().person_id == lan
    people.unmerge(merge, by=people.By(lan))
    assert ZaloAccount.objects.get().person_id == gone


def test_a_flood_from_one_person_is_answered_by_one_sentence(talk):
    for number in range(40):
        talk.post(talk.told("user_send_text", f"câu {number}"))
    tasks.talk()
    assert Question.objects.count() <= 30


def test_long_words_are_cut_at_a_line_and_say_where_to_read_on(settings):
    text = wording.shortened("\n".join(["một dòng chữ khá dài"] * 200))
    assert len(text) <= settings.ZALO_LETTERS
    assert settings.SITE_URL in text
    assert wording.shortened("ngắn") == "ngắn"


def test_only_our_own_marks_are_buttons():
    assert wording.tapped("#hvs b-1 go") == ("b-1", "go")
    assert wording.tapped("#hvs hoc") == ("", "hoc")
    assert wording.tapped("#hvs") is None
    assert wording.tapped("học") is None
    assert on_zalo.code_in("HVS 482 193") == on_zalo.code_in("hvs482193") == "482193"
    assert on_zalo.code_in("482193") == on_zalo.code_in("hvs 12345") == ""


def test_an_account_that_is_forgotten_begins_anew(talk, hands):
    learn(talk)
    first = ZaloAccount.objects.get().learner
    hands.passes(days=31)
    people.erase(first, by=None, way="expired")
    talk.says("học")
    second = ZaloAccount.objects.get().learner
    assert second not in {first, None}
    assert queries.account(second).expires_at > hands.now + timedelta(days=29)
