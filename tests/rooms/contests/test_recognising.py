"""Certificates of a contest: who gets one, what a correction does to it, who sees it and who is told no."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from hocvuso.certificates import queries as certificates
from hocvuso.certificates.models import Bundle
from hocvuso.contests import jury, publishing, recognising
from hocvuso.contests.jury import Signer
from hocvuso.contests.models import Entry
from hocvuso.plumbing import clock
from tests.rooms import places
from tests.rooms.classes.rooms_of_classes import phone_of
from tests.rooms.contests.rooms_of_contests import DECISION, handed_in, running, shift

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]


@pytest.fixture
def workers(place):
    names = ("Trần An", "Lê Bình", "Đỗ Chi", "Vũ Dần")
    return [places.worker(name, place.sewing, agreed=True) for name in names]


@pytest.fixture
def by(chair):
    return Signer(chair, "Hạnh")


@pytest.fixture
def contest(place, chair, workers):
    """A contest that is over for everybody; three of four are awarded, the first two agreed to be named."""
    row = running(place.sewing, chair, rounds=1)
    for right, person in zip((6, 4, 3, 1), workers, strict=True):
        handed_in(row, person, right)
    shift(row, timedelta(days=-30))
    for person in workers[:2]:
        publishing.let_be_named(row.id, person, given=True)
    return row


def desk_at(row):
    return f"/cb/cuoc-thi/{row.id}?don-vi=SEW"


def prizes(row):
    """Return by name what stands on the certificates that hold."""
    return {
        each.name: certificates.paper(each.code, clock.today()).details
        for each in recognising.given(row.id).values()
    }  # fmt: skip


def test_nobody_gets_one_before_the_result_is_published(contest, by):
    assert recognising.give(contest.id, by=by) == []
    desk = places.come_in()
    assert "Cấp chứng nhận" not in desk.get(desk_at(contest)).content.decode()
    assert desk.post(desk_at(contest), {"viec": "chung-nhan"}).status_code == 422
    assert recognising.given(contest.id) == {}


def test_the_awarded_who_agreed_get_one_by_one_button_and_twice_is_once(contest, by):
    publishing.publish(contest.id, by=by)
    desk = places.come_in()
    assert "Cấp chứng nhận" in desk.get(desk_at(contest)).content.decode()
    for _again in range(2):
        answer = desk.post(desk_at(contest), {"viec": "chung-nhan"})
        assert answer.status_code == 302 and answer.url.startswith("/cb/chung-nhan/in")
    assert prizes(contest) == {"Trần An": ("Giải Nhất",), "Lê Bình": ("Giải Nhì",)}
    first = next(iter(recognising.given(contest.id).values()))
    public = Client().get(f"/chung-nhan/{first.code}").content.decode()
    assert "Tìm hiểu kỹ năng số" in public and DECISION in public
    assert all(len(each.certificates) == 2 for each in Bundle.objects.all())
    listed = desk.get(f"/cb/chung-nhan/danh-sach?don-vi=SEW&ve-viec={recognising.about(contest.id)}").content.decode()
    assert "Trần An" in listed and "Đỗ Chi" not in listed


def test_who_agrees_later_gets_his_by_pressing_again_and_who_withdrew_before_gets_none(contest, by, workers):
    publishing.publish(contest.id, by=by)
    publishing.let_be_named(contest.id, workers[1], given=False)
    recognising.give(contest.id, by=by)
    assert set(prizes(contest)) == {"Trần An"}
    publishing.let_be_named(contest.id, workers[2], given=True)
    publishing.let_be_named(contest.id, workers[0], given=False)
    assert [each.name for each in recognising.give(contest.id, by=by)] == ["Đỗ Chi"]
    assert set(prizes(contest)) == {"Trần An", "Đỗ Chi"}  # what somebody holds is his to show
    assert recognising.counts(contest.id).open == 0


def test_a_correction_revokes_what_fell_and_what_changed_and_the_button_gives_anew(contest, by, workers):
    publishing.publish(contest.id, by=by)
    old = {each.name: each.code for each in recognising.give(contest.id, by=by)}
    jury.set_aside(Entry.objects.get(person=workers[0]).id, "Làm hộ", by=by)
    assert set(prizes(contest)) == {"Trần An", "Lê Bình"}  # the published result still says so
    publishing.publish(contest.id, by=by)
    assert prizes(contest) == {}
    for code in old.values():
        paper = certificates.paper(code, clock.today())
        assert paper is not None and paper.standing == "revoked"
    publishing.publish(contest.id, by=by)
    recognising.give(contest.id, by=by)
    assert prizes(contest) == {"Lê Bình": ("Giải Nhất",)}


def test_the_entrant_finds_his_on_the_page_of_the_contest(contest, by, workers):
    publishing.publish(contest.id, by=by)
    mine = recognising.give(contest.id, by=by)[0]
    address = f"/chung-nhan/{mine.code}"
    assert address in phone_of(workers[0]).get(f"/cuoc-thi/{contest.code}").content.decode()
    for other in (phone_of(workers[2]), Client()):
        assert address not in other.get(f"/cuoc-thi/{contest.code}").content.decode()


def test_the_employers_side_gives_none_and_sees_no_single_one(contest, by, place):
    publishing.publish(contest.id, by=by)
    places.official(place.sewing, username="quang", employer_side=True)
    browser = places.come_in("quang")
    assert browser.post(desk_at(contest), {"viec": "chung-nhan"}).status_code == 403
    assert recognising.given(contest.id) == {}
    recognising.give(contest.id, by=by)
    for address in (desk_at(contest), f"/cb/chung-nhan/danh-sach?don-vi=SEW&ve-viec={recognising.about(contest.id)}"):
        answer = browser.get(address)
        assert answer.status_code == 403 and "Trần An" not in answer.content.decode()
