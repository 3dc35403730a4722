"""A quiz on paper: two forms with one key each, letters typed from sheets, codes typed off them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocvuso.core import paper_quiz
from hocvuso.core.hall import Exercise, Question
from hocvuso.core.paper_quiz import BadLine

seeds = st.integers(0, 2**31 - 1)


@st.composite
def exercises(draw):
    questions = []
    for number in range(draw(st.integers(3, 6))):
        many = draw(st.integers(3, 5))
        options = (*(f"{number}.{each}" for each in range(many - 1)), "Chưa biết")
        questions.append(Question(f"Câu {number}?", options, draw(st.integers(0, many - 2)), "Vì thế."))
    return Exercise("Bài", "week", tuple(questions))


def sheets(exercise):
    return st.tuples(*(st.sampled_from(["-", *map(str, range(len(each.options)))]) for each in exercise.questions)).map(
        "".join
    )


@given(exercises(), seeds)
def test_both_forms_ask_the_same_and_whoever_copies_the_key_has_all_right(exercise, seed):
    for form in paper_quiz.forms(exercise, seed):
        printed = form.printed(exercise)
        assert sorted(one.text for one, _options in printed) == sorted(each.text for each in exercise.questions)
        assert all(sorted(options) == sorted(one.options) for one, options in printed)
        assert all(options[-1] == "Chưa biết" for _one, options in printed)
        chosen = paper_quiz.read(form.key(exercise), form)
        assert paper_quiz.right(chosen, exercise) == len(exercise.questions)


@given(exercises(), seeds, st.data())
def test_what_was_read_is_written_again_as_it_stands_on_the_sheet(exercise, seed, data):
    form = data.draw(st.sampled_from(paper_quiz.forms(exercise, seed)))
    chosen = data.draw(sheets(exercise))
    letters = paper_quiz.written(chosen, form)
    expected = chosen if chosen.strip("-") else ""
    assert paper_quiz.read(letters, form) == expected
    assert paper_quiz.read(f" {' '.join(letters.upper())} ", form) == expected


@given(exercises(), seeds, st.text(max_size=12))
def test_whatever_is_typed_is_read_or_refused_with_its_place(exercise, seed, typed):
    form = paper_quiz.forms(exercise, seed)[1]
    try:
        chosen = paper_quiz.read(typed, form)
    except BadLine as bad:
        assert bad.args[0] in (paper_quiz.BAD_LETTER, paper_quiz.TOO_MANY) and 1 <= bad.args[1] <= 7
    else:
        assert len(chosen) in (0, len(exercise.questions))


def test_form_b_is_another_order_for_most_seeds():
    questions = tuple(Question(f"{each}?", ("a", "b", "c", "d"), 0, "") for each in range(5))
    exercise = Exercise("Bài", "week", questions)
    keys = {paper_quiz.forms(exercise, seed)[1].key(exercise) for seed in range(40)}
    assert len(keys) > 20 and paper_quiz.forms(exercise, 1)[0].key(exercise) == "aaaaa"


@pytest.mark.parametrize("typed", ["k7m2p", "K7M2P-A", " k7m2p b ", "K7 M2P", "k7m2p-b"])
def test_a_code_is_known_however_it_is_typed(typed):
    assert paper_quiz.tidy_code(typed) == "k7m2p"


def test_there_is_no_form_c():
    questions = tuple(Question("?", ("a", "b"), 0, "") for _each in range(3))
    with pytest.raises(BadLine):
        paper_quiz.form_of(paper_quiz.forms(Exercise("Bài", "week", questions), 1), "C")
