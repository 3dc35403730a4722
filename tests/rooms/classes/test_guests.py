"""Trainers from outside: a link and digits, one class, nothing else; it ends by itself, and each reading is seen."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from hocvuso.classes import guests, materials, planning, queries, seats
from hocvuso.classes.models import Attendance, Guest
from hocvuso.people import own_data
from hocvuso.plumbing import audit, clock
from hocvuso.plumbing.ids import uuid7
from tests.rooms import places
from tests.rooms.classes.rooms_of_classes import begun, phone_of, planned

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]


@pytest.fixture
def worker(place):
    return places.worker("Trần An", place.sewing)


@pytest.fixture
def row(place, chair, worker):
    made = planned(place.sewing, chair)
    seats.enrol(made.id, worker)
    return made


def comes_in(row, by, name="Ngô Văn Khách") -> Client:
    """Let a guest open his link with the digits that he was told."""
    made = guests.invite(row.id, name, "Ngân hàng Bịa", by=by)
    browser = Client()
    browser.post(f"/day/moi/{made.secret}", {"ma": f"{made.code[:3]} {made.code[3:]}"})
    assert browser.get("/day").status_code == 200
    return browser


def test_an_official_invites_and_the_link_opens_once_with_its_digits(place, chair, row):
    desk = places.come_in()
    path = f"/cb/lop/{row.id}/khach?don-vi=SEW"
    assert "Anh/chị ghi tên" in desk.post(path, {"viec": "moi", "ten": " "}).content.decode()
    page = desk.post(path, {"viec": "moi", "ten": "Ngô Văn Khách", "noi": "Ngân hàng Bịa"}).content.decode()
    secret = re.search(r"/day/moi/([0-9a-f]{32})", page)[1]
    code = re.search(r"<b class=\"num big\">(\d{3} \d{3})</b>", page)[1]
    browser = Client()
    for _looked in range(3):
        assert "Sáu số" in browser.get(f"/day/moi/{secret}").content.decode(), "chats open links ahead"
    assert browser.post(f"/day/moi/{secret}", {"ma": "000001"}).status_code == 422
    assert browser.post(f"/day/moi/{secret}", {"ma": code})["location"] == "/day"
    assert "Trần An" in browser.get("/day").content.decode()
    other = Client()
    assert other.post(f"/day/moi/{secret}", {"ma": code}).status_code == 410
    assert other.get("/day").status_code == 403
    assert "đã vào" in desk.get(path).content.decode()
    assert secret not in desk.get(path).content.decode(), "it is shown once"


def test_whoever_has_the_link_alone_guesses_five_times(chair, row):
    made = guests.invite(row.id, "Khách", "", by=chair)
    wrong = "000000" if made.code != "000000" else "000001"
    for _try in range(guests.MOST_TRIES):
        with pytest.raises(guests.Refused, match="wrong"):
            guests.open_link(made.secret, wrong)
    with pytest.raises(guests.Refused, match="burnt"):
        guests.open_link(made.secret, made.code)


def test_a_link_of_four_days_ago_opens_nothing(chair, row):
    made = guests.invite(row.id, "Khách", "", by=chair)
    Guest.objects.update(link_until=clock.now() - timedelta(minutes=1))
    assert Client().get(f"/day/moi/{made.secret}").status_code == 410


def test_a_guest_writes_the_list_reads_squares_and_shows_the_wall(place, chair, row, worker):
    session = begun(row)
    browser = comes_in(row, chair)
    seat = queries.standing(row.id, worker)
    assert "Trần An" in browser.get(f"/day/diem-danh/{session.id}").content.decode()
    browser.post(f"/day/diem-danh/{session.id}", {"viec": "diem-danh", f"c-{worker}": "late"})
    assert Attendance.objects.get().kind == "late"
    browser.post(f"/day/diem-danh/{session.id}", {"viec": "hoan-tac"})
    assert not Attendance.objects.exists()
    to = browser.get(f"/lop/{row.code}/the/{seat.id}")["location"]
    browser.post(to)
    assert Attendance.objects.get().kind == "present"
    assert re.search(r"data-digits[^>]*>\d{3} \d{3}", browser.get(f"/day/man-hinh/{session.id}").content.decode())
    assert browser.get(f"/day/man-hinh/{session.id}/moi").json()["came"] == 1
    assert "Trần An" not in browser.get(f"/day/bang/{session.id}").content.decode(), "no single person's learning"


def test_a_guest_sees_nothing_but_his_class(place, chair, row, worker):
    stranger = places.worker("Lê Bình", place.shoes)
    other = planned(place.sewing, chair, name="Lớp khác")
    seats.enrol(other.id, stranger)
    materials.add(uuid7(), other.id, "file", "", "Riêng", by=chair, data=b"%PDF-1.4 invented")
    theirs, seat = begun(other), queries.standing(other.id, stranger)
    browser = comes_in(row, chair)
    for path in (f"/day/diem-danh/{theirs.id}", f"/day/the/{seat.id}", f"/day/man-hinh/{theirs.id}",
                 f"/day/man-hinh/{theirs.id}/moi", f"/day/bang/{theirs.id}", f"/day/bang/{theirs.id}/moi",
                 f"/day/tai-lieu/{materials.of_class(other.id)[0].id}"):  # fmt: skip
        assert browser.get(path).status_code == 404, path
    for path in ("/cb/", f"/cb/lop/{row.id}?don-vi=SEW", "/cb/nguoi?don-vi=SEW", f"/cb/nguoi/{worker}?don-vi=SEW",
                 f"/cb/lop/{row.id}/khach?don-vi=SEW", "/quan-tri/"):  # fmt: skip
        assert browser.get(path).status_code == 302, path
    for path in ("/toi/du-lieu", "/lop", "/tien-bo"):
        assert "Trần An" not in browser.get(path).content.decode()
    assert "Lê Bình" not in browser.get("/day").content.decode()
    assert "Trần An" not in browser.get(f"/lop/{row.code}").content.decode()


@pytest.mark.parametrize("how", ["official", "off", "over", "himself", "forged"])
def test_it_ends(place, chair, row, how):
    browser = comes_in(row, chair)
    if how == "official":
        guest = Guest.objects.get()
        places.come_in().post(f"/cb/lop/{row.id}/khach?don-vi=SEW", {"viec": "thoi", "khach": str(guest.id)})
    elif how == "off":
        planning.call_off_class(row.id, "mưa", by=chair)
    elif how == "over":
        ago = clock.now() - timedelta(days=8)
        row.sessions.update(starts_at=ago, ends_at=ago + timedelta(hours=1))
    elif how == "himself":
        assert browser.post("/day/xong").status_code == 200
    else:
        browser.cookies["hvs_guest"] = browser.cookies["hvs_guest"].value[:-1] + "x"
    answer = browser.get("/day")
    assert answer.status_code == 403 and "Trần An" not in answer.content.decode()


def test_six_days_after_the_last_meeting_the_list_can_still_be_mended(chair, row):
    browser = comes_in(row, chair)
    ago = clock.now() - timedelta(days=6)
    row.sessions.update(starts_at=ago, ends_at=ago + timedelta(hours=1))
    assert browser.get("/day").status_code == 200


def test_each_person_sees_which_guest_looked(chair, row, worker):
    comes_in(row, chair)
    assert any(each.what == "class_guest" and "Ngân hàng Bịa" in each.facts["unit"] for each in audit.traces_of(worker))
    phone = phone_of(worker)
    page = phone.get("/toi/du-lieu").content.decode()
    assert "giảng viên khách" in page and "Ngân hàng Bịa" in page


def test_only_whoever_signs_invites(place, chair, row):
    trainer = places.official(place.sewing, username="gv", role="trainer")
    assert trainer
    desk = places.come_in("gv")
    assert desk.get(f"/cb/lop/{row.id}/khach?don-vi=SEW").status_code == 403


def test_own_data_knows_no_guest_as_a_person(worker):
    assert next(each for each in own_data.holders() if each.name == "classes").count([worker]) == 0
