"""Asking for a person: what is handed over, who may read it, how it rises, and that the assistant keeps silent."""

from __future__ import annotations

import json
import uuid
from datetime import datetime, timedelta

import pytest
from django.test import Client

from hocvuso.assistant import actions as assistant
from hocvuso.assistant.turns import last_turns
from hocvuso.groups.help_desk import asking, helping, queries
from hocvuso.groups.help_desk import own_data as help_own_data
from hocvuso.groups.help_desk.asking import Refused
from hocvuso.groups.models import DraftCard, HelpRemark, HelpRequest
from hocvuso.people import actions as people
from hocvuso.people import own_data, traces
from hocvuso.people import queries as people_queries
from hocvuso.plumbing import clock
from hocvuso.plumbing.models import Outbox
from hocvuso.unions import access, roles
from hocvuso.unions.models import Employment, FullTime, Membership
from hocvuso.unions.roles import Right
from tests.rooms import places
from tests.rooms.people.learners import answered, claim_by_phone, learner_of

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]
STEP = "kns.4.3/three-questions#who-sent-it"


@pytest.fixture
def lan(place: places.Province) -> uuid.UUID:
    """A worker of the sewing factory."""
    return places.worker("Nguyễn Thị Lan", place.sewing)


def opened(person: uuid.UUID, text: str = "em khong thay nut do", **more: object) -> HelpRequest:
    """Ask for a person now, handing over what the assistant was asked."""
    more = {"turns": last_turns(people_queries.ids_of(person), clock.now()), **more}
    return asking.open_request(person, text, now=clock.now(), **more)  # type: ignore[arg-type]


def told(kind: str) -> list[uuid.UUID | None]:
    """Return who was sent a message of one kind."""
    return [row.recipient for row in Outbox.objects.filter(body__kind=kind)]


def test_a_request_carries_the_masked_thread_and_the_step(place, chair, lan):
    assistant.ask("ma otp cua toi la 482916", now=clock.now(), person=lan)
    row = opened(lan, "goi em 0912345678", step=STEP, device="android")
    kept = "\n".join(HelpRemark.objects.values_list("text", flat=True))
    assert "482916" not in kept and "0912345678" not in kept and "ĐÃ CHE" in kept
    assert (row.step, row.device, row.home_unit, row.unit) == (STEP, "android", place.sewing, place.sewing)
    sides = [(line.side, line.is_before) for line in queries.thread(row.pk)]
    assert sides == [("learner", True), ("assistant", True), ("learner", False)]
    assert told("help_waiting") == [chair]


def test_the_thread_stays_at_home_when_the_learner_says_so(chair, lan):
    assistant.ask("lam sao biet tin nhan lua dao", now=clock.now(), person=lan)
    row = opened(lan, "giup em", turns=())
    assert [line.text for line in queries.thread(row.pk)] == ["giup em"]


def test_nothing_at_all_is_no_request_and_one_open_request_is_enough(chair, lan):
    with pytest.raises(Refused, match="empty"):
        opened(lan, "  ", step="kns.9.9/nothing#at-all")
    first = opened(lan)
    assert opened(lan, "va day nua").pk == first.pk
    assert [line.text for line in queries.thread(first.pk)] == ["em khong thay nut do", "va day nua"]


def test_a_flood_is_turned_away(chair, lan):
    for _ in range(asking.MOST_REQUESTS):
        asking.close(lan, opened(lan).pk, now=clock.now())
    with pytest.raises(Refused, match="often"):
        opened(lan)
    HelpRequest.objects.update(opened_at=clock.now() - timedelta(days=2))
    row = opened(lan)
    for _ in range(asking.MOST_MESSAGES - 1):
        asking.write(lan, row.pk, "alo", now=clock.now())
    with pytest.raises(Refused, match="often"):
        asking.write(lan, row.pk, "alo", now=clock.now())


