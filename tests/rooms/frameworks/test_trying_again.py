"""Days until another try: told, refused before, not counted before, by the rule of the day of the test."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
from django.test import Client

from hocvuso.frameworks import actions, queries
from hocvuso.frameworks.actions import By, NotNow
from hocvuso.frameworks.actions.ruling import Ruling
from hocvuso.frameworks.models import ConfirmationRule, FailedTest, FrameworkVersion
from hocvuso.people import own_data
from hocvuso.plumbing import clock
from tests.rooms import places
from tests.rooms.frameworks.conftest import Make
from tests.rooms.people import learners

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]


def days(number: int) -> timedelta:
    return timedelta(days=number)


def told(day: date) -> str:
    return f"{day:%d/%m/%Y}"


@pytest.fixture
def person(site: Client) -> uuid.UUID:
    learners.answered(site)
    return learners.learner_of(site)


@pytest.fixture
def held(make: Make, today: date) -> FrameworkVersion:
    return make(on=today)


def ruled(held: FrameworkVersion, since: date, retake: int | None, share: float = 0.5) -> None:
    """Let a rule hold since a day that has passed already."""
    ConfirmationRule.objects.create(
        framework=held.framework, from_on=since, pass_share=share, retake_days=retake, issuer="Sở Minh Họa",
        decision=f"{retake}/QĐ-BỊA", made_at=clock.now(),
    )  # fmt: skip


def post(site: Client, held: FrameworkVersion, **fields: str) -> tuple[int, str]:
    reply = site.post(f"/khung/{held.id}/da-thi", fields)
    return reply.status_code, reply.content.decode()


def test_the_page_tells_the_day_of_another_try(
    site: Client, person: uuid.UUID, held: FrameworkVersion, today: date
) -> None:
    assert "Kiểm tra chính thức" not in site.get("/khung").content.decode()  # no rule says anything of it
    ruled(held, today - days(90), 30)
    assert "dự lại sau 30 ngày (30/QĐ-BỊA)" in site.get("/khung").content.decode()
    assert post(site, held, ngay=told(today - days(10)))[0] == 302
    page = site.get("/khung").content.decode()
    assert f"Bạn được dự lại từ {told(today + days(20))}." in page
    assert f"Bạn đã dự ngày {told(today - days(10))}" in page
    assert "Kiểm tra chính thức" not in Client().get("/khung").content.decode()


def test_a_test_before_that_day_is_refused_kindly_and_not_noted(
    site: Client, person: uuid.UUID, held: FrameworkVersion, today: date
) -> None:
    ruled(held, today - days(90), 30)
    post(site, held, ngay=told(today - days(40)))
    status, page = post(site, held, ngay=told(today - days(11)))
    assert status == 422
    assert f"bạn được dự lại từ {told(today - days(10))}" in page
    assert "ngày nào cũng được" in page
    assert FailedTest.objects.count() == 1
    assert "Bạn dự lại được rồi" in site.get("/khung").content.decode()
    assert post(site, held, ngay=told(today - days(10)))[0] == 302  # from that very day on
    assert post(site, held, ngay=told(today - days(10)))[0] == 302  # twice is once
    assert FailedTest.objects.count() == 2
    assert f"được dự lại từ {told(today + days(20))}" in site.get("/khung").content.decode()


def test_what_is_no_day_or_still_to_come_is_told(
    site: Client, person: uuid.UUID, held: FrameworkVersion, today: date
) -> None:
    ruled(held, today - days(90), 30)
    assert "Ghi ngày kiểm tra như" in post(site, held, ngay="hôm kia")[1]
    assert "chưa tới" in post(site, held, ngay=told(today + days(1)))[1]
    assert not FailedTest.objects.exists()


def test_a_result_before_the_day_of_another_try_does_not_count(
    person: uuid.UUID, held: FrameworkVersion, today: date
) -> None:
    ruled(held, today - days(60), 30)
    places.master(person, "kns.4.3", "kns.2.2", on=today - days(40))
    assert queries.result(person, held, today).passed_on == today - days(40)
    actions.note_failed_test(person, held.framework, on=today - days(45))
    result = queries.result(person, held, today)
    assert (result.passed_on, result.wait) == (today - days(15), None)
    before = queries.result(person, held, today - days(16))
    assert before.passed_on is None
    assert before.wait == queries.Waiting(today - days(45), today - days(15))


def test_another_number_of_days_from_a_day_on_binds_the_tests_after_it(
    person: uuid.UUID, held: FrameworkVersion, by: By, today: date
) -> None:
    ruled(held, today - days(60), 30)
    actions.begin_rule(held.framework, Ruling(0.5, "Sở Minh Họa", "7/QĐ", 7), on=today, by=by)
    actions.note_failed_test(person, held.framework, on=today - days(1))
    wait = queries.wait_on(person, held.framework, today)
    assert wait == queries.Waiting(today - days(1), today + days(29))  # as it was told on that day
    with pytest.raises(NotNow, match="too_early"):
        actions.note_failed_test(person, held.framework, on=today)
    FailedTest.objects.all().delete()
    actions.note_failed_test(person, held.framework, on=today)
    assert queries.wait_on(person, held.framework, today + days(6)) == queries.Waiting(today, today + days(7))
    assert queries.wait_on(person, held.framework, today + days(7)) is None


def test_a_rule_that_says_nothing_lets_one_try_at_once(person: uuid.UUID, held: FrameworkVersion, today: date) -> None:
    ruled(held, today - days(60), None)
    for since in (3, 2):
        actions.note_failed_test(person, held.framework, on=today - days(since))
    assert queries.wait_on(person, held.framework, today) is None
    assert queries.result(person, held, today).wait is None


def test_what_was_noted_by_mistake_is_forgotten_by_him_alone(
    site: Client, person: uuid.UUID, held: FrameworkVersion, today: date
) -> None:
    ruled(held, today - days(60), 30)
    post(site, held, ngay=told(today))
    (noted,) = queries.failed_tests(person, held.framework)
    other = Client()
    learners.answered(other)
    post(other, held, bo=str(noted.id))
    post(site, held, bo="khong-phai")
    assert queries.failed_tests(person, held.framework) == [noted]
    assert f"Chưa đạt ngày {told(today)}" not in other.get("/khung").content.decode()
    post(site, held, bo=str(noted.id))
    assert queries.wait_on(person, held.framework, today) is None


def test_a_table_that_is_not_in_force_and_a_visitor_who_never_learnt(
    site: Client, held: FrameworkVersion, make: Make, today: date
) -> None:
    draft = make("Bản nháp", framework="bang-nhap")
    assert post(site, draft, ngay=told(today))[0] == 404
    assert post(site, held, ngay=told(today))[0] == 302
    assert not FailedTest.objects.exists()


def test_tests_are_part_of_what_the_site_holds_about_a_person(
    person: uuid.UUID, held: FrameworkVersion, today: date
) -> None:
    actions.note_failed_test(person, held.framework, on=today)
    (holder,) = [each for each in own_data.holders() if each.name == "failed_tests"]
    other = uuid.uuid4()
    assert (holder.count([person]), holder.export([person])[0]["on"]) == (1, today)
    moved = holder.merged(person, other)
    assert holder.count([other]) == 1
    holder.unmerged(person, other, moved)
    assert (holder.count([person]), holder.count([other])) == (1, 0)
    holder.joined(person, other)
    assert holder.erase([other]) == 1
    assert not FailedTest.objects.exists()
