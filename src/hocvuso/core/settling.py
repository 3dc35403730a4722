"""What may rest and what is needed, read off the last answers of each skill.

The belief moves slowly, as it must where one answer may be luck. What to do next is better told by the last answers: a
skill that went right rests until its review is due, one that went wrong twice after a lesson needs the next lesson.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .bank import Places
from .catalogue import Catalogue, Past
from .outlook import Outlook

Flags = NDArray[np.bool_]

RIGHT_ENOUGH = 2  # measured: right answers in a row after which a skill rests; 1 took more minutes (ADR 0049)
WRONG_ENOUGH = 2  # measured: wrong answers in a row since a lesson that ask for the next one; 1 and 3 were worse


def streaks(catalogue: Catalogue, past: Past) -> Places:
    """Return `past.streaks` by skill position."""
    found = np.zeros(len(catalogue.graph), dtype=np.int64)
    positions = catalogue.graph.positions
    for skill, length in past.streaks.items():
        if skill in positions:
            found[positions[skill]] = length
    return found


def settled(catalogue: Catalogue, row: Places) -> Flags:
    """Return by skill what went right often enough for now; `row` are the `streaks`.

    Two right answers may be luck. Where a skill that builds on it then goes wrong in spite of its lesson, that is the
    likelier, and it takes one right answer more.
    """
    failing = row <= -WRONG_ENOUGH
    doubted = catalogue.graph.needs()[failing].any(axis=0) if failing.any() else failing
    result: Flags = row >= RIGHT_ENOUGH + doubted
    return result


def needed_lessons(seen: Outlook, catalogue: Catalogue, past: Past, row: Places) -> Flags:
    """Return the lessons that somebody needs.

    Not while the skill is nearly known or rests. The first of a skill is needed otherwise, a further one only after
    tasks went wrong; where a skill has no tasks, every one is, and so is one that was begun.
    """
    rows, place = catalogue.lesson_rows, catalogue.lesson_place
    done, begun = np.zeros(len(row), dtype=bool), np.zeros(len(place), dtype=bool)
    done[place[[rows[one] for one in past.lessons_done if one in rows]]] = True
    begun[[rows[one] for one in past.steps_done if one in rows]] = True
    known = (seen.probability >= seen.state.parameters.nearly) | settled(catalogue, row)
    needed = (~known & (~done | (row <= -WRONG_ENOUGH))) | catalogue.untried
    result: Flags = needed.take(place) | begun
    return result
