"""Papers on paper: one sheet of a round for whoever has no phone, typed in by an official, letter by letter.

All sheets of a round have the same questions, drawn with the words "<contest>|<round>|giay": they are of kinds that a
letter answers.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from hocvuso.contests import entering, marking, settling
from hocvuso.contests.models import ANNOUNCED, PAPER, Entrant, Entry, Round
from hocvuso.core.contest import papers, seeds
from hocvuso.core.draw import draw_for
from hocvuso.plumbing import audit, clock
from hocvuso.plumbing.ids import uuid7

WORD = "giay"  # stands for entrant and attempt in the words of a paper sheet
LETTERS = "ABCDEF"
NONE = "-"  # typed where nothing was written
LETTER, LENGTH, GUESS, CLOSED, FEW = "letter", "length", "guess", entering.CLOSED, "few"


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of the sheet: its place in the pool, what is asked, its lines with their letters and answers."""

    place: int
    prompt: str
    lines: tuple[tuple[str, str], ...]
    responses: tuple[dict[str, Any], ...]


def sheet(row: Round) -> list[Asked]:
    """Return the questions of the sheet of a round, in their order."""
    drawn = marking.drawn_of(row)
    words = (drawn.contest, drawn.round, WORD)
    order = seeds.shuffled(drawn.seed, range(len(drawn.pool)), *words)
    found = [asked for place in order if (asked := _asked(drawn, place)) is not None]
    return found[: row.questions]


def _asked(drawn: marking.Drawn, place: int) -> Asked | None:
    question = drawn.pool[place]
    item = marking.item(question) if question.kind == papers.ITEM else None
    if item is None or item.kind != "single":
        return None
    key = seeds.number(drawn.seed, drawn.contest, drawn.round, WORD, "lines", question.id).to_bytes(32, "big")[:16]
    lines = [item.choices[at] for at in draw_for(key, 0).lane("choices").shuffle(len(item.choices))]
    prompt = f"“{item.exhibit}” {item.prompt}" if item.exhibit else item.prompt
    lettered = tuple((LETTERS[at], each.text) for at, each in enumerate(lines))
    return Asked(place, prompt, lettered, tuple({"choice": each.id} for each in lines))


def read(asked: list[Asked], typed: str) -> dict[str, dict[str, Any]]:
    """Return the answers in a row of letters such as "ABDA-C", blanks left out. Raises ValueError(LETTER or LENGTH)."""
    letters = "".join(typed.upper().split())
    if len(letters) != len(asked):
        raise ValueError(LENGTH)
    found = {}
    for number, (letter, question) in enumerate(zip(letters, asked, strict=True)):
        if letter == NONE:
            continue
        place = LETTERS.find(letter)
        if not 0 <= place < len(question.responses):
            raise ValueError(LETTER)
        found[str(number)] = question.responses[place]
    return found


@transaction.atomic
def type_in(
    number: uuid.UUID, row: Round, person: uuid.UUID, letters: str, guess: str, *, by: uuid.UUID
) -> Entry:  # fmt: skip
    """Keep a paper that somebody wrote by hand; the same `number` sent twice is one.

    It is handed in now by the server's clock, and is taken from the opening of the round until it is settled. Raises
    ValueError(LETTER, LENGTH, GUESS, CLOSED or FEW, or a word of `entering`).
    """
    found = Entry.objects.filter(id=number, of=row).first()
    if found:
        return found
    now = clock.now()
    if row.of.state != ANNOUNCED or now < row.opens_at or settling.is_settled(row, now):
        raise ValueError(CLOSED)
    asked = sheet(row)
    if len(asked) < row.questions:
        raise ValueError(FEW)
    answers = read(asked, letters)
    if guess.strip() and not (guess.strip().isascii() and guess.strip().isdigit()):
        raise ValueError(GUESS)
    entrant = entering.enter(row.of_id, person, by=by)
    Entrant.objects.select_for_update().get(id=entrant.id)
    used = Entry.objects.filter(of=row, entrant=entrant, is_trial=False).count()
    if used >= row.attempts:
        raise ValueError(entering.USED_UP)
    places = [each.place for each in asked]
    kept = {name: [uuid7().hex, 0, response] for name, response in answers.items()}
    right = marking.points(marking.drawn_of(row), places, kept)
    made = Entry.objects.create(
        id=number, of=row, entrant=entrant, person=entrant.person, attempt=used + 1, way=PAPER, starts_at=now,
        ends_at=now, drawn=places, answers=kept, guess=int(guess.strip()[:7]) if guess.strip() else None,
        handed_in_at=now, points=len(right), typed_by=by,
    )  # fmt: skip
    audit.record("type paper", actor=by, subject=entrant.person, what=row.of.title, facts={"round": row.number})
    return made


def find(row: Round, number: int, attempt: int) -> uuid.UUID | None:
    """Return the paper of an entrant in a round, None when there is none."""
    rows = Entry.objects.filter(of=row, entrant__number=number, attempt=attempt, is_trial=False)
    return rows.exclude(handed_in_at=None).values_list("id", flat=True).first()


def problem(why: str) -> str:
    """Return the sentence for what is wrong with a typed paper."""
    return {
        LETTER: _("One of the letters is not on the sheet. Use A, B, C, D, and - where nothing was written."),
        LENGTH: _("There must be one letter for each question, in their order."),
        GUESS: _("Write the guess as a number, like 120."),
        CLOSED: _("Papers are typed in while the round is open, and until it is over for everybody."),
        FEW: _(
            "These skills have too few questions that one letter answers, so a paper would be easier. Lend a phone."
        ),
        entering.USED_UP: _("This person has done the round as often as it may be done."),
        entering.NOT_OURS: _("This person belongs to no unit that may enter."),
        entering.TOO_YOUNG: _("This person is under 16 by the list of the unit."),
    }[why]
