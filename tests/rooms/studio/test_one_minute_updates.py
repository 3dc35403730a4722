"""A step that changed: who learnt it the old way is told once, in his plan, with the true reason."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from hocvuso.core import items as item_kinds
from hocvuso.core.content import Curriculum, Lesson, Update
from hocvuso.core.updates import id_of
from hocvuso.curriculum import actions as publishing
from hocvuso.curriculum import queries as curriculum
from hocvuso.curriculum.parse import Reading
from hocvuso.curriculum.reading.library import assembled
from hocvuso.curriculum.reading.versions import versioned
from hocvuso.learning import actions, current, own_data
from hocvuso.learning.intake import Incoming
from hocvuso.learning.models import Event, PlanRow, StepUpdate, UpdateLook
from hocvuso.people import actions as people
from hocvuso.people import tokens
from hocvuso.people.models import PersonAlias
from hocvuso.plumbing import clock
from hocvuso.plumbing.driver import is_sqlite
from hocvuso.plumbing.ids import uuid7
from tests.examples import examples
from tests.rooms.studio.test_problem_reports import phone

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]
STEP = "kns.4.3/three-questions#who-sent-it"
NAME = id_of(STEP, 2)
ADDRESS = "/bai/kns.4.3/three-questions/who-sent-it/doi/2"


@pytest.fixture(autouse=True)
def put_back(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the next test see the real content."""
    yield
    curriculum.forget()


def published(new: Curriculum) -> None:
    """Publish a curriculum that no folder holds."""
    reading = Reading(new, (), None, None, None)  # type: ignore[arg-type]
    assert publishing.publish(reading, now=clock.now()).is_new


def with_lessons(now: Curriculum, lessons: dict[str, Lesson]) -> Curriculum:
    """Return a curriculum in which some lessons are others."""
    return assembled(now.groups, now.skills, {**now.lessons, **lessons}, now.items, now.cards, now.facts)


def change(since: int = 2, item: str = "") -> None:
    """Publish the same lessons with one step that reads otherwise, and says what changed."""
    now = curriculum.current()
    step = now.steps[STEP]
    told = Update(
        since, date(2026, 12, 1), "Số báo tin lừa đảo", "Gửi tới số 156.", "Gửi tới số 157.", "Sửa số đã lưu.",
        item=item,
    )  # fmt: skip
    fresh = versioned(replace(step, meaning=since, title=step.title + " (mới)", updates=(*step.updates, told)))
    lesson = now.lessons[step.lesson]
    steps = tuple(fresh if one.id == STEP else one for one in lesson.steps)
    whole = versioned(replace(lesson, steps=steps))
    published(with_lessons(now, {lesson.id: whole}))
    assert curriculum.current().steps[STEP].meaning == since


def read(token: tokens.Token, step: str = STEP, version: str = "") -> None:
    """Let somebody read a step, as it is published unless a version is named."""
    version = version or curriculum.current().steps[step].version
    event = Incoming(uuid7(), "step_done", step, token.device, None, clock.now(), version=version)
    assert actions.record(token.person, [event], now=clock.now())[0].status == "stored"


def session(token: tokens.Token) -> current.Session:
    return current.session(token.person, clock.now())


def done(token: tokens.Token, event: uuid.UUID | None = None) -> str:
    sent = Incoming(event or uuid7(), "update_done", NAME, token.device, None, clock.now())
    return actions.record(token.person, [sent], now=clock.now())[0].status


def test_who_learnt_it_before_finds_it_first_in_his_plan_with_the_true_reason() -> None:
    token = people.begin()
    read(token)
    assert "đã đổi" not in session(token).reason
    change()
    found = session(token)
    assert found.title == "Điều đã đổi: Số báo tin lừa đảo"
    assert found.reason == "“Số báo tin lừa đảo” đã đổi từ ngày 1/12. Bạn học khi bài còn ghi như cũ."
    assert found.parts.startswith("1 điều đã đổi") and found.start.startswith(ADDRESS)
    assert len(found.ahead) >= 1  # the rest of the session comes after it


def test_who_never_learnt_it_is_not_told() -> None:
    token = people.begin()
    read(token, "kns.0.1/capture-type-speak#take-screenshot")
    change()
    assert "đã đổi" not in session(token).reason
    assert not StepUpdate.objects.exists()


def test_who_answered_right_about_it_is_told_and_who_did_not_know_is_not() -> None:
    item = next(one for one in curriculum.current().items.values() if one.step == STEP)
    knows, knows_not = people.begin(), people.begin()
    for token, said in ((knows, item_kinds.right_response(item).to_json()), (knows_not, {"dont_know": True})):
        event = Incoming(
            uuid7(), "answer", item.id, token.device, None, clock.now(), version=item.version, response=said
        )
        actions.record(token.person, [event], now=clock.now())
    change()
    assert "đã đổi" in session(knows).reason
    assert "đã đổi" not in session(knows_not).reason


def test_one_tap_ends_it_for_good_however_often_it_is_sent() -> None:
    token = people.begin()
    read(token)
    change()
    session(token)
    event = uuid7()
    assert [done(token, event), done(token, event), done(token)] == ["stored", "duplicate", "stored"]
    assert "đã đổi" not in session(token).reason
    UpdateLook.objects.all().delete()  # looked at again, as after another change
    assert "đã đổi" not in session(token).reason
    assert StepUpdate.objects.filter(person=token.person).count() == 1
    assert Event.objects.filter(learner=token.person, kind="update_done").count() == 2


