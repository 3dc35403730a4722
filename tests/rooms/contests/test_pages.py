"""Pages of whoever takes part: entering, one question after the other without scripts, handing in, the result."""

from __future__ import annotations

import gzip
import json
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client

from hocvuso.contests import jury, planning, publishing, settling
from hocvuso.contests.jury import Signer
from hocvuso.contests.models import Contest, Entrant, Entry, Protest
from hocvuso.contests.paper_page import as_form
from hocvuso.people import tokens
from hocvuso.people.models import Device
from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid7
from hocvuso.unions import actions as unions
from tests.rooms import places
from tests.rooms.contests.rooms_of_contests import answers, handed_in, planned, right_answer, round_of, running, shift

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def worker(place):
    return places.worker("Trần An", place.sewing, agreed=True)


@pytest.fixture
def contest(place, chair):
    return running(place.sewing, chair)


def phone(person) -> Client:
    """Return a phone that a person has claimed."""
    device = Device.objects.create(person_id=person)
    response = HttpResponse()
    tokens.write(response, tokens.Token(person, device.id, 1, "An"))
    browser = Client()
    browser.cookies = response.cookies
    return browser


def begun_page(site, contest) -> str:
    assert site.post(f"/cuoc-thi/{contest.code}", {"viec": "ghi-ten", "tuoi": "1"}).status_code == 302
    return site.post(f"/cuoc-thi/{contest.code}", {"viec": "vao", "so": str(uuid7())}).url


def test_a_draft_is_nobodys_page(place, chair, worker):
    row = planned(place.sewing, chair)
    assert phone(worker).get(f"/cuoc-thi/{row.code}").status_code == 404
    planning.announce(row.id, by=chair)
    assert Client().get(f"/cuoc-thi/{row.code}").status_code == 200


def test_entering_asks_for_sixteen_years_and_then_gives_a_number(contest, worker):
    site = phone(worker)
    assert site.post(f"/cuoc-thi/{contest.code}", {"viec": "ghi-ten"}).status_code == 422
    begun_page(site, contest)
    assert Entrant.objects.get().number == 1
    assert "bai/" in site.get(f"/cuoc-thi/{contest.code}").content.decode()  # the paper under way


def test_without_scripts_one_question_after_the_other_then_the_guess_then_it_is_in(contest, worker):
    site = phone(worker)
    here = begun_page(site, contest)
    entry = Entry.objects.get()
    for place in range(6):
        response = right_answer(entry, place)
        sent = {"id": uuid7().hex, **form_of(response)}
        after = site.post(f"{here}?cau={place}", sent)
        assert after.status_code == 302, after.content.decode()
    assert after.url == f"{here}/nop"
    assert site.get(after.url).status_code == 200
    assert site.post(after.url, {"doan": "nhiều"}).status_code == 422
    assert site.post(after.url, {"doan": "12"}).status_code == 302
    entry.refresh_from_db()
    assert (entry.points, entry.guess) == (6, 12)
    assert site.get(here).status_code == 302 and site.get(f"{here}/nop").status_code == 200


def form_of(response):
    """Return a stored answer as what a browser sends."""
    return {name: values if len(values) > 1 else values[0] for name, values in as_form(response).lists() if values}


def test_what_was_answered_is_shown_again_on_another_phone(contest, worker):
    here = begun_page(phone(worker), contest)
    entry = Entry.objects.get()
    site = phone(worker)
    site.post(f"{here}?cau=0", {"id": uuid7().hex, **form_of(right_answer(entry, 0))})
    page = phone(worker).get(f"{here}?cau=0").content.decode()
    assert " checked" in page or " selected" in page
    assert 'action="' + here + '?cau=1"' in phone(worker).get(here).content.decode()


def test_the_page_of_a_paper_weighs_little(place, chair, worker):
    row = running(place.sewing, chair, questions=13)
    page = phone(worker)
    here = begun_page(page, row)
    assert len(gzip.compress(page.get(here).content)) < 19 * 1024


def api(site, entry, **body):
    return site.post(
        f"/api/v1/contests/papers/{entry}", json.dumps(body), content_type="application/json",
        headers={"origin": "http://testserver"},
    )  # fmt: skip


def test_the_api_saves_and_hands_in_and_is_closed_to_strangers(contest, worker, place):
    site = phone(worker)
    begun_page(site, contest)
    entry = Entry.objects.get()
    sent = [
        {"id": each.id, "place": each.place, "ms": each.ms, "response": each.response} for each in answers(entry, 6)
    ]
    assert api(Client(), entry.id, answers=sent).status_code == 401
    assert api(phone(places.worker("Lê Bình", place.sewing)), entry.id, answers=sent).status_code == 404
    told = api(site, entry.id, answers=sent, hand_in=True, ms=9000, guess=4).json()
    assert told["handed_in"] and told["answered"] == 6
    assert {each["status"] for each in told["results"]} == {"stored"}
    again = api(site, entry.id, answers=sent, hand_in=True, ms=9000, guess=4).json()
    assert {each["status"] for each in again["results"]} == {"duplicate"}
    assert api(site, entry.id, answers="x").status_code == 422


