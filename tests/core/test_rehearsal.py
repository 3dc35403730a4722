"""The diagnosis against a virtual learner: repeatable, honest about its answers, and the placement's own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hocvuso.core import mastery, placement, rehearsal
from hocvuso.core.draw import draw_for
from hocvuso.core.evidence import Evidence, Task
from hocvuso.core.placement import FIRST, FULL, Mode, Progress, Stop
from hocvuso.core.state import initial
from tests.core.test_placement import bank_of, chains
from tests.core.worlds import TODAY

GRAPH = chains()
BANK = bank_of(GRAPH)


def strengths(**chains_are: str) -> dict[str, str]:
    """Every skill of the three chains with the strength of its chain, middling unless named."""
    return {skill: chains_are.get(skill[:2], "middling") for skill in GRAPH.ids}


@pytest.mark.parametrize("seed", [1, 77])
def test_the_same_number_gives_the_same_run_and_another_gives_another(seed: int) -> None:
    truth = rehearsal.abilities(strengths(), seed)
    first, again = (rehearsal.rehearse(BANK, truth, seed, day=TODAY, mode=FULL) for _ in range(2))
    assert first == again
    assert first.asked != rehearsal.rehearse(BANK, truth, seed + 1, day=TODAY, mode=FULL).asked
    assert rehearsal.abilities(strengths(), seed) != rehearsal.abilities(strengths(), seed + 1)


def test_it_asks_exactly_what_the_placement_would_ask() -> None:
    seed = 5
    truth = rehearsal.abilities(strengths(c0="strong"), seed)
    ran = rehearsal.rehearse(BANK, truth, seed, day=TODAY, mode=FIRST)
    state, done = initial(GRAPH), Progress()
    for each in ran.asked:
        draw = draw_for(seed.to_bytes(16, "big"), state.events)
        wanted = placement.next_task(state, BANK, done, draw, day=TODAY, mode=FIRST)
        assert wanted.task == each.task.id
        assert (wanted.p, wanted.score, wanted.runner_up) == (each.p, each.gain, each.runner_up)
        answer = Evidence(each.task, float(each.right), TODAY, ms=int(each.task.seconds * 1000))
        state = mastery.update(state, answer)
        done = placement.progress([answer]) if not done.asked else Progress(
            (*done.asked, each.task.id), done.seconds + each.task.seconds, done.planned + each.task.seconds
        )  # fmt: skip
        place = GRAPH.index(each.task.skills[0])
        assert each.after == pytest.approx(mastery.mastery_probability(state, GRAPH.ids[place], day=TODAY), abs=3e-4)
    last = placement.next_task(state, BANK, done, draw_for(bytes(16), state.events), day=TODAY, mode=FIRST)
    assert last.stop is ran.stop


def test_answers_come_as_often_right_as_the_real_abilities_say() -> None:
    rows = [
        (each.true_p, each.right)
        for seed in range(60)
        for each in rehearsal.rehearse(
            BANK, rehearsal.abilities(strengths(c0="strong", c1="weak"), seed), seed, day=TODAY, mode=FULL
        ).asked
    ]
    assert len(rows) > 800
    expected, came = sum(p for p, _ in rows) / len(rows), sum(right for _, right in rows) / len(rows)
    assert came == pytest.approx(expected, abs=0.04)


def test_the_strong_are_found_and_the_weak_are_not_called_known() -> None:
    wrong_of_strong = wrong_of_weak = judged = 0
    for seed in range(20):
        for strength in ("strong", "weak"):
            truth = rehearsal.abilities(dict.fromkeys(GRAPH.ids, strength), seed)
            ran = rehearsal.rehearse(BANK, truth, seed, day=TODAY, mode=FULL)
            judged += ran.count(right=True) + ran.count(right=False)
            wrong = ran.count(right=False)
            assert ran.guessed() >= ran.count(right=True)
            wrong_of_strong, wrong_of_weak = (
                (wrong_of_strong + wrong, wrong_of_weak) if strength == "strong"
                else (wrong_of_strong, wrong_of_weak + wrong)
            )  # fmt: skip
    assert judged > 150
    assert wrong_of_strong + wrong_of_weak < 0.1 * judged


def test_the_first_question_and_a_change_of_subject_are_marked() -> None:
    changes = 0
    for seed in range(15):
        ran = rehearsal.rehearse(BANK, rehearsal.abilities(strengths(), seed), seed, day=TODAY, mode=FULL)
        assert [each.is_first for each in ran.asked] == [True] + [False] * (len(ran.asked) - 1)
        for number, each in enumerate(ran.asked):
            skills = [one.task.skills[0] for one in ran.asked[max(number - 2, 0) : number]]
            assert each.changes_subject == (len(skills) == 2 and skills[0] == skills[1] != each.task.skills[0])
            changes += each.changes_subject
    assert changes


def test_the_estimate_starts_at_the_prior_and_grows_surer() -> None:
    ran = rehearsal.rehearse(BANK, rehearsal.abilities(strengths(), 3), 3, day=TODAY, mode=FULL)
    assert ran.start[0] == 0.0
    assert ran.asked[-1].spread < ran.start[1]
    assert ran.truth == pytest.approx(sum(each.ability for each in ran.found) / len(ran.found))


def test_with_nothing_to_ask_it_ends_at_once() -> None:
    ran = rehearsal.rehearse(BANK, rehearsal.abilities(strengths(), 3), 3, day=TODAY, mode=replace(FIRST, tasks=0))
    assert (ran.asked, ran.stop, ran.seconds) == ((), Stop.TASKS, 0.0)
    assert rehearsal.rehearse(
        BANK, rehearsal.abilities(strengths(), 3), 3, day=TODAY, mode=Mode(8, 1.0, 4)
    ).stop is Stop.TIME  # fmt: skip


def test_the_real_chance_is_the_answer_model_with_the_real_ability() -> None:
    task = Task("t", ("c0.0",), difficulty=0.5, guess=0.25, slip=0.03)
    assert rehearsal.true_chance(task, {"c0.0": 0.5}) == pytest.approx(0.25 + 0.72 / 2)
    assert rehearsal.true_chance(task, {"c0.0": 9.0}) == pytest.approx(0.97, abs=1e-3)
