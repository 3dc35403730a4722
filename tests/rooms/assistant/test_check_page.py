"""The page on which a message is pasted: its verdicts, its words, what it hides, and that it keeps nothing."""

from __future__ import annotations

import html
import logging
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from hocvuso.assistant import checker, desk, messages
from hocvuso.assistant.message_words import WORDS
from hocvuso.assistant.models import Question
from hocvuso.core.messages.signs import NAMES

pytestmark = pytest.mark.django_db(databases="__all__")

SCAM = "Tai khoan ngan hang cua ban bi khoa. Vao ngay moc-bank.top.example nhap ma OTP 482916 trong 24h"
HONEST = "Mẹ ơi tối nay con tăng ca, con về muộn, mẹ ăn cơm trước nhé"


def post(site: Client, text: str, status: int = 200, **more: str) -> str:
    """Send the form and return the words of the page."""
    reply = site.post("/kiem-tra", {"tin": text, **more})
    assert reply.status_code == status
    return html.unescape(reply.content.decode())


def test_a_scam_is_quoted_sign_by_sign_and_never_called_one(site: Client) -> None:
    page = post(site, SCAM)
    assert "Tin này có nhiều dấu hiệu giống lừa đảo." in page
    assert '<mark class="clue">moc-bank.top.example</mark>' in page
    assert WORDS["sign_link"][0] in page and WORDS["sign_secret"][0] in page
    assert len(re.findall(r"<mark", page)) <= len(re.findall(r'<li><b class="n">', page)) == 5
    assert "là lừa đảo" not in page
    assert "an toàn" not in page
    assert 'href="/hoi/nguoi"' in page
    assert 'href="/bai/kns.4.3/' in page


def test_the_three_verdicts_and_their_words(site: Client) -> None:
    assert "Chưa thấy dấu hiệu, vẫn nên kiểm tra qua kênh chính thức." in post(site, HONEST)
    for verdict in ("scam", "suspicious", "no_sign", "foreign"):
        said = " ".join(WORDS[f"verdict_{verdict}"]).lower()
        assert "là lừa đảo" not in said and "an toàn" not in said and "safe" not in said


def test_every_sign_has_words_in_both_languages() -> None:
    assert {f"sign_{name}" for name in NAMES} == {key for key in WORDS if key.startswith("sign_")}


def test_a_verdict_without_signs_says_what_it_rests_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages.judging, "judge", lambda _known, text: messages.Verdict("scam", 0.9, (), text))
    assert messages.check(desk.judge(), HONEST, "vi").reasons == (WORDS["no_sign_named"][0],)


def test_secrets_are_hidden_and_nothing_is_kept_or_logged(site: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        page = post(site, SCAM + ", goi 0912345678")
    assert "482916" not in page and "0912345678" not in page
    assert "09xxxxxxxx" in page
    assert not Question.objects.exists()
    assert "482916" not in caplog.text and "moc-bank" not in caplog.text


def test_what_cannot_be_read_gets_a_kind_word(site: Client) -> None:
    assert "Bạn dán tin nhắn vào ô trước nhé." in post(site, "  ", 422)
    assert "không có chữ để đọc" in post(site, "🙂🙂 🎁", 422)
    assert "Máy chỉ đọc được tin tiếng Việt" in post(site, "Hello my friend, how are you doing today? See you tomorrow")
    assert "Máy chỉ đọc được tin tiếng Việt" in post(site, "您好，请问今天下午三点可以见面吗")


def test_a_message_of_4000_characters_is_read_and_a_longer_one_is_cut_in_the_box(site: Client) -> None:
    assert "Việc cần làm ngay" in post(site, ("a b\r\n" * 1000)[:-2])
    page = post(site, "con ve nha an com " * 300, 422)
    assert "4.000 ký tự đầu" in page
    assert len(re.search(r"<textarea[^>]*>([^<]*)</textarea>", page)[1]) == 4000  # type: ignore[index]


def test_markup_in_a_message_stays_text(site: Client) -> None:
    assert b"<script>x" not in site.post("/kiem-tra", {"tin": f"<script>x</script> {SCAM}"}).content


def test_where_it_came_from_changes_what_to_do(site: Client) -> None:
    assert WORDS["from_known"][0] in post(site, SCAM, tu="known")
    assert WORDS["from_"][0] in post(site, SCAM, tu="nonsense")


def test_the_page_speaks_english(site: Client) -> None:
    site.get("/ngon-ngu/en?ve=/kiem-tra")
    page = post(site, SCAM)
    assert "shows many signs like those of a scam" in page and WORDS["sign_hurry"][1] in page


def test_the_assistant_gives_the_same_verdict_and_leads_to_the_signs(site: Client) -> None:
    text = f"{SCAM}. Quy khach vui long lam theo huong dan de tranh bi khoa vinh vien."
    page = html.unescape(site.post("/hoi", {"q": text}).content.decode())
    assert "Tin này có nhiều dấu hiệu giống lừa đảo." in page
    sent = re.search(r'name="tin" value="([^"]*)"', page)
    assert sent is not None and "482916" not in sent[1]
    assert "Tin này có nhiều dấu hiệu giống lừa đảo." in post(site, sent[1])


def test_learning_happens_where_the_index_is_built_and_only_where_nothing_fitting_is_shipped(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    known = desk.judge()
    desk.judge.cache_clear()
    monkeypatch.setattr(checker.judging, "learn", None)
    assert desk.judge().weights.size  # as shipped
    monkeypatch.setattr(checker, "shipped", lambda _content: tmp_path / "none")
    monkeypatch.setattr(checker, "learnt", lambda _content: known)
    desk.judge.cache_clear()
    desk.build()
    assert list((Path(settings.DATA) / "messages").glob("messages-*.npz"))
    desk.judge.cache_clear()
    monkeypatch.setattr(checker, "learnt", None)
    assert desk.judge().weights.size
    desk.judge.cache_clear()
