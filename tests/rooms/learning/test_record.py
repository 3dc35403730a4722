"""Storing what a learner did: once, in order, and with everything that follows from it."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest

from hocvuso.core import items as item_kinds
from hocvuso.core import packing
from hocvuso.core.offering import quickest
from hocvuso.core.record import record_at
from hocvuso.curriculum import queries as curriculum
from hocvuso.learning import actions, queries, store
from hocvuso.learning.intake import Incoming
from hocvuso.learning.models import Event, LearnerState, PlanRow, SkillStanding, Stuck
from hocvuso.people import actions as people
from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid7

pytestmark = [pytest.mark.django_db, pytest.mark.both]
ITEM = "kns.4.3/bank-sms-first-move"


def answer(
    device: uuid.UUID, counter: int | None = None, *, item_id: str = ITEM, right: bool = True, **more: Any
) -> Incoming:
    """An answer to an item of the real content."""
    item = curriculum.item(item_id)
    assert item is not None
    given = item_kinds.right_response(item).to_json() if right else {"dont_know": True}
    values: dict[str, Any] = {
        "id": uuid7(), "kind": "answer", "content_id": item_id, "device": device, "counter": counter,
        "client_at": clock.now(), "version": item.version, "context": "practice", "response": given, "ms": 30_000,
    }  # fmt: skip
    return Incoming(**{**values, **more})


def test_an_answer_is_scored_and_moves_state_standing_and_plan() -> None:
    token = people.begin()
    results = actions.record(token.person, [answer(token.device)], now=clock.now())
    assert [each.status for each in results] == ["stored"]
    event = Event.objects.get(learner=token.person)
    assert (event.score, event.content_id, event.counter) == (1.0, ITEM, 1)
    assert LearnerState.objects.get(person=token.person).events == 1
    assert SkillStanding.objects.get(person=token.person, skill="kns.4.3").band == "learning"
    plan = PlanRow.objects.get(person=token.person, is_current=True)
    assert plan.activity and plan.reason and 0 < plan.propensity <= 1


def test_the_same_event_twice_counts_once_in_one_batch_and_in_two() -> None:
    token = people.begin()
    first = answer(token.device, 1)
    now = clock.now()
    assert [each.status for each in actions.record(token.person, [first, first], now=now)] == ["stored", "duplicate"]
    blob = bytes(LearnerState.objects.get(person=token.person).blob)
    assert [each.status for each in actions.record(token.person, [first], now=now)] == ["duplicate"]
    assert bytes(LearnerState.objects.get(person=token.person).blob) == blob
    assert Event.objects.filter(learner=token.person).count() == 1


def test_a_batch_that_is_half_valid_stores_the_valid_half() -> None:
    token = people.begin()
    batch = [
        answer(token.device, 1),
        answer(token.device, 2, content_id="kns.4.3/never-existed", version=""),
        answer(token.device, 3, response={"choice": "no-such-choice"}),
        answer(token.device, 4, kind="dance"),
        answer(token.device, 5, item_id="kns.4.3/stop-demands"),
    ]
    results = actions.record(token.person, batch, now=clock.now())
    assert [(each.status, each.reason) for each in results] == [
        ("stored", ""), ("refused", "unknown_item"), ("refused", "bad_response"), ("refused", "unknown_kind"),
        ("stored", ""),
    ]  # fmt: skip
    assert Event.objects.filter(learner=token.person).count() == 2


def test_an_answer_that_nobody_can_have_read_counts_half_or_not_at_all_and_is_no_proof() -> None:
    item = curriculum.item(ITEM)
    assert item is not None
    quick, known = quickest(item), []
    for ms in (quick // 2 - 1, quick - 1, quick, 0):
        token = people.begin()
        actions.record(token.person, [answer(token.device, ms=ms)], now=clock.now())
        state = actions.current_mind(token.person).state
        place = state.graph.index("kns.4.3")
        record = record_at(state.records, place)
        assert record is not None
        known.append((round(float(state.mean[0]), 4), record.successes))
    hasty, fast, read, unknown = known
    assert hasty == (0.0, 0) and 0.0 < fast[0] < read[0] and fast[1] == 0
    assert read == unknown and read[1] == 1


def test_a_device_counter_is_used_once() -> None:
    token = people.begin()
    actions.record(token.person, [answer(token.device, 7)], now=clock.now())
    again = actions.record(token.person, [answer(token.device, 7)], now=clock.now())
    assert (again[0].status, again[0].reason) == ("refused", "counter_used")


def test_an_answer_of_the_other_person_on_this_phone_is_not_taken() -> None:
    mine, theirs = people.begin(), people.begin()
    result = actions.record(mine.person, [answer(mine.device, 1, person=theirs.person)], now=clock.now())[0]
    assert (result.status, result.reason) == ("refused", "other_person")
    assert not Event.objects.filter(learner=mine.person).exists()


def test_replaying_all_events_gives_the_same_state_to_the_byte() -> None:
    token = people.begin()
    start = clock.now() - timedelta(days=20)
    ids = [item.id for item in curriculum.current().items.values()][::9]
    for number, item_id in enumerate(ids):
        at = start + timedelta(days=number)
        actions.record(
            token.person, [answer(token.device, item_id=item_id, right=number % 3 != 0, client_at=at)], now=at
        )
    row = LearnerState.objects.get(person=token.person)
    bands = dict(SkillStanding.objects.filter(person=token.person).values_list("skill", "band"))
    LearnerState.objects.all().delete()
    state = actions.rebuild(token.person, now=clock.now())
    assert packing.pack(state) == bytes(row.blob)
    assert LearnerState.objects.get(person=token.person).trail["tasks"] == row.trail["tasks"]
    assert set(bands) <= set(dict(SkillStanding.objects.filter(person=token.person).values_list("skill", "band")))


def test_a_state_of_an_older_model_is_replayed_when_it_is_next_needed() -> None:
    token = people.begin()
    actions.record(token.person, [answer(token.device)], now=clock.now())
    good = bytes(LearnerState.objects.get(person=token.person).blob)
    LearnerState.objects.filter(person=token.person).update(blob=b"\xff" + good[1:])
    assert packing.pack(actions.current_mind(token.person).state) == good


def test_mastery_needs_two_right_answers_on_different_days_and_shows_in_the_counts() -> None:
    token = people.begin()
    ids = [item.id for item in curriculum.current().items.values() if item.skill == "kns.4.3"]
    for ago in (9, 5, 1):
        at = clock.now() - timedelta(days=ago)
        batch = [answer(token.device, item_id=item_id, client_at=at) for item_id in ids[:10]]
        actions.record(token.person, batch, now=at)
        if ago == 9:
            assert queries.standing(token.person, "kns.4.3").band != "mastered"  # type: ignore[union-attr]
    assert queries.standing(token.person, "kns.4.3").band == "mastered"  # type: ignore[union-attr]
    people_ids = LearnerState.objects.values_list("person", flat=True)
    assert queries.reached(["kns.4.3"], people_ids) == 1
    assert queries.reached(["kns.4.3", "kns.10.1"], people_ids) == 0
    assert queries.started(people_ids) == 1


def test_four_failures_on_a_step_open_a_request_and_a_success_closes_it() -> None:
    token = people.begin()
    for number in range(4):
        assert not Stuck.objects.filter(person=token.person).exists(), number
        actions.record(token.person, [answer(token.device, right=False)], now=clock.now())
    assert Stuck.objects.get(person=token.person, closed_at=None)
    actions.record(token.person, [answer(token.device)], now=clock.now())
    assert not Stuck.objects.filter(person=token.person, closed_at=None).exists()


def test_a_phone_with_the_wrong_date_is_counted_at_the_moment_of_receipt() -> None:
    token = people.begin()
    now = clock.now()
    actions.record(token.person, [answer(token.device, client_at=now + timedelta(days=400))], now=now)
    assert abs(Event.objects.get(learner=token.person).client_at - now) < timedelta(seconds=1)


def test_events_are_folded_in_the_order_received_whatever_the_phone_says() -> None:
    token = people.begin()
    first, second = answer(token.device, 9), answer(token.device, 4, item_id="kns.4.3/stop-demands")
    actions.record(token.person, [first], now=clock.now())
    actions.record(token.person, [second], now=clock.now())
    assert [each.content_id for each in store.happened([token.person])] == [ITEM, "kns.4.3/stop-demands"]


def test_turning_a_plan_down_proposes_something_else_and_twice_changes_nothing_more() -> None:
    token = people.begin()
    actions.record(token.person, [answer(token.device)], now=clock.now())
    old = PlanRow.objects.get(person=token.person, is_current=True)
    actions.turn_down(token.person, old.id, now=clock.now())
    new = PlanRow.objects.get(person=token.person, is_current=True)
    assert new.activity != old.activity
    actions.turn_down(token.person, old.id, now=clock.now())
    assert PlanRow.objects.get(person=token.person, is_current=True).id == new.id


def test_without_personal_choice_lessons_come_in_their_usual_order() -> None:
    token = people.begin()
    actions.choose(token.person, now=clock.now(), personalise=False)
    assert PlanRow.objects.get(person=token.person, is_current=True).reason == "next_in_order"


def test_the_session_fits_the_minutes_chosen() -> None:
    token = people.begin()
    for minutes in (3, 5, 10):
        actions.choose(token.person, now=clock.now(), minutes=minutes)
        parts = PlanRow.objects.get(person=token.person, is_current=True).session
        assert parts
        assert sum(part["minutes"] for part in parts) <= minutes + 0.01


def test_answers_in_a_row_are_counted_by_skill_until_a_lesson_is_read() -> None:
    token = people.begin()

    def streaks() -> dict[str, int]:
        return actions.current_mind(token.person).trail.streaks

    for right, after in ((True, 1), (True, 2), (False, -1), (False, -2), (True, 1), (False, -1)):
        actions.record(token.person, [answer(token.device, right=right)], now=clock.now())
        assert streaks() == {"kns.4.3": after}
    actions.record(token.person, [answer(token.device, hints=1)], now=clock.now())
    assert streaks() == {"kns.4.3": -1}, "a right answer with help says neither"
    lesson = next(one for one in curriculum.current().lessons.values() if one.skill == "kns.4.3")
    for step in lesson.steps:
        read = answer(token.device, kind="step_done", content_id=step.id, version=step.version, response=None)
        actions.record(token.person, [read], now=clock.now())
    assert streaks() == {}
    actions.rebuild(token.person, now=clock.now())
    assert streaks() == {}
