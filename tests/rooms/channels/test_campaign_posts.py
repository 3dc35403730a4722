"""A post from an official's draft to the channel outside, through both rooms: what Zalo gets is what was previewed."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from hocvuso.campaigns import actions, composing, queries, rendering
from hocvuso.campaigns.composing import Draft, Signer
from hocvuso.campaigns.models import CampaignLink
from hocvuso.channels import tasks
from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid7
from tests.rooms import places

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]
DRAFT = Draft("Ba câu hỏi", "Hỏi ba câu.", "Ai gửi?\n\nHọ đòi gì?", "kns.4.3", places=(("zalo-article", ""),))


@pytest.fixture
def place():
    """The post of a unit for the channel outside, approved and due; returns its place."""
    unit = places.province().sewing
    by = Signer(places.official(unit), "Lê Thị Hạnh")
    row = composing.write(uuid7(), unit, DRAFT, by=by)
    picture = io.BytesIO()
    Image.new("RGB", (1200, 630), "#134B66").save(picture, "JPEG")
    composing.illustrate(row.id, composing.draw(picture.getvalue(), "Hai tấm vải"))
    row.refresh_from_db()
    for act, note in (("ask", ""), ("approve", "Đã đọc lại")):
        row = composing.step(row.id, act, by=by, seen=row.version, note=note)
    CampaignLink.objects.filter(post=row).update(due_at=clock.now())
    return CampaignLink.objects.select_related("post__picture").get(post=row)


def until_told(hands, place, looks: int = 20) -> str:
    """Let the jobs of both rooms run until the place has been told what became of it."""
    for _look in range(looks):
        actions.publish_due()
        tasks.post()
        (reach,) = queries.of_post(place.post_id, clock.now())
        if reach.state in ("sent", "refused"):
            return reach.state
        hands.passes(minutes=5)
    return reach.state


def test_what_zalo_gets_of_a_campaign_is_the_preview_and_the_campaign_is_told(zalo, hands, place):
    shown = rendering.rendered(place, rendering.article(place.post, place))
    assert until_told(hands, place) == "sent"
    (sent,) = zalo.articles
    assert (sent["title"], sent["description"]) == (shown.title, shown.summary)
    assert "\n\n".join(each["content"] for each in sent["body"]) == shown.text
    assert sent["cover"]["photo_url"].endswith(f"/s/{place.code}.jpg")
    actions.publish_due()
    tasks.post()
    assert len(zalo.articles) == 1
