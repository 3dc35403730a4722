"""A post from draft to the news: four eyes, quiet hours, what is sent is what was approved, nothing that runs."""

from __future__ import annotations

import io
from datetime import datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.test import override_settings
from PIL import Image

from hocvuso.campaigns import actions, composing, queries, rendering, sending
from hocvuso.campaigns.actions import NotThis
from hocvuso.campaigns.composing import Changed, Draft, Plan, Signer
from hocvuso.campaigns.models import CampaignLink, LinkOpening, Post, PostPicture
from hocvuso.core import posting
from hocvuso.plumbing import clock, outbox
from hocvuso.plumbing.ids import uuid7
from tests.rooms import places

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]
PHONE = {"user-agent": "Mozilla/5.0 (Linux; Android 10) Chrome/120 Mobile"}
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def place():
    return places.province()


@pytest.fixture
def chair(place):
    return Signer(places.official(place.sewing), "Lê Thị Hạnh")


def draft(**other):
    facts = {"title": "Ba câu hỏi", "short": "Hỏi ba câu.", "long": "Ai gửi?\nHọ đòi gì?", "skill": "kns.4.3"}
    return Draft(**{**facts, "places": (("website", ""), ("zalo-group", "Zalo tổ 1")), **other})


def written(place, by, **other):
    return composing.write(uuid7(), place.sewing, draft(**other), by=by)


def approved(place, by, **other):
    row = written(place, by, **other)
    row = composing.step(row.id, "ask", by=by, seen=row.version)
    return composing.step(row.id, "approve", by=by, seen=row.version, note="Đã đọc lại")


def soon():
    return clock.now() + timedelta(days=1)


def test_a_draft_is_kept_once_and_goes_nowhere(place, chair):
    key = uuid7()
    for _time in range(2):
        composing.write(key, place.sewing, draft(), by=chair)
    assert Post.objects.count() == 1
    assert CampaignLink.objects.filter(post=key).count() == 2
    assert sending.due_posts(soon(), "website") == []


def test_places_follow_the_form_and_keep_their_codes(place, chair):
    row = written(place, chair)
    before = dict(CampaignLink.objects.filter(post=row).values_list("channel", "code"))
    composing.write(row.id, place.sewing, draft(places=(("website", ""), ("email", ""))), by=chair)
    after = dict(CampaignLink.objects.filter(post=row).values_list("channel", "code"))
    assert after.keys() == {"website", "email"}
    assert after["website"] == before["website"]


@pytest.mark.parametrize(
    ("other", "what"),
    [
        ({"title": " "}, "empty"),
        ({"short": "<script>alert(1)</script>"}, "empty"),
        ({"skill": ""}, "empty"),
        ({"long": "a" * 5001}, "long"),
        ({"long": "Mã OTP của tôi là 482916"}, "secret"),
        ({"places": (("zalo-group", " "), ("fax", ""))}, "places"),
    ],
)
def test_what_cannot_be_posted_is_refused(place, chair, other, what):
    with pytest.raises(NotThis) as refused:
        written(place, chair, **other)
    assert refused.value.what == what
    assert not Post.objects.exists()


def test_two_people_do_not_write_over_each_other(place, chair):
    row = written(place, chair)
    composing.write(row.id, place.sewing, draft(title="Bốn câu hỏi"), by=chair, seen=1)
    with pytest.raises(Changed):
        composing.write(row.id, place.sewing, draft(title="Năm câu hỏi"), by=chair, seen=1)
    with pytest.raises(Changed):
        composing.write(row.id, place.shoes, draft(), by=chair)


