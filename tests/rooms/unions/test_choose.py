"""Where do you work: found by code or name, said by himself, and the link on a poster."""

import pytest

from hocvuso.people import tokens
from hocvuso.unions import queries
from tests.rooms import places
from tests.rooms.people.learners import claim_by_phone, learner_of

pytestmark = pytest.mark.django_db(databases="__all__")


def test_somebody_without_a_name_is_asked_for_it_first(site):
    assert site.get("/luu/don-vi?ve=/hom-nay").headers["Location"] == "/luu?ve=%2Fhom-nay"


def test_a_poster_fills_the_code_in(site, place):
    assert site.get("/m/214002").headers["Location"] == "/"
    claim_by_phone(site)
    assert b"Gi\xc3\xa0y C\xc3\xa1nh Di\xe1\xbb\x81u" in site.get("/luu/don-vi").content


def test_a_wrong_poster_code_leaves_nothing_behind(site, place):
    response = site.get("/m/999999")
    assert response.headers["Location"] == "/"
    assert "hvs_join" not in site.cookies


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2140", "Mã đơn vị có 6 số. Bạn gõ 4 số."),
        ("214999", "Không có đơn vị mang mã 214999."),
        ("xuong dong tau", "Không thấy “xuong dong tau”."),
    ],
)
def test_each_slip_has_its_own_sentence(site, place, typed, said):
    claim_by_phone(site)
    assert said in site.get("/luu/don-vi", {"tim": typed}).content.decode()


def test_choosing_twice_is_one_membership_and_shows_as_said_by_himself(site, place):
    claim_by_phone(site)
    for _ in range(2):
        response = site.post("/luu/don-vi?ve=/hom-nay", {"unit": str(place.sewing)})
        assert response.headers["Location"] == "/hom-nay"
    owner = learner_of(site)
    belongings = queries.units_of([owner], places.today())
    assert [(each.unit.code, each.is_declared) for each in belongings] == [("SEW", True)]
    assert "CĐCS Công ty May Bến Nứa (bạn tự khai)" in site.get("/toi").content.decode()


@pytest.mark.parametrize("unit", ["", "not-an-id", "0190a1b2-0000-7000-8000-000000000000"])
def test_a_unit_that_is_none_asks_again(site, place, unit):
    claim_by_phone(site)
    assert site.post("/luu/don-vi?tim=may", {"unit": unit}).headers["Location"] == "/luu/don-vi?tim=may"
    assert queries.units_of([learner_of(site)], places.today()) == []
    assert tokens.COOKIE in site.cookies
