"""The read-out is switched by what it does for learners whom its weights have not seen, and works on a whole bank."""

from __future__ import annotations

import json
import random
from dataclasses import replace

import numpy as np
import pytest

from hocvuso.core import foresight, mastery, switching
from hocvuso.core.bank import TaskBank
from hocvuso.core.catalogue import Catalogue, Context, Past
from hocvuso.core.draw import draw_for
from hocvuso.core.evidence import Evidence, Task, item_print
from hocvuso.core.foresight import Foresight, logit_of
from hocvuso.core.graph import SkillGraph
from hocvuso.core.options import weigh
from hocvuso.core.outlook import outlook
from hocvuso.core.readout import FEATURES, features
from hocvuso.core.session import compose
from hocvuso.core.state import LearnerState, initial
from hocvuso.core.switching import Answers, Judged, Why, judge
from hocvuso.core.traces import REMEMBERED, Traces, skill_number

GRAPH = SkillGraph.from_skills([("a", ()), ("b", ("a",)), ("c", ())])
TASKS = [Task(f"{skill}{n}", (skill,), difficulty=n / 4 - 1, guess=0.25 * (n % 2)) for skill in "abc" for n in range(8)]
BANK = TaskBank.from_tasks(GRAPH, TASKS)


def lived(learners: int, answers: int, *, moody: float, seed: int = 3) -> Answers:
    """People who are right in runs: `moody` logits up or down for some answers, which no state can see."""
    chance, rows = random.Random(seed), []
    for learner in range(learners):
        state, traces, mood = initial(GRAPH), Traces(most=REMEMBERED), 0.0
        for number in range(answers):
            if number % 5 == 0:
                mood = chance.choice((-moody, moody))
            row = chance.randrange(len(TASKS))
            task, skill = TASKS[row], skill_number(TASKS[row].skills[0])
            p = task.guess + (0.97 - task.guess) / (1.0 + np.exp(task.difficulty - mood))
            right = float(chance.random() < p)
            traced = traces.read(item_print(task.id), (skill,), 100)
            state, seen = mastery.update_foreseen(state, Evidence(task, right, 100))
            traces.add(item_print(task.id), (skill,), 100, score=right, foreseen=seen.p)
            rows.append((learner, row, right, seen.p, seen.spread, traced))
    p = np.array([each[3] for each in rows])
    told = features(
        np.array([each[5] for each in rows]), logit=logit_of(p), spread=np.array([each[4] for each in rows]),
        doubt=np.zeros(len(p)),
    )  # fmt: skip
    return Answers(
        np.array([each[0] for each in rows]), np.array([each[1] for each in rows]), np.array([e[2] for e in rows]), p,
        told,
    )  # fmt: skip


def judged(answers: Answers, *, was_on: bool = False) -> Judged:
    return judge(answers, mixes=foresight.mixes_of(BANK), skills=len(GRAPH), was_on=was_on)


@pytest.fixture(scope="module")
def moody() -> Answers:
    return lived(60, 40, moody=2.0)


def test_with_39_calibrated_learners_nothing_is_looked_at() -> None:
    found = judged(lived(39, 12, moody=2.0))
    assert (found.decision.why, found.decision.learners, found.fitted) == (Why.FEW, 39, None)
    assert found.decision.gain is None and not found.decision.is_on


def test_who_answered_nine_questions_is_no_calibrated_learner() -> None:
    assert judged(lived(80, 9, moody=2.0)).decision.learners == 0


def test_what_the_last_answers_tell_switches_it_on(moody: Answers) -> None:
    found = judged(moody)
    assert found.decision.why is Why.BETTER and found.fitted is not None and found.held_out is not None
    assert found.decision.gain == pytest.approx(found.decision.state_loss - found.decision.own_loss)
    assert 0.0 < found.decision.low < found.decision.gain
    again = judged(moody)
    assert again.decision == found.decision and (again.held_out == found.held_out).all()


def test_a_learner_is_foretold_by_weights_that_have_not_seen_him(moody: Answers) -> None:
    found = judged(moody)
    mine = moody.learner == 7
    other = judged(replace(moody, right=np.where(mine, 1.0 - moody.right, moody.right)))
    assert found.held_out is not None and other.held_out is not None
    assert found.held_out[mine] == pytest.approx(other.held_out[mine])
    assert np.abs(found.held_out - other.held_out).max() > 1e-4