def test_a_second_official_approves_and_is_told(place, chair):
    other = Signer(places.official(place.sewing, username="mai"), "Trần Thị Mai")
    row = written(place, chair)
    row = composing.step(row.id, "ask", by=chair, seen=row.version)
    assert [each.recipient for each in outbox.due() if each.kind == "post_waiting"] == [other.id]
    with pytest.raises(NotThis, match="other"):
        composing.step(row.id, "approve", by=chair, seen=row.version, note="tự duyệt")
    row = composing.step(row.id, "approve", by=other, seen=row.version)
    assert (row.state, row.approved_name) == ("approved", "Trần Thị Mai")


def test_who_signs_alone_approves_with_a_note(place, chair):
    row = written(place, chair)
    row = composing.step(row.id, "ask", by=chair, seen=row.version)
    with pytest.raises(NotThis, match="note"):
        composing.step(row.id, "approve", by=chair, seen=row.version)
    with pytest.raises(Changed):
        composing.step(row.id, "approve", by=chair, seen=row.version - 1, note="x")
    assert composing.step(row.id, "approve", by=chair, seen=row.version, note="Đã đọc lại").state == "approved"


def test_what_a_channel_would_refuse_is_not_asked_for(place, chair):
    row = written(place, chair, places=(("zalo-article", ""),))  # needs a picture
    with pytest.raises(NotThis, match="stops"):
        composing.step(row.id, "ask", by=chair, seen=row.version)


def test_a_group_is_due_in_an_open_hour_and_news_at_once(place, chair):
    night = datetime(2030, 5, 18, 23, 0, tzinfo=clock.VIETNAM)
    row = approved(place, chair, planned_at=night, shift="office")
    due = dict(CampaignLink.objects.filter(post=row).values_list("channel", "due_at"))
    assert due["website"] == night
    assert due["zalo-group"].astimezone(clock.VIETNAM) == datetime(2030, 5, 19, 6, 0, tzinfo=clock.VIETNAM)


def test_what_is_due_is_what_the_preview_showed(place, chair):
    channels = ("website", "email", "zalo-article")
    row = written(place, chair, places=tuple((name, "") for name in channels))
    out = io.BytesIO()
    Image.new("RGB", (900, 600), "#F4B223").save(out, "PNG")
    composing.illustrate(row.id, composing.draw(out.getvalue(), "Chỉ vàng"))
    row = composing.step(row.id, "ask", by=chair, seen=2)
    row = composing.step(row.id, "approve", by=chair, seen=3, note="đã đọc")
    row = queries.post(row.id)
    for channel in channels:
        (due,) = sending.due_posts(soon(), channel)
        code = CampaignLink.objects.get(id=due.place).code
        assert due.rendered == posting.render(rendering.article_at(row, code), channel)
        assert f"/s/{code}" in due.rendered.to_copy
    assert due.rendered.picture.alt == "Chỉ vàng"


def test_what_changed_behind_the_approval_is_not_sent(place, chair):
    row = approved(place, chair)
    Post.objects.filter(id=row.id).update(short="Chuyển tiền vào đây", long="")
    assert sending.due_posts(soon(), "website") == []
    assert actions.publish_due() == 0
    assert {each.channel: each.state for each in queries.of_post(row.id, soon())}["website"] == "refused"


def test_sent_is_sent_once_and_a_refusal_waits_for_a_person(place, chair):
    row = approved(place, chair, places=(("email", ""), ("website", "")))
    mail, page = (sending.due_posts(soon(), name)[0].place for name in ("email", "website"))
    assert actions.post_sent(mail, address="m-1", on=clock.today())
    assert not actions.post_sent(mail, address="m-2", on=clock.today())
    assert actions.post_refused(page, "hết hạn mức")
    assert not sending.due_posts(soon(), "email")
    assert not sending.due_posts(soon(), "website")
    states = {each.channel: each.state for each in queries.of_post(row.id, soon())}
    assert states == {"email": "sent", "website": "refused"}
    row = composing.step(row.id, "reopen", by=chair, seen=row.version)
    row = composing.step(row.id, "ask", by=chair, seen=row.version)
    composing.step(row.id, "approve", by=chair, seen=row.version, note="lại")
    assert len(sending.due_posts(soon(), "website")) == 1
    assert not sending.due_posts(soon(), "email")  # what is out does not go out again