def test_who_works_full_time_for_a_unit_is_helped_where_he_is_seen(place):
    ward, top = places.official(place.ward, username="phuong"), places.official(place.top, username="tinh")
    beside = places.official(place.shoes, username="giay")
    thu, day = people.enrol(full_name="Đỗ Thị Thu"), places.today()
    FullTime.objects.create(person_id=thu, unit_id=place.ward, valid_from=places.LONG_AGO)
    row = opened(thu)
    assert (row.home_unit, row.unit, told("help_waiting")) == (place.ward, place.ward, [ward])
    for official in (ward, top, beside):
        sees = access.may_on(official, Right.NAMES, thu, day)
        assert (queries.readable(official, row.pk, day) is not None) == sees == (official != beside)


def test_without_a_unit_it_goes_to_the_top(place):
    top = places.official(place.top, username="tinh")
    lower = places.official(place.sewing)
    row = opened(people.enrol(full_name="Trần Văn Xa"))
    assert (row.home_unit, row.unit) == (None, place.top)
    assert told("help_waiting") == [top]
    assert queries.readable(top, row.pk, places.today()) is not None
    assert queries.readable(lower, row.pk, places.today()) is None


def test_a_unit_in_which_nobody_signs_is_passed_over(place, lan):
    ward = places.official(place.ward, username="phuong")
    row = opened(lan)
    assert (row.home_unit, row.unit) == (place.sewing, place.ward)
    assert told("help_waiting") == [ward]


def test_without_any_unit_there_is_nobody_to_ask():
    with pytest.raises(Refused, match="nobody"):
        opened(people.enrol(full_name="Trần Văn Xa"))


@pytest.mark.parametrize(
    ("unit", "role", "employer_side", "reads"),
    [
        ("sewing", roles.CHAIR, False, True),
        ("sewing", roles.OFFICIAL, False, True),
        ("sewing", roles.GROUP_LEAD, False, True),
        ("ward", roles.CHAIR, False, True),
        ("top", roles.CHAIR, False, True),
        ("shoes", roles.CHAIR, False, False),
        ("zone", roles.CHAIR, False, False),
        ("sewing", roles.CHAIR, True, False),
        ("top", roles.CHAIR, True, False),
        ("sewing", roles.PERSONNEL, True, False),
        ("sewing", roles.INSPECTOR, False, False),
        ("sewing", roles.AUTHOR, False, False),
        ("top", roles.OPERATOR, False, False),
    ],
)
def test_who_may_read_a_request(place, chair, lan, unit, role, employer_side, reads):
    row = opened(lan)
    viewer = places.official(getattr(place, unit), username="ai", role=role, employer_side=employer_side)
    assert (queries.readable(viewer, row.pk, places.today()) is not None) is reads
    listed = queries.queue(viewer, place.sewing, queries.WAITING, places.today())
    assert bool(listed) is reads and queries.waiting(viewer, place.sewing, places.today()) == reads


def test_the_right_ends_with_the_persons_belonging_and_nobody_reads_his_own(place, chair, lan):
    row = opened(lan)
    own = opened(chair, "toi cung can giup")
    assert queries.readable(chair, own.pk, places.today()) is None
    for model in (Employment, Membership):
        model.objects.filter(person_id=lan).update(unit_id=place.packing)
    assert queries.readable(chair, row.pk, places.today()) is None
    assert queries.queue(chair, place.sewing, queries.WAITING, places.today()) == []


def test_topics_tell_where_people_are_stuck_also_of_few(place, chair, lan):
    other = "kns.10.1/what-changes-for-me#what-it-is"
    for number, step in enumerate((other, other, "")):
        opened(places.worker(f"Trần Văn {number}", place.sewing), step=step)
    opened(places.worker("Trần Văn Xa", place.packing), step=STEP)
    done = opened(places.worker("Trần Văn Xong", place.sewing), step=STEP)
    asking.close(done.person, done.pk, now=clock.now())
    first = opened(lan, step=STEP)
    helping.take(first.pk, chair, now=clock.now())
    found = [(each.lesson, each.people) for each in queries.topics(chair, place.sewing, places.today())]
    assert found == [("kns.10.1/what-changes-for-me", 2), ("kns.4.3/three-questions", 1), ("", 1)]
    manager = places.official(place.sewing, username="ns", role=roles.PERSONNEL)
    assert queries.topics(manager, place.sewing, places.today()) == [], "who may not read them learns of none"


