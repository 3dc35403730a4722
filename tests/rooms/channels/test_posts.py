"""Composed posts: what is sent equals the preview, channel by channel; steps broken off anywhere end in one post."""

from __future__ import annotations

from dataclasses import asdict, replace

import pytest

from hocvuso.channels import posts, tasks
from hocvuso.channels.models import ChannelPost
from hocvuso.channels.rehearsal.tiktok import MB
from hocvuso.core import chunks
from hocvuso.core.posting import Article, Media, Rendered, render
from hocvuso.plumbing import outbox

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]
LINK = "https://hoc.example/s/ab12"
PICTURE = Media("otp.jpg", "image/jpeg", 200_000, "Một dãy số được che", 1200, 630)
POST = Article(
    "Mã OTP không đọc cho ai", "Ai xin mã cũng là <kẻ gian>.", "Cuối tháng.\n\nĐọc ra là mất tiền.", PICTURE, None, LINK
)
PICTURE_URL = "/truyen-thong/anh/otp.jpg"


def wanted(channel: str, article: Article = POST, *, key: str = "k", **more) -> Rendered:
    """Put a post into the outbox as a room below does; return its preview."""
    shown = render(article, channel)
    outbox.publish(outbox.Composed(channel, asdict(article), shown.digest, **more), key=key)
    return shown


