"""A past that is damaged, old, late, out of order, or about what is gone: nothing breaks, a replay agrees."""

from __future__ import annotations

import math
import struct
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from hocvuso.core import items as item_kinds
from hocvuso.core import packing
from hocvuso.core.parameters import MODEL_VERSION
from hocvuso.curriculum import queries as curriculum
from hocvuso.learning import actions, queries
from hocvuso.learning.intake import Incoming
from hocvuso.learning.models import Event, LearnerState, PlanRow
from hocvuso.people import actions as people
from hocvuso.people.tokens import Token
from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid7
from tests.rooms.learning.test_pages import begin

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def answers(token: Token, counters: list[int], **more: Any) -> list[Incoming]:
    """Answers to different questions, the counter telling which; every third is not known."""
    items = sorted(curriculum.current().items.values(), key=lambda item: item.id)[::11]
    made = []
    for counter in counters:
        item = items[counter % len(items)]
        given = {"dont_know": True} if counter % 3 == 0 else item_kinds.right_response(item).to_json()
        values: dict[str, Any] = {
            "id": uuid7(), "kind": "answer", "content_id": item.id, "device": token.device, "counter": counter,
            "client_at": clock.now(), "version": item.version, "context": "practice", "response": given, "ms": 30_000,
        }  # fmt: skip
        made.append(Incoming(**{**values, **more}))
    return made


def stored(token: Token, batch: list[Incoming]) -> None:
    assert {each.status for each in actions.record(token.person, batch, now=clock.now())} == {"stored"}


def blob_of(person: uuid.UUID) -> bytes:
    return bytes(LearnerState.objects.get(person=person).blob)


def replayed(person: uuid.UUID) -> bytes:
    """The state as a replay of all events gives it."""
    return packing.pack(actions.rebuild(person, now=clock.now()))


