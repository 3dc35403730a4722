"""Plans of meetings: minutes add up, lessons come in order and once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hocvuso.core import lesson_plan
from hocvuso.core.lesson_plan import LESSON, meetings

LENGTHS = st.lists(st.integers(10, 720), min_size=1, max_size=12)
LESSONS = st.lists(st.integers(1, 15), max_size=12)


@given(LENGTHS, LESSONS)
def test_minutes_add_up_and_lessons_are_taught_in_order(lengths, lessons):
    found = meetings(lengths, lessons)
    assert [sum(part.minutes for part in parts) for parts in found] == lengths
    taught = [part.lesson for parts in found for part in parts if part.kind == LESSON and part.lesson is not None]
    assert taught == sorted(taught) and set(taught) <= set(range(len(lessons)))
    for parts in found:
        assert [part.begins for part in parts] == [sum(each.minutes for each in parts[:at]) for at in range(len(parts))]
        assert all(part.minutes > 0 for part in parts)
        assert sum(part.kind == lesson_plan.REST for part in parts) <= 1


def test_an_evening_has_sign_in_lessons_quiz_and_close():
    first, second = meetings([90, 90], [5, 3, 4, 4])
    assert [part.kind for part in first] == ["open", "lesson", "lesson", "ask", "close"]
    assert [part.lesson for part in second if part.kind == LESSON] == [2, 3]


def test_a_long_meeting_with_a_short_lesson_ends_in_practice():
    parts = meetings([180], [4])[0]
    assert [(part.kind, part.minutes, part.lesson) for part in parts] == [
        ("open", 5, None), ("lesson", 36, 0), ("rest", 10, None), ("lesson", 114, None), ("ask", 10, None),
        ("close", 5, None),
    ]  # fmt: skip
    assert meetings([60], [8])[0][1].minutes == 40, "a few minutes more go to the lesson"