def test_the_oldest_waits_first(place, chair, lan):
    second = places.worker("Trần Thị Hoa", place.sewing)
    later, earlier = opened(lan), opened(second)
    HelpRequest.objects.filter(pk=earlier.pk).update(opened_at=clock.now() - timedelta(hours=5))
    found = queries.queue(chair, place.sewing, queries.WAITING, places.today())
    assert [each.id for each in found] == [earlier.pk, later.pk]


def test_two_officials_do_not_both_help(place, chair, lan):
    other = places.official(place.ward, username="phuong")
    row = opened(lan)
    assert helping.take(row.pk, chair, now=clock.now()) and helping.take(row.pk, chair, now=clock.now())
    assert not helping.take(row.pk, other, now=clock.now())
    assert not helping.answer(row.pk, other, "toi tra loi", now=clock.now())
    assert not helping.finish(row.pk, other, "solved", 5, now=clock.now())
    assert helping.release(row.pk, chair, now=clock.now())
    assert helping.take(row.pk, other, now=clock.now())


def test_an_answer_reaches_the_learner_and_is_masked(chair, lan):
    row = opened(lan)
    assert helping.answer(row.pk, chair, "Gọi chị 0912345678 nhé", now=clock.now())
    assert told("help_answered") == [lan]
    last = queries.thread(row.pk)[-1]
    assert last.side == "official" and last.who == "Chị Hạnh" and "0912345678" not in last.text
    row.refresh_from_db()
    assert (row.state, row.due_at) == ("helping", None)
    asking.write(lan, row.pk, "em hieu roi", now=clock.now())
    asking.write(lan, row.pk, "cam on chi", now=clock.now())
    assert told("help_written") == [chair], "one message tells of both"
    row.refresh_from_db()
    assert row.due_at is not None


def test_what_nobody_answers_rises_level_by_level_and_stays_at_the_top(place, chair, lan):
    ward = places.official(place.ward, username="phuong")
    top = places.official(place.top, username="tinh")
    row = opened(lan)
    assert helping.raise_overdue() == 0, "it is not late yet"
    for unit, raised, state in ((place.ward, 1, "overdue"), (place.top, 2, "overdue"), (place.top, 2, "overdue")):
        HelpRequest.objects.update(due_at=clock.now() - timedelta(minutes=1))
        assert helping.raise_overdue() == 1
        row.refresh_from_db()
        assert (row.unit, row.raised, row.state) == (unit, raised, state)
        assert row.due_at is not None and row.due_at > clock.now() + timedelta(hours=23)
    assert {ward, top} <= set(told("help_raised")) and chair not in told("help_raised")
    assert queries.queue(chair, place.sewing, queries.WAITING, places.today()), "its own unit still sees it"
    assert queries.queue(top, place.top, queries.WAITING, places.today())


def test_a_helper_who_falls_silent_loses_the_request_and_the_assistant_speaks_again(chair, lan):
    row = opened(lan)
    helping.answer(row.pk, chair, "cho chi xem", now=clock.now())
    assert asking.silences(lan) is not None
    HelpRequest.objects.update(due_at=None)
    assert helping.raise_overdue() == 0, "the learner's word is not the last one"
    asking.write(lan, row.pk, "roi sao nua chi", now=clock.now())
    HelpRequest.objects.update(due_at=clock.now() - timedelta(minutes=1))
    assert helping.raise_overdue() == 1
    assert asking.silences(lan) is None
    row.refresh_from_db()
    assert row.helper is None


def test_closing_keeps_outcome_and_minutes_and_lets_the_learner_rate(chair, lan):
    row = opened(lan)
    helping.answer(row.pk, chair, "lam the nay", now=clock.now())
    assert not asking.rate(lan, row.pk, 3), "it is not over"
    assert not helping.finish(row.pk, chair, "nonsense", 5, now=clock.now())
    assert not helping.finish(row.pk, chair, "solved", 601, now=clock.now())
    assert helping.finish(row.pk, chair, "solved", 12, now=clock.now())
    assert asking.rate(lan, row.pk, 3) and not asking.rate(lan, row.pk, 9)
    row.refresh_from_db()
    assert (row.state, row.outcome, row.minutes, row.rating) == ("done", "solved", 12, 3)
    assert not asking.write(lan, row.pk, "nua", now=clock.now())
    assert told("help_done") == [lan]


