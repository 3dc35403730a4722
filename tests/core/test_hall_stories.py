"""The stories of simulators as questions of a hall: the decision is the one that the simulator calls safe."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocvuso.core import hall
from hocvuso.core.hall_decisions import of_decisions, of_short
from hocvuso.core.scenario import shorts, weekly
from hocvuso.core.scenario.variants import deal
from hocvuso.practice.reading import read_scenarios
from tests import shipped
from tests.core.test_hall import WORDS

SCENARIOS = read_scenarios(shipped.content_folder() / "scenarios", prove=False).scenarios
FAMILY = [each for each in SCENARIOS.values() if weekly.tells(each)]
OTHERS = [each for each in SCENARIOS.values() if not weekly.tells(each)]


@pytest.mark.parametrize("scenario", FAMILY, ids=lambda each: each.id)
def test_each_story_can_be_asked_and_its_safe_answer_is_that_of_its_flags(scenario):
    for place, variant in enumerate(scenario.variants):
        found = hall.of_story(scenario, place, WORDS)
        assert found.right == (0 if "good" in variant.flags else 1)
        assert "{" not in found.text + found.shown + found.why and found.shown


@given(st.integers(0, 2**31 - 1))
def test_the_decision_of_a_simulator_asks_no_story_twice(seed):
    found = hall.of_simulator(FAMILY[0], seed, WORDS)
    assert len({each.text + each.shown for each in found.questions}) == 4


@given(st.integers(100_000, 110_000))
def test_every_week_has_an_exercise_with_its_story_first(week):
    story = weekly.story_of(week, weekly.stories(SCENARIOS.values()))
    found = hall.of_week("Tuần", SCENARIOS[story.scenario], story.place, shipped.curriculum(), week, WORDS)
    assert not found.questions[0].item and all(each.item for each in found.questions[1:])
    assert found == hall.of_week("Tuần", SCENARIOS[story.scenario], story.place, shipped.curriculum(), week, WORDS)


def test_a_simulator_that_tells_no_story_is_no_exercise():
    with pytest.raises(hall.BadExercise):
        hall.of_simulator(OTHERS[0], 1, WORDS)


@pytest.mark.parametrize("scenario", OTHERS, ids=lambda each: each.id)
def test_the_decisions_of_every_other_simulator_are_asked_with_what_is_on_its_screen(scenario):
    for week in range(104_000, 104_012):
        found = of_decisions(scenario, shipped.curriculum(), week, WORDS)
        asked = found.questions[: len(scenario.shorts)]
        assert all(not each.item and each.shown and each.why for each in asked)
        assert all(each.item for each in found.questions[len(asked) :])
        assert "{" not in "".join(each.text + each.shown + each.why + "".join(each.options) for each in asked)
        assert found == hall.from_json(json.loads(json.dumps(found.to_json())))


@pytest.mark.parametrize("scenario", OTHERS, ids=lambda each: each.id)
def test_the_safe_answer_of_a_decision_is_the_one_that_loses_nothing(scenario):
    dangers = {each.id for each in scenario.dangers}
    for short in scenario.shorts:
        found = of_short(scenario, short, 5, WORDS)
        seed = shorts.seed_of(scenario, short, 5)
        texts = {deal(scenario, seed).text(each.text): each for each in shorts.answers_of(scenario, short)}
        assert set(found.options) == {*texts, WORDS.unsure} and found.options[-1] == WORDS.unsure
        answer = texts[found.options[found.right]]
        judged = shorts.play(scenario, short, seed=seed, lines=shorts.lines_as(scenario, short, answer.id, seed))
        assert judged.score.goal and not dangers & set(judged.score.dangers)


def test_the_safe_answer_does_not_always_stand_in_the_same_place():
    places = {of_short(one, each, way, WORDS).right for one in OTHERS for each in one.shorts for way in range(6)}
    assert len(places) > 1