@pytest.fixture
def video(settings, tmp_path) -> Article:
    """A post with a video of 23 MB."""
    settings.DATA = tmp_path
    raw = bytes(range(256)) * (23 * MB // 256)
    (tmp_path / "v.mp4").write_bytes(raw)
    return replace(POST, video=Media("v.mp4", "video/mp4", len(raw), "", 720, 1280, 30))


def until_done(hands, key: str = "k", looks: int = 40) -> ChannelPost:
    """Let the job run until a post has ended."""
    for _look in range(looks):
        tasks.post()
        row = ChannelPost.objects.get(key=key)
        if row.outcome != "waiting":
            return row
        hands.passes(minutes=5)
    return row


def test_an_article_on_zalo_is_the_preview_letter_by_letter(zalo, hands, settings):
    shown = wanted("zalo-article", files={"picture_url": PICTURE_URL}, is_broadcast=True)
    row = until_done(hands)
    assert row.outcome == "sent"
    [sent] = zalo.articles
    assert sent["title"] == shown.title
    assert sent["description"] == shown.summary
    assert "\n\n".join(each["content"] for each in sent["body"]) == shown.text
    assert LINK in shown.text
    assert sent["cover"]["photo_url"] == settings.SITE_URL + PICTURE_URL
    assert sent["comment"] == "hide"
    assert zalo.broadcasts == [sent["id"]]
    assert outbox.told(["k"])["k"] == {"state": "sent", "where": sent["id"]}


def test_a_draft_on_tiktok_is_the_file_byte_by_byte(tiktok, hands, video, settings):
    shown = wanted("tiktok", video, files={"video": "v.mp4"})
    assert shown.may_go
    row = until_done(hands)
    assert row.outcome == "sent"
    assert tiktok.inbox == [(settings.DATA / "v.mp4").read_bytes()]
    [draft] = tiktok.drafts.values()
    assert (draft.chunk, draft.count) == (10 * MB, 2)


@pytest.mark.parametrize("channel", ["zalo-group", "facebook", "website", "email"])
def test_a_post_by_hand_is_shown_to_copy_exactly_as_previewed(zalo, hands, channel):
    shown = wanted(channel)
    row = until_done(hands)
    assert row.outcome == "by_hand"
    assert posts.rendered(row).to_copy == shown.to_copy
    assert posts.rendered(row) == shown


def test_what_changed_after_the_preview_does_not_go(zalo, hands):
    shown = render(POST, "zalo-article")
    changed = replace(POST, title="Khác")
    outbox.publish(
        outbox.Composed("zalo-article", asdict(changed), shown.digest, {"picture_url": PICTURE_URL}), key="k"
    )
    row = until_done(hands)
    assert (row.outcome, row.code) == ("failed", "changed")
    assert zalo.articles == []


def test_what_does_not_fit_does_not_go(zalo, hands):
    wanted("zalo-article", replace(POST, picture=None))
    assert until_done(hands).outcome == "failed"
    assert zalo.articles == []


def test_the_same_key_is_one_post(zalo, hands):
    for _turn in range(3):
        wanted("zalo-article", files={"picture_url": PICTURE_URL})
        tasks.post()
    until_done(hands)
    assert len(zalo.articles) == 1


def test_an_article_whose_answer_never_came_is_looked_for_first(zalo, hands):
    zalo.once = ["cut"]
    wanted("zalo-article", files={"picture_url": PICTURE_URL}, is_broadcast=True)
    row = until_done(hands)
    assert row.outcome == "sent"
    assert len(zalo.articles) == 1
    assert len(zalo.broadcasts) == 1


def test_media_that_are_not_ready_are_waited_for(zalo, hands):
    zalo.processing = 3
    wanted("zalo-article", files={"picture_url": PICTURE_URL})
    assert until_done(hands).outcome == "sent"
    assert len(zalo.articles) == 1


def test_a_day_of_silence_ends_in_one_article(zalo, hands):
    zalo.mood = "broken"
    wanted("zalo-article", files={"picture_url": PICTURE_URL})
    for _hour in range(24):
        tasks.post()
        hands.passes(hours=1)
    assert ChannelPost.objects.get().outcome == "waiting"
    zalo.mood = ""
    hands.passes(hours=2)
    assert until_done(hands).outcome == "sent"
    assert len(zalo.articles) == 1


def test_a_week_of_silence_waits_for_a_hand_and_may_be_sent_again(zalo, hands):
    zalo.mood = "broken"
    wanted("zalo-article", files={"picture_url": PICTURE_URL})
    for _look in range(100):
        tasks.post()
        hands.passes(hours=2)
    row = ChannelPost.objects.get()
    assert (row.outcome, row.why) == ("failed", "busy")
    zalo.mood = ""
    assert posts.try_again(row.id)
    assert until_done(hands).outcome == "sent"


@pytest.mark.parametrize("at", [0, 1, 2, 3])
def test_a_line_that_breaks_anywhere_on_the_way_to_tiktok_ends_in_one_draft(tiktok, hands, video, at):
    """Call 0 opens, 1 and 2 are chunks, 3 asks."""
    tiktok.once = [*[""] * at, "cut"]
    wanted("tiktok", video, files={"video": "v.mp4"})
    row = until_done(hands)
    assert row.outcome == "sent", (row.why, row.code)
    assert len(tiktok.inbox) == 1


def test_an_upload_address_that_is_over_is_opened_anew(tiktok, hands, video):
    tiktok.once = ["", "broken"]
    wanted("tiktok", video, files={"video": "v.mp4"})
    tasks.post()
    hands.passes(hours=3)
    assert until_done(hands).outcome == "sent"
    assert len(tiktok.inbox) == 1


def test_a_full_inbox_waits(tiktok, hands, video):
    tiktok.mood = "quota"
    wanted("tiktok", video, files={"video": "v.mp4"})
    tasks.post()
    assert (ChannelPost.objects.get().outcome, ChannelPost.objects.get().why) == ("waiting", "quota")
    tiktok.mood = ""
    hands.passes(hours=12)
    assert until_done(hands).outcome == "sent"


def test_our_own_count_of_drafts_stops_at_five(tiktok, hands, video):
    for number in range(6):
        wanted("tiktok", video, key=f"k{number}", files={"video": "v.mp4"})
    for _look in range(20):
        tasks.post()
        hands.passes(seconds=30)
    assert len(tiktok.inbox) == 5
    assert ChannelPost.objects.filter(outcome="waiting").count() == 1


@pytest.mark.parametrize("path", ["../secret.key", "/etc/passwd", "khong-co.mp4", ""])
def test_only_files_below_the_data_folder_go(tiktok, hands, video, path):
    wanted("tiktok", video, files={"video": path})
    row = until_done(hands)
    assert (row.outcome, row.code) == ("failed", "no_file")
    assert tiktok.drafts == {}


def test_posting_by_hand_is_said_and_taken_back(zalo, hands, place):
    wanted("zalo-group")
    row = until_done(hands)
    by = place.hanh if hasattr(place, "hanh") else row.id
    assert posts.posted_by_hand(row.id, by=by, where="Nhóm Tổ 1")
    assert not posts.posted_by_hand(row.id, by=by)
    assert outbox.told(["k"])["k"]["where"] == "Nhóm Tổ 1"
    assert posts.not_posted(row.id, by=by)
    assert outbox.told(["k"])["k"] == {"state": "by_hand"}


def test_a_post_for_later_waits_and_may_be_called_off(zalo, hands):
    shown = render(POST, "zalo-group")
    later = hands.now.replace(hour=20)
    outbox.publish(outbox.Composed("zalo-group", asdict(POST), shown.digest), key="k", not_before=later)
    assert posts.take_up() == 0
    assert outbox.call_off("k")
    assert not outbox.call_off("k")
    hands.passes(hours=3)
    assert posts.take_up() == 0


@pytest.mark.parametrize("total", [1, 5 * MB - 1, 5 * MB, 10 * MB, 23 * MB, 64 * MB, 287 * MB])
def test_chunks_cover_the_video_and_keep_the_published_rules(total):
    plan = chunks.cut(total)
    spans = [chunks.span(total, number) for number in range(plan.count)]
    assert spans[0][0] == 0 and spans[-1][1] == total - 1
    assert all(spans[at][1] + 1 == spans[at + 1][0] for at in range(plan.count - 1))
    sizes = [last - first + 1 for first, last in spans]
    assert all(5 * MB <= size <= 64 * MB for size in sizes[:-1])
    assert sizes[-1] <= 128 * MB
    assert plan.count == max(1, total // plan.size)
