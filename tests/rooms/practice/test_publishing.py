"""Scenarios in the database: every version stays, one is in force, a broken file keeps the last good one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from hocvuso.plumbing import clock
from hocvuso.practice import actions, queries
from hocvuso.practice.models import ScenarioVersion

pytestmark = [pytest.mark.django_db, pytest.mark.both]
Edit = Callable[[str, str], None]


@pytest.fixture(autouse=True)
def _forget():
    yield
    queries.forget()


def test_what_is_published_is_in_force_and_stays_readable(folder: Path, edit: Edit):
    first = actions.publish(folder, now=clock.now())
    assert (first.count, first.is_new) == (1, True)
    old = queries.scenario("strange-call")
    assert old is not None and not actions.publish(folder, now=clock.now()).is_new
    edit("Cuộc gọi lạ hỏi mã", "Cuộc gọi hỏi mã")
    assert actions.publish(folder, now=clock.now()).is_new
    new = queries.scenario("strange-call")
    assert new is not None and new.version != old.version
    assert queries.scenario("strange-call", old.version) == old
    assert queries.scenario("strange-call", "0" * 16) is None
    assert ScenarioVersion.objects.filter(scenario="strange-call").count() == 2


def test_a_broken_file_keeps_the_last_good_version(folder: Path, edit: Edit):
    actions.publish(folder, now=clock.now())
    good = queries.scenario("strange-call")
    edit("weight = 20", "weight = 21")
    told = actions.publish(folder, now=clock.now())
    assert told.problems and "1 lỗi" in told.summary
    assert queries.scenario("strange-call") == good


def test_a_file_that_is_gone_is_no_longer_offered(folder: Path):
    actions.publish(folder, now=clock.now())
    version = queries.current()["strange-call"].version
    (folder / "strange-call/scenario.toml").unlink()
    assert actions.publish(folder, now=clock.now()).is_new
    assert queries.scenario("strange-call") is None
    assert queries.scenario("strange-call", version) is not None


def test_going_back_to_an_earlier_version_is_possible(folder: Path, edit: Edit):
    actions.publish(folder, now=clock.now())
    version = queries.current()["strange-call"].version
    edit("Cuộc gọi lạ hỏi mã", "Cuộc gọi hỏi mã")
    actions.publish(folder, now=clock.now())
    edit("Cuộc gọi hỏi mã", "Cuộc gọi lạ hỏi mã")
    actions.publish(folder, now=clock.now())
    assert queries.current()["strange-call"].version == version
