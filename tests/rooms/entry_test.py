"""The entry test draws questions and decisions on the practice phone by lot: ways to the one that a test is about."""

from __future__ import annotations

import pytest
from django.test import Client

from hocvuso.plumbing.ids import uuid7
from tests.rooms.forms import hidden

QUICK, FULL = "/dau-vao", "/dau-vao/day-du"
DECISION = "data-short"
MOST_TASKS = 300  # one in twenty tasks is a decision: some three in ten million runs meet none


def until_decision(site: Client, address: str = FULL) -> str:
    """Answer questions until a decision is asked for; return its page."""
    return _until(site, address, is_decision=True)


def until_question(site: Client, address: str = QUICK) -> str:
    """Pass decisions by until a question is asked; return its page."""
    return _until(site, address, is_decision=False)


def _until(site: Client, address: str, *, is_decision: bool) -> str:
    for _ in range(MOST_TASKS):
        reply = site.get(address)
        if reply.status_code != 200:  # nobody yet, or the test has ended without one: a new learner
            site.cookies.clear()
            site.post("/thu/tin-lua-dao", {"verdict": "suspicious", "id": str(uuid7())})
            continue
        page = reply.content.decode()
        if (DECISION in page) is is_decision:
            return page
        site.post(address, {**hidden(page), "dont_know": "1"})
    pytest.fail("no such task in so many")
