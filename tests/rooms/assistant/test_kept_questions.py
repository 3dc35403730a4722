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


def test_my_thread_is_mine_and_each_question_can_be_deleted(site: Client, client: Client) -> None:
    answered(site)
    answer = ask(site, text="lam sao biet tin nhan lua dao")
    other = ask(site, text="mat may roi")
    pasted = ask(
        site, text="kiem tra giup tin nay: NH LUA VANG: tai khoan bi khoa, nhap OTP tai https://l.example ngay"
    )
    page = site.get("/hoi/da-hoi").content.decode()
    assert "lam sao biet tin nhan lua dao" in page and "mat may roi" in page
    assert "/bai/kns.4.3/" in page, "what answered it is a link"
    assert pasted.text == "" and "OTP tai" not in page
    assert "lam sao biet" not in client.get("/hoi/da-hoi").content.decode(), "another phone"
    client.post("/hoi/xoa", {"cau": str(answer.id)})
    assert Question.objects.filter(id=answer.id).exists(), "somebody else deleted it"
    assert site.post("/hoi/xoa", {"cau": str(answer.id)}).headers["Location"] == "/hoi/da-hoi"
    assert site.post("/hoi/xoa", {"cau": "khong-phai-ma"}).status_code == 302
    assert set(Question.objects.values_list("id", flat=True)) == {other.id, pasted.id}
    site.post("/hoi/xoa")
    assert not Question.objects.exists()
    assert "Chưa có câu nào" in site.get("/hoi/da-hoi").content.decode()
    assert "/hoi/da-hoi" not in site.get("/hoi").content.decode()


def test_a_follow_up_leans_on_the_answer_on_the_screen(site: Client, client: Client) -> None:
    page = client.post("/hoi", {"q": "lam sao biet tin nhan lua dao"}).content.decode()
    shown = page.partition('name="sau" value="')[2].partition('"')[0]
    assert shown.startswith("kns.4.3/"), "also for somebody of whom nothing is known"
    again = client.post("/hoi", {"q": "bước 2 là sao?", "sau": shown}).content.decode()
    assert '<h1 class="q">Bước 2: ' in again
    assert f'name="sau" value="{shown}"' in again
    assert client.post("/hoi", {"q": "bước 2 là sao?", "sau": "otp 123456"}).status_code == 200


def test_a_channel_without_a_screen_leans_on_what_it_answered_last(site: Client) -> None:
    answered(site)
    first = ask(site, text="lam sao biet tin nhan lua dao")
    assert first.kind == "answer"
    assert ask(site, text="khong thay nut do").step == first.step
    after = ask(site, text="xong roi lam gi nua")
    assert after.kind == "answer" and after.step != first.step
    assert after.step.partition("#")[0] == first.step.partition("#")[0], "the next step of the same lesson"
    elsewhere = "kns.4.3/three-questions#block-and-report"
    assert ask(site, text="bước này là sao", step=elsewhere).step == elsewhere, "another step is on the screen now"