def damaged(blob: bytes) -> dict[str, bytes]:
    """What a disk, an old release or a careless hand may have left."""
    number = packing.HEADER.size + packing.KEY_BYTES * blob[2]
    return {
        "nothing": b"",
        "cut": blob[: len(blob) // 2],
        "longer": blob + b"\0",
        "an older model": bytes([MODEL_VERSION - 1]) + blob[1:],
        "one bit": blob[:-20] + bytes([blob[-20] ^ 1]) + blob[-19:],
        "text": b"not a state at all",
        "a number that is none": blob[:number] + struct.pack("<f", math.nan) + blob[number + 4 :],
        "a record of nothing": blob[: -packing.STORED] + b"\xfe" + blob[1 - packing.STORED :],
    }


@pytest.mark.parametrize("how", damaged(packing.HEADER.pack(1, 1, 1, 1, 1) + bytes(64)))
def test_a_damaged_state_is_replayed_from_the_log_and_the_next_answer_goes_on(site: Client, how: str) -> None:
    token = people.begin()
    stored(token, answers(token, list(range(1, 9))))
    good = blob_of(token.person)
    LearnerState.objects.filter(person=token.person).update(blob=damaged(good)[how])
    assert packing.pack(actions.current_mind(token.person).state) == good
    stored(token, answers(token, [9]))
    assert blob_of(token.person) == replayed(token.person) != good


@pytest.mark.parametrize("off", [timedelta(days=2), timedelta(days=-2), timedelta(hours=-49)])
def test_a_phone_two_days_off_is_counted_and_a_replay_agrees(off: timedelta) -> None:
    token, now = people.begin(), clock.now()
    stored(token, answers(token, [1, 2]))
    stored(token, answers(token, [3, 4, 5], client_at=now + off))
    stored(token, answers(token, [6]))
    at = Event.objects.get(learner=token.person, counter=3).client_at
    if off > timedelta(0):
        assert abs(at - now) < timedelta(minutes=5)  # a day that has not come is not believed
    else:
        assert abs(at - (now + off)) < timedelta(seconds=1)  # it may as well have waited for a link
    assert LearnerState.objects.get(person=token.person).events == 6
    assert blob_of(token.person) == replayed(token.person)


@pytest.mark.parametrize("order", [[3, 1, 2], [9, 8, 7, 6, 5, 4]])
def test_a_batch_out_of_order_is_folded_as_a_replay_would(order: list[int]) -> None:
    token = people.begin()
    results = actions.record(token.person, batch := answers(token, order), now=clock.now())
    assert [each.id for each in results] == [each.id for each in batch]  # answered in the order asked
    assert blob_of(token.person) == replayed(token.person)


def test_late_answers_of_two_phones_count_once_each_and_a_replay_agrees() -> None:
    token = people.begin()
    other = Token(token.person, uuid7(), token.epoch, token.name)
    week_ago = clock.now() - timedelta(days=7)
    stored(token, answers(token, [5, 6]))
    stored(token, answers(other, [2, 1], client_at=week_ago))
    stored(token, answers(token, [2, 3], client_at=week_ago))
    stored(token, [*answers(token, [9]), *answers(other, [4, 3])])
    assert Event.objects.filter(learner=token.person).count() == 9
    assert LearnerState.objects.get(person=token.person).events == 9
    assert blob_of(token.person) == replayed(token.person)


def test_answers_to_a_question_that_was_retired_still_say_something(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every version that was ever published stays, so a question that is gone today is still known by its version."""
    token = people.begin()
    stored(token, answers(token, [1, 2]))
    before = replayed(token.person)
    gone = Event.objects.get(learner=token.person, counter=1)
    now = curriculum.current()
    without = {name: item for name, item in now.items.items() if name != gone.content_id}
    monkeypatch.setattr(curriculum, "current", lambda: now.__class__(
        now.groups, now.skills, now.lessons, now.steps, without, now.cards, now.facts, "without"
    ))  # fmt: skip
    assert gone.content_id not in curriculum.current().items
    assert replayed(token.person) == before
    stored(token, answers(token, [3]))
    plan = PlanRow.objects.get(person=token.person, is_current=True)
    assert gone.content_id not in [part["id"] for part in plan.session]


def test_answers_under_a_key_that_nobody_knows_any_more_say_nothing_and_break_nothing(site: Client) -> None:
    begin(site)
    person = Event.objects.values_list("learner", flat=True).first()
    assert person is not None
    token = Token(person, uuid7(), 0, "")
    stored(token, answers(token, [1, 2, 4]))
    Event.objects.filter(learner=person, counter=2).update(content_id="kns.99.9/re-keyed", version="nobody-knows")
    LearnerState.objects.filter(person=person).update(blob=b"")
    state = actions.current_mind(person).state
    assert state.events == 3  # the first task and the two that are known
    stored(token, answers(token, [5]))
    assert blob_of(person) == replayed(person)
    for hub in ("/hom-nay", "/ky-nang", "/tien-bo"):
        assert site.get(hub).status_code == 200
    assert "kns.99.9" in queries.answers_by_skill(person)


def test_a_plan_whose_lesson_and_question_are_gone_still_opens_the_day(site: Client) -> None:
    begin(site)
    row = PlanRow.objects.get(is_current=True)
    row.activity_kind, row.activity, row.reason = "lesson", "kns.99.9/gone", "first_step"
    row.session = [
        {"kind": "lesson", "id": "kns.99.9/gone", "skill": "kns.99.9", "minutes": 2, "first": 0, "steps": 1},
        {"kind": "practice", "id": "kns.99.9/asked", "skill": "kns.99.9", "minutes": 1, "first": 0, "steps": 0},
    ]
    row.facts = {"skill": "kns.99.9", "successes": 0, "tries": 0}
    row.save()
    page = site.get("/hom-nay")
    assert page.status_code == 200
    assert "kns.99.9/gone" not in page.content.decode()
