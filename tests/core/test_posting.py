"""A post composed once: what each channel gets of it, and what stops it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocvuso.core.plain_text import addresses_in, plain
from hocvuso.core.posting import CHANNELS, MIB, Article, Media, letters, render

LINK = "https://hocvuso.example/s/ab12"
PICTURE = Media("otp.jpg", "image/jpeg", 200_000, "Một dãy số được che", 1200, 630)
VIDEO = Media("otp.mp4", "video/mp4", 8 * MIB, "", 720, 1280, 30.0)
POST = Article(
    "Mã OTP không đọc cho ai",
    "Ai xin mã OTP cũng là kẻ gian.",
    "Cuối tháng.\n\nĐọc ra là mất tiền.",
    PICTURE,
    VIDEO,
    LINK,
)


def names(article: Article, channel: str) -> set[str]:
    return {each.name for each in render(article, channel).warnings}


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_complete_post_may_go_to_every_channel(channel: str) -> None:
    rendered = render(POST, channel)
    assert rendered.may_go, rendered.warnings
    assert rendered.text


@pytest.mark.parametrize(
    ("channel", "text"),
    [
        ("zalo-group", "Ai xin mã OTP cũng là kẻ gian.\n" + LINK),
        ("zalo-article", "Cuối tháng.\n\nĐọc ra là mất tiền.\n" + LINK),
        ("tiktok", "Ai xin mã OTP cũng là kẻ gian."),
        ("website", "Cuối tháng.\n\nĐọc ra là mất tiền."),
    ],
)
def test_length_and_place_of_the_link_are_the_channel_s(channel: str, text: str) -> None:
    assert render(POST, channel).text == text


def test_a_link_that_stands_in_the_text_already_is_not_added_twice() -> None:
    article = Article("", f"Thử ngay: {LINK}", "", None, None, LINK)
    assert render(article, "zalo-group").text == f"Thử ngay: {LINK}"
    assert render(article, "zalo-group").to_copy.count(LINK) == 1


def test_tiktok_gets_no_link_and_says_so() -> None:
    rendered = render(POST, "tiktok")
    assert rendered.link == ""
    assert LINK not in rendered.to_copy
    assert "link_left_out" in {each.name for each in rendered.warnings}


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", " data:text/html,x", "file:///etc/passwd", "hocvuso", "http://a b"]
)
def test_an_address_that_is_none_stops_the_post(link: str) -> None:
    rendered = render(Article("Tên", "Ngắn", "Dài", PICTURE, VIDEO, link), "zalo-group")
    assert not rendered.may_go
    assert link.strip() not in rendered.text


def test_html_becomes_words_and_links_keep_their_address() -> None:
    pasted = '<p>Xem <a href="https://la.example/x">đây</a></p><script>alert(1)</script><ul><li>một<li>hai</ul>&amp;'
    rendered = render(Article("Mã <b>OTP</b>", pasted, "", PICTURE), "zalo-article")
    assert rendered.title == "Mã OTP"
    assert rendered.text == "Xem đây (https://la.example/x)\n\n- một\n- hai\n&"
    assert {"html", "foreign_link"} <= {each.name for each in rendered.warnings}


def test_words_with_a_smaller_than_are_no_html() -> None:
    assert plain("3 < 5 & 7 > 2, yêu <3").text == "3 < 5 & 7 > 2, yêu <3"
    assert not plain("3 < 5 & 7 > 2").had_html


def test_what_nobody_sees_is_dropped() -> None:
    assert plain("ngân\u200b hàng\u202egnah\u0000 \ud800 ok\r\nhết").text == "ngân hànggnah ok\nhết"


def test_what_is_too_long_is_said_and_not_cut() -> None:
    rendered = render(Article("T" * 151, "S", "D" * 5001, PICTURE, None, ""), "zalo-article")
    stops = {each.name: each.facts for each in rendered.warnings if each.stops}
    assert stops["title_long"] == {"count": 151, "most": 150, "over": 1}
    assert stops["text_long"]["over"] == 1
    assert len(rendered.text) == 5001


def test_tiktok_counts_pairs() -> None:
    assert letters("😀", CHANNELS["tiktok"]) == 2
    assert letters("😀", CHANNELS["zalo-group"]) == 1
    assert letters("e\u0302", CHANNELS["zalo-group"]) == 1
    assert "text_long" in names(Article("", "😀" * 1101, "", None, VIDEO), "tiktok")


@pytest.mark.parametrize(
    ("media", "name"),
    [
        (Media("a.jpg", "image/jpeg", 2 * MIB, "Ảnh"), "picture_big"),
        (Media("a.svg", "image/svg+xml", 1000, "Ảnh"), "picture_kind"),
        (Media("a.jpg", "image/jpeg", 1000, " "), "picture_alt"),
        (None, "picture_missing"),
    ],
)
def test_a_picture_must_fit(media: Media | None, name: str) -> None:
    assert name in names(Article("Tên", "Ngắn", "Dài", media), "zalo-article")


@pytest.mark.parametrize(
    ("media", "name"),
    [
        (Media("a.mp4", "video/mp4", 300 * MIB, "", 720, 1280, 30), "video_big"),
        (Media("a.avi", "video/x-msvideo", MIB, "", 720, 1280, 30), "video_kind"),
        (Media("a.mp4", "video/mp4", MIB, "", 720, 1280, 2), "video_length"),
        (Media("a.mp4", "video/mp4", MIB, "", 1280, 720, 30), "video_lies"),
        (None, "video_missing"),
    ],
)
def test_a_video_must_fit(media: Media | None, name: str) -> None:
    assert name in names(Article("Tên", "Ngắn", "Dài", PICTURE, media), "tiktok")


def test_the_fingerprint_changes_with_every_letter_and_picture() -> None:
    other = Media("otp.jpg", "image/jpeg", 200_001, "Một dãy số được che", 1200, 630)
    posts = [POST, Article(POST.title, POST.short, POST.long + "!", PICTURE, VIDEO, LINK)]
    posts.append(Article(POST.title, POST.short, POST.long, other, VIDEO, LINK))
    assert len({render(post, "website").digest for post in posts}) == 3
    assert render(POST, "website").digest == render(POST, "website").digest


TEXTS = st.text(max_size=400) | st.lists(
    st.sampled_from(
        ["<p>", "</p>", "<script>", "</script>", "<a href='https://x.example'>", "</a>", "&lt;", "chữ ", "\n", "<"]
    ),
    max_size=30,
).map("".join)


@given(TEXTS, TEXTS, TEXTS, st.sampled_from([LINK, "", "javascript:x"]), st.sampled_from(sorted(CHANNELS)))
def test_whatever_is_typed_is_rendered_alike_each_time_and_counted_rightly(
    title: str, short: str, long: str, link: str, channel: str
) -> None:
    article, limits = Article(title, short, long, PICTURE, VIDEO, link), CHANNELS[channel]
    rendered = render(article, channel)
    assert rendered == render(article, channel)
    assert "javascript:x" not in rendered.link
    assert "\x00" not in rendered.to_copy
    rendered.to_copy.encode()  # nothing that cannot be sent
    if rendered.may_go:
        assert letters(rendered.text, limits) <= limits.text
        assert letters(rendered.title, limits) <= limits.title
        assert rendered.text


@given(TEXTS)
def test_words_of_a_text_hold_no_unread_parts(pasted: str) -> None:
    found = plain(pasted)
    assert found.text == found.text.strip()
    assert "\n\n\n" not in found.text
    assert addresses_in(found.text) == list(dict.fromkeys(addresses_in(found.text)))


def test_an_article_on_zalo_holds_no_sign_that_might_be_read_as_html():
    rendered = render(Article("3 < 5", "x > y", "yêu <3 và &lt;b&gt;", PICTURE), "zalo-article")
    assert (rendered.title, rendered.summary, rendered.text) == ("3 ‹ 5", "x › y", "yêu ‹3 và ‹b›")
    assert render(Article("3 < 5", "x > y", "yêu <3", PICTURE), "website").text == "yêu <3"
