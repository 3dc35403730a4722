"""From a typed question to an answer, the same for every channel: mask, read, sort, search, decide, compose.

No Django, no clock, nothing stored: callers give the day and keep what they need (masked).
"""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from hocvuso.assistant import messages, words
from hocvuso.assistant.compose import Answer, Reader, compose
from hocvuso.assistant.sentences import say
from hocvuso.assistant.vectors import Meaning
from hocvuso.core import answering, masking, retrieval, triage
from hocvuso.core.answering import Decision
from hocvuso.core.content import Curriculum
from hocvuso.core.indexing import Index
from hocvuso.core.messages.judge import Judge
from hocvuso.core.own_questions import Recogniser
from hocvuso.core.question import Question
from hocvuso.core.reading import MAX_CHARACTERS, is_foreign, is_gibberish, read, read_text
from hocvuso.core.retrieval import Hit
from hocvuso.core.scoring import Floats

# Hits looked at: enough for five candidates beside topics that are not ours.
_HITS = 10
# Kinds that give way to the step on the screen when the words only make sense beside it.
_GIVES_WAY = ("answer", "clarify", "suggest", "hand_over")
# Indexes on a shelf: the newest, and some for whoever asks two folders in turn.
_KEPT = 3
# Danger, harm and somebody else's message come before what one asks about oneself.
_BEFORE_OWN = ("urgent", "refuse", "check_message")
_SECRETS = ("code", "password", "card")


