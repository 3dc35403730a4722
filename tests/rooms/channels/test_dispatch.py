"""From `notify` in a lower room to the mail server: once, in the right hours, as agreed to, and past every failure."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.db import transaction

from hocvuso.channels import actions, dispatch, queries
from hocvuso.channels.models import Contact, Letter, Notice
from hocvuso.core import reminding
from hocvuso.people import actions as people
from hocvuso.plumbing import clock, outbox
from hocvuso.unions import access
from tests.rooms import places
from tests.rooms.channels import mailbox

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]
ADDRESS = "lan@may.example"
DUE = {"unit": "SEW", "name": "Báo cáo tháng 11", "due": "30/11/2026"}


class Time:
    """The clock of a test: Vietnamese wall time that moves when told."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 24, 18, 30, tzinfo=clock.VIETNAM)

    def at(self, hour: int, minute: int = 0, *, days: int = 0) -> None:
        """Set the hands, `days` further on."""
        self.now = self.now.replace(hour=hour, minute=minute) + timedelta(days=days)

    def passes(self, **span: int) -> None:
        """Let time pass."""
        self.now += timedelta(**span)


@pytest.fixture
def time(monkeypatch) -> Time:
    """The hands of the clock."""
    hands = Time()
    monkeypatch.setattr(clock, "now", lambda: hands.now)
    return hands


@pytest.fixture
def box(settings) -> Iterator[mailbox.Mailbox]:
    """A mail server that the site uses."""
    with mailbox.running() as made:
        settings.SMTP_HOST, settings.SMTP_PORT, settings.SMTP_SECURITY = "127.0.0.1", made.port, "none"
        yield made


@pytest.fixture
def place() -> places.Province:
    """A province."""
    return places.province()


@pytest.fixture
def lan(place, time) -> uuid.UUID:
    """A worker who agreed to reminders and confirmed her address."""
    person = places.worker("Nguyễn Thị Lan", place.sewing)
    people.decide(person, "remind", given=True, way="test")
    people.decide(person, queries.EMAIL, given=True, way="test")
    Contact.objects.create(person_id=person, shift="morning", email=ADDRESS, email_confirmed_at=clock.now())
    return person


def _remind(person: uuid.UUID, key: str) -> bool:
    return outbox.notify(person, "learn_again", key=key)


def test_one_act_repeated_is_one_notice_and_one_letter(lan, box):
    assert _remind(lan, "week 48")
    assert not _remind(lan, "week 48")
    dispatch.deliver_due()
    dispatch.deliver_due()
    assert [each.words.title for each in queries.notices(lan)] == ["Học bài hôm nay ba phút nhé?"]
    [message] = box.messages
    assert message["To"] == ADDRESS and message["Subject"] == "Học bài hôm nay ba phút nhé?"
    assert message["Auto-Submitted"] == "auto-generated"


def test_what_is_rolled_back_is_never_told(lan):
    with pytest.raises(RuntimeError), transaction.atomic():
        _remind(lan, "never")
        raise RuntimeError
    dispatch.deliver_due()
    assert queries.notices(lan) == []


def test_a_letter_is_plain_text_and_html_without_anything_that_reports_back(lan, box, client):
    _remind(lan, "k")
    dispatch.deliver_due()
    [message] = box.messages
    plain = message.get_body(("plain",)).get_content()
    html = message.get_body(("html",)).get_content()
    assert "http://127.0.0.1:8000/hom-nay" in plain
    assert "<img" not in html and "src=" not in html and "url(" not in html
    stop = message["List-Unsubscribe"].strip("<>")
    assert stop in plain and stop in html and message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "Đã dừng" in client.get(stop).content.decode()
    assert not queries.ways(lan).gets_email


@pytest.mark.parametrize(
    ("shift", "asked", "comes"),
    [
        ("morning", (9, 0), (14, 30)),
        ("morning", (23, 0), (14, 30)),  # sleep runs into the way to work
        ("night", (23, 0), (14, 0)),  # at work over midnight, then asleep
        ("night", (6, 45), (6, 45)),
        ("", (9, 0), (18, 0)),
        ("office", (12, 0), (17, 30)),
    ],
)
def test_a_letter_waits_for_the_end_of_work_and_sleep(lan, box, time, shift, asked, comes):
    Contact.objects.update(shift=shift)
    time.at(*asked)
    _remind(lan, "k")
    dispatch.deliver_due()
    if asked != comes:
        assert box.messages == []
        time.passes(minutes=((comes[0] * 60 + comes[1]) - (asked[0] * 60 + asked[1])) % 1440 - 1)
        dispatch.deliver_due()
        assert box.messages == []
        time.passes(minutes=1)
        dispatch.deliver_due()
    assert len(box.messages) == 1
    assert len(queries.notices(lan)) == 1  # on the site it stood at once


