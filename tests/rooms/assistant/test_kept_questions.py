"""What is kept of a question: only masked text and words of our own; deleting takes all of a person's ids."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from hocvuso.assistant.models import Question
from hocvuso.people import actions as people
from tests.rooms.people.learners import agree, answered, claim_by_phone

pytestmark = pytest.mark.django_db(databases="__all__")


def ask(site: Client, **sent: str) -> Question:
    """Put a question through the door for scripts and return the row that it left."""
    reply = site.post("/api/v1/ask", json.dumps(sent), "application/json", headers={"Origin": "http://testserver"})
    assert reply.status_code == 200
    return Question.objects.get(id=reply.json()["id"])


def test_step_and_device_cannot_carry_a_secret_past_the_mask(site: Client) -> None:
    row = ask(site, text="lua dao", step="otp 123456", device="otp12345")
    assert (row.context_step, row.device) == ("", "")
    row = ask(site, text="lua dao", step="kns.4.3/three-questions#who-sent-it", device="android")
    assert (row.context_step, row.device) == ("kns.4.3/three-questions#who-sent-it", "android")


def test_deleting_my_questions_takes_those_from_before_i_had_a_name(site: Client) -> None:
    stranger = people.begin()
    Question.objects.create(person=stranger.person, asked_at="2026-11-01T00:00:00Z", text="x", kind="answer")
    answered(site)
    ask(site, text="lua dao")
    claim_by_phone(site)
    agree(site)
    ask(site, text="mat may")
    site.post("/hoi/xoa")
    assert [row.person for row in Question.objects.all()] == [stranger.person]


def test_a_pasted_message_is_judged_and_not_kept(site: Client) -> None:
    pasted = (
        "kiem tra giup tin nay: NH LUA VANG: Tai khoan cua ban vua dang nhap tren thiet bi la. Neu khong phai ban, "
        "huy ngay tai https://lua-vang.xac-nhan.example va nhap ma OTP trong 5 phut"
    )
    row = ask(site, text=pasted)
    assert (row.kind, row.text) == ("check_message", "")


@pytest.mark.parametrize(("text", "kind"), [("mat khau", "clarify"), ("gia vang hom nay bao nhieu", "suggest")])
def test_what_only_asks_back_can_be_turned_down_and_is_not_rated(site: Client, text: str, kind: str) -> None:
    answered(site)
    page = site.post("/hoi", {"q": text}).content.decode()
    row = Question.objects.get()
    assert row.kind == kind
    assert "Không phải các việc này" in page
    assert "Rõ rồi" not in page
    assert site.post(f"/hoi/giup/{row.id}", {"yes": "0"}).status_code == 200
    row.refresh_from_db()
    assert row.helped is False
    assert "Rõ rồi" in site.post("/hoi", {"q": "lam sao biet tin nhan lua dao"}).content.decode()
