"""Who switches the language model off has it off on every phone of his, and only he."""

from __future__ import annotations

import pytest
from django.test import Client

from hocvuso.assistant import rewordings
from hocvuso.assistant.models import ModelRefusal
from hocvuso.people import actions as people
from hocvuso.people import own_data
from hocvuso.plumbing import clock
from tests.rooms import places
from tests.rooms.people import learners

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]
ASK = "lam sao biet tin nhan lua dao"
OFF, ON = {"on": "0"}, {"on": "1"}


@pytest.fixture(autouse=True)
def model(settings):
    """A site with a language model; no test here gets as far as asking it."""
    settings.LLM_BASE_URL, settings.LLM_MODEL = "http://127.0.0.1:9/v1", "thu-nghiem"


@pytest.fixture
def worker(place):
    """A worker with two phones, on both of which he has agreed to be known."""
    return places.worker("Lò Thị Pủ", place.sewing)


def phone_of(worker):
    """A phone on which this worker learns."""
    phone = Client()
    learners.claim_by_card(phone, people.deal_card(worker))
    learners.agree(phone)
    assert learners.learner_of(phone) == worker
    return phone


def is_offered(phone):
    """Tell whether an answer on this phone comes with the place for a model's words."""
    return "data-url" in phone.post("/hoi", {"q": ASK}).content.decode()


def test_it_is_off_on_the_phone_that_comes_later_and_on_again_from_there(site, worker):
    first = phone_of(worker)
    assert is_offered(first)
    first.post("/hoi/ai", OFF)
    first.post("/hoi/ai", OFF)
    assert not is_offered(first)
    second = phone_of(worker)
    assert not is_offered(second)
    page = second.get("/hoi").content.decode()
    assert "trên mọi máy bạn dùng để học" in page
    assert 'name="on" value="1"' in page
    second.post("/hoi/ai", ON)
    assert is_offered(second)
    assert not ModelRefusal.objects.exists()


def test_another_on_the_same_phone_keeps_it(site, worker, place):
    phone = phone_of(worker)
    phone.post("/hoi/ai", OFF)
    assert rewordings.OFF_COOKIE not in phone.cookies or not phone.cookies[rewordings.OFF_COOKIE].value
    other = places.worker("Cà Văn Ún", place.packing)
    assert rewordings.may_leave(other, clock.today())
    assert not rewordings.may_leave(worker, clock.today())
    assert not rewordings.is_on_for(worker, clock.today())


def test_a_phone_on_which_nobody_learns_keeps_it_in_a_cookie_until_somebody_decides(site):
    site.post("/hoi/ai", OFF)
    assert site.cookies[rewordings.OFF_COOKIE].value == "0"
    assert not ModelRefusal.objects.exists()
    learners.answered(site)
    assert not is_offered(site)
    site.post("/hoi/ai", ON)
    assert is_offered(site)


def test_what_was_switched_off_before_having_a_name_stays_off(site, worker):
    learners.answered(site)
    site.post("/hoi/ai", OFF)
    learners.claim_by_card(site, people.deal_card(worker))
    learners.agree(site)
    assert learners.learner_of(site) == worker
    assert not rewordings.may_leave(worker, clock.today())
    assert not is_offered(site)


def test_who_withdraws_his_consent_keeps_it_off(site, worker):
    phone = phone_of(worker)
    phone.post("/hoi/ai", OFF)
    phone.post("/toi/du-lieu/dong-y", {"purpose": "learn", "given": "0"})
    assert learners.token_of(phone).person != worker
    assert not is_offered(phone)
    phone.post("/hoi/ai", ON)
    assert is_offered(phone)


def test_two_accounts_of_one_person_keep_the_refusal_of_either(site, worker, place):
    double = places.worker("Lò Thị Pủ", place.sewing)
    phone_of(double).post("/hoi/ai", OFF)
    people.join(double, worker, way="test")
    assert not rewordings.may_leave(worker, clock.today())


def test_it_is_seen_downloaded_and_erased(site, worker):
    phone_of(worker).post("/hoi/ai", OFF)
    (holder,) = [each for each in own_data.holders() if each.name == "no-model"]
    assert holder.count([worker]) == 1
    assert list(holder.export([worker])[0]) == ["since"]
    assert holder.erase([worker]) == 1
    assert rewordings.may_leave(worker, clock.today())


def test_a_site_with_vectors_only_has_the_switch_too(site, settings):
    settings.LLM_BASE_URL, settings.EMBEDDINGS_URL, settings.EMBEDDINGS_DIR = "", "http://127.0.0.1:9/v1", ""
    person = learners.answered(site).person
    assert rewordings.may_leave(person, clock.today())
    assert "dịch vụ AI" in site.get("/hoi").content.decode()
    site.post("/hoi/ai", OFF)
    assert not rewordings.may_leave(person, clock.today())
    settings.EMBEDDINGS_DIR = "/somewhere"
    assert "/hoi/ai" not in site.get("/hoi").content.decode(), "a folder sends nothing anywhere"


def test_a_site_without_any_service_asks_for_no_choice(site, settings):
    settings.LLM_BASE_URL = settings.EMBEDDINGS_URL = ""
    person = learners.answered(site).person
    assert "/hoi/ai" not in site.get("/hoi").content.decode()
    assert not rewordings.may_leave(person, clock.today())