def test_withdrawing_leaves_nothing(chair, lan):
    row = opened(lan)
    stranger = people.enrol(full_name="Ai Đó")
    assert not asking.withdraw(stranger, row.pk)
    assert asking.withdraw(lan, row.pk)
    assert not HelpRequest.objects.exists() and not HelpRemark.objects.exists()


def test_a_draft_is_kept_masked_once_and_outlives_the_thread(chair, lan):
    row = opened(lan, step=STEP)
    helping.answer(row.pk, chair, "bam nut do", now=clock.now())
    assert helping.keep_draft(row.pk, chair, "nut do o dau", "so 0912345678", now=clock.now())
    assert helping.keep_draft(row.pk, chair, "nut do o dau", "bam giu", now=clock.now())
    asking.withdraw(lan, row.pk)
    kept = queries.drafts()
    assert [(each.step, each.question, each.answer) for each in kept] == [(STEP, "nut do o dau", "bam giu")]
    assert "0912345678" not in str(DraftCard.objects.values())


def test_own_data_shows_and_deletes_all_of_it(chair, lan):
    row = opened(lan)
    helping.answer(row.pk, chair, "lam the nay", now=clock.now())
    helping.keep_draft(row.pk, chair, "hoi", "dap", now=clock.now())
    holder = next(each for each in own_data.holders() if each.name == "help_requests")
    held = holder.export([lan])
    assert [line["text"] for line in held["asked"][0]["thread"]] == ["em khong thay nut do", "lam the nay"]
    assert holder.export([chair])["answered_for_others"][0]["text"] == "lam the nay"
    holder.erase([chair])
    assert HelpRemark.objects.filter(side="official").get().author is None
    assert DraftCard.objects.get().made_by is None
    assert holder.count([lan]) == 1
    holder.erase([lan])
    assert not HelpRequest.objects.exists() and not HelpRemark.objects.exists()


def test_two_accounts_of_one_person_have_one_thread_and_part_again(place, chair, lan):
    twin = places.worker("Nguyễn Thị Lan", place.sewing)
    row = opened(twin)
    holder = next(each for each in own_data.holders() if each.name == "help_requests")
    moved = holder.merged(twin, lan)
    assert holder.count([lan]) == 1 and queries.own(lan, row.pk, places.today()) is not None
    holder.unmerged(twin, lan, moved)
    assert holder.count([lan]) == 0 and holder.count([twin]) == 1


def test_after_thirty_days_it_is_gone(chair, lan):
    row = opened(lan)
    HelpRequest.objects.update(touched_at=clock.now() - timedelta(days=29))
    assert help_own_data.forget_old() == 0
    HelpRequest.objects.filter(pk=row.pk).update(touched_at=clock.now() - timedelta(days=31))
    help_own_data.forget_old()
    assert not HelpRequest.objects.exists() and not HelpRemark.objects.exists()


def test_what_was_asked_before_one_had_a_name_stays_ones_own(site: Client, place, chair):
    answered(site)
    site.post("/hoi/nguoi", {"q": "giup em voi"})
    row = HelpRequest.objects.get()
    claim_by_phone(site)
    site.post("/dong-y", {"answer": "yes"})
    row.refresh_from_db()
    assert row.person == learner_of(site)


def ask_page(site: Client, text: str) -> str:
    """Post a question to the assistant's page and return where it leads, "" when it answers itself."""
    return site.post("/hoi", {"q": text}).headers.get("Location", "")


