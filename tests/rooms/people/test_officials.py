"""Officials' sign-in: password, second factor at the door of names, and pages that are ours."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.template import engines
from django.test import Client
from django.urls import get_resolver

from hocvuso.people import actions
from hocvuso.people.officials import OfficialAccounts
from tests.rooms import places

pytestmark = pytest.mark.django_db(databases="__all__")

DOOR = "/cb/tai-khoan/vao"
NAMES = "/cb/nguoi"


def text(response):
    return response.content.decode()


def code(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def test_the_first_page_asks_to_come_in(site):
    assert site.get("/cb/").headers["Location"] == f"{DOOR}?next=/cb/"


def test_password_alone_opens_the_counts_when_there_is_no_second_factor(place):
    places.official(place.sewing, factor=False)
    browser = places.come_in(factor=False)
    assert browser.get("/cb/").status_code == 200


def test_with_a_second_factor_the_password_alone_opens_nothing(place):
    places.official(place.sewing)
    browser = Client()
    response = browser.post(f"{DOOR}?next={NAMES}", {"login": "hanh", "password": places.PASSWORD})
    assert response.headers["Location"].startswith("/cb/tai-khoan/buoc-hai")
    assert browser.get("/cb/").status_code == 302
    wrong = browser.post("/cb/tai-khoan/buoc-hai", {"code": "000000"})
    assert "Mã chưa đúng, hoặc đã dùng rồi." in text(wrong)
    assert browser.get("/cb/").status_code == 302
    right = browser.post("/cb/tai-khoan/buoc-hai", {"code": places.code_now()})
    assert right.headers["Location"] == NAMES
    assert browser.get(NAMES).status_code == 200


def test_a_code_opens_once(place):
    places.official(place.sewing)
    spent = places.code_now()
    for browser, word in ((Client(), 302), (Client(), 200)):
        browser.post(DOOR, {"login": "hanh", "password": places.PASSWORD})
        assert browser.post("/cb/tai-khoan/buoc-hai", {"code": spent}).status_code == word


def test_names_ask_to_set_the_second_factor_up_and_come_back(place):
    places.official(place.sewing, factor=False)
    browser = places.come_in(factor=False)
    door = browser.get(f"{NAMES}?loc=nho-giup").headers["Location"]
    assert door == "/cb/tai-khoan/buoc-hai/cai?next=%2Fcb%2Fnguoi%3Floc%3Dnho-giup"
    page = text(browser.get(door))
    assert "data:image/svg+xml;base64," in page
    secret = browser.session["mfa.totp.secret"]
    assert secret in page
    assert "Mã chưa đúng" in text(browser.post(door, {"code": "000000"}))
    done = browser.post(door, {"code": code(secret)})
    spare = done.headers["Location"]
    assert spare.startswith("/cb/tai-khoan/buoc-hai/ma-du-phong?next=")
    assert 'href="/cb/nguoi?loc=nho-giup"' in text(browser.get(spare))
    assert browser.get(NAMES).status_code == 200
    assert browser.get(door).headers["Location"] == "/cb/nguoi?loc=nho-giup"


def test_an_hour_after_coming_in_the_password_is_asked_again(place):
    places.official(place.sewing, factor=False)
    browser = places.come_in(factor=False)
    session = browser.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time() - 3600}]
    session.save()
    door = "/cb/tai-khoan/buoc-hai/cai"
    asked = browser.get(door).headers["Location"]
    assert asked.startswith("/cb/tai-khoan/mat-khau?next=")
    assert "Mật khẩu chưa đúng." in text(browser.post(asked, {"password": "x"}))
    assert browser.post(asked, {"password": places.PASSWORD}).headers["Location"] == door
    assert browser.get(door).status_code == 200


def test_the_secret_lies_encrypted(place):
    chair = places.official(place.sewing)
    stored = Authenticator.objects.get(user_id=chair).data["secret"]
    assert places.SECRET not in stored
    assert len(stored) > 60


def test_names_ask_again_in_a_session_without_the_second_factor(place):
    chair = places.official(place.sewing, factor=False)
    browser = places.come_in(factor=False)
    actions.appoint(chair, username="hanh", password=places.PASSWORD, second_factor=places.SECRET)
    browser = Client()
    from hocvuso.people.models import Person

    browser.force_login(Person.objects.get(id=chair))
    door = browser.get(NAMES).headers["Location"]
    assert door == "/cb/tai-khoan/buoc-hai/lai?next=%2Fcb%2Fnguoi"
    assert browser.post(door, {"code": places.code_now()}).headers["Location"] == NAMES
    assert browser.get(NAMES).status_code == 200


def test_spare_codes_open_once_and_lead_nowhere_else(place):
    places.official(place.sewing, factor=False)
    browser = places.come_in(factor=False)
    door = "/cb/tai-khoan/buoc-hai/cai"
    browser.get(door)
    browser.post(door, {"code": code(browser.session["mfa.totp.secret"])})
    page = text(browser.get("/cb/tai-khoan/buoc-hai/ma-du-phong?next=https://evil.example/"))
    assert 'href="https://evil.example/"' not in page
    assert 'href="/cb/"' in page
    spare = page.split("<li>")[1].split("<")[0]
    for word in (302, 200):
        other = Client()
        other.post(DOOR, {"login": "hanh", "password": places.PASSWORD})
        assert other.post("/cb/tai-khoan/buoc-hai", {"code": spare}).status_code == word


def test_wrong_passwords_are_limited(place):
    places.official(place.sewing)
    browser = Client()
    said = [text(browser.post(DOOR, {"login": "hanh", "password": "x"})) for _ in range(7)]
    assert "Tên vào hoặc mật khẩu chưa đúng." in said[0]
    assert "Gõ sai nhiều lần. Chờ 5 phút rồi thử lại." in said[-1]
    right = browser.post(DOOR, {"login": "hanh", "password": places.PASSWORD})
    assert right.status_code == 200


def test_wrong_passwords_of_others_behind_one_address_keep_nobody_out(place):
    places.official(place.sewing)
    for number in range(40):
        Client().post(DOOR, {"login": f"khac-{number}", "password": "x"})
    assert Client().post(DOOR, {"login": "hanh", "password": places.PASSWORD}).status_code == 302


def test_nobody_signs_up(site, rf):
    assert OfficialAccounts().is_open_for_signup(rf.get("/")) is False
    for address in ("/cb/tai-khoan/signup/", "/accounts/signup/", "/cb/tai-khoan/dang-ky"):
        assert site.get(address).status_code == 404


def test_an_official_who_was_erased_is_out(place):
    chair = places.official(place.sewing)
    browser = places.come_in()
    assert browser.get("/cb/").status_code == 200
    actions.erase(chair, by=chair, way="asked")
    assert browser.get("/cb/").status_code == 302
    assert not Authenticator.objects.filter(user_id=chair).exists()
    assert Client().post(DOOR, {"login": "hanh", "password": places.PASSWORD}).status_code == 200


def test_leaving_asks_first(place):
    places.official(place.sewing)
    browser = places.come_in()
    assert "Thoát trang cán bộ?" in text(browser.get("/cb/tai-khoan/ra"))
    assert browser.get("/cb/").status_code == 200
    assert browser.post("/cb/tai-khoan/ra").headers["Location"] == "/"
    assert browser.get("/cb/").status_code == 302


def official_pages():
    """Return the templates that allauth may render at the addresses that exist here."""
    named = {"429.html"}
    for pattern in get_resolver("hocvuso.people.official_urls").url_patterns:
        view = getattr(pattern.callback, "view_class", None)
        named.add(view.template_name)
    return sorted(named)


@pytest.mark.parametrize("name", official_pages())
def test_every_sign_in_page_comes_from_our_engine(name):
    ours = engines.all()[0]
    assert type(ours).__name__ == "Jinja2"
    path = ours.get_template(name).origin.name
    assert "hocvuso/people/jinja2" in path


@pytest.mark.parametrize(
    "address",
    ["/cb/tai-khoan/vao", "/cb/tai-khoan/ra", "/cb/tai-khoan/mat-khau", "/cb/tai-khoan/buoc-hai/lai",
     "/cb/tai-khoan/buoc-hai/cai", "/cb/tai-khoan/buoc-hai/ma-du-phong/moi", "/cb/tai-khoan/dong"],
)  # fmt: skip
def test_each_page_answers_in_both_languages(place, address):
    chair = places.official(place.sewing, factor="cai" not in address)
    browser = Client() if address.endswith(("/vao", "/dong")) else places.come_in(factor="cai" not in address)
    for language, words in (("vi", 'lang="vi"'), ("en", 'lang="en"')):
        browser.cookies["hvs_lang"] = language
        response = browser.get(address)
        assert response.status_code == 200, (address, response.headers.get("Location"))
        assert words in text(response)
    assert chair is not None
