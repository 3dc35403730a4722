"""Every address, asked by every kind of visitor, answers what the access matrix says."""

from __future__ import annotations

import gzip
import json
import logging
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import get_resolver

from hocvuso.curriculum import queries
from hocvuso.people import tokens
from hocvuso.plumbing.headers import POLICY
from tests.house import access_matrix, tree, visitors
from tests.house.access_matrix import Row
from tests.house.test_scripts import FIRST_PAINT_KIB

pytestmark = pytest.mark.django_db(databases="__all__")
OURS, THEIRS = settings.SITE_URL, "https://elsewhere.example"
PARTS = 6  # thousands of requests; in parts, so that no core waits for the last of them


def routes() -> Iterator[str]:
    """Return every route of the site as Django spells it, includes and the JSON door too."""

    def walk(patterns: list[object], before: str) -> Iterator[str]:
        for each in patterns:
            route = before + str(each.pattern)
            if hasattr(each, "url_patterns"):
                yield from walk(each.url_patterns, route)
            else:
                yield route

    yield from walk(get_resolver().url_patterns, "")


def test_each_address_stands_in_the_matrix_and_nothing_else_does():
    listed = {row.route for row in access_matrix.rows()}
    served = {
        next((prefix for prefix in access_matrix.PREFIXES if route.startswith(prefix)), route) for route in routes()
    }
    assert len(served) > 60
    assert not served - listed, f"addresses without a row in tests/house/access_matrix.txt: {sorted(served - listed)}"
    assert not listed - served, f"rows for addresses that are gone: {sorted(listed - served)}"


def test_each_address_that_changes_something_is_asked_both_ways():
    """A route that answers 405 to one method must be asked by the other too."""
    refused = {row.route for row in access_matrix.rows() if "405" in row.expected.values()}
    asked = Counter(row.route for row in access_matrix.rows() if "405" not in row.expected.values())
    assert not {route for route in refused if not asked[route]}


@pytest.fixture
def world(db: None, caplog: pytest.LogCaptureFixture) -> Iterator[visitors.World]:
    """The invented world with its visitors."""
    # Real hashes cost a tenth of a second each, on purpose; here nobody guesses.
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        queries.forget()
        tokens.refresh()
        caplog.set_level(logging.ERROR, logger="django")  # refusals are what is asked for here; errors are not
        yield visitors.build()
    tokens.refresh()
    cache.clear()


def ask(world: visitors.World, row: Row, kind: str, **options: bool) -> HttpResponse:
    """Ask as a visitor does, and take back what the answer changed."""
    address, sent = row.filled(world.names)
    with transaction.atomic():
        browser = world.client(kind, **options)
        answer = _sent(browser, row.method, address, sent)
        transaction.set_rollback(True)
    tokens.refresh()
    return answer


def _sent(browser: Client, method: str, address: str, sent: str) -> HttpResponse:
    if method == "GET":
        return browser.get(address)
    if method == "HEAD":
        return browser.head(address)
    if method == "POST":
        return browser.post(address, access_matrix.fields(sent))
    origin = OURS if method == "JSON" else THEIRS
    return browser.post(address, json.loads(sent), content_type="application/json", headers={"origin": origin})


def _gives(answer: HttpResponse, expected: str) -> bool:
    if not expected.startswith(">"):
        return answer.status_code == int(expected)
    target = answer.headers.get("Location", "")
    if expected == ">/":  # the first page itself, not everything below it
        return answer.status_code == 302 and target.partition("?")[0] == "/"
    return answer.status_code == 302 and target.startswith(expected[1:])


def _said(answer: HttpResponse) -> str:
    return f">{answer.headers['Location']}" if answer.status_code == 302 else str(answer.status_code)