def test_channels_outside_get_it_through_the_outbox_once_and_answer(place, chair):
    row = approved(place, chair, places=(("email", ""),))
    CampaignLink.objects.filter(post=row).update(due_at=clock.now())
    for _time in range(2):
        actions.publish_due()
    (wanted,) = outbox.posts_due()
    assert (wanted.channel, wanted.unit) == ("email", place.sewing)
    told = posting.render(posting.Article(**{**wanted.article, "picture": None, "video": None}), "email")
    assert told.digest == wanted.digest  # whoever sends makes the same letters of it
    outbox.tell(wanted.key, {"state": "sent", "where": "bài 17"})
    assert actions.publish_due() == 1
    (reach,) = queries.of_post(row.id, soon())
    assert (reach.state, reach.proof) == ("sent", "bài 17")


def test_a_channel_that_fails_is_told_and_an_approval_taken_back_calls_it_off(place, chair):
    row = approved(place, chair, places=(("email", ""),))
    CampaignLink.objects.filter(post=row).update(due_at=clock.now())
    actions.publish_due()
    outbox.tell(outbox.posts_due()[0].key, {"state": "failed", "why": "right", "code": "-216"})
    actions.publish_due()
    (reach,) = queries.of_post(row.id, soon())
    assert (reach.state, reach.refusal) == ("refused", "right -216")
    other = approved(place, chair, places=(("email", ""),))
    CampaignLink.objects.filter(post=other).update(due_at=clock.now())
    actions.publish_due()
    assert len(outbox.posts_due()) == 2
    composing.step(other.id, "reopen", by=chair, seen=other.version)
    assert len(outbox.posts_due()) == 1


def test_taking_the_approval_back_stops_what_is_not_out(place, chair):
    row = approved(place, chair)
    composing.step(row.id, "reopen", by=chair, seen=row.version)
    assert sending.due_posts(soon(), "website") == []


def test_a_picture_is_drawn_anew(place, chair):
    row = written(place, chair)
    out = io.BytesIO()
    photo = Image.new("RGB", (2400, 1200), "#134B66")
    photo.save(out, "JPEG", exif=Image.Exif(), comment=b"GPS 10.03,105.78")
    composing.illustrate(row.id, composing.draw(out.getvalue(), "Hai tấm vải"))
    held = PostPicture.objects.get(post=row)
    assert (held.width, held.height) == (1200, 600)
    assert b"GPS" not in bytes(held.jpeg)
    for sent in (b"<svg onload=alert(1)>", b"GIF89a", b""):
        with pytest.raises(NotThis, match="picture"):
            composing.draw(sent, "x")
    with pytest.raises(NotThis, match="alt"):
        composing.draw(out.getvalue(), " ")


def publish(place, by, **other):
    row = approved(place, by, places=(("website", ""),), **other)
    assert actions.publish_due() == 1
    return row, CampaignLink.objects.get(post=row).code


def test_news_are_words_on_our_own_pages(client, place, chair):
    text = "Nhớ <b>ba câu</b><img src=x onerror=alert(1)>\nĐọc ở https://la.example/x"
    row, code = publish(place, chair, long=text)
    page = client.get(f"/tin/{code}", headers=PHONE).content.decode()
    assert "onerror" not in page
    assert 'href="https://la.example' not in page
    assert "ba câu" in page
    assert 'property="og:type" content="article"' in page
    assert LinkOpening.objects.get(link__post=row).times == 1
    assert "Ba câu hỏi" in client.get("/tin").content.decode()
    assert "Ba câu hỏi" not in client.get("/tin?don-vi=PAC").content.decode()
    composing.step(row.id, "end", by=chair, seen=row.version)
    assert client.get(f"/tin/{code}").status_code == 404
    assert client.get(f"/s/{code}").status_code == 200  # the link in people's hands still opens the lesson