def test_a_third_reminder_within_seven_days_waits(lan, box, time):
    for number in range(3):
        _remind(lan, f"k{number}")
        dispatch.deliver_due()
        time.passes(hours=1)
    assert Notice.objects.count() == len(box.messages) == reminding.MOST
    time.at(18, 29, days=7)
    dispatch.deliver_due()
    assert len(box.messages) == 2
    time.passes(minutes=2)
    dispatch.deliver_due()
    assert len(box.messages) == 3


def test_without_consent_to_reminders_a_learner_hears_nothing(lan, box):
    people.decide(lan, "remind", given=False, way="test")
    _remind(lan, "k")
    dispatch.deliver_due()
    assert queries.notices(lan) == [] and box.messages == []


def test_what_was_withdrawn_while_a_letter_waited_is_respected(lan, box, time):
    time.at(9, days=1)
    _remind(lan, "k")
    dispatch.deliver_due()
    actions.switch_email(lan, given=False, way="test")
    time.at(15)
    dispatch.deliver_due()
    assert box.messages == [] and Letter.objects.get().outcome == "stopped"


def test_security_goes_at_once_whatever_was_agreed_to_but_not_twice(lan, box, time, place):
    for purpose in ("remind", queries.EMAIL):
        people.decide(lan, purpose, given=False, way="test")
    time.at(3)
    for _ in range(2):
        outbox.notify(lan, "new_phone", {"day": "24/11/2026"}, key="phone:7")
        dispatch.deliver_due()
    [message] = box.messages
    assert "List-Unsubscribe" not in message
    assert len(queries.notices(lan)) == 1


def test_an_address_that_is_not_confirmed_gets_nothing_but_the_question(lan, box, time, client):
    actions.keep_email(lan, "moi@may.example")
    outbox.notify(lan, "new_phone", {"day": "24/11/2026"}, key="phone:8")
    dispatch.deliver_due()
    [question] = box.messages
    assert question["To"] == "moi@may.example"
    link = next(word for word in question.get_body(("plain",)).get_content().split() if "/thong-bao/thu/" in word)
    client.get(link)  # a mail server looking at the link confirms nothing
    assert not queries.ways(lan).is_confirmed
    client.post(link)
    assert queries.ways(lan).is_confirmed
    actions.keep_email(lan, "khac@may.example")
    assert client.post(link).status_code == 404  # the link of an address that is no longer wanted
    assert not queries.ways(lan).is_confirmed


def test_strangers_are_not_written_to_through_us(lan):
    for number in range(actions.MOST_ADDRESSES):
        actions.keep_email(lan, f"xa{number}@may.example")
    with pytest.raises(actions.TooManyAddresses):
        actions.keep_email(lan, "xa9@may.example")


def test_an_address_that_does_not_exist_is_left_alone_and_officials_learn_no_name(lan, box, place):
    chair = places.official(place.sewing)
    employer = places.official(place.sewing, username="chu", employer_side=True)
    box.refuse[ADDRESS] = "550 5.1.1 no such user"
    _remind(lan, "k")
    dispatch.deliver_due()
    assert Letter.objects.get(kind="learn_again").outcome == "refused" and queries.ways(lan).is_refused
    dispatch.deliver_due()
    [told] = [each for each in queries.notices(chair) if "địa chỉ thư" in each.words.title]
    assert "Lan" not in told.words.text and ADDRESS not in told.words.text
    assert not [each for each in queries.notices(employer) if "địa chỉ thư" in each.words.title]
    outbox.notify(lan, "new_phone", {"day": "24/11/2026"}, key="phone:9")
    dispatch.deliver_due()
    assert box.messages == []


