"""What a trainer does in which minute of a meeting; no words.

A lesson takes DOING times as long in a room as on a phone: it is shown, done by everybody, and looked at together; with
time to spare up to MOST times as long. What is left of a longer meeting is practice. All minutes are whole; those of a
meeting add up to its length.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

OPENING, QUIZ, CLOSING = 5, 10, 5  # minutes, decided: sign in; up to six questions on paper; what comes next
BREAK, BREAK_FROM = 10, 120  # minutes, decided: a longer meeting has a break in its middle
DOING = 3  # decided, from evening classes: show, do, look together
MOST = 9  # decided: three times DOING; slower than that, who is done waits for the others
PRACTICE_FROM = 10  # minutes, decided: less than that goes to the lessons
LEAST = 8  # minutes, decided: in less, not everybody has done it

OPEN, LESSON, REST, ASK, CLOSE = "open", "lesson", "rest", "ask", "close"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a meeting: from which minute on, how many, what it is, and which lesson (its place in the list)."""

    begins: int
    minutes: int
    kind: str
    lesson: int | None = None


def meetings(lengths: Sequence[int], lessons: Sequence[int]) -> list[list[Part]]:
    """Return the parts of each meeting: `lengths` in minutes, `lessons` the minutes of each lesson on a phone.

    Lessons are spread in their order, as evenly as meetings come, and none is taught twice; what does not fit into the
    last meeting is left out, for learning at home. A meeting without a lesson left is practice with the last one.
    """
    found: list[list[Part]] = []
    taught = 0
    for number, length in enumerate(lengths):
        left = len(lessons) - taught
        share = -(-left // (len(lengths) - number))
        room = max(0, length - OPENING - QUIZ - CLOSING - (BREAK if length >= BREAK_FROM else 0))
        count = max(1 if lessons else 0, min(share, room // LEAST))
        chosen = list(range(taught, min(taught + count, len(lessons)))) or ([len(lessons) - 1] if lessons else [])
        taught = max(taught, chosen[-1] + 1 if chosen else taught)
        found.append(_parts(length, [(each, lessons[each]) for each in chosen]))
    return found


def _parts(length: int, lessons: Sequence[tuple[int, int]]) -> list[Part]:
    """Return the parts of one meeting; a very short one has nothing but its lesson."""
    ends = [(OPEN, OPENING), (ASK, QUIZ), (CLOSE, CLOSING)] if length >= OPENING + QUIZ + CLOSING + LEAST else []
    rest = BREAK if length >= BREAK_FROM and lessons else 0
    room = length - sum(minutes for _kind, minutes in ends) - rest
    spare = room - sum(max(LEAST, each * MOST) for _number, each in lessons) if lessons else 0
    practice = spare if spare >= PRACTICE_FROM else 0
    teaching = _shared(room - practice, [max(1, each) * DOING for _number, each in lessons]) if lessons else [room]
    kinds: list[tuple[str, int, int | None]] = [
        (LESSON, minutes, lessons[at][0] if lessons else None) for at, minutes in enumerate(teaching)
    ]
    if practice:
        kinds.append((LESSON, practice, None))
    if rest:
        kinds.insert((len(kinds) + 1) // 2, (REST, rest, None))
    if ends:
        kinds = [(OPEN, OPENING, None), *kinds, (ASK, QUIZ, None), (CLOSE, CLOSING, None)]
    found, at = [], 0
    for kind, minutes, lesson in kinds:
        found.append(Part(at, minutes, kind, lesson))
        at += minutes
    return found


def _shared(room: int, weights: Sequence[int]) -> list[int]:
    """Return whole minutes in proportion to weights that add up to `room`; the first get what is left over."""
    total = sum(weights)
    shares = [room * weight // total for weight in weights]
    for at in range(room - sum(shares)):
        shares[at % len(shares)] += 1
    return shares
