"""What learners do on their phones, for tests: answer, claim, agree."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.test import Client, RequestFactory

from hocvuso.people import actions, queries, tokens

NAME, NUMBER, CODE = "Lò Thị Én", "0100000999", "7305"


def answered(browser: Client, source: str = "poster") -> tokens.Token:
    """Let the phone have an anonymous learner, as after the first saved answer."""
    token = actions.begin(source=source)
    response = HttpResponse()
    tokens.write(response, token)
    browser.cookies[tokens.COOKIE] = response.cookies[tokens.COOKIE].value
    return token


def token_of(browser: Client) -> tokens.Token | None:
    """Return who learns on this phone."""
    request = RequestFactory().get("/")
    morsel = browser.cookies.get(tokens.COOKIE)
    request.COOKIES = {tokens.COOKIE: morsel.value} if morsel else {}
    tokens.refresh()
    return tokens.read(request)


def learner_of(browser: Client) -> uuid.UUID:
    """Return whose phone this is."""
    token = token_of(browser)
    assert token is not None
    return queries.owner_of(token)


def claim_by_card(browser: Client, code: str, own: str = CODE) -> HttpResponse:
    """Go through the four screens with a printed card."""
    browser.post("/luu/the", {"ma": code})
    browser.post("/luu/toi", {"answer": "yes"})
    return browser.post("/luu/ma", {"code": own, "again": own})


def claim_by_phone(browser: Client, name: str = NAME, number: str = NUMBER, own: str = CODE) -> HttpResponse:
    """Go through the screens with a name and a number."""
    browser.post("/luu/so", {"ten": name, "so": number})
    return browser.post("/luu/ma", {"code": own, "again": own})


def agree(browser: Client, *, count: bool = False, remind: bool = False) -> HttpResponse:
    """Press "Đồng ý"."""
    ticked = {name: "1" for name, on in (("count", count), ("remind", remind)) if on}
    return browser.post("/dong-y", {"answer": "yes", **ticked})
