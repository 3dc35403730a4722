"""In which form a lesson opens: letters and pictures, easy letters, sound, or video; and why.

What the learner chose wins. Without a choice the medium (letters, sound, video) with the largest worth wins, where
the worth is a sum of named terms: what he ended and got right in that form so far, how fast he reads, his link, his
device, and what is usual. The reason is the term by which the winner is furthest ahead of the runner-up, so nothing is
told that the rule did not use. One pick in twenty is drawn by lot among what may be opened, to learn what helps.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from .draw import Draw, quantise


class Form(StrEnum):
    """How a lesson comes to a learner."""

    TEXT = "text"
    EASY = "easy"
    AUDIO = "audio"
    VIDEO = "video"


class Link(StrEnum):
    """What is known of the connection: `SAVING` when the phone or its owner asks to save data."""

    GOOD = "good"
    UNKNOWN = "unknown"
    POOR = "poor"
    SAVING = "saving"
    NONE = "none"


class Term(StrEnum):
    """What decided."""

    CHOSEN = "chosen"
    OFF = "off"
    MISSING = "missing"  # the form that he chose does not exist for this lesson
    LINK = "link"
    EASY_WORDS = "easy_words"
    MISTAKES = "mistakes"
    SLOW = "slow"
    RESULTS = "results"
    DEVICE = "device"
    USUAL = "usual"
    BY_LOT = "by_lot"


SCARCE = (Link.POOR, Link.SAVING, Link.NONE)
COMPUTER = "pc"
LIGHT_KB = 60  # decided: foundations.md 3, what a first page may weigh; more waits for a link that is not poor
BY_LOT = 0.05  # decided: as for lessons, one in twenty
USUALLY = 0.7  # assumed: share of lessons begun that are ended, and of first tries that are right
WEIGHT = 20.0  # assumed: what is usual counts as much as twenty own observations
USUAL = 0.06  # assumed: letters work in a noisy hall, without earphones, and can be searched
SLOW_GAIN: Mapping[Form, float] = {Form.AUDIO: 0.15, Form.VIDEO: 0.10}  # assumed
COST_A_MB: Mapping[Link, float] = {Link.GOOD: 0.01, Link.UNKNOWN: 0.05}  # assumed; on a poor link nothing heavy opens
VOICE_COST = 0.10  # assumed: on a poor link, because many phones fetch a Vietnamese voice sentence by sentence
NO_VOICE = 0.12  # assumed: office computers often have no Vietnamese voice
SLOW_SHARE, SLOW_USUAL, SLOW_WEIGHT = 0.4, 0.1, 8.0  # assumed: share of slow steps; prior as of eight steps
WRONG_SHARE, WRONG_USUAL, WRONG_WEIGHT = 0.5, 0.3, 8.0  # assumed: share of first tries after reading; prior of eight
BETTER = 0.06  # assumed: easy words must have gone that much better before they come unasked


@dataclass(frozen=True, slots=True)
class Tally:
    """What came of one form: lessons begun and ended in it, first unaided tries afterwards, and right ones."""

    begun: int = 0
    ended: int = 0
    tried: int = 0
    right: int = 0


@dataclass(frozen=True, slots=True)
class Reader:
    """What is known of the learner. `read` and `slow` count steps whose reading was timed, and slow ones of them."""

    chosen: Form | None = None
    personalised: bool = True
    easy: bool = False
    device: str = ""
    read: int = 0
    slow: int = 0
    tallies: Mapping[Form, Tally] = field(default_factory=dict)

    def tally(self, form: Form) -> Tally:
        """Return what came of a form."""
        return self.tallies.get(form, Tally())


@dataclass(frozen=True, slots=True)
class Pick:
    """The form in which a lesson opens. `runner_up` is what would have come next; `kb` what the form fetches."""

    form: Form
    term: Term
    runner_up: Form | None = None
    propensity: float = 1.0
    kb: int = 0


def gain(tally: Tally) -> float:
    """Return the chance, in 0…1, that a lesson begun in this form is ended and its first question then right.

    Both shares are shrunk to `USUALLY` (mean of a beta distribution): three lessons say little.
    """
    ended = (USUALLY * WEIGHT + tally.ended) / (WEIGHT + max(tally.begun, tally.ended))
    right = (USUALLY * WEIGHT + tally.right) / (WEIGHT + max(tally.tried, tally.right))
    return ended * right


def reads_slowly(reader: Reader) -> bool:
    """Tell whether enough of what he read took him long."""
    return (SLOW_USUAL * SLOW_WEIGHT + reader.slow) / (SLOW_WEIGHT + reader.read) >= SLOW_SHARE


def decide(reader: Reader, offers: Mapping[Form, int], link: Link, draw: Draw) -> Pick:
    """Return the form for one lesson.

    `offers`: sound and video that exist, with the kilobytes they fetch (0: the device's own voice reads); letters are
    always there. The same arguments give the same pick.
    """
    kb = {Form.TEXT: 0, Form.EASY: 0, **offers}
    best = _best(reader, kb, link)
    if reader.chosen is not None:
        return _as_chosen(reader.chosen, best, kb, link)
    if not reader.personalised:
        return Pick(Form.EASY if reader.easy else Form.TEXT, Term.OFF)
    others = [each for each in _open(reader, kb, link) if each is not best.form]
    if link in SCARCE or not others:
        return best
    lot = draw.lane("form")
    if lot.unit(0) >= BY_LOT:
        return Pick(best.form, best.term, best.runner_up, 1.0 - BY_LOT, best.kb)
    drawn = others[lot.below(len(others), 1)]
    return Pick(drawn, Term.BY_LOT, best.form, BY_LOT / len(others), kb[drawn])


def _as_chosen(chosen: Form, best: Pick, kb: Mapping[Form, int], link: Link) -> Pick:
    """Return what the learner chose, or what comes nearest where that does not exist or cannot arrive."""
    letters = best.form if best.form in (Form.TEXT, Form.EASY) else Form.TEXT
    if link is Link.NONE and chosen in (Form.AUDIO, Form.VIDEO):
        return Pick(letters, Term.LINK, chosen)
    if chosen in kb:
        return Pick(chosen, Term.CHOSEN, best.form if best.form is not chosen else best.runner_up, kb=kb[chosen])
    nearest = Form.AUDIO if Form.AUDIO in kb else letters
    return Pick(nearest, Term.MISSING, letters if nearest is not letters else None, kb=kb[nearest])


def _wording(reader: Reader) -> tuple[Form, Term]:
    """Return which letters suit him, and what says so."""
    if reader.easy:
        return Form.EASY, Term.EASY_WORDS
    text, easy = reader.tally(Form.TEXT), reader.tally(Form.EASY)
    ahead = gain(easy) - gain(text)
    wrong = (WRONG_USUAL * WRONG_WEIGHT + text.tried - text.right) / (WRONG_WEIGHT + text.tried)
    if ahead >= 0 and wrong >= WRONG_SHARE:
        return Form.EASY, Term.MISTAKES
    if ahead >= 0 and reads_slowly(reader):
        return Form.EASY, Term.SLOW
    return (Form.EASY, Term.RESULTS) if ahead >= BETTER else (Form.TEXT, Term.USUAL)


def _open(reader: Reader, kb: Mapping[Form, int], link: Link) -> list[Form]:
    """Return what may open unasked: never heavy files on a poor link, video only where the link is known to be good."""
    found = [_wording(reader)[0]]
    if Form.AUDIO in kb and link is not Link.NONE and (kb[Form.AUDIO] <= LIGHT_KB or link not in SCARCE):
        found.append(Form.AUDIO)
    if Form.VIDEO in kb and link is Link.GOOD:
        found.append(Form.VIDEO)
    return found


def _terms(form: Form, reader: Reader, kb: int, link: Link) -> dict[Term, float]:
    terms = {Term.RESULTS: gain(reader.tally(form))}
    if form in (Form.TEXT, Form.EASY):
        return {**terms, Term.USUAL: USUAL}
    if reads_slowly(reader):
        terms[Term.SLOW] = SLOW_GAIN[form]
    is_voice = kb == 0
    terms[Term.LINK] = -VOICE_COST if is_voice and link in SCARCE else -COST_A_MB.get(link, 0.0) * kb / 1000
    if is_voice and reader.device == COMPUTER:
        terms[Term.DEVICE] = -NO_VOICE
    return terms


def _best(reader: Reader, kb: Mapping[Form, int], link: Link) -> Pick:
    """Return what is best unasked and without lot, with the reason; equal worth goes to what is lighter."""
    wording, why = _wording(reader)
    forms = _open(reader, kb, link)
    worth = {form: _terms(form, reader, kb[form], link) for form in forms}
    ranked = sorted(forms, key=lambda form: -quantise(1.0 + sum(worth[form].values())))
    winner, runner_up = ranked[0], ranked[1] if len(ranked) > 1 else None
    shut = [form for form in (Form.AUDIO, Form.VIDEO) if form in kb and form not in forms]
    if winner is wording and wording is Form.EASY:
        term = why
    elif winner is wording and shut and link in SCARCE:
        term, runner_up = Term.LINK, runner_up or shut[0]
    elif runner_up is None:
        term = Term.USUAL
    else:
        term = _furthest_ahead(worth[winner], worth[runner_up])
    return Pick(winner, term, runner_up, kb=kb[winner])


def _furthest_ahead(winner: Mapping[Term, float], other: Mapping[Term, float]) -> Term:
    ahead = {each: winner.get(each, 0.0) - other.get(each, 0.0) for each in Term}
    return max(Term, key=lambda each: quantise(1.0 + ahead[each]))