def test_the_assistant_is_silent_while_a_person_is_there(site: Client, place, chair):
    answered(site)
    site.post("/hoi/nguoi", {"q": "giup em voi"})
    row = HelpRequest.objects.get()
    assert ask_page(site, "lam sao biet tin nhan lua dao") == "", "nobody is there yet: the assistant answers"
    top = places.official(place.top, username="tinh")
    helping.answer(row.pk, top, "chi day", now=clock.now())
    assert ask_page(site, "chi oi em bam roi").startswith(f"/hoi/nguoi/{row.pk}")
    reply = site.post("/api/v1/ask", json.dumps({"text": "chi xem giup"}), "application/json",
                      headers={"Origin": "http://testserver"})  # fmt: skip
    assert reply.json()["kind"] == "person"
    assert [line.text for line in queries.thread(row.pk)][-2:] == ["chi oi em bam roi", "chi xem giup"]
    assert site.get("/hoi?q=the+nao").headers["Location"] == f"/hoi/nguoi/{row.pk}?q=the+nao"
    urgent = site.post("/hoi", {"q": "em lo chuyen tien cho ke lua dao roi"})
    assert urgent.status_code == 200 and "panel bad" in urgent.content.decode()
    site.post(f"/hoi/nguoi/{row.pk}", {"viec": "tro-ly"})
    assert ask_page(site, "lam sao biet tin nhan lua dao") == ""


def test_each_reading_leaves_a_trace_that_the_person_sees(place, chair, lan):
    row = opened(lan)
    browser = places.come_in()
    assert browser.get("/cb/ho-tro?don-vi=SEW").status_code == 200
    assert browser.get(f"/cb/ho-tro/{row.pk}?don-vi=SEW").status_code == 200
    did = {each.did for each in traces.seen([lan])}
    assert {"thấy tên bạn trong danh sách người nhờ giúp", "đọc điều bạn nhờ người giúp"} <= did


def test_the_officials_pages_help_answer_and_close(place, chair, lan):
    row = opened(lan, step=STEP)
    browser = places.come_in()
    assert "Nguyễn Thị Lan" in browser.get("/cb/ho-tro?don-vi=SEW").content.decode()
    here = f"/cb/ho-tro/{row.pk}?don-vi=SEW"
    assert browser.post(here, {"viec": "tra-loi", "q": " "}).status_code == 422
    assert browser.post(here, {"viec": "tra-loi", "q": "bấm nút đỏ"}).status_code == 302
    assert browser.post(here, {"viec": "xong", "ket-qua": "solved", "phut": "mười"}).status_code == 422
    assert browser.post(here, {"viec": "ban-nhap", "hoi": "nút đỏ ở đâu", "dap": "góc trên"}).status_code == 302
    assert browser.post(here, {"viec": "xong", "ket-qua": "solved", "phut": "10"}).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.minutes) == ("done", 10)
    assert "Nguyễn Thị Lan" in browser.get("/cb/ho-tro?don-vi=SEW&loc=xong").content.decode()
    assert browser.post(here, {"viec": "nonsense"}).status_code == 404


def test_drafts_are_for_authors(place, chair, lan):
    row = opened(lan)
    helping.answer(row.pk, chair, "bam nut do", now=clock.now())
    helping.keep_draft(row.pk, chair, "nut do o dau", "goc tren", now=clock.now())
    assert places.come_in().get("/cb/tac-gia/ban-nhap").status_code == 403
    places.official(place.top, username="soan", role=roles.AUTHOR)
    page = places.come_in("soan").get("/cb/tac-gia/ban-nhap")
    assert page.status_code == 200 and "nut do o dau" in page.content.decode()


def test_outside_the_hours_the_learner_is_told_a_time(site: Client, place, chair, monkeypatch):
    answered(site)
    sunday = datetime(2026, 11, 29, 9, tzinfo=clock.VIETNAM)
    monkeypatch.setattr(clock, "now", lambda: sunday)
    assert "08:00 thứ Hai, 30/11/2026" in site.get("/hoi/nguoi").content.decode()


def test_a_stranger_finds_nothing(site: Client, chair, lan):
    row = opened(lan)
    answered(site)
    assert site.get(f"/hoi/nguoi/{row.pk}").status_code == 404
    assert site.post(f"/hoi/nguoi/{row.pk}", {"viec": "rut"}).status_code == 404
    assert HelpRequest.objects.exists()


# --- stuck in an exercise (ADR 0042)