def test_it_blocks_nothing_and_stays_until_it_is_over() -> None:
    token = people.begin()
    read(token)
    change()
    session(token)
    read(token, "kns.0.1/capture-type-speak#take-screenshot")
    assert PlanRow.objects.get(person=token.person, is_current=True).activity_kind != "update"
    assert "đã đổi" in session(token).reason


def test_turned_down_it_does_not_come_back() -> None:
    token = people.begin()
    read(token)
    change()
    plan = uuid.UUID(session(token).plan)
    actions.turn_down(token.person, plan, now=clock.now())
    assert "đã đổi" not in session(token).reason
    assert StepUpdate.objects.get().how == "declined"


def test_reading_the_new_step_ends_it_too() -> None:
    token = people.begin()
    read(token)
    change()
    session(token)
    read(token)
    assert StepUpdate.objects.get().how == "read"
    assert "đã đổi" not in session(token).reason


def test_a_phone_that_sends_the_old_reading_late_is_told() -> None:
    token = people.begin()
    read(token, "kns.0.1/capture-type-speak#take-screenshot")
    old = curriculum.current().steps[STEP].version
    change()
    assert "đã đổi" not in session(token).reason
    read(token, version=old)
    assert "đã đổi" in session(token).reason


def test_a_second_change_is_told_after_the_first() -> None:
    token = people.begin()
    read(token)
    change(2)
    change(3)
    first = session(token)
    assert done(token) == "stored"
    second = session(token)
    assert first.start != second.start and second.start.startswith(ADDRESS.replace("/doi/2", "/doi/3"))


def test_its_question_follows_it() -> None:
    item = next(one.id for one in curriculum.current().items.values() if one.step == STEP)
    token = people.begin()
    read(token)
    change(item=item)
    assert f"/lam/{item}" in session(token).ahead[0]


def test_an_update_that_is_not_published_any_more_is_let_go() -> None:
    token = people.begin()
    read(token)
    before = curriculum.current()
    change()
    session(token)
    fresh = versioned(replace(curriculum.current().steps[STEP], updates=()))
    lesson = curriculum.current().lessons[fresh.lesson]
    whole = versioned(replace(lesson, steps=tuple(fresh if one.id == STEP else one for one in lesson.steps)))
    published(with_lessons(before, {lesson.id: whole}))
    actions.choose(token.person, now=clock.now(), minutes=5)
    assert "đã đổi" not in session(token).reason
    assert StepUpdate.objects.get().how == "gone"


def test_its_page_works_as_a_plain_form_and_for_anybody(site: Client) -> None:
    token = phone(site)
    read(token)
    change()
    today = site.get("/hom-nay").content.decode()
    assert "Số báo tin lừa đảo" in today
    page = site.get(session(token).start).content.decode()
    assert "Gửi tới số 156." in page and "Gửi tới số 157." in page and "từ ngày 1/12" in page
    reply = site.post(session(token).start, {"seen": "1", "id": str(uuid7())})
    assert reply.status_code == 302 and "doi/2" not in reply.headers["Location"]
    assert "Số báo tin lừa đảo" not in site.get("/hom-nay").content.decode()
    assert Client().get(ADDRESS).status_code == 200
    assert Client().get(ADDRESS.replace("/2", "/9")).status_code == 404


def test_two_ids_of_one_person_are_told_once() -> None:
    token = people.begin()
    read(token)
    known = people.enrol(full_name="Nguyễn Thị Lan")
    change()
    session(token)
    done(token)
    PersonAlias.objects.create(alias=token.person, person_id=known, since=clock.now(), way="phone")
    own_data._joined(token.person, known)
    assert "đã đổi" not in current.session(known, clock.now()).reason


def test_what_i_was_told_is_part_of_my_data() -> None:
    token = people.begin()
    read(token)
    change()
    session(token)
    assert own_data._export([token.person])["updates"][0]["update"] == NAME
    own_data._erase([token.person])
    assert not StepUpdate.objects.exists() and not UpdateLook.objects.exists()


def test_while_nothing_changed_today_costs_no_query_more(site: Client, django_assert_num_queries) -> None:
    token = phone(site)
    read(token)
    session(token)
    with django_assert_num_queries(0):  # one statement, written out and given to the driver itself on SQLite
        if is_sqlite():
            current.session(token.person, clock.now())


@settings(max_examples=examples(12))
@given(st.lists(st.sampled_from(["old", "new", "other", "look", "done", "down"]), max_size=8))
def test_whatever_he_does_each_update_comes_once_and_only_to_who_learnt_it_before(acts: list[str]) -> None:
    with transaction.atomic():
        token = people.begin()
        old = curriculum.current().steps[STEP].version
        change()
        learnt_before = False
        seen = 0
        for act in acts:
            if act in ("old", "new"):
                read(token, version=old if act == "old" else "")
                learnt_before = learnt_before or act == "old"
            elif act == "other":
                read(token, "kns.0.1/capture-type-speak#take-screenshot")
            elif act == "done":
                done(token)
            else:
                found = session(token)
                is_told = "đã đổi" in found.reason
                assert not is_told or learnt_before
                if is_told and act == "down":
                    actions.turn_down(token.person, uuid.UUID(found.plan), now=clock.now())
                    seen += 1
        assert seen <= 1
        assert StepUpdate.objects.filter(person=token.person, update=NAME).count() <= 1
        transaction.set_rollback(True)
    curriculum.forget()
