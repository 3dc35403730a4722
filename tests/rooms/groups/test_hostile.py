"""What somebody tries who means harm, or what goes wrong by itself, with groups, the desk and wifi points."""

from __future__ import annotations

import uuid
from datetime import date

import pytest
from django.test import Client

from hocvuso.core.reading import MAX_CHARACTERS
from hocvuso.groups import founding, volunteering, worklog
from hocvuso.groups.founding import Paper, Refused
from hocvuso.groups.help_desk import asking, helping, wish
from hocvuso.groups.help_desk import own_data as desk_own_data
from hocvuso.groups.help_desk import queries as desk
from hocvuso.groups.help_desk.wish import Wish
from hocvuso.groups.models import Group, GroupWork, HelpRemark, HelpRequest
from hocvuso.hotspots.models import Hotspot, HotspotTrouble
from hocvuso.people import actions as people
from hocvuso.people import own_data
from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid7
from tests.rooms import places
from tests.rooms.groups.people_of_groups import founded, phone_of

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]
NASTY = "<script>alert(1)</script> 😀 " + "á" * 5000


@pytest.fixture
def lan(place: places.Province) -> uuid.UUID:
    """A worker who is stuck."""
    return places.worker("Nguyễn Thị Lan", place.sewing, phone="0100000111")


@pytest.fixture
def pair(place: places.Province) -> tuple[uuid.UUID, uuid.UUID]:
    """Two volunteers."""
    return places.worker("Trần Văn Dũng", place.sewing), places.worker("Phạm Thị Hoa", place.sewing)


@pytest.fixture
def group(place, chair, pair) -> Group:
    """Their group."""
    return founded(place.sewing, chair, *pair)


def asked(person: uuid.UUID, **wishes: object) -> HelpRequest:
    """Ask for a person now."""
    return asking.open_request(person, "giup em", now=clock.now(), wish=Wish(**wishes))  # type: ignore[arg-type]


def test_who_helps_cannot_open_a_number_by_choosing_a_call_himself(group, pair, lan):
    row, day = asked(lan), clock.today()
    volunteering.take(pair[0], row.pk, now=clock.now())
    volunteering.choose_way(pair[0], row.pk, "call", None, now=clock.now())
    assert volunteering.phone_of(pair[0], row.pk, day) == ""
    browser = phone_of(lan)
    assert "thấy số của tôi" in browser.get(f"/hoi/nguoi/{row.pk}").content.decode()
    browser.post(f"/hoi/nguoi/{row.pk}", {"viec": "cho-so"})
    assert volunteering.phone_of(pair[0], row.pk, day) == "0100000111"
    assert volunteering.phone_of(pair[1], row.pk, day) == ""
    assert "thấy số của tôi" not in browser.get(f"/hoi/nguoi/{row.pk}").content.decode()


def test_a_helper_who_erases_himself_leaves_nobody_waiting_for_ever(group, pair, lan):
    row = asked(lan)
    volunteering.take(pair[0], row.pk, now=clock.now())
    helping.answer(row.pk, pair[0], "chào bạn", now=clock.now())
    for holder in own_data.holders():
        if holder.name in {"help_requests", "groups"}:
            holder.erase([pair[0]])
    row.refresh_from_db()
    assert (row.state, row.helper) == ("new", None) and row.due_at is not None
    volunteering.take(pair[1], row.pk, now=clock.now())
    assert desk.helped_by(pair[1], row.pk, clock.today()) is not None


def test_whoever_takes_a_name_while_being_helped_keeps_his_helper(place, group, pair):
    nameless = people.begin(source="to").person
    row = asked(nameless, group=group.pk, source=wish.POSTER)
    volunteering.take(pair[0], row.pk, now=clock.now())
    named = places.worker("Nguyễn Thị Mới", place.sewing)
    desk_own_data._joined(nameless, named)
    seen = desk.helped_by(pair[0], row.pk, clock.today())
    assert seen is not None and seen.person == named
    volunteering.finish(pair[0], row.pk, "solved", 5, now=clock.now())
    assert desk.helped_by(pair[0], row.pk, clock.today()) is None


@pytest.mark.parametrize("on", [date(1, 1, 1), date(1990, 1, 1), date(9999, 12, 31)])
def test_a_decision_of_another_age_is_refused(chair, group, on):
    with pytest.raises(Refused, match="day"):
        founding.enter_decision(group.pk, Paper("1", "A", on), by=chair, now=clock.now())


def test_nasty_words_stay_words_on_every_page(place, chair, group, pair, lan):
    row = asked(lan)
    HelpRemark.objects.all().delete()
    asking.write(lan, row.pk, NASTY, now=clock.now())
    volunteering.take(pair[0], row.pk, now=clock.now())
    desk_pages, own, learner = places.come_in(), phone_of(pair[0]), phone_of(lan)
    pages = [own.get(f"/to/viec/{row.pk}"), learner.get(f"/hoi/nguoi/{row.pk}"),
             desk_pages.get(f"/cb/ho-tro/{row.pk}?don-vi=SEW")]  # fmt: skip
    for page in pages:
        body = page.content.decode()
        assert page.status_code == 200 and "<script>alert" not in body
        assert "&lt;script&gt;alert" in body and "😀" in body
    assert len(HelpRemark.objects.get().text) <= MAX_CHARACTERS
    own.post("/to/nhat-ky", {"to": str(group.pk), "viec": "class", "phut": "9", "nguoi": "1", "ghi": NASTY})
    own.post("/to/nhat-ky", {"to": str(group.pk), "viec": "class", "phut": "9", "nguoi": "1", "ghi": NASTY})
    assert len(GroupWork.objects.get().note) == 200, "twice the same is one work"
    assert own.post("/to/muon-giup", {"uoc": NASTY, "ca": "khuya", "viec-giup": ["99"]}).status_code == 302
    assert "<script>alert" not in own.get("/to/muon-giup").content.decode()


