"""Somebody abused who helps: he may not ask for a while, knows why, may object; what is urgent is answered."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest

from hocvuso.assistant import asides
from hocvuso.groups.help_desk import asking, blocking, queries, wish
from hocvuso.groups.help_desk.asking import Refused
from hocvuso.groups.help_desk.wish import Wish
from hocvuso.groups.models import HelpBlock, HelpRequest
from hocvuso.people import own_data, traces
from hocvuso.plumbing import clock
from hocvuso.plumbing.models import Outbox
from tests.rooms import places
from tests.rooms.groups.people_of_groups import phone_of

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]
URGENT = "em vua chuyen tien cho ke lua dao roi lam sao"


@pytest.fixture
def lan(place: places.Province) -> uuid.UUID:
    """A worker who asks."""
    return places.worker("Nguyễn Thị Lan", place.sewing)


def asked(person: uuid.UUID, **wishes: object) -> HelpRequest:
    """Ask for a person now."""
    return asking.open_request(person, "giup em", now=clock.now(), wish=Wish(**wishes))  # type: ignore[arg-type]


def blocked(official: uuid.UUID, row: HelpRequest, days: int = 7) -> HelpBlock:
    """Block who made a request."""
    assert blocking.block(official, row.pk, "abuse", "Chửi người giúp 0912345678", days, now=clock.now())
    return HelpBlock.objects.get()


def test_a_blocked_person_cannot_ask_until_the_day_and_nothing_else_stops(place, chair, lan, monkeypatch):
    row = asked(lan)
    made = blocked(chair, row)
    assert "0912345678" not in made.note, "numbers are masked here, too"
    row.refresh_from_db()
    assert (row.state, row.outcome) == ("done", "stopped")
    assert {each.recipient for each in Outbox.objects.filter(body__kind="help_blocked")} == {lan}
    with pytest.raises(Refused, match="blocked"):
        asked(lan)
    assert blocking.block(chair, row.pk, "abuse", "lần nữa", 30, now=clock.now()) and HelpBlock.objects.count() == 1
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(days=7))
    assert asked(lan).state == "new", "the block ended by itself"


def test_an_official_may_write_a_request_down_for_him_and_the_assistant_goes_on_speaking(place, chair, lan):
    blocked(chair, asked(lan))
    row = asked(lan, source=wish.PHONE, entered_by=chair)
    HelpRequest.objects.filter(pk=row.pk).update(state="helping", helper=chair)
    assert asking.silences(lan) is None
    with pytest.raises(Refused, match="blocked"):
        asking.write(lan, row.pk, "alo", now=clock.now())


@pytest.mark.parametrize(
    ("reason", "note", "days"), [("", "x", 7), ("abuse", " ", 7), ("abuse", "x", 8), ("abuse", "x", 0)]
)
def test_a_block_needs_reason_words_and_an_end(place, chair, lan, reason, note, days):
    assert not blocking.block(chair, asked(lan).pk, reason, note, days, now=clock.now())
    assert not HelpBlock.objects.exists()


def test_only_who_signs_for_the_unit_blocks_and_never_himself(place, chair, lan):
    beside = places.official(place.shoes, username="giay")
    staff = places.official(place.sewing, username="nhansu", employer_side=True)
    row = asked(lan)
    for official in (beside, staff):
        assert not blocking.block(official, row.pk, "abuse", "x", 7, now=clock.now())
    own = asked(chair)
    assert not blocking.block(chair, own.pk, "abuse", "x", 7, now=clock.now())


def test_an_objection_is_decided_by_somebody_else_and_answered(place, chair, lan):
    above = places.official(place.ward, username="phuong")
    made = blocked(chair, asked(lan))
    assert not blocking.object_to(places.worker("Ai Khác", place.sewing), made.pk, "x", now=clock.now())
    assert blocking.object_to(lan, made.pk, "Không phải tôi, con tôi bấm <b>máy</b>" + "a" * 5000, now=clock.now())
    assert blocking.object_to(lan, made.pk, "lần hai", now=clock.now())
    made.refresh_from_db()
    assert made.objection.startswith("Không phải tôi") and len(made.objection) == 500
    assert {each.recipient for each in Outbox.objects.filter(body__kind="help_block_objected")} == {above}
    assert not blocking.decide(chair, made.pk, lift=False, answer="không", now=clock.now())
    assert not blocking.decide(above, made.pk, lift=False, answer=" ", now=clock.now())
    assert blocking.decide(above, made.pk, lift=False, answer="Đã xem lại, giữ nguyên", now=clock.now())
    assert blocking.in_force(lan, clock.today()) is not None
    assert blocking.decide(chair, made.pk, lift=True, answer="", now=clock.now()), "who blocked may always lift"
    assert blocking.in_force(lan, clock.today()) is None
    assert any("tạm thời không cho bạn" in each.did for each in traces.seen([lan]))


def test_the_pages_of_the_blocked_person(place, chair, lan):
    row = asked(lan)
    browser = phone_of(lan)
    desk = places.come_in()
    page = desk.get(f"/cb/ho-tro/{row.pk}?don-vi=SEW").content.decode()
    assert "Tạm chặn nhờ giúp" in page
    here, block = f"/cb/ho-tro/{row.pk}?don-vi=SEW", {"viec": "chan", "vi": "abuse", "ghi": "Dọa <b>đánh</b> 😡"}
    refused = desk.post(here, block)
    assert refused.status_code == 422 and "Dọa &lt;b&gt;đánh" in refused.content.decode()
    desk.post(here, {**block, "ngay": "7"})
    told = browser.get("/hoi/nguoi").content.decode()
    assert "Dọa &lt;b&gt;đánh&lt;/b&gt; 😡" in told and "đến hết" in told
    assert browser.post("/hoi/nguoi", {"q": "cho em hoi voi"}).status_code == 403
    urgent = browser.post("/hoi/nguoi", {"q": URGENT})
    assert urgent.status_code == 302 and "q=em" in urgent["Location"]
    assert "panel bad" in browser.get(urgent["Location"]).content.decode()
    assert browser.post("/hoi/nguoi", {"viec": "phan-doi", "loi": " "}).status_code == 422
    assert browser.post("/hoi/nguoi", {"viec": "phan-doi", "loi": "Không phải em"}).status_code == 302
    listed = desk.get("/cb/ho-tro/chan?don-vi=SEW").content.decode()
    assert "Không phải em" in listed and "người khác sẽ trả lời" in listed
    made = HelpBlock.objects.get()
    sent = {"so": str(made.pk), "viec": "giu", "tra-loi": "không"}
    assert desk.post("/cb/ho-tro/chan?don-vi=SEW", sent).status_code == 422
    assert desk.post("/cb/ho-tro/chan?don-vi=SEW", {"so": str(made.pk), "viec": "bo"}).status_code == 302
    assert browser.post("/hoi/nguoi", {"q": "cho em hoi voi"})["Location"].startswith("/hoi/nguoi/")


def test_a_flood_of_words_does_not_keep_the_urgent_steps_back(place, chair, lan):
    row = asked(lan)
    HelpRequest.objects.filter(pk=row.pk).update(state="helping", helper=chair)
    for number in range(asking.MOST_MESSAGES):
        try:
            asking.write(lan, row.pk, f"alo {number}", now=clock.now())
        except Refused:
            break
    browser = phone_of(lan)
    assert browser.post("/hoi", {"q": "alo"}).status_code == 302
    answer = browser.post("/hoi", {"q": URGENT})
    assert answer.status_code == 200 and "panel bad" in answer.content.decode()
    assert asides.ask(lan, URGENT, "", asides.Channel(), since=clock.now(), now=clock.now()).turn is not None


def test_own_data_shows_and_erases_a_block(place, chair, lan):
    blocked(chair, asked(lan))
    holder = next(each for each in own_data.holders() if each.name == "help_requests")
    kept = holder.export([lan])
    assert kept["blocks"][0]["reason"] == "abuse"
    assert queries.own(lan, HelpRequest.objects.get().pk, clock.today()) is not None
    holder.erase([chair])
    assert HelpBlock.objects.get().by is None
    holder.erase([lan])
    assert not HelpBlock.objects.exists()
