"""`hocvuso evaluate fairness`: what the groups differ in, and that unequal treatment would be seen."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from hocvuso.__main__ import main
from hocvuso.core.evidence import Evidence
from hocvuso.evaluation import fairness, simulated_cli
from hocvuso.evaluation.bkt_world import Life, Population
from tests.rooms.evaluation.test_policy import SMALL

BY_NAME = {group.name: group for group in fairness.GROUPS}


def quiet(_: str) -> None:
    pass


@pytest.fixture(autouse=True)
def short(monkeypatch):
    monkeypatch.setattr(fairness, "SESSIONS", 12)
    monkeypatch.setattr(fairness, "PROBED_EVERY", 4)
    monkeypatch.setattr(fairness, "DRAWS", 30)


def watched(name: str, number: int = 0) -> fairness.Watched:
    return fairness.watch(SMALL, BY_NAME[name], 1, number)


def test_groups_are_the_same_people_but_for_one_thing():
    usual, slow = (BY_NAME[name].population.person(1, 5) for name in (fairness.USUAL, "slow_readers"))
    assert slow == replace(usual, pace=usual.pace * 2.0)
    little = [BY_NAME["knows_little"].population.person(1, number).prior for number in range(200)]
    assert sum(little) / 200 == pytest.approx(0.12, abs=0.03)


def test_items_that_do_not_work_are_never_asked():
    few = watched("few_items")
    assert few.context(1).out_of_reach
    assert len(few.context(1).out_of_reach) > len(watched(fairness.USUAL).context(1).out_of_reach) == 0
    assert not set(few.past().recent_tasks) & few.context(1).out_of_reach


def test_late_answers_reach_the_state_only_when_the_link_does():
    group = BY_NAME["late_answers"]
    life = Life(group.population.person(1, 0), SMALL)
    late = fairness.Watched(SMALL, group, life)
    late.fold(Evidence(SMALL.bank.tasks[0], 1.0, 1))
    assert late.state.events == 0
    late.arrive()
    assert late.state.events == 1
    late.arrive()
    assert late.state.events == 1  # once only


def test_a_probe_asks_every_skill_and_changes_nothing():
    one = watched(fairness.USUAL)
    before, state, known = len(one.foreseen), one.state, list(one.life.known)
    one.probe()
    assert len(one.foreseen) == before + len(SMALL.graph)
    assert one.state is state
    assert one.life.known == known
    assert before == 3 * len(SMALL.graph)


def test_usual_people_after_half_the_sessions_are_asked_as_often():
    half, whole = (fairness.watch(SMALL, group, 1, 0) for group in (fairness.CONTROL, BY_NAME[fairness.USUAL]))
    assert len(half.foreseen) == len(whole.foreseen)
    assert 0 < half.answered < whole.answered


def test_a_rule_that_says_mastered_too_soon_is_seen(monkeypatch):
    honest = fairness._calls([watched(fairness.USUAL, number).called for number in range(12)])
    monkeypatch.setattr("hocvuso.core.mastery.LEAST_SQUARE", 0.0)
    monkeypatch.setattr("hocvuso.core.mastery.rule_of_mastery", lambda **_: True)
    hasty = fairness._calls([watched(fairness.USUAL, number).called for number in range(12)])
    assert hasty["called"] > honest["called"]
    assert fairness._calls([[True, False], [True, True]]) == {"called": 2.0, "false": 0.25}
    assert fairness._calls([[], []]) == {"called": 0.0, "false": None}


def test_a_prior_far_away_is_still_felt_and_a_near_one_is_not(monkeypatch):
    first = [watched(fairness.USUAL, number).first for number in range(6)]
    assert {len(events) for events in first} == {fairness.PRIOR_ANSWERS}
    monkeypatch.setattr(fairness, "PRIOR_SHIFTS", (0.0, 0.25, 3.0))
    found = fairness.prior_effects(SMALL, first)
    assert found["0.0"] == {"mean": 0.0, "most": 0.0}
    assert 0.0 < found["0.25"]["mean"] <= found["0.25"]["most"] < found["3.0"]["most"]
    assert found["3.0"]["mean"] > fairness.MOST_PRIOR


def test_a_group_that_is_foreseen_worse_shows_as_a_gap(monkeypatch):
    usual = [watched(fairness.USUAL, number) for number in range(8)]
    same = fairness._gap(usual, usual)
    assert same[0] == 0.0
    turned = [watched(fairness.USUAL, number) for number in range(8)]
    for one in turned:
        one.foreseen = [(1.0 - p, right, true) for p, right, true in one.foreseen]
    assert fairness._gap(turned, usual)[0] < -0.05


def test_the_command_prints_every_group_and_judges_the_goals(capsys, monkeypatch):
    monkeypatch.setattr(
        fairness, "GROUPS", (fairness.Group(fairness.USUAL), fairness.Group("slow_readers", Population(pace=2.0)))
    )
    monkeypatch.setattr(fairness, "SESSIONS", 4)
    monkeypatch.setattr(simulated_cli, "_shipped", lambda: SMALL)
    call = ["evaluate", "fairness", "--learners", "2", "--seeds", "1"]
    assert main([*call, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["simulated"] is True
    assert list(found["groups"]) == ["usual", "slow_readers"]
    assert found["goals"]["auc_gap"]["met"] is (abs(found["auc_gap"]["slow_readers"][0]) <= fairness.MOST_GAP)
    alike = found["slow_readers_with_as_many_answers"]
    assert 0.5 < alike["usual_answers"] / alike["answers"] < 2.0
    assert main(call) == 0
    assert "không phải người thật" in capsys.readouterr().out