@dataclass(frozen=True, slots=True)
class Library:
    """A curriculum and the index of it."""

    curriculum: Curriculum
    index: Index
    judge: Judge | None = None  # with it a pasted message gets a verdict, else only the lesson
    own: Recogniser | None = None  # with it questions about oneself are told apart
    meaning: Meaning | None = None  # with it passages are also found by meaning


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and what is known about who asks."""

    text: str
    device: str = ""  # android iphone pc
    easy: bool = False
    audience: str = ""
    current_step: str = ""  # the step he has open
    leans_on: str = ""  # the step that he was shown last in this talk; follow-ups mean it before the open one
    clarified: bool = False  # the last reply was a question back
    language: str = "vi"
    may_leave: bool = False  # masked, to a service of vectors, if the site has one


def answer(library: Library, asked: Asked, today: date) -> Answer:
    """Answer a question. Never raises for any text; secrets in it are neither used nor returned."""
    masked = masking.mask(asked.text)
    question = read(masking.without_placeholders(masked.text), library.index.lexicon)
    reader = Reader(today, asked.device, asked.easy, asked.audience, asked.language)
    found = _search(library, question, asked)
    decision = _decide(masked.text, question, found, asked)
    if library.own and decision.kind not in _BEFORE_OWN and decision.reason != "asked_for":
        decision = _about_oneself(library.own, masked.text, question, found) or decision
    leaning = decision.kind in _GIVES_WAY and triage.is_follow_up(question)
    if leaning:
        decision = _about_the_screen(library, question, asked) or _which_one(found, decision)
        # What was shown was not clear: now in easy words.
        reader = replace(reader, easy=reader.easy or not triage.asks_for_next(question))
    explained = words.explained(library.curriculum, question, found, decision, asked.language)
    gives_way = decision.kind in _GIVES_WAY
    composed = explained if explained and gives_way else compose(library.curriculum, decision, found, reader)
    if leaning:
        composed = _one_line(composed, triage.line_meant(question), asked.language)
    if decision.kind == "urgent":
        composed = _urgent_first(library.curriculum, composed)
    if decision.kind == "check_message" and library.judge:
        checked = messages.check(library.judge, masked.text, asked.language)
        composed = replace(composed, text=checked.text, do=checked.do, caution="")
    return replace(
        composed,
        warnings=(*_about_secrets(masked.kinds, asked), *composed.warnings),
        understood=_understood(question),
        secrets=masked.kinds,
        masked_text=masked.text,
    )


def _search(library: Library, question: Question, asked: Asked) -> list[Hit]:
    return retrieval.search(
        library.index, question, _HITS, asked.device, asked.current_step, _by_meaning(library, question, asked)
    )


def _by_meaning(library: Library, question: Question, asked: Asked) -> Floats | None:
    if library.meaning is None or (library.meaning.is_outside and not asked.may_leave):
        return None
    return library.meaning.of(_in_full(question))


def _in_full(question: Question) -> str:
    """The question in whole words, as it was understood."""
    return " ".join(word for slot in question.slots for word in slot.readings[0].marked)


def _decide(text: str, question: Question, found: list[Hit], asked: Asked) -> Decision:
    if not question.words():
        return Decision("hand_over", reason=_unread(text) if text.strip() else "empty")
    if is_gibberish(text):
        return Decision("hand_over", reason=_unread(text))
    decision = answering.decide(found, triage.sort(text, question), clarified=asked.clarified)
    if decision.reason in ("no_match", "off_topic") and is_foreign(text):
        return replace(decision, reason="foreign")
    return decision


def _unread(text: str) -> str:
    """Why nothing could be read: letters of another alphabet, or fists on the keyboard."""
    return "foreign" if is_foreign(text) and not text.isascii() else "gibberish"


def _about_oneself(own: Recogniser, text: str, question: Question, found: list[Hit]) -> Decision | None:
    """Which question about oneself this is; a lesson that was asked for nearly word for word comes first."""
    if found and found[0].features.nearest >= answering.SAME_QUESTION:
        return None
    name = own.recognise(question, read_text(masking.without_placeholders(text)[:MAX_CHARACTERS]))
    return Decision("own", (), 1.0, name) if name else None


def _about_the_screen(library: Library, question: Question, asked: Asked) -> Decision | None:
    """What leans on the screen ("bước này là sao?") is answered with the step that is there, or the one after it."""
    here = asked.leans_on or asked.current_step
    if not here:
        return None
    if triage.asks_for_next(question):
        here = _next(library.curriculum, here)
    everything = retrieval.search(library.index, question, len(library.index.ids), asked.device, here)
    own = next((hit for hit in everything if hit.id == here), None)
    return Decision("answer", (own,), answering.confidence([own])) if own else None


def _next(curriculum: Curriculum, here: str) -> str:
    """The step after this one in its lesson; the last one is followed by itself."""
    step = curriculum.steps.get(here)
    lesson = curriculum.lessons.get(step.lesson) if step else None
    ids = [each.id for each in lesson.steps] if lesson else [here]
    return ids[min(ids.index(here) + 1, len(ids) - 1)]


def _one_line(composed: Answer, number: int, language: str) -> Answer:
    """Only the line that was asked about ("bước 2 là sao?"), with the easy words below it; all where there is none."""
    if composed.kind != "answer" or not 0 < number <= len(composed.do):
        return composed
    line = say("line", language, number=str(number), line=composed.do[number - 1])
    return replace(composed, text=line, do=())


def _which_one(found: list[Hit], decision: Decision) -> Decision:
    """Without an open step such a question has no subject: ask back instead of guessing one."""
    if decision.kind != "answer" or decision.hits[0].features.nearest >= answering.SAME_QUESTION:
        return decision
    return answering.ask_back(found, decision.confidence)


def _urgent_first(curriculum: Curriculum, composed: Answer) -> Answer:
    """The urgent card leads its own candidates, wherever the search had put it."""
    card = next((card for card in curriculum.cards.values() if card.kind == "urgent"), None)
    if card is None:
        return composed
    rest = [one for one in composed.candidates if one.step != card.id]
    first = next((one for one in composed.candidates if one.step == card.id), None)
    return replace(composed, candidates=tuple([first, *rest] if first else rest))


def _about_secrets(kinds: tuple[str, ...], asked: Asked) -> tuple[str, ...]:
    said: list[str] = []
    if len(asked.text) > MAX_CHARACTERS:
        said.append(say("too_long", asked.language))
    if any(kind in _SECRETS for kind in kinds):
        said.append(say("secret", asked.language))
    elif kinds:
        said.append(say("private", asked.language))
    return tuple(said)


def _understood(question: Question) -> str:
    """The question with its mended words, "" if nothing was mended."""
    if not question.repaired:
        return ""
    return _in_full(question)


def open_library(curriculum: Curriculum, shelf: Path | None = None) -> Library:
    """A library; with a `shelf` (a folder) the index is kept there and mapped the next time."""
    if shelf is None:
        return Library(curriculum, retrieval.build(curriculum))
    folder = shelf / index_name(curriculum)
    try:
        return Library(curriculum, retrieval.load(folder))
    except (OSError, ValueError, KeyError):
        index = _from_earlier(curriculum, shelf) or retrieval.build(curriculum)
        _keep(index, folder)
        return Library(curriculum, index)


def _from_earlier(curriculum: Curriculum, shelf: Path) -> Index | None:
    """The index of this curriculum made from the newest on the shelf, where only a few lessons are others."""
    found = sorted(shelf.glob(f"*-{_code()}"), key=lambda path: path.stat().st_mtime, reverse=True)
    try:
        return retrieval.rebuilt(retrieval.load(found[0]), curriculum) if found else None
    except (OSError, ValueError, KeyError):
        return None


def index_name(curriculum: Curriculum) -> str:
    """Name of the index of a curriculum; another one when the code that builds indexes has changed."""
    return f"{curriculum.version[:24] or 'unversioned'}-{_code()}"


@lru_cache(maxsize=1)
def _code() -> str:
    """What tells the code that builds indexes from any other."""
    code = hashlib.blake2b(digest_size=6)
    for path in sorted(Path(retrieval.__file__).parent.glob("*.py")):
        code.update(path.read_bytes())
    return code.hexdigest()


def _keep(index: Index, folder: Path) -> None:
    """Save an index if the shelf can be written to; an answer does not wait for that."""
    fresh = folder.with_name(f"{folder.name}.new")
    try:
        shutil.rmtree(fresh, ignore_errors=True)
        retrieval.save(index, fresh)
        shutil.rmtree(folder, ignore_errors=True)
        fresh.rename(folder)  # atomic: a reader sees the whole index or none
        kept = sorted(folder.parent.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
        for old in kept[_KEPT:]:
            shutil.rmtree(old, ignore_errors=True)
    except OSError:
        shutil.rmtree(fresh, ignore_errors=True)
