"""The door for phones: up to fifty events, each answered for itself, open to pages of this site only."""

from __future__ import annotations

import json
import uuid
from typing import Any

import pytest
from django.test import Client

from hocvuso.core import items as item_kinds
from hocvuso.curriculum import queries as curriculum
from hocvuso.learning.models import Event
from hocvuso.people.models import Person
from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid7

pytestmark = pytest.mark.django_db
DEVICE = str(uuid7())
OURS = "http://testserver"


def event(counter: int, **more: Any) -> dict[str, Any]:
    """A right answer as a phone sends it."""
    item = curriculum.item("kns.4.3/bank-sms-first-move")
    assert item is not None
    return {
        "id": str(uuid7()), "kind": "answer", "content_id": item.id, "version": item.version, "device": DEVICE,
        "counter": counter, "client_at": clock.now().isoformat(), "context": "practice", "ms": 20_000,
        "response": item_kinds.right_response(item).to_json(), **more,
    }  # fmt: skip


def send(site: Client, events: list[Any], origin: str | None = OURS) -> Any:
    """Post a batch."""
    headers = {"Origin": origin} if origin else {}
    return site.post("/api/v1/events", json.dumps({"events": events}), "application/json", headers=headers)


@pytest.mark.both
def test_the_first_event_makes_an_anonymous_learner_who_expires(site: Client) -> None:
    reply = send(site, [event(1)])
    assert reply.status_code == 200
    assert [each["status"] for each in reply.json()["results"]] == ["stored"]
    assert "hvs_device" in reply.cookies
    person = Person.objects.get()
    assert (person.full_name, person.phone, person.username) == ("", "", None)
    assert person.expires_at is not None


def test_sending_again_after_a_lost_reply_changes_nothing(site: Client) -> None:
    first = event(1)
    send(site, [first])
    reply = send(site, [first, event(2)])
    assert [each["status"] for each in reply.json()["results"]] == ["duplicate", "stored"]
    assert Event.objects.count() == 2


def test_fields_of_the_page_are_marked_like_the_items_own_form(site: Client) -> None:
    right = event(1, response={"form": {"choice": ["call-card-number"], "id": ["x"]}})
    wrong = event(2, response={"form": {"choice": ["tap-link"]}})
    unsure = event(3, response={"form": {"dont_know": ["1"]}})
    send(site, [right, wrong, unsure])
    assert [row.score for row in Event.objects.order_by("counter")] == [1.0, 0.0, 0.0]


@pytest.mark.parametrize(
    "broken",
    [
        {"id": "not-an-id"}, {"counter": 0}, {"counter": "many"}, {"device": None}, {"client_at": "yesterday"},
        {"content_id": "x" * 500}, {"kind": "k" * 99}, "nothing but text", 7, None, [],
    ],
)  # fmt: skip
def test_one_unreadable_event_spoils_none_of_the_others(site: Client, broken: Any) -> None:
    bad = {**event(1), **broken} if isinstance(broken, dict) else broken
    reply = send(site, [bad, event(2)])
    if isinstance(broken, dict):
        assert [each["status"] for each in reply.json()["results"]] == ["refused", "stored"]
    else:
        assert reply.status_code == 422
        assert Event.objects.count() == 0


def test_more_than_fifty_events_are_sent_in_two_batches(site: Client) -> None:
    assert send(site, [event(number) for number in range(1, 52)]).status_code == 422
    assert Event.objects.count() == 0


@pytest.mark.parametrize("origin", ["https://evil.example", "null", None])
def test_other_sites_cannot_write(site: Client, origin: str | None) -> None:
    assert send(site, [event(1)], origin).status_code == 403
    assert Person.objects.count() == 0


def test_a_forged_or_revoked_token_speaks_for_nobody(site: Client) -> None:
    send(site, [event(1)])
    site.cookies["hvs_device"] = site.cookies["hvs_device"].value[:-3] + "abc"
    send(site, [event(2)])
    assert Person.objects.count() == 2  # the second batch made a learner of its own


def test_html_sql_and_control_characters_are_only_text(site: Client) -> None:
    item = next(each for each in curriculum.current().items.values() if each.kind == "short_text")
    text = "<script>alert(1)</script>'); DROP TABLE learning_event;-- 🙂\u200b\x00"
    sent = event(1, content_id=item.id, version=item.version, response={"form": {"text": [text]}})
    reply = send(site, [sent])
    assert reply.status_code == 200
    assert reply.json()["results"][0]["status"] in {"stored", "refused"}
    assert uuid.UUID(reply.json()["results"][0]["id"]) == uuid.UUID(sent["id"])


def test_the_same_event_twice_in_one_batch_is_stored_and_then_a_duplicate(site: Client) -> None:
    one = event(1)
    assert [each["status"] for each in send(site, [one, one]).json()["results"]] == ["stored", "duplicate"]
