"""An exercise of a hall: steps, what is taken when, counts of people, and the exercises made of the content."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocvuso.core import hall
from hocvuso.core.hall import Counted, Exercise, Question, Words
from tests import shipped

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
WORDS = Words("Tin được", "Đáng ngờ", "Chưa biết", "Tin không?", "Việc an toàn: {act}.")
counts = st.lists(st.tuples(st.integers(0, 4), st.integers(1, 9)), max_size=60)


def question(text="Làm gì?", right=1, options=("Bấm", "Gọi", "Chưa biết")):
    return Question(text, options, right, "Vì thế.")


def exercise(many=3):
    return Exercise("Bài", "week", tuple(question(f"Câu {each}?", each % 2) for each in range(many)))


@given(st.integers(3, 6), st.lists(st.sampled_from([1, -1]), max_size=40))
def test_whatever_is_pressed_a_step_is_one_of_the_exercise(many, presses):
    step = 0
    for by in presses:
        step = hall.moved(step, by, many)
        assert 0 <= step <= hall.last_step(many)
        asked = hall.question_at(step, many)
        assert (asked is None) == (hall.stage(step, many) in (hall.FILLS, hall.OVER))
        assert asked is None or 0 <= asked < many


@given(st.integers(3, 6))
def test_forward_goes_through_every_question_twice_and_back_the_same_way(many):
    steps = list(range(hall.last_step(many) + 1))
    stages = [hall.stage(step, many) for step in steps]
    assert stages == [hall.FILLS, *[hall.ASKED, hall.SHOWN] * many, hall.OVER]
    assert [hall.question_at(step, many) for step in steps[1:-1]] == [each for each in range(many) for _ in "ab"]


@pytest.mark.parametrize(
    ("step", "late", "asked", "taken"),
    [(1, 600, 0, True), (2, 2, 0, True), (2, 4, 0, False), (3, 0, 0, False), (3, 0, 1, True), (0, 0, 0, False),
     (7, 1, 2, False)],
)  # fmt: skip
def test_an_answer_is_taken_while_its_question_is_open_and_a_moment_longer(step, late, asked, taken):
    assert hall.takes(step, NOW, asked, 3, NOW + timedelta(seconds=late)) is taken


@given(st.integers(0, 5000))
def test_all_phones_together_never_ask_more_than_a_server_answers(phones):
    pause = hall.pause_ms(phones)
    assert hall.QUICKEST_MS <= pause <= hall.SLOWEST_MS
    assert pause == hall.SLOWEST_MS or phones * 1000 / pause <= hall.LOOKS_A_SECOND + 1


@given(counts, counts)
def test_every_person_is_counted_once_by_phone_or_by_hand(answers, hands):
    found = hall.count(3, answers, hands)
    assert found.answered == sum(people for option, people in [*answers, *hands] if option < 3)
    shown = hall.bars(question(), found)
    assert (shown is None) == (found.answered < 5)
    if shown:
        assert sum(bar.people for bar in shown) == found.answered
        assert abs(sum(bar.share for bar in shown) - 1) < 1e-9
        assert [bar.is_right for bar in shown] == [False, True, False]


def test_the_share_of_four_people_is_hidden():
    assert hall.right_share(question(), Counted((0, 4, 0))) is None
    assert hall.right_share(question(), Counted((1, 3, 1))) == 0.6


def test_an_exercise_comes_back_as_it_was_kept():
    assert hall.from_json(exercise(4).to_json()) == exercise(4)


@pytest.mark.parametrize("many", [0, 2, 7])
def test_too_few_or_too_many_questions_are_no_exercise(many):
    with pytest.raises(hall.BadExercise):
        hall.checked(exercise(many))


@pytest.mark.parametrize(
    "broken", [question(right=2), question(options=("Một",)), question(right=-1),
               Question("?", ("a", "b"), 0, "", item="kns.4.3/x", ids=("a",))],
)  # fmt: skip
def test_a_question_without_a_right_answer_is_refused(broken):
    with pytest.raises(hall.BadExercise):
        hall.checked(Exercise("Bài", "week", (question(), question(), broken)))


def test_what_was_kept_broken_is_refused():
    with pytest.raises(hall.BadExercise):
        hall.from_json({"title": "Bài", "questions": [{"text": "?"}]})


def test_every_lesson_makes_an_exercise_of_its_own_questions_first():
    curriculum = shipped.curriculum()
    for lesson in curriculum.lessons:
        try:
            found = hall.of_lesson(curriculum, lesson, WORDS)
        except hall.BadExercise:
            continue
        own = [curriculum.items[each.item].step.partition("#")[0] == lesson for each in found.questions]
        assert own == sorted(own, reverse=True)
        for each in found.questions:
            item = curriculum.items[each.item]
            assert item.choices[each.right].right and each.ids[each.right] == item.choices[each.right].id
            assert each.options[-1] == WORDS.unsure and each.ids[-1] == ""


def taught(seed, *skills):
    return hall.of_skills(shipped.curriculum(), "Lớp", "class:1", skills, seed, WORDS)


@given(st.integers(0, 2**31 - 1), st.lists(st.sampled_from(["kns.4.3", "kns.4.1", "no.such"]), min_size=1, max_size=4))
def test_what_a_class_teaches_is_asked_of_each_skill_in_turn_and_the_same_each_time(seed, skills):
    items = shipped.curriculum().items
    real = [each for each in dict.fromkeys(skills) if any(item.skill == each for item in items.values())]
    if not real:
        with pytest.raises(hall.BadExercise):
            taught(seed, *skills)
        return
    found = taught(seed, *skills)
    assert found == taught(seed, *skills, *skills)
    asked = [items[each.item] for each in found.questions]
    assert hall.FEWEST <= len(set(asked_ids := [each.id for each in asked])) == len(asked_ids) <= hall.MOST
    assert all(each.kind == "single" and each.status != "retired" for each in asked)
    assert [each.skill for each in asked[: len(real)]] == real


def test_another_class_is_asked_other_questions():
    assert len({tuple(each.item for each in taught(seed, "kns.4.3", "kns.4.1").questions) for seed in range(20)}) > 10