def test_points_are_shown_when_the_round_is_over_for_everybody(contest, worker):
    handed_in(contest, worker, 4)
    page = phone(worker).get(f"/cuoc-thi/{contest.code}").content.decode()
    assert "4/6" not in page
    shift(contest, timedelta(days=-30))
    assert "4/6" in phone(worker).get(f"/cuoc-thi/{contest.code}").content.decode()


def test_the_result_names_only_whoever_agreed_and_the_seed_is_shown_after(contest, worker, chair, place):
    other = places.worker("Lê Bình", place.sewing)
    handed_in(contest, worker, 6)
    handed_in(contest, other, 2)
    assert Client().get(f"/cuoc-thi/{contest.code}/ket-qua").status_code == 404
    secret = round_of(contest).seed
    assert secret not in Client().get(f"/cuoc-thi/{contest.code}/kiem-tra").content.decode()
    assert "seed" not in Client().get(f"/cuoc-thi/{contest.code}/kiem-tra.json").json()["rounds"][0]
    shift(contest, timedelta(days=-30))
    publishing.publish(contest.id, by=Signer(chair, "Lê Thị Hạnh"))
    page = Client().get(f"/cuoc-thi/{contest.code}/ket-qua").content.decode()
    assert "Trần An" not in page and "Lê Bình" not in page
    phone(worker).post(f"/cuoc-thi/{contest.code}", {"viec": "ten", "cho": "1"})
    page = Client().get(f"/cuoc-thi/{contest.code}/ket-qua").content.decode()
    assert "Trần An" in page and "Lê Bình" not in page
    phone(worker).post(f"/cuoc-thi/{contest.code}", {"viec": "ten", "cho": "0"})
    assert "Trần An" not in Client().get(f"/cuoc-thi/{contest.code}/ket-qua").content.decode()
    assert secret in Client().get(f"/cuoc-thi/{contest.code}/kiem-tra").content.decode()


def test_a_protest_is_sent_once_and_answered(contest, worker, chair, place):
    site, number = phone(worker), str(uuid7())
    assert site.get(f"/cuoc-thi/{contest.code}/khieu-nai").status_code == 409
    handed_in(contest, worker, 3)
    assert site.post(f"/cuoc-thi/{contest.code}/khieu-nai", {"noi-dung": " "}).status_code == 422
    for _again in range(2):
        site.post(f"/cuoc-thi/{contest.code}/khieu-nai", {"so": number, "noi-dung": "Câu 3 sai", "vong": "1"})
    row = Protest.objects.get()
    jury.answer(row.id, "Đã hủy câu này", is_accepted=True, by=Signer(chair, "Hạnh"))
    assert "Đã hủy câu này" in site.get(f"/cuoc-thi/{contest.code}/khieu-nai").content.decode()
    assert settling.placed(contest.id)[0].points == 3
    assert Contest.objects.count() == 1


def test_a_unit_of_the_lower_half_sees_its_own_line_and_no_stranger_does(place, chair, worker):
    row = running(place.ward, chair, rounds=1)
    handed_in(row, worker, 6)
    below = places.worker("Phạm Dung", place.shoes, agreed=True)
    handed_in(row, below, 2)
    for unit, count in ((place.sewing, 10), (place.shoes, 50)):
        unions.declare_headcount(unit, audience="worker", count=count, signed_by="x", on=clock.today())
    shift(row, timedelta(days=-30))
    publishing.publish(row.id, by=Signer(chair, "Hạnh"))
    to = f"/cuoc-thi/{row.code}/ket-qua"
    public, own = Client().get(to).content.decode(), phone(below).get(to).content.decode()
    assert "(1 trên 10 người)" in public and "50 người" not in public and "don-vi-toi" not in public
    assert "1 trong 50 " in own and "don-vi-toi" in own
    colleague = places.worker("Vũ Em", place.shoes)  # has not entered, works there
    assert "1 trong 50 " in phone(colleague).get(to).content.decode()
    assert "trong 50 người" not in phone(worker).get(to).content.decode()


def test_a_unit_of_fewer_than_five_is_named_without_a_number(place, chair, worker):
    row = running(place.ward, chair, rounds=1)
    handed_in(row, worker, 6)
    unions.declare_headcount(place.sewing, audience="worker", count=3, signed_by="x", on=clock.today())
    shift(row, timedelta(days=-30))
    publishing.publish(row.id, by=Signer(chair, "Hạnh"))
    for browser in (Client(), phone(worker)):
        page = browser.get(f"/cuoc-thi/{row.code}/ket-qua").content.decode()
        assert "dưới năm lao động" in page and "trên 3 người" not in page and "trong 3 người" not in page