@pytest.mark.parametrize("part", range(PARTS))
def test_every_visitor_gets_what_the_matrix_says(world, part):
    wrong = []
    for row in access_matrix.rows()[part::PARTS]:
        for kind in row.visitors():
            answer, expected = ask(world, row, kind), row.expected[kind]
            if not _gives(answer, expected):
                wrong.append(f"{row.name} as {kind}: {_said(answer)}, not {expected}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("kind", ["learner", "official2", "operator2"])
def test_pages_keep_the_policy_and_the_budget(world, kind):
    """Each page of ours comes from Jinja2, carries the content policy, and is light before its first paint."""
    style = _kib((tree.SOURCES / "plumbing/static/plumbing/look.css").read_bytes())
    for row in access_matrix.rows():
        if row.method != "GET" or row.expected[kind] != "200" or row.route.startswith(access_matrix.PREFIXES):
            continue
        answer = ask(world, row, kind)
        if answer.headers["Content-Type"] == "image/svg+xml":
            assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'sha256-"), (
                row.name
            )
            continue
        framed = POLICY.replace("frame-ancestors 'none'", "frame-ancestors *")  # the card for other sites alone
        policy = framed if row.route == "tin/the" else POLICY
        assert answer.headers["Content-Security-Policy"] == policy, row.name
        if "text/html" in answer.headers["Content-Type"]:
            assert not answer.templates, f"{row.name} comes from Django's template engine"
            body = answer.content.decode()
            assert "<script>" not in body and " style=" not in body and "<style" not in body, row.name
            assert style + _kib(answer.content) <= FIRST_PAINT_KIB, f"{row.name}: {_kib(answer.content):.1f} KiB"
            assert "lang=" in body and "<title>" in body and "<h1" in body, row.name


def _kib(content: bytes) -> float:
    return len(gzip.compress(content, 6)) / 1024


def test_a_form_from_elsewhere_changes_nothing(world):
    """Without the form's guard every POST is refused, whoever sends it; the JSON door looks at the origin instead."""
    open_doors = []
    signed = {"kenh/zalo"}  # Zalo signs what it sends; the signature is the proof
    signed |= {"api/v1/exchange/parcels", "api/v1/exchange/pair"}  # installations sign what they send
    signed |= {"thong-bao/dung/<str:token>"}  # for mail programmes (RFC 8058): the link is the proof, it only stops
    for row in access_matrix.rows():
        if row.route in signed:
            continue
        if row.method != "POST" or row.expected["nobody"] == "405":
            continue
        for kind in ("learner", "official2"):
            answer = ask(world, row, kind, enforce_csrf_checks=True)
            if answer.status_code != 403:
                open_doors.append(f"{row.name} as {kind}: {_said(answer)}")
    assert not open_doors, "\n".join(open_doors)


def test_the_operators_pages_open_for_operators_only(world):
    """Every route of Django's admin, whatever it is called, leads everybody else to the same door."""
    unguarded = {"quan-tri/login/": "the door itself", "quan-tri/logout/": "leaving", "quan-tri/jsi18n/": "words"}
    open_pages = []
    for route in routes():
        if not route.startswith(access_matrix.PREFIXES) or route in unguarded:
            continue
        address = "/" + re.sub(r"\(\?P<app_label>.*?\)|\(\?P<url>.*?\)|<.*?>", "auth", route).translate(
            {94: None, 36: None}
        )
        for kind in ("nobody", "learner", "official2", "operator"):
            answer = ask(world, Row(route, "GET", address, {}), kind)
            if not _gives(answer, access_matrix.SHORT["@op"]):
                open_pages.append(f"{address} as {kind}: {_said(answer)}")
    assert not open_pages, "\n".join(open_pages)


def test_the_operators_door_asks_for_the_second_factor(world):
    row = Row("quan-tri/login/", "GET", "/quan-tri/login/?next=/quan-tri/", {})
    expected = {
        "nobody": ">/cb/tai-khoan/vao",
        "official2": "403",
        "operator": ">/cb/tai-khoan/buoc-hai/cai",
        "operator2": ">/quan-tri/",
    }
    assert all(_gives(ask(world, row, kind), answer) for kind, answer in expected.items())


def test_errors_are_our_own_pages(world):
    page = world.client("nobody").get("/khong-co-trang-nay")
    assert page.status_code == 404
    assert not page.templates
    assert Path(tree.SOURCES / "plumbing/jinja2/plumbing/failed.html").exists()
