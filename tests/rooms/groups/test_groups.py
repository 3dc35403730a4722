"""Groups: founded in one sitting, joined by a signature, asked first, seen only as far as the access rule goes."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest

from hocvuso.groups import beside, calling, founding, joining, queries, reporting, volunteering, worklog
from hocvuso.groups.founding import Paper, Refused, Wanted
from hocvuso.groups.help_desk import asking, helping, wish
from hocvuso.groups.help_desk import queries as desk
from hocvuso.groups.help_desk.wish import Wish
from hocvuso.groups.models import Group, GroupDuty, GroupMember, GroupWork, HelperReport, HelpRequest
from hocvuso.people import own_data, traces
from hocvuso.plumbing import clock
from hocvuso.plumbing.models import Outbox
from hocvuso.unions import access
from hocvuso.unions.models import Grant
from hocvuso.unions.roles import Right
from tests.rooms import places
from tests.rooms.groups.people_of_groups import founded, offered, phone_of

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]
STEP = "kns.4.3/three-questions#who-sent-it"


@pytest.fixture
def lan(place: places.Province) -> uuid.UUID:
    """A worker who is stuck."""
    return places.worker("Nguyễn Thị Lan", place.sewing, phone="0100000111")


@pytest.fixture
def dung(place: places.Province) -> uuid.UUID:
    """A volunteer."""
    return places.worker("Trần Văn Dũng", place.sewing)


@pytest.fixture
def hoa(place: places.Province) -> uuid.UUID:
    """A second volunteer."""
    return places.worker("Phạm Thị Hoa", place.sewing)


def asked(person: uuid.UUID, **wishes: object) -> HelpRequest:
    """Ask for a person now."""
    wanted = Wish(**wishes)  # type: ignore[arg-type]
    return asking.open_request(person, "em khong thay nut do", now=clock.now(), step=STEP, wish=wanted)


def told(kind: str) -> set[uuid.UUID | None]:
    """Return who was sent a message of one kind."""
    return {row.recipient for row in Outbox.objects.filter(body__kind=kind)}


def test_a_group_is_founded_with_its_roster_and_members_are_asked(place, chair, dung, hoa):
    group = founded(place.sewing, chair, dung, hoa, signed=False, decided=False)
    assert told("group_proposed") == {dung, hoa}
    turns = GroupDuty.objects.filter(group=group)
    assert turns.count() == 8 and {each.person for each in turns} == {dung, hoa}
    assert queries.by_code(group.code) is None, "nobody is sent to a group without a decision"
    with pytest.raises(Refused, match="decision"):
        founding.enter_decision(group.pk, Paper(" ", "X", clock.today()), by=chair, now=clock.now())
    with pytest.raises(Refused, match="day"):
        tomorrow = clock.today() + timedelta(days=1)
        founding.enter_decision(group.pk, Paper("1", "X", tomorrow), by=chair, now=clock.now())
    founding.enter_decision(group.pk, Paper("05/QĐ", "Lê Thị Hạnh", clock.today()), by=chair, now=clock.now())
    assert queries.by_code(group.code) == group


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"name": " "}, "name"),
        ({"members": {}}, "few"),
        ({"members": {uuid.uuid4(): "member", uuid.uuid4(): "member"}}, "head"),
        ({"from_hour": 19, "until_hour": 17}, "hours"),
        ({"from_hour": 8, "until_hour": 17}, "hours"),
    ],
)
def test_what_is_missing_is_named(place, chair, changed, why):
    given = {
        "name": "Tổ", "area": "", "members": {uuid.uuid4(): "head", uuid.uuid4(): "member"}, "days": (1,),
        "from_hour": 17, "until_hour": 19,
    }  # fmt: skip
    with pytest.raises(Refused, match=why):
        founding.prepare(place.sewing, Wanted(**{**given, **changed}), by=chair, now=clock.now())


def test_only_who_offered_is_suggested_and_only_to_whom_the_rule_allows(place, chair, dung, hoa):
    offered(dung, shift="morning")
    beside_official = places.official(place.shoes, username="giay")
    day = places.today()
    assert [each.person for each in queries.suggested(chair, place.sewing, day)] == [dung]
    assert queries.suggested(beside_official, place.sewing, day) == []
    founded(place.sewing, chair, dung, hoa)
    assert queries.suggested(chair, place.sewing, day) == [], "who is in a group is not suggested"
    joining.withdraw_offer(dung)
    assert queries.offer_of(dung) is None


def test_the_nearest_group_is_told_and_sees_no_name_before_it_takes_it(place, chair, lan, dung, hoa):
    group = founded(place.sewing, chair, dung, hoa)
    row = asked(lan)
    assert row.group_id == group.pk and told("group_help_waiting") == {dung, hoa} and told("help_waiting") == {chair}
    page = phone_of(dung).get(f"/to/viec/{row.pk}").content.decode()
    assert "Nguyễn Thị Lan" not in page and "khong thay" not in page and "Tôi nhận giúp" in page
    assert desk.helped_by(dung, row.pk, places.today()) is None
    assert not access.may_on(dung, Right.NAMES, lan, places.today())


def test_taking_shows_one_person_until_it_ends(place, chair, lan, dung, hoa):
    founded(place.sewing, chair, dung, hoa)
    row = asked(lan)
    phone = phone_of(dung)
    assert phone.post(f"/to/viec/{row.pk}", {"viec": "nhan"}).status_code == 302
    page = phone.get(f"/to/viec/{row.pk}").content.decode()
    assert "Nguyễn Thị Lan" in page and "em khong thay nut do" in page and "0100000111" not in page
    assert access.may_on(dung, Right.NAMES, lan, places.today())
    assert phone_of(hoa).get(f"/to/viec/{row.pk}").status_code == 404
    assert any("đọc điều bạn nhờ người giúp" in each.did for each in traces.seen([lan]))
    assert asking.silences(lan) is not None
    phone.post(f"/to/viec/{row.pk}", {"viec": "tra-loi", "q": "Em vuốt xuống nhé"})
    assert [line.text for line in desk.thread(row.pk)][-1] == "Em vuốt xuống nhé" and told("help_answered") == {lan}
    asking.write(lan, row.pk, "em cam on", now=clock.now())
    assert told("group_help_written") == {dung}
    wrong = phone.post(f"/to/viec/{row.pk}", {"viec": "xong", "ket-qua": "solved", "phut": "nhieu"})
    assert wrong.status_code == 422
    phone.post(f"/to/viec/{row.pk}", {"viec": "xong", "ket-qua": "solved", "phut": "12"})
    assert not access.may_on(dung, Right.NAMES, lan, places.today())
    assert phone.get(f"/to/viec/{row.pk}").status_code == 404
    work = GroupWork.objects.get()
    assert (work.person, work.minutes, work.kind, work.people) == (dung, 12, "chat", 1)


@pytest.mark.parametrize("how", ["release", "close", "withdraw", "rise"])
def test_however_it_ends_the_grant_ends_with_it(place, chair, lan, dung, hoa, how):
    founded(place.sewing, chair, dung, hoa)
    row = asked(lan)
    volunteering.take(dung, row.pk, now=clock.now())
    if how == "release":
        helping.release(row.pk, dung, now=clock.now())
    elif how == "close":
        asking.close(lan, row.pk, now=clock.now())
    elif how == "withdraw":
        asking.withdraw(lan, row.pk)
    else:
        HelpRequest.objects.update(due_at=clock.now() - timedelta(hours=1))
        assert helping.raise_overdue() == 1
    assert not access.may_on(dung, Right.NAMES, lan, places.today())
    assert not Grant.objects.filter(subject_id=lan, valid_to=None).exists()


def test_a_late_request_rises_to_the_next_group_above(place, chair, lan, dung, hoa):
    ward = places.official(place.ward, username="phuong")
    other, more = places.worker("Lò Văn Tám", place.shoes), places.worker("Lý Thị Chín", place.shoes)
    near = founded(place.sewing, chair, dung, hoa)
    above = founded(place.ward, ward, other, more, name="Tổ số phường")
    row = asked(lan)
    assert row.group_id == near.pk
    HelpRequest.objects.update(due_at=clock.now() - timedelta(hours=1))
    helping.raise_overdue()
    row.refresh_from_db()
    assert (row.unit, row.group_id, row.state) == (place.ward, above.pk, "overdue")
    assert told("group_help_waiting") == {dung, hoa, other, more}


def test_nobody_is_sent_who_has_not_signed_or_who_asks_himself(place, chair, lan, dung, hoa):
    group = founded(place.sewing, chair, dung, hoa, signed=False)
    assert asked(lan).group_id is None
    joining.sign(dung, now=clock.now())
    assert (
        joining.has_signed(dung)
        and calling.member_groups(dung) == [group.pk]
        and not joining.sign(lan, now=clock.now())
    )
    assert asked(dung).group_id is None, "the only one who is ready asks himself"
    assert volunteering.waiting(hoa) == []


def test_a_woman_is_wished_for_and_a_home_takes_two(place, chair, lan, dung, hoa):
    offered(hoa, woman=True)
    founded(place.sewing, chair, dung, hoa)
    row = asked(lan, wants_woman=True, way="home")
    assert told("group_help_waiting") == {hoa}
    assert volunteering.waiting(dung) == [] and [each.id for each in volunteering.waiting(hoa)] == [row.pk]
    volunteering.take(hoa, row.pk, now=clock.now())
    with pytest.raises(volunteering.Refused, match="alone"):
        volunteering.finish(hoa, row.pk, "solved", 30, now=clock.now())
    with pytest.raises(volunteering.Refused, match="alone"):
        volunteering.choose_way(hoa, row.pk, "home", lan, now=clock.now())
    assert [each for each, _name in volunteering.companions(hoa, row.pk, places.today())] == [dung]
    volunteering.choose_way(hoa, row.pk, "home", dung, now=clock.now())
    volunteering.finish(hoa, row.pk, "solved", 30, now=clock.now())
    assert {(each.person, each.minutes, each.people) for each in GroupWork.objects.all()} == {
        (hoa, 30, 1),
        (dung, 30, 0),
    }


def test_the_number_is_shown_only_while_its_owner_gives_it(place, chair, lan, dung, hoa):
    founded(place.sewing, chair, dung, hoa)
    row = asked(lan, way="call")
    volunteering.take(dung, row.pk, now=clock.now())
    day = places.today()
    assert volunteering.phone_of(dung, row.pk, day) == "0100000111" and volunteering.phone_of(hoa, row.pk, day) == ""
    HelpRequest.objects.update(gives_number=False)
    assert volunteering.phone_of(dung, row.pk, day) == ""


def test_one_tap_stops_a_helper_until_an_official_has_looked(place, chair, lan, dung, hoa):
    founded(place.sewing, chair, dung, hoa)
    row = asked(lan)
    volunteering.take(dung, row.pk, now=clock.now())
    for _again in range(2):
        assert reporting.report(lan, row.pk, "money", now=clock.now())
    row.refresh_from_db()
    assert (row.state, row.helper) == ("new", None) and HelperReport.objects.count() == 1
    assert volunteering.waiting(dung) == [] and reporting.suspended_since(dung) == places.today()
    assert told("helper_reported") == {chair} and told("group_suspended") == {dung}
    assert not access.may_on(dung, Right.NAMES, lan, places.today())
    page = phone_of(dung).get("/to").content.decode()
    assert "tạm ngừng" in page and "Lan" not in page
    ward, day = places.official(place.ward, username="phuong"), places.today()
    other = places.official(place.shoes, username="giay")
    (one,) = reporting.open_below(chair, place.sewing, day)
    assert [each.id for each in reporting.open_below(ward, place.ward, day)] == [one.id]
    assert reporting.open_below(other, place.sewing, day) == []
    assert not reporting.review(one.id, "cleared", "đã hỏi", by=other, now=clock.now())
    assert not reporting.review(one.id, "cleared", " ", by=chair, now=clock.now()), "a decision has its reason"
    assert reporting.review(one.id, "cleared", "đã hỏi hai bên", by=chair, now=clock.now())
    assert reporting.suspended_since(dung) is None and [each.id for each in volunteering.waiting(dung)] == [row.pk]


def test_a_report_about_an_official_goes_one_unit_up_and_nobody_decides_about_himself(place, chair, lan):
    ward = places.official(place.ward, username="phuong")
    row = asked(lan)
    helping.take(row.pk, chair, now=clock.now())
    assert reporting.report(lan, row.pk, "code", now=clock.now())
    (one,) = reporting.open_below(ward, place.ward, places.today())
    assert told("helper_reported") == {ward} and reporting.open_below(chair, place.sewing, places.today()) == []
    assert not reporting.review(one.id, "cleared", "tự xem", by=chair, now=clock.now())


def test_beside_shows_the_step_and_never_a_personal_page(place, chair, lan, dung, hoa):
    founded(place.sewing, chair, dung, hoa)
    row = asked(lan)
    assert not beside.begin(lan, row.pk, now=clock.now()), "nobody helps yet"
    volunteering.take(dung, row.pk, now=clock.now())
    learner, helper = phone_of(lan), phone_of(dung)
    learner.get("/bai/kns.4.3/three-questions/who-sent-it")
    assert "chưa cho bạn cùng xem" in helper.get(f"/to/viec/{row.pk}/ben-canh").content.decode()
    learner.post(f"/hoi/nguoi/{row.pk}", {"viec": "cung-xem", "xem": "1"})
    learner.get("/toi/du-lieu")
    assert "Màn hình riêng" in helper.get(f"/to/viec/{row.pk}/ben-canh").content.decode()
    title = learner.get("/bai/kns.4.3/three-questions/who-sent-it").content.decode().split("<title>")[1].split(" –")[0]
    page = helper.get(f"/to/viec/{row.pk}/ben-canh").content.decode()
    assert title in page and "<textarea" not in page and '<input type="radio"' not in page
    learner.get("/bai/kns.4.3/three-questions/who-sent-it", headers={"sec-fetch-mode": "cors"})
    learner.get("/lam/kns.4.3/parcel-signs", headers={"sec-fetch-mode": "cors"})
    assert title in helper.get(f"/to/viec/{row.pk}/ben-canh").content.decode(), "what is fetched ahead moves nothing"
    learner.get("/lam/kns.4.3/parcel-signs")
    assert "Bạn không thấy người đó chọn hay gõ gì" in helper.get(f"/to/viec/{row.pk}/ben-canh").content.decode()
    learner.post(f"/hoi/nguoi/{row.pk}", {"viec": "cung-xem", "xem": "0"})
    assert beside.screen(row.pk, clock.now()) is None
    assert phone_of(hoa).get(f"/to/viec/{row.pk}/ben-canh").status_code == 404


def test_beside_shows_the_screen_of_a_simulator_with_samples_and_nothing_typed(place, chair, lan, dung, hoa):
    from hocvuso.practice import queries as practice

    founded(place.sewing, chair, dung, hoa)
    row = asked(lan)
    volunteering.take(dung, row.pk, now=clock.now())
    learner, helper = phone_of(lan), phone_of(dung)
    learner.post(f"/hoi/nguoi/{row.pk}", {"viec": "cung-xem", "xem": "1"})
    assert learner.cookies["hvs_along"].value == "1" and learner.cookies["hvs_beside"]["httponly"]
    here = f"/to/viec/{row.pk}/ben-canh"
    learner.get("/thuc-hanh")
    assert "Đang chọn bài tập" in helper.get(here).content.decode()
    scenario = next(iter(practice.current().values()))
    learner.get(f"/thuc-hanh/{scenario.id}?so=3")
    assert "Chưa bắt đầu" in helper.get(here).content.decode()
    first = scenario.steps[0]
    stamp = desk.stamp(row.pk)
    assert learner.get(f"/thuc-hanh/{scenario.id}/o/{first.id}?so=3").status_code == 204
    assert desk.stamp(row.pk) != stamp, "his helper's page shows it within seconds"
    page = helper.get(here).content.decode()
    assert "frame still" in page and first.look.split("{")[0] in page
    learner.get(f"/thuc-hanh/{scenario.id}/o/het?so=3")
    assert "ngoài đường đi" in helper.get(here).content.decode()
    learner.get("/toi/du-lieu")
    assert "Màn hình riêng" in helper.get(here).content.decode()
    assert learner.get("/thuc-hanh/nothing/o/x").status_code == 404
    learner.post(f"/hoi/nguoi/{row.pk}", {"viec": "cung-xem", "xem": "0"})
    assert learner.cookies["hvs_along"].value == "", "the player is told nothing more"
    learner.get(f"/thuc-hanh/{scenario.id}/o/{first.id}?so=3")
    assert beside.screen(row.pk, clock.now()) is None


def test_the_stamp_changes_when_something_is_new(place, chair, lan, dung, hoa):
    founded(place.sewing, chair, dung, hoa)
    phone = phone_of(dung)
    before = phone.get("/to/moi").json()["stamp"]
    assert phone.get("/to/moi").json()["stamp"] == before
    row = asked(lan)
    after = phone.get("/to/moi").json()["stamp"]
    assert after != before
    volunteering.take(dung, row.pk, now=clock.now())
    one = phone.get(f"/to/moi?viec={row.pk}").json()["stamp"]
    asking.write(lan, row.pk, "chi oi", now=clock.now())
    assert phone.get(f"/to/moi?viec={row.pk}").json()["stamp"] != one
    assert phone_of(hoa).get(f"/to/moi?viec={row.pk}").json()["stamp"] == ""


def test_a_poster_asks_without_sign_up(site, place, chair, dung, hoa):
    group = founded(place.sewing, chair, dung, hoa)
    assert "Tổ số" in site.get(f"/to/{group.code}").content.decode()
    answer = site.post(f"/to/{group.code}", {"q": "giup toi cai dinh danh", "cach": "meet"})
    row = HelpRequest.objects.get()
    assert answer.status_code == 302 and site.get(answer["Location"]).status_code == 200
    assert (row.group_id, row.source, row.way, row.home_unit) == (group.pk, wish.POSTER, "meet", None)
    assert row.unit == place.sewing and desk.readable(chair, row.pk, places.today()) is not None


def test_higher_levels_see_who_has_none_and_since_when_it_is_late(place, chair, dung, hoa):
    ward, day = places.official(place.ward, username="phuong"), places.today()
    found = {each.unit: each for each in queries.standing_below(place.ward, day)}
    assert {each.state for each in found.values()} == {"none"} and found[place.sewing].days_overdue is None
    founding.set_deadline(place.top, day - timedelta(days=3), by=ward, name="Tỉnh", now=clock.now())
    founding.set_deadline(place.ward, day - timedelta(days=9), by=ward, name="Phường", now=clock.now())
    founded(place.sewing, chair, dung, hoa)
    found = {each.unit: each for each in queries.standing_below(place.top, day)}
    assert (found[place.sewing].state, found[place.sewing].days_overdue) == ("founded", None)
    assert (found[place.shoes].days_overdue, found[place.packing].days_overdue) == (9, 3), "the nearest word holds"
    browser = places.come_in("phuong")
    page = browser.get("/cb/to?don-vi=T-W").content.decode()
    assert "1/2 công đoàn cơ sở" in page and "CĐCS Công ty Giày" in page
    assert "1 nơi chưa có, 1 nơi quá hạn" in browser.get("/cb/?don-vi=T-W").content.decode()


def test_hours_thanks_and_own_data(place, chair, dung, hoa):
    group = founded(place.sewing, chair, dung, hoa)
    assert worklog.thank(group.pk, dung, by=chair, now=clock.now()) is None
    phone = phone_of(dung)
    sent = {"to": str(group.pk), "viec": "class", "phut": "90", "nguoi": "12", "ghi": "lop o nha an"}
    assert phone.post("/to/nhat-ky", sent).status_code == 302 and phone.post("/to/nhat-ky", sent).status_code == 302
    assert GroupWork.objects.count() == 1, "sent twice it is one work"
    assert phone.post("/to/nhat-ky", {**sent, "phut": "9999"}).status_code == 422
    browser = places.come_in()
    browser.post(f"/cb/to/{group.pk}?don-vi=SEW", {"viec": "cam-on", "nguoi": str(dung)})
    letter = worklog.newest_letter(group.pk, dung)
    assert letter is not None and (letter.minutes, letter.people) == (90, 12)
    assert "1 giờ 30 phút" in phone.get(f"/to/cam-on/{letter.id}").content.decode()
    assert phone_of(hoa).get(f"/to/cam-on/{letter.id}").status_code == 404
    holder = next(each for each in own_data.holders() if each.name == "groups")
    assert holder.export([dung])["works"][0]["minutes"] == 90 and "Tổ số" in holder.line([dung])
    holder.erase([dung])
    assert GroupWork.objects.get().person is None and not GroupMember.objects.filter(person=dung).exists()


def test_two_accounts_of_one_member_become_one_and_apart_again(place, chair, dung, hoa, lan):
    group = founded(place.sewing, chair, dung, hoa)
    worklog.enter(group.pk, dung, "class", 30, 3, "", on=places.today(), now=clock.now())
    holder = next(each for each in own_data.holders() if each.name == "groups")
    moved = holder.merged(dung, lan)
    assert GroupMember.objects.filter(person=lan).exists() and GroupWork.objects.get().person == lan
    holder.unmerged(dung, lan, moved)
    assert GroupMember.objects.filter(person=dung).exists() and GroupWork.objects.get().person == dung


def test_leaving_gives_back_what_was_taken_and_closing_ends_all(place, chair, lan, dung, hoa):
    group = founded(place.sewing, chair, dung, hoa)
    row = asked(lan)
    volunteering.take(dung, row.pk, now=clock.now())
    assert access.may_on(dung, Right.NAMES, hoa, places.today()), "members see each other by name"
    phone_of(dung).post(f"/to/roi/{group.pk}")
    row.refresh_from_db()
    assert row.state == "new" and not access.may_on(hoa, Right.NAMES, dung, places.today())
    founding.close(group.pk, by=chair, now=clock.now())
    assert Group.objects.get().closed_on == places.today() and calling.member_groups(hoa) == []


def test_duty_is_made_anew_with_what_was_before(place, chair, dung, hoa):
    group = founded(place.sewing, chair, dung, hoa)
    GroupDuty.objects.filter(group=group).delete()
    GroupDuty.objects.create(
        group=group, on=places.today() - timedelta(days=1), from_hour=17, until_hour=19, person=dung
    )
    founding.make_duty(group.pk, by=chair, now=clock.now())
    coming = GroupDuty.objects.filter(group=group, on__gte=places.today()).order_by("on")
    assert coming[0].person == hoa and GroupDuty.objects.filter(group=group).count() == 9