@pytest.mark.parametrize(
    ("gain", "low", "was_on", "why"),
    [
        (-0.001, -0.002, True, Why.WORSE), (0.0, -0.001, True, Why.WORSE), (0.002, -0.001, False, Why.UNSURE),
        (0.002, -0.001, True, Why.STILL), (0.002, 0.001, False, Why.BETTER), (0.002, 0.001, True, Why.BETTER),
    ],
)  # fmt: skip
def test_it_goes_on_when_surely_better_and_off_when_no_better(gain, low, was_on, why) -> None:
    assert switching._why(gain, low, was_on=was_on) is why


def test_answers_of_one_learner_are_no_separate_witnesses() -> None:
    fall = np.array([0.5, 0.5, 0.5, -0.1, -0.1, -0.1] * 20)
    each_alone = switching._gain(fall, np.arange(120))
    few_people = switching._gain(fall, np.repeat([0, 1] * 20, 3))
    assert each_alone[0] == few_people[0] and few_people[1] < each_alone[1]


def at_work(answers: Answers) -> tuple[Foresight, Judged]:
    found = judged(answers)
    assert found.fitted is not None
    return Foresight.of(json.loads(json.dumps(foresight.kept(found.fitted, BANK))), BANK), found


def somebody() -> tuple[LearnerState, Traces]:
    state, traces = initial(GRAPH), Traces(most=REMEMBERED)
    for number, row in enumerate([0, 3, 3, 9, 17, 20]):
        state, seen = mastery.update_foreseen(state, Evidence(TASKS[row], float(number % 2), 100))
        skill = skill_number(TASKS[row].skills[0])
        traces.add(item_print(TASKS[row].id), (skill,), 100, score=float(number % 2), foreseen=seen.p)
    return state, traces


def test_kept_by_names_it_says_of_each_task_what_it_was_fitted_to_say(moody: Answers) -> None:
    sight, found = at_work(moody)
    state, traces = somebody()
    rows = []
    for task in TASKS:
        seen = mastery.update_foreseen(state, Evidence(task, 1.0, 101))[1]
        traced = np.array([traces.read(item_print(task.id), (skill_number(task.skills[0]),), 101)])
        rows.append(features(traced, logit=logit_of(np.array([seen.p])), spread=np.array([seen.spread]),
                             doubt=np.zeros(1))[0])  # fmt: skip
    expected = found.fitted.chance(np.array(rows), np.arange(len(TASKS)))
    assert sight.chances(outlook(state, day=101), traces) == pytest.approx(expected, abs=2e-3)


def test_a_task_or_a_skill_that_is_gone_leaves_the_others_as_they_were(moody: Answers) -> None:
    sight, found = at_work(moody)
    names = foresight.kept(found.fitted, BANK)
    smaller = TaskBank.from_tasks(GRAPH, TASKS[:12])
    state, traces = somebody()
    seen = outlook(state, day=101)
    assert Foresight.of(names, smaller).chances(seen, traces) == pytest.approx(sight.chances(seen, traces)[:12])


def test_fitted_on_other_features_it_is_not_used(moody: Answers) -> None:
    names = foresight.kept(judged(moody).fitted, BANK)
    del names["weights"][FEATURES[-1]]
    with pytest.raises(ValueError, match="features"):
        Foresight.of(names, BANK)


def test_chances_decide_the_window_of_success_and_move_no_ability() -> None:
    catalogue = Catalogue.build(GRAPH, tasks=TASKS, lessons=[])
    state, context, past = initial(GRAPH), Context(day=101), Past(activities=9)
    chances = np.full(len(TASKS), 0.2)
    chances[5] = 0.75
    options = weigh(state, catalogue, past, context, chances=chances)
    plain = weigh(state, catalogue, past, context)
    assert (options.p == chances).all() and (options.seen.mean == plain.seen.mean).all()
    assert (options.information == plain.information).all()
    parts = compose(
        state, catalogue, past, replace(context, minutes=1.0), draw_for(b"x" * 16, 9), chances=chances
    ).parts
    assert next(part.activity.id for part in parts if part.activity) == TASKS[5].id
