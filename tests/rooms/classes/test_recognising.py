"""Certificates of a class: who came often enough, one button, what the learner finds, who is told no."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from hocvuso.certificates import actions as certificates
from hocvuso.certificates import queries as papers
from hocvuso.certificates.models import Bundle, Certificate
from hocvuso.classes import attending, planning, recognising, seats
from hocvuso.classes.models import Class
from hocvuso.classes.recognising import SHARE, Signer
from hocvuso.core.meeting import ABSENT, LATE, PRESENT
from hocvuso.plumbing import audit, clock
from hocvuso.unions import access
from tests.rooms import places
from tests.rooms.classes.rooms_of_classes import phone_of, planned

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]
CAME = {"Trần An": (PRESENT, PRESENT, PRESENT), "Lê Bình": (PRESENT, ABSENT, LATE), "Đỗ Chi": (PRESENT, ABSENT, ABSENT)}


@pytest.fixture
def workers(place):
    return {name: places.worker(name, place.sewing) for name in CAME}


def over(row, workers, chair):
    """Let all meetings of a class have taken place, with who came."""
    seats.enrol_many(row.id, list(workers.values()), by=chair)
    for at, session in enumerate(row.sessions.all()):
        session.starts_at -= timedelta(weeks=8)
        session.ends_at -= timedelta(weeks=8)
        session.save()
        attending.write(session.id, {workers[name]: kinds[at] for name, kinds in CAME.items()}, by=chair)
    return Class.objects.get(id=row.id)


@pytest.fixture
def finished(place, chair, workers):
    return over(planned(place.sewing, chair), workers, chair)


def at(row, *more):
    return f"/cb/lop/{row.id}/chung-nhan{''.join(more)}?don-vi=SEW"


def holders(row):
    found = papers.issued_about(recognising.about(row.id))
    return {each.name for each in found.values() if each.standing == "valid"}


def test_who_came_to_two_thirds_is_shown_and_given_one_and_twice_is_once(finished, workers):
    desk = places.come_in()
    page = desk.get(at(finished)).content.decode()
    assert "Trần An" in page and "Lê Bình" in page and "Đỗ Chi" not in page
    assert [each.what for each in audit.traces_of(workers["Lê Bình"]) if each.verb == "read"] == ["class"]
    sent = {"ty-le": SHARE, "so": "12/QĐ", "ai": [str(each) for each in workers.values()]}  # Chi is not to be had so
    for _again in range(2):
        assert desk.post(at(finished), sent).status_code == 302
    assert holders(finished) == {"Trần An", "Lê Bình"} and Certificate.objects.count() == 2
    row = papers.issued_about(recognising.about(finished.id))[workers["Lê Bình"]]
    paper = papers.paper(row.code, clock.today())
    assert paper.what == finished.name and paper.decision == "12/QĐ"
    assert paper.details[0] == "Học 1 giờ 45 phút, dự 2/3 buổi"
    assert "Lê Bình" in Client().get(f"/chung-nhan/{row.code}").content.decode()


def test_another_share_finds_others_and_nobody_ticked_gives_nobody_one(finished, workers):
    desk = places.come_in()
    every = desk.get(at(finished) + "&ty-le=1-1").content.decode()
    assert "Trần An" in every and "Lê Bình" not in every
    assert desk.post(at(finished), {"ty-le": "1-1", "ai": str(workers["Lê Bình"])}).status_code == 422
    assert desk.post(at(finished), {}).status_code == 422
    assert desk.post(at(finished), {"ai": "x"}).status_code == 422
    assert holders(finished) == set()


def test_before_the_last_meeting_and_of_a_class_called_off_there_is_none(place, chair, workers):
    row = planned(place.sewing, chair)
    seats.enrol_many(row.id, list(workers.values()), by=chair)
    desk, chosen = places.come_in(), {"ai": [str(each) for each in workers.values()]}
    assert "Lớp chưa kết thúc" in desk.get(at(row)).content.decode()
    assert desk.post(at(row), chosen).status_code == 422
    planning.call_off_class(row.id, "mưa bão", by=chair)
    assert desk.post(at(row), chosen).status_code == 422
    assert holders(row) == set()


def test_a_revoked_one_comes_back_only_for_whoever_is_ticked_by_hand(finished, workers, chair):
    by = Signer(chair, "Hạnh")
    first = recognising.give(finished.id, list(workers.values()), SHARE, by=by)[0]
    certificates.revoke(first.id, by=chair, reason="Điểm danh nhầm")
    page = places.come_in().get(at(finished)).content.decode()
    box = page[page.index(f'value="{first.person}"') :].split(">")[0]
    assert "checked" not in box and "đã bị thu hồi" in page
    recognising.give(finished.id, [first.person], SHARE, by=by)
    assert holders(finished) == {"Trần An", "Lê Bình"}


def test_all_of_them_are_printed_as_one_file(finished, workers, chair):
    recognising.give(finished.id, list(workers.values()), SHARE, by=Signer(chair, "Hạnh"))
    desk = places.come_in()
    assert at(finished, "/in").split("?")[0] in desk.get(at(finished)).content.decode()
    answer = desk.post(at(finished, "/in"))
    assert answer.status_code == 302 and answer.url.startswith("/cb/chung-nhan/in")
    assert len(Bundle.objects.get().certificates) == 2


def test_the_learner_finds_his_on_the_page_of_the_class(finished, workers, chair):
    made = recognising.give(finished.id, list(workers.values()), SHARE, by=Signer(chair, "Hạnh"))
    his = next(each for each in made if each.person == workers["Trần An"])
    pages = {name: phone_of(who).get(f"/lop/{finished.code}").content.decode() for name, who in workers.items()}
    assert f"/chung-nhan/{his.code}" in pages["Trần An"]
    assert f"/chung-nhan/{his.code}" not in pages["Lê Bình"] and "/chung-nhan/" not in pages["Đỗ Chi"]


def test_whoever_taught_it_gives_them_and_others_are_told_no(place, chair, workers):
    trainer = places.official(place.zone, username="khach", role=access.TRAINER)
    row = over(planned(place.sewing, chair, trainer=trainer), workers, chair)
    places.official(place.sewing, username="quang", employer_side=True)
    places.official(place.shoes, username="thuy")
    for name, unit in (("quang", "SEW"), ("thuy", "SHO")):
        browser = places.come_in(name)
        for answer in (
            browser.get(f"/cb/lop/{row.id}/chung-nhan?don-vi={unit}"),
            browser.post(f"/cb/lop/{row.id}/chung-nhan?don-vi={unit}", {"ai": str(workers["Trần An"])}),
            browser.post(f"/cb/lop/{row.id}/chung-nhan/in?don-vi={unit}"),
        ):
            assert answer.status_code == 403 and "Trần An" not in answer.content.decode(), name
    assert holders(row) == set()
    guest = places.come_in("khach")
    assert "Trần An" in guest.get(f"/cb/lop/{row.id}/chung-nhan").content.decode()
    guest.post(f"/cb/lop/{row.id}/chung-nhan", {"ai": str(workers["Trần An"])})
    assert holders(row) == {"Trần An"}
