"""A quiz on paper: two forms of the same questions, their keys, and what somebody types in from the sheets.

Form A and form B ask the same questions in another order with the answers in another order, so that neighbours cannot
copy letters. Both follow from a seed that stands with the quiz. "I do not know yet" stays the last answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hocvuso.core import vntext
from hocvuso.core.draw import Draw, fnv, mix
from hocvuso.core.hall import Exercise, Question

FORMS = ("A", "B")
LETTERS = "abcde"
EMPTY = "-"  # how a question that was left out is kept
_BLANKS = frozenset("-_.0?xX/")  # what people type for an empty box
BAD_LETTER, TOO_MANY, NO_FORM = "letter", "many", "form"


class BadLine(ValueError):
    """What was typed for one sheet cannot be; `args[0]` is the kind, `args[1]` the place, counted from 1."""


@dataclass(frozen=True, slots=True)
class Form:
    """One form: for each printed question its place in the exercise, and for each printed answer its place in it."""

    letter: str
    questions: tuple[int, ...]
    options: tuple[tuple[int, ...], ...]

    def printed(self, exercise: Exercise) -> tuple[tuple[Question, tuple[str, ...]], ...]:
        """Return the questions with their answers in the order of this form."""
        asked = [exercise.questions[place] for place in self.questions]
        return tuple(
            (one, tuple(one.options[each] for each in order)) for one, order in zip(asked, self.options, strict=True)
        )

    def key(self, exercise: Exercise) -> str:
        """Return the letters of the right answers in printed order."""
        asked = [exercise.questions[place] for place in self.questions]
        return "".join(LETTERS[order.index(one.right)] for one, order in zip(asked, self.options, strict=True))


def forms(exercise: Exercise, seed: int) -> tuple[Form, ...]:
    """Return form A, in the order of the exercise, and form B, shuffled by the seed (0…2³¹−1)."""
    straight = Form(
        "A", tuple(range(len(exercise.questions))),
        tuple(tuple(range(len(one.options))) for one in exercise.questions),
    )  # fmt: skip
    draw = Draw(mix(fnv(b"paper") ^ mix(seed & 0x7FFFFFFF)))
    order = tuple(draw.lane("questions").shuffle(len(exercise.questions)))
    shuffled = []
    for place in order:
        last = len(exercise.questions[place].options) - 1
        shuffled.append((*draw.lane(f"options-{place}").shuffle(last), last))
    return straight, Form("B", order, tuple(shuffled))


def form_of(all_forms: Sequence[Form], letter: str) -> Form:
    """Return the form with a letter. Raises BadLine(NO_FORM)."""
    found = next((each for each in all_forms if each.letter == letter.strip().upper()), None)
    if found is None:
        raise BadLine(NO_FORM, 0)
    return found


def read(typed: str, form: Form) -> str:
    """Return what was chosen, one digit a question in the order of the exercise, EMPTY for one left out.

    Letters may be large or small, with blanks between; a line that is too short leaves its last questions out, an
    empty one is "". Raises BadLine.
    """
    signs = [sign for sign in typed if not sign.isspace() and sign not in ",;"]
    if len(signs) > len(form.questions):
        raise BadLine(TOO_MANY, len(form.questions) + 1)
    chosen = [EMPTY] * len(form.questions)
    for at, sign in enumerate(signs):
        if sign in _BLANKS:
            continue
        place, letter = form.questions[at], sign.lower()
        if letter not in LETTERS[: len(form.options[at])]:
            raise BadLine(BAD_LETTER, at + 1)
        chosen[place] = str(form.options[at][LETTERS.index(letter)])
    return "".join(chosen) if any(sign != EMPTY for sign in chosen) else ""


def written(chosen: str, form: Form) -> str:
    """Return what `read` kept as letters in the order of a form, so that it can be seen and changed."""
    if not chosen:
        return ""
    return "".join(
        EMPTY if chosen[place] == EMPTY else LETTERS[order.index(int(chosen[place]))]
        for place, order in zip(form.questions, form.options, strict=True)
    )


def right(chosen: str, exercise: Exercise) -> int:
    """Return how many questions were answered rightly."""
    return sum(sign == str(one.right) for sign, one in zip(chosen, exercise.questions, strict=False))


def tidy_code(typed: str) -> str:
    """Return the code of a quiz as it is kept, from what somebody typed off a sheet: "K7M2P-A" is k7m2p."""
    words = vntext.search_key(typed).split()
    if len(words) > 1 and words[-1].upper() in FORMS:
        words.pop()
    return "".join(words)
