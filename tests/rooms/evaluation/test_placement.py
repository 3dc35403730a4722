"""`hocvuso evaluate placement`: worlds alike for all engines, honest standard errors, goals told plainly."""

from __future__ import annotations

import json

import numpy as np
import pytest

from hocvuso.__main__ import main
from hocvuso.core.parameters import DEFAULT
from hocvuso.evaluation import placement, placement_line, placement_peers, placement_skills, placement_worlds


@pytest.fixture
def no_catsim(monkeypatch):
    monkeypatch.setattr(placement_peers, "missing", lambda: placement_peers.MISSING)


def test_a_world_is_repeatable_and_its_answers_follow_its_chances():
    one, again, other = (placement_worlds.line(400, seed) for seed in (1, 1, 2))
    assert (one.right == again.right).all()
    assert (one.right != other.right).any()
    logit = one.bank.discrimination * (one.ability - one.bank.difficulty)
    expected = 1.0 / (1.0 + np.exp(-logit))
    for low, high in ((0.1, 0.3), (0.4, 0.6), (0.7, 0.9)):
        among = (expected > low) & (expected < high)
        assert one.right[among].mean() == pytest.approx(expected[among].mean(), abs=0.02)


def test_learners_are_shared_among_banks_and_none_is_lost():
    for learners in (1, 7, 40):
        worlds = placement_worlds.several(placement_worlds.line, learners, 3)
        assert sum(map(len, worlds)) == learners
        assert len({world.bank.difficulty[0] for world in worlds}) == len(worlds)


def test_a_wrong_graph_has_a_fifth_of_its_links_wrong_and_no_ring():
    right = placement_worlds.skills(1, 1).bank.graph
    found = set()
    for seed in range(40):
        wrong = placement_worlds.wrong_graph(seed)
        assert wrong.ids == right.ids
        moved = [place for place in range(12) if wrong.prerequisites[place] != right.prerequisites[place]]
        assert len(moved) == 2  # of nine links
        for place in moved:
            (needed,) = wrong.prerequisites[place]
            assert wrong.ids[needed][0] != wrong.ids[place][0]
        found.add(wrong.prerequisites)
    assert len(found) > 20


def test_standard_errors_are_honest_and_adaptive_items_tell_more(no_catsim):
    found = placement_line.evaluate(80, 5)["engines"]
    for stop in placement_line.STOPS:
        for name in ("ours", "as_product", "random"):
            # A step that is surer than it may be stops early and misses by more than it says.
            assert 0.75 * stop < found[name][str(stop)]["rmse"] < 1.18 * stop
        items = [found[name][str(stop)]["items"] for name in ("ours", "as_product", "random")]
        assert items[0] < items[1] < 0.7 * items[2]
        assert found["random"][str(stop)]["rmse_same_length"] > 1.2 * found["ours"][str(stop)]["rmse"]


def test_the_links_between_skills_are_worth_more_than_separate_tests():
    world = placement_worlds.skills(24, 5)
    engines = placement_skills.engines(world, 5)
    ours, apart, random = (placement_skills.run(world, engines[name]) for name in ("ours", "independent", "random"))
    for judged in (ours, apart, random):
        assert (np.diff(judged.squares.mean(axis=0)) < 0.0).all()
    assert (ours.accuracy.mean(axis=0) > apart.accuracy.mean(axis=0) + 0.02).all()
    assert (ours.squares.mean(axis=0) < apart.squares.mean(axis=0)).all()
    assert (ours.squares.mean(axis=0) < random.squares.mean(axis=0)).all()


def test_a_fixed_test_has_two_items_of_each_skill():
    bank = placement_worlds.skills(1, 9).bank
    for rows in (placement_skills.blueprint(bank), placement_skills.sharp_blueprint(bank)):
        assert len(set(rows.tolist())) == placement_skills.ALL
        assert np.bincount(bank.main[rows]).tolist() == [2] * 12
        assert sorted(bank.main[rows[:12]].tolist()) == list(range(12))
    easy, hard = np.split(bank.difficulty[placement_skills.blueprint(bank)], 2)
    assert (easy < hard).all()


def test_our_engine_is_the_product_and_asks_no_item_twice():
    world = placement_worlds.skills(3, 2)
    engine = placement_skills.engines(world, 1)["ours"]
    assert engine.parameters is DEFAULT
    states = list(placement_skills._states(world, engine, world.bank, 0))
    assert [state.events for state in states] == list(range(1, 25))


def test_goals_are_reached_missed_or_not_measured():
    def rows(*items: float, microseconds: float = 20.0) -> dict[str, dict[str, object]]:
        met = {str(stop): {"items": each} for stop, each in zip(placement_line.STOPS, items, strict=True)}
        return {"ours": {"microseconds": microseconds, "at_catsim_error": met}, "catsim": {}}

    assert list(placement_line._goals(rows(7.7, 15.0)).values()) == [False, True, True]
    never = rows(1.0, 1.0)
    never["ours"]["at_catsim_error"] = {"0.4": None, "0.3": None}
    assert list(placement_line._goals(never).values()) == [False, False, True]
    assert list(placement_line._goals({"ours": {"microseconds": 31.0}}).values()) == [None, None, False]
    assert [line.rpartition(": ")[2] for line in placement.goal_lines({"a": True, "b": False, "c": None})] == [
        "đạt",
        "chưa đạt",
        "chưa đo được",
    ]


def test_the_error_of_a_peer_is_met_at_the_first_stop_that_is_as_good():
    ended = placement_line.Ended(
        {0.4: [4, 6], 0.3: [9, 10], 0.25: [12, 14]}, {0.4: [0.5, -0.5], 0.3: [0.3, -0.3], 0.25: [0.2, 0.2]}, []
    )
    assert placement_line._at_error(ended, 0.3) == {"stop": 0.3, "items": 9.5, "rmse": 0.3}
    assert placement_line._at_error(ended, 0.1) is None


def test_the_command_prints_a_table_or_one_object_and_says_what_to_install(no_catsim, capsys):
    call = ["evaluate", "placement", "--learners", "3", "--seed", "4"]
    assert main([*call, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["line"]["learners"] == found["skills"]["learners"] == 3
    assert "catsim" not in found["line"]["engines"]
    assert main(call) == 0
    said = capsys.readouterr().out
    assert "requirements-peers.lock" in said
    assert "{:.3f}, {:.3f}".format(*found["skills"]["engines"]["random"]["24"].values()) in said
    with pytest.raises(SystemExit) as stopped:
        main(["evaluate", "placement", "--learners", "0"])
    assert stopped.value.code == 2
    assert "số nguyên từ 1" in capsys.readouterr().err