def test_numbers_that_are_none_change_nothing(chair, group, pair, lan):
    row = asked(lan)
    own = phone_of(pair[0])
    own.post(f"/to/viec/{row.pk}", {"viec": "nhan"})
    for minutes in ("", "-5", "²", "99999", "1e3", "٣", NASTY):
        sent = {"viec": "xong", "ket-qua": "solved", "phut": minutes}
        assert own.post(f"/to/viec/{row.pk}", sent).status_code == 422
    assert own.post(f"/to/viec/{row.pk}", {"viec": "xong", "ket-qua": "rich", "phut": "5"}).status_code == 422
    assert own.post(f"/to/viec/{row.pk}", {"viec": "cach", "cach": "home", "cung": str(lan)}).status_code == 422
    assert own.post(f"/to/viec/{row.pk}", {"viec": "xoa-het"}).status_code == 404
    for minutes, helped in ((0, 1), (721, 1), (5, 501), (5, -1)):
        assert not worklog.enter(
            group.pk, pair[0], "class", minutes, helped, "", on=clock.today(), now=clock.now()
        )  # fmt: skip


@pytest.mark.parametrize("path", ["/to/000000", "/to/abcdef", "/to/" + "9" * 300, "/to/giay/quyet-dinh/x.docx",
                                  f"/to/viec/{uuid.UUID(int=7)}", f"/to/cam-on/{uuid.UUID(int=7)}"])  # fmt: skip
def test_forged_codes_and_numbers_lead_nowhere(group, pair, path):
    assert phone_of(pair[0]).get(path).status_code == 404


def test_a_stranger_neither_reads_nor_takes_what_is_not_his(place, chair, group, pair, lan):
    row = asked(lan)
    stranger = phone_of(places.worker("Ai Đó", place.sewing))
    for viec in ("nhan", "tra-loi", "xong", "tra-lai", "cach"):
        assert stranger.post(f"/to/viec/{row.pk}", {"viec": viec, "q": "x", "phut": "5"}).status_code == 404
    assert phone_of(lan).post(f"/to/viec/{row.pk}", {"viec": "nhan"}).status_code == 404, "not his own either"
    other = phone_of(places.worker("Người Khác", place.shoes))
    for viec in ("viet", "dong", "rut", "bao", "cung-xem", "cho-so"):
        assert other.post(f"/hoi/nguoi/{row.pk}", {"viec": viec, "q": "x"}).status_code == 404
    row.refresh_from_db()
    assert (row.state, row.helper, row.gives_number) == ("new", None, False)


def test_a_group_without_a_day_of_duty_is_sent_back(place, chair, pair):
    form = {"ten": "Tổ", "dia-ban": "", "tu": "17", "den": "19", f"vai-{pair[0]}": "head", f"vai-{pair[1]}": "member"}
    answer = places.come_in().post("/cb/to/lap?don-vi=SEW", form)
    assert answer.status_code == 422 and "ít nhất một ngày trực" in answer.content.decode()


def test_a_deadline_of_another_age_is_sent_back(place):
    places.official(place.ward, username="phuong")
    browser = places.come_in("phuong")
    for typed in ("01/01/0001", "01/01/9999", "31/02/2027", NASTY):
        assert browser.post("/cb/to/han?don-vi=T-W", {"ngay": typed}).status_code == 422


def test_a_wifi_point_bears_nasty_words_and_forged_reports(place, chair):
    browser = places.come_in()
    form = {"point": str(uuid7()), "ten": NASTY, "dia-chi": NASTY, "chu": NASTY, "cach-vao": "hỏi quầy 😀"}
    first = browser.post("/cb/wifi/moi?don-vi=SEW", form)
    again = browser.post("/cb/wifi/moi?don-vi=SEW", form)
    assert first["Location"] == again["Location"]
    row = Hotspot.objects.get()
    assert len(row.name) <= 80 and "<script>alert" not in browser.get(first["Location"]).content.decode()
    Hotspot.objects.update(state="working")
    public = Client()
    page = public.get(f"/w/{row.code}").content.decode()
    assert "<script>alert" not in page and "&lt;script&gt;" in page
    report = str(uuid7())
    for number in (report, report, "x", ""):
        public.post(f"/w/{row.code}/bao", {"report": number, "kind": "way_in"})
    assert HotspotTrouble.objects.count() == 1
    for path in ("/w/" + "a" * 400, "/w/không-có", "/wifi?tim=" + "%25" * 200):
        assert public.get(path).status_code in {200, 404}
    for place_typed in (("21", ""), ("1e309", "105"), ("nan", "nan"), ("21", "105; DROP")):
        sent = {**form, "point": str(uuid7()), "vi-do": place_typed[0], "kinh-do": place_typed[1]}
        assert browser.post("/cb/wifi/moi?don-vi=SEW", sent).status_code == 422
