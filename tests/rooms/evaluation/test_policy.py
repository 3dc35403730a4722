"""`hocvuso evaluate policy`: the invented learners behave as they are told, and every policy meets the same ones."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from hocvuso.__main__ import main
from hocvuso.core.catalogue import Catalogue, LessonOption
from hocvuso.core.evidence import Task
from hocvuso.core.graph import SkillGraph
from hocvuso.evaluation import policies, policy, simulated_cli
from hocvuso.evaluation.bkt_world import DAY_MINUTES, Life, Person, Population
from hocvuso.evaluation.policies import Deed, Ours, Tracer

CERTAIN = Person("x", prior=0.0, by_lesson=1.0, by_task=0.0, guess=0.2, slip=0.1, forget=0.0, pace=1.0)


def small(skills: int = 4, tasks: int = 6) -> Catalogue:
    """Chains of four skills, two lessons and some tasks each."""
    graph = SkillGraph.from_skills((f"s{n}", (f"s{n - 1}",) if n % 4 else ()) for n in range(skills))
    listed = [
        Task(f"s{n}/{k}", (f"s{n}",), difficulty=0.5 * (k % 3) - 0.5, lesson=f"s{n}/l{k % 2}", seconds=60.0)
        for n in range(skills)
        for k in range(tasks)
    ]
    lessons = [
        LessonOption(f"s{n}/l{order}", f"s{n}", 4.0, order, "basic", 2) for n in range(skills) for order in (0, 1)
    ]
    return Catalogue.build(graph, tasks=listed, lessons=lessons)


SMALL = small()


def quiet(_: str) -> None:
    pass


def test_a_lesson_teaches_and_what_a_skill_needs_comes_first():
    life = Life(CERTAIN, SMALL)
    assert life.share_known == 0.0
    for place in range(4):
        life.study(place, 1.0, 4.0)
    assert life.known == [True] * 4
    assert life.minutes == 16.0
    learnt = 0
    for number in range(400):
        life = Life(replace(CERTAIN, number=str(number)), SMALL)
        life.study(3, 1.0, 4.0)
        learnt += life.known[3]
    assert 60 < learnt < 140  # a quarter of the usual certainty


def test_answers_come_as_often_right_as_the_truth_says_and_harder_ones_less():
    easy, hard = 0, 2  # rows: difficulty −.5 and +.5
    life = Life(CERTAIN, SMALL)
    assert life.chance(easy) == pytest.approx(1.0 / (1.0 + np.exp(-(np.log(0.25) + 0.25))))
    assert life.chance(hard) < 0.2 < life.chance(easy)
    life.study(0, 1.0, 4.0)
    assert life.chance(hard) < 0.9 < life.chance(easy)
    right = sum(life.answer(easy) for _ in range(600))
    assert right / 600 == pytest.approx(life.chance(easy), abs=0.04)


def test_days_make_forget_and_practice_protects():
    kept = {}
    for practised in (0, 5):
        known = 0
        for number in range(300):
            life = Life(replace(CERTAIN, number=f"{number}", forget=0.05), SMALL)
            life.study(0, 1.0, 4.0)
            life.practised[0] = practised
            for _ in range(10):
                life.rest()
            known += life.known[0]
        kept[practised] = known / 300
    assert kept[0] < 0.55
    assert kept[5] > kept[0] + 0.2


def test_slow_readers_take_more_minutes_for_the_same():
    slow, usual = Life(replace(CERTAIN, pace=2.0), SMALL), Life(CERTAIN, SMALL)
    for life in (slow, usual):
        life.study(0, 0.5, 2.0)
        life.answer(0)
    assert slow.minutes == pytest.approx(2.0 * usual.minutes)


def test_every_policy_meets_the_same_luck():
    one, two = Life(CERTAIN, SMALL), Life(CERTAIN, SMALL)
    first = [one.answer(0) for _ in range(9)]
    two.study(2, 1.0, 4.0)  # another order elsewhere changes nothing here
    assert [two.answer(0) for _ in range(9)] == first


def test_the_tracer_is_bayes():
    tracer = Tracer(SMALL, Population(), "x")
    p = tracer.p[0] = 0.3
    tracer.told(Deed(0), True, 1)
    after = p * 0.9 / (p * 0.9 + (1 - p) * 0.2)
    assert tracer.p[0] == pytest.approx(after + (1 - after) * 0.15)
    tracer.told(Deed(0, steps=2), None, 1)
    assert tracer.p[0] == pytest.approx(1 - (1 - after) * 0.85 * 0.5)


@pytest.mark.parametrize("name", list(policies.PEERS))
def test_peers_teach_each_skill_and_do_not_stop_when_all_are_mastered(name):
    policy_of = policies.PEERS[name](SMALL, Population(), "x")
    met, lessons = set(), []
    for _ in range(120):
        deed = policy_of.choose(1)
        if deed.is_lesson:
            lessons.append(deed.row)
        met.add(policy_of.place_of(deed, None if deed.is_lesson else True))
        policy_of.told(deed, None if deed.is_lesson else True, 1)
    assert met == set(range(4))
    assert len(lessons) == len(set(lessons))
    assert min(policy_of.p) > policies.MASTERED


def test_peers_keep_to_what_a_skill_needs_but_for_chance():
    for name in ("linear", "most_missing", "least_missing", "zpdes"):
        first = policies.PEERS[name](SMALL, Population(), "x").choose(1)
        assert first.is_lesson
        assert SMALL.lesson_place[first.row] == 0, name


def test_ours_is_the_session_of_the_product_part_by_part():
    ours = Ours(SMALL, Population(), "x")
    first = ours.choose(100)
    assert first.is_lesson
    assert ours.state.events == 0
    ours.told(first, None, 100)
    assert ours.state.events == first.steps  # as the product: one event a step
    second = ours.choose(100)
    assert not second.is_lesson
    ours.told(second, False, 100)
    assert ours.past().streaks == {"s0": -1}
    assert ours.past().activities == 1


def test_a_policy_that_knows_the_truth_is_faster_and_the_interval_says_so():
    class Knows:
        """Lesson after lesson, in order: with certain lessons nothing is faster."""

        def __init__(self, catalogue, population, learner):
            self.left = list(range(len(catalogue.lessons)))[::2]

        def choose(self, day):
            return Deed(self.left.pop(0), 2)

        def told(self, deed, right, day):
            pass

    certain = Population(prior=0.001, by_lesson=0.999, forget=1e-9, weight=1e6)
    found = policy.evaluate(
        SMALL, learners=12, seeds=2, say=quiet, population=certain, makers={"ours": Knows, "random": policies.ByChance}
    )
    assert found["ours"]["reached"] == 1.0
    assert found["best_peer"] == "random"
    share, low, high = found["saved"]["random"]
    assert 0.0 < low <= share <= high
    assert found["goal"]["met"] is (share >= policy.LEAST_SAVED)


def test_savings_are_paired_by_learner():
    ours, peer = np.array([90.0, 180.0, 900.0]), np.array([100.0, 200.0, 1000.0])
    assert policy.saving(ours, peer) == pytest.approx([0.1, 0.1, 0.1])
    assert policy.saving(peer, peer) == [0.0, 0.0, 0.0]


def test_whoever_does_not_get_there_is_counted_with_what_he_used(monkeypatch):
    monkeypatch.setattr(policy, "MOST_MINUTES", 30.0)
    hopeless = replace(CERTAIN, by_lesson=0.0)
    lived = policy.live(hopeless, SMALL, policies.Linear, Population())
    assert not lived.reached
    assert 30.0 <= lived.minutes < 30.0 + DAY_MINUTES


def test_the_command_prints_ours_beside_the_peers(capsys, monkeypatch):
    monkeypatch.setattr(policy, "MOST_MINUTES", 20.0)
    call = ["evaluate", "policy", "--learners", "2", "--seeds", "2"]
    assert main([*call, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["simulated"] is True
    assert set(found["baselines"]) == set(policies.PEERS)
    assert len(found["saved_by_seed"]) == 2
    monkeypatch.setattr(simulated_cli, "_shipped", lambda: SMALL)
    assert main(call) == 0
    said = capsys.readouterr().out
    assert "không phải người thật" in said
    assert all(name in said for name in policies.PEERS)
    with pytest.raises(SystemExit):
        main(["evaluate", "policy", "--learners", "0"])


def test_ours_takes_fewer_minutes_than_chance():
    found = policy.evaluate(
        small(skills=12, tasks=12), learners=15, seeds=1, say=quiet, makers={"ours": Ours, "random": policies.ByChance}
    )
    assert found["saved"]["random"][0] > 0.05