def test_a_full_mailbox_is_tried_again_with_longer_pauses(lan, box, time):
    box.refuse[ADDRESS] = "452 4.2.2 mailbox full"
    _remind(lan, "k")
    dispatch.deliver_due()
    pauses = []
    for _ in range(3):
        letter = Letter.objects.get()
        pauses.append((letter.next_at - clock.now()).total_seconds() // 60)
        time.now = letter.next_at.astimezone(clock.VIETNAM)
        dispatch.deliver_due()
    assert pauses == [1, 4, 16] and Letter.objects.get().outcome == "waiting"
    box.refuse.clear()
    time.at(18, 0, days=1)
    dispatch.deliver_due()
    assert len(box.messages) == 1 and Letter.objects.get().outcome == "sent"


@pytest.mark.parametrize("trouble", ["greeting", "cut_at", "gone", "busy"])
def test_a_server_in_trouble_costs_no_letter_and_no_address(lan, box, time, settings, trouble):
    if trouble == "greeting":
        box.greeting = "554 not today"
    elif trouble == "cut_at":
        box.cut_at = "RCPT"
    elif trouble == "busy":
        box.after_data = "421 closing"
    else:
        settings.SMTP_PORT = 1
    _remind(lan, "k")
    dispatch.deliver_due()
    assert box.messages == [] and not queries.ways(lan).is_refused
    box.greeting, box.cut_at, box.after_data, settings.SMTP_PORT = "220 fine", "", "250 taken", box.port
    time.passes(minutes=2)
    dispatch.deliver_due()
    assert len(box.messages) == 1


def test_a_silent_server_is_left_after_a_while(lan, box, monkeypatch):
    monkeypatch.setattr("hocvuso.channels.email.TIMEOUT_SECONDS", 0.3)
    box.silent = True
    _remind(lan, "k")
    dispatch.deliver_due()
    assert Letter.objects.get().outcome == "waiting" and Letter.objects.get().attempts == 1


def test_a_letter_whose_receipt_was_lost_carries_the_same_id_again(lan, box, time):
    box.after_data = ""
    _remind(lan, "k")
    dispatch.deliver_due()
    box.after_data = "250 taken"
    time.passes(minutes=2)
    dispatch.deliver_due()
    assert {message["Message-ID"].split("@")[0] for message in box.messages} == {f"<{Letter.objects.get().id}"}


def test_a_refused_text_blames_no_address(lan, box):
    box.after_data = "554 looks like spam"
    _remind(lan, "k")
    dispatch.deliver_due()
    assert Letter.objects.get().outcome == "failed" and not queries.ways(lan).is_refused


def test_a_letter_loses_its_sense_after_two_days(lan, box, time):
    time.at(9)
    _remind(lan, "k")
    dispatch.deliver_due()
    time.at(15, days=3)
    dispatch.deliver_due()
    assert box.messages == [] and Letter.objects.get().outcome == "late"


def test_an_unknown_kind_holds_up_nobody(lan, box):
    outbox.notify(lan, "of_tomorrow", key="a")
    _remind(lan, "b")
    dispatch.deliver_due()
    assert len(box.messages) == 1


def test_a_duty_of_an_official_needs_no_consent_on_the_site_and_one_for_mail(place, box, time):
    chair = places.official(place.sewing)
    assert access.signers_of(place.sewing, places.today()) == [chair]
    outbox.notify(chair, "return_due", DUE, key="return:11")
    dispatch.deliver_due()
    assert {each.words.title for each in queries.notices(chair)} == {
        "Báo cáo sắp đến hạn: Báo cáo tháng 11",
        "Anh/chị được giao một vai trò",
    }
    assert box.messages == []


def test_without_a_mail_server_notices_stand_on_the_site(lan):
    _remind(lan, "k")
    dispatch.deliver_due()
    assert len(queries.notices(lan)) == 1 and not Letter.objects.exists()


def test_nothing_is_written_and_little_read_while_nothing_waits(lan, box, django_assert_num_queries):
    with django_assert_num_queries(2):
        dispatch.deliver_due()


def test_old_notices_go_and_what_is_recent_stays(lan, time):
    outbox.notify(lan, "new_phone", {"day": "1"}, key="a")
    dispatch.deliver_due()
    time.passes(days=91)
    outbox.notify(lan, "new_phone", {"day": "2"}, key="b")
    dispatch.deliver_due()
    assert dispatch.forget_old() == 1
    assert len(queries.notices(lan)) == 1
