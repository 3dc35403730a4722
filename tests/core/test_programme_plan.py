"""From ten answers and headcounts to a plan: numbers, days, classes; nothing from what nobody declared."""

from __future__ import annotations

import math
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocvuso.core.programmes import answers, plan
from hocvuso.core.programmes.answers import Answers, Option, Question
from hocvuso.core.programmes.plan import Audience, GoalTemplate, Setting, TaskTemplate

START = date(2026, 11, 29)
ENDS = Question("ends_on", 1, answers.DAY, "", "", "")
SEATS = Question("seats", 2, answers.NUMBER, "", "", "30", least=5, most=500)
WAYS = Question(
    "channels", 3, answers.CHOICES, "", "", "zalo", options=(Option("zalo", "", ""), Option("board", "", ""))
)
SHIFT = Question("shift", 1, answers.CHOICE, "", "", "office", options=(Option("office", "", "", "17:15"),))


@st.composite
def told(draw):
    return Answers(
        ends_on=START + timedelta(days=draw(st.integers(28, 1095))), head="Chị Hạnh", phones=draw(st.integers(0, 10)),
        shift="office", seats=draw(st.integers(5, 200)), weekly=draw(st.integers(1, 3)),
        group=draw(st.integers(0, 12)), families=draw(st.integers(0, 50)), wifi=draw(st.integers(0, 5)),
        channels=("zalo",), class_at="17:15",
    )  # fmt: skip


people = st.none() | st.integers(0, 3000)
settings = st.builds(
    lambda workers, officials, upper, units, kits: Setting(
        (Audience("workers", "W", 0.8, workers, None), Audience("full-time-officials", "O", 1.0, officials, None)),
        is_upper=upper, units=units, kits=tuple(map(str, range(kits))),
    ),
    people, people, st.booleans(), st.integers(1, 40), st.integers(0, 12),
)  # fmt: skip
GOALS = (
    GoalTemplate("a", "A", "A", "reported", (
        TaskTemplate("kits", "K", "K", "group", 0.9, "posts", "posts"),
        TaskTemplate("wifi", "W", "W", "board", 0.5, "wifi", "wifi", "wifi"),
        TaskTemplate("workers", "N", "N", "head", 1.0, "target:workers", "goal:workers"),
        TaskTemplate("officials", "O", "O", "head", 0.5, "", "", "people:full-time-officials"),
        TaskTemplate("below", "B", "B", "board", 0.2, "", "units", "upper"),
    )),
)  # fmt: skip
OWNERS = {"board": "Ban chấp hành", "group": "Tổ", "trainer": "Người đứng lớp"}


@given(told(), settings)
def test_every_day_of_a_plan_lies_in_its_period_and_classes_avoid_days_off(said, setting):
    off = plan.off([(1, 1), (4, 30)], [(date(2027, 2, 4), date(2027, 2, 10))], START, said.ends_on)
    made = plan.plan(
        GOALS, OWNERS, said, Setting(setting.audiences, setting.is_upper, setting.units, setting.kits, off), START
    )
    assert all(START <= each.due_on <= made.end for each in made.tasks)
    days = [each.on for each in made.sessions]
    assert days == sorted(set(days))
    assert all(START < day <= made.end and day.weekday() < 5 and day not in off for day in days)
    assert [each.number for each in made.sessions] == list(range(1, len(days) + 1))
    assert all(each.on <= made.end for each in made.kits)


@given(told(), settings)
def test_nobody_comes_more_often_than_planned_and_the_rest_is_named(said, setting):
    made = plan.plan(GOALS, OWNERS, said, setting, START)
    needed = made.numbers["people"]
    if needed is None:
        assert len(made.sessions) <= plan.UNKNOWN_WEEKS * said.weekly
        assert made.numbers["alone"] is None
        return
    groups = {each.group for each in made.sessions}
    assert len(groups) <= math.ceil(needed / said.seats)
    assert made.numbers["alone"] == max(needed - len(groups) * said.seats, 0)
    turns = [(each.group, each.time) for each in made.sessions]
    assert len(set(turns)) == len(turns)
    assert all(each.time <= plan.TIMES for each in made.sessions)


@given(told(), settings)
def test_numbers_follow_from_what_was_declared_and_answered(said, setting):
    made = plan.plan(GOALS, OWNERS, said, setting, START)
    workers = setting.audiences[0]
    goal = next(each.wanted for each in made.tasks if each.id == "workers")
    assert goal == (None if workers.people is None else math.ceil(round(0.8 * workers.people, 9)))
    ids = {each.id for each in made.tasks}
    assert ("wifi" in ids) == bool(said.wifi)
    assert ("below" in ids) == setting.is_upper
    assert ("officials" in ids) == bool(setting.audiences[1].people)
    assert made.numbers["devices"] == math.ceil(said.seats * (10 - said.phones) / 10)


def test_without_a_group_whoever_is_in_charge_does_it():
    said = Answers(date(2027, 12, 31), "Chị Hạnh", 8, "office", 30, 1, 0, 0, 0, ("zalo",), "17:15")
    made = plan.plan(GOALS, OWNERS, said, Setting(()), START)
    assert next(each.owner for each in made.tasks if each.id == "kits") == "Chị Hạnh"


@pytest.mark.parametrize(
    ("question", "typed", "kept", "fault"),
    [
        (ENDS, ["31/12/2027"], "2027-12-31", ""),
        (ENDS, [""], "", ""),
        (ENDS, ["31/2/2027"], "", answers.NOT_A_DAY),
        (ENDS, ["1/12/2026"], "", answers.TOO_EARLY),
        (ENDS, ["1/12/2036"], "", answers.TOO_LATE),
        (SEATS, ["1.0"], "10", ""),
        (SEATS, ["ba mươi"], "30", answers.NOT_A_NUMBER),
        (SEATS, ["2"], "30", answers.TOO_SMALL),
        (SEATS, ["99999999999999999999"], "30", answers.TOO_LARGE),
        (WAYS, ["board", "zalo"], "zalo,board", ""),
        (WAYS, [], "zalo", ""),
        (WAYS, ["fax"], "zalo", answers.NOT_OFFERED),
        (SHIFT, ["night"], "office", answers.NOT_OFFERED),
    ],
)
def test_an_answer_is_kept_or_named(question, typed, kept, fault):
    assert answers.read(question, typed, START) == (kept, fault)


@given(st.dates(date(2025, 1, 1), date(2040, 12, 31)))
def test_a_plan_without_a_last_day_has_time_enough(start):
    end = answers.last_day(start)
    assert (end.month, end.day) == (12, 31)
    assert answers.SHORT_YEAR <= (end - start).days <= 366 + answers.SHORT_YEAR


@given(st.text(max_size=30))
def test_no_typed_text_breaks_an_answer(text):
    for question in (ENDS, SEATS, WAYS, SHIFT):
        kept, _fault = answers.read(question, [text], START)
        assert answers.read(question, kept.split(","), START)[1] == ""