def test_the_feed_is_atom_with_plain_text(client, place, chair):
    publish(place, chair, title="A & B <c", long="Một < hai & ba")
    answer = client.get("/tin.atom?don-vi=SEW")
    assert answer["Content-Type"].startswith("application/atom+xml")
    root = ElementTree.fromstring(answer.content)
    assert root.findtext(f"{ATOM}id").endswith("/tin.atom?don-vi=SEW")
    entry = root.find(f"{ATOM}entry")
    assert entry.find(f"{ATOM}content").get("type") == "text"
    assert entry.findtext(f"{ATOM}content") == "Một < hai & ba"
    assert entry.findtext(f"{ATOM}id").startswith("urn:uuid:")
    assert client.get("/tin.atom?don-vi=NOBODY").status_code == 404


def test_only_the_card_may_be_framed_and_it_sets_no_cookie(client, place, chair):
    _row, code = publish(place, chair)
    card = client.get("/tin/the?don-vi=SEW")
    assert "frame-ancestors *" in card["Content-Security-Policy"]
    assert not card.cookies
    assert "<script" not in card.content.decode()
    assert "frame-ancestors 'none'" in client.get(f"/tin/{code}")["Content-Security-Policy"]
    with override_settings(NEWS_FRAMED_BY="https://congdoan.example"):
        assert "frame-ancestors https://congdoan.example;" in client.get("/tin/the")["Content-Security-Policy"]


def test_a_page_taken_off_by_hand_does_not_come_back_by_itself(place, chair):
    row, _code = publish(place, chair)
    actions.take_back(CampaignLink.objects.get(post=row).id, by=chair.id)
    assert actions.publish_due() == 0


def test_the_preview_card_of_a_post_shows_its_picture(client, place, chair):
    row = written(place, chair, places=(("zalo-group", "Zalo tổ 1"),))
    out = io.BytesIO()
    Image.new("RGB", (30, 20)).save(out, "PNG")
    composing.illustrate(row.id, composing.draw(out.getvalue(), "Vải"))
    code = CampaignLink.objects.get(post=row).code
    page = client.get(f"/s/{code}", headers=PHONE).content.decode()
    assert f'property="og:image" content="http://testserver/s/{code}.jpg"' in page or f"/s/{code}.jpg" in page
    assert client.get(f"/s/{code}.jpg")["Content-Type"] == "image/jpeg"
    assert client.get("/s/nowhere.jpg").status_code == 404


def test_lists_take_the_same_number_of_statements(client, place, chair, django_assert_max_num_queries):
    for number in range(6):
        publish(place, chair, title=f"Tin {number}")
    with django_assert_max_num_queries(9):
        client.get("/tin")
    with django_assert_max_num_queries(8):
        queries.reached(CampaignLink.objects.all())


def test_a_plan_is_kept_once_and_adds_up_its_posts(place, chair):
    day = clock.today()
    told = Plan("Tháng chống lừa đảo", "Ai cũng hỏi ba câu", 40, "worker", day, day + timedelta(days=30))
    key = uuid7()
    for _time in range(2):
        composing.plan(key, place.sewing, told, by=chair)
    with pytest.raises(Changed):
        composing.plan(key, place.shoes, told, by=chair)
    with pytest.raises(NotThis, match="period"):
        composing.plan(uuid7(), place.sewing, Plan("A", "B", None, "worker", day, day - timedelta(days=1)), by=chair)
    approved(place, chair, campaign=key)
    reach = queries.of_campaign(key, places_of(place))
    assert {each.channel for each in reach} == {"website", "zalo-group"}
    composing.put_away(key, is_over=True, by=chair)
    assert queries.campaign_of(key, place.sewing).ended_at is not None


def places_of(place):
    from hocvuso.unions import queries as unions

    return unions.subtree_ids(place.top, clock.today())
