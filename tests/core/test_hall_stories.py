"""The stories of simulators as questions of a hall: the decision is the one that the simulator calls safe."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocvuso.core import hall
from hocvuso.core.scenario import weekly
from hocvuso.practice.reading import read_scenarios
from tests import shipped
from tests.core.test_hall import WORDS

SCENARIOS = read_scenarios(shipped.content_folder() / "scenarios", prove=False).scenarios
FAMILY = [each for each in SCENARIOS.values() if each.id.startswith(weekly.FAMILY)]


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
    other = next(each for each in SCENARIOS.values() if not each.id.startswith(weekly.FAMILY))
    with pytest.raises(hall.BadExercise):
        hall.of_simulator(other, 1, WORDS)
