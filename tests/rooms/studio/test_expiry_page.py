"""The page of what expires: filters in the address, what leans on a fact, a spreadsheet, the reminder."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from hocvuso.core import expiry
from hocvuso.curriculum import cli, queries
from hocvuso.plumbing import clock
from hocvuso.unions import access
from tests.rooms import places

pytestmark = [pytest.mark.django_db(databases="__all__")]
PAGE = "/cb/tac-gia/het-han"
FACT = "report-scam-text"


@pytest.fixture
def overdue(monkeypatch: pytest.MonkeyPatch) -> str:
    """Let the next check of one fact lie before today."""
    now = queries.current()
    days = {"next_check_on": clock.today() - timedelta(days=2), "expires_on": clock.today() + timedelta(days=9)}
    changed = replace(now, facts={**now.facts, FACT: replace(now.facts[FACT], **days)})
    monkeypatch.setattr(queries, "current", lambda: changed)
    return FACT


def test_what_is_overdue_comes_first_and_the_first_page_says_so(author: Client, overdue: str) -> None:
    page = author.get(PAGE).content.decode()
    assert page.index("gửi 156 hoặc 5656") < page.index("Trong 30 ngày</span>")
    assert "1 mục đang chờ kiểm tra lại" in page
    assert PAGE in (first := author.get("/cb/tac-gia").content.decode()) and "1 mục có hạn đã tới hẹn" in first


def test_the_first_page_is_silent_while_nothing_is_overdue(author: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    now = queries.current()
    monkeypatch.setattr(queries, "current", lambda: replace(now, facts={}, skills={}, lessons={}, cards={}))
    assert "đã tới hẹn" not in author.get("/cb/tac-gia").content.decode()


def test_each_record_says_what_leans_on_it(author: Client) -> None:
    uses = expiry.uses_of_facts(queries.current())["vneid-hotline"]
    assert uses.steps and uses.items
    page = author.get(f"{PAGE}?q=vneid-hotline").content.decode()
    assert f"Dùng ở {len(uses.steps)} bước, {len(uses.cards)} thẻ, {len(uses.items)} câu hỏi" in page
    assert queries.current().steps[uses.steps[0]].title in page
    assert uses.items[0] in page


@pytest.mark.parametrize(
    ("asked", "sees", "misses"),
    [
        ("?q=tin+nhan+rac", FACT, "vneid-hotline"),
        ("?loai=law", "info-share-fine", FACT),
        ("?loai=hotline&hen=within30", FACT, "info-share-fine"),
        ("?ky-nang=kns.4.3&loai=hotline", FACT, "vneid-hotline"),
        ("?loai=nonsense&q=5656", FACT, "vneid-hotline"),
        ("?hen=unverified&loai=hotline&q=tin+nhan+rac", FACT, "vneid-hotline"),
    ],
)
def test_filters_live_in_the_address(author: Client, asked: str, sees: str, misses: str) -> None:
    page = author.get(PAGE + asked).content.decode()
    assert f">{sees}<" in page
    assert f">{misses}<" not in page


def test_nothing_found_says_what_to_do(author: Client) -> None:
    assert "Bỏ bớt điều kiện lọc" in author.get(f"{PAGE}?q=khongcodau").content.decode()


def test_the_same_list_as_a_spreadsheet(author: Client) -> None:
    reply = author.get(f"{PAGE}?loai=hotline&tai=xlsx")
    book = CalamineWorkbook.from_filelike(BytesIO(b"".join(reply.streaming_content)))
    rows = book.get_sheet_by_index(0).to_python()
    hotlines = [fact for fact in queries.current().facts.values() if fact.kind == "hotline"]
    assert len(rows) == len(hotlines) + 1
    mine = next(row for row in rows if row[0] == FACT)
    assert mine[5] == queries.current().facts[FACT].next_check_on
    assert "kns." in mine[11]


def test_others_are_turned_away(site: Client) -> None:
    units = places.province()
    places.official(units.top, username="chu", role=access.CHAIR)
    assert places.come_in("chu").get(PAGE).status_code == 403
    assert site.get(PAGE).status_code == 302


def test_the_command_says_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["expiry", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["counts"]["records"] == len(expiry.records(queries.current(), clock.today()))
    assert cli.run(["expiry", "--within", "30", "--json"]) == 0
    near = json.loads(capsys.readouterr().out)["records"]
    assert 0 < len(near) < said["counts"]["records"]
    assert all(row["state"] in ("expired", "overdue", "within30") for row in near)
    assert cli.run(["check"]) == 0
    assert "chưa xác minh tại nguồn" in capsys.readouterr().out
