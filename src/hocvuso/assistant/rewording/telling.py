"""The rewording as it comes: each sentence is held against its passages, and only what they support goes on.

No Django. The card is on the screen already; when the model is slow, gone or inventive, the card simply stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from hocvuso.assistant import model_client
from hocvuso.assistant.model_client import Call, Endpoint, Unavailable
from hocvuso.assistant.rewording import lookups, prompt
from hocvuso.assistant.rewording.lookups import Desk, Offer
from hocvuso.core import grounding

MOST_PASSAGES = 4  # decided (assistant.md 3.1, 7)
MOST_SENTENCES = 6
NO_ANSWER = "không"  # what the model writes when the passages do not answer


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that may be shown, with the steps that it leans on."""

    text: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ended:
    """How it ended. `stands`: enough survived to be read; `problem` is "" or the reason of `Unavailable`."""

    stands: bool
    problem: str
    came: int
    kept: int
    offers: tuple[Offer, ...] = ()


@dataclass(slots=True)
class _State:
    tally: grounding.Tally = field(default_factory=grounding.Tally)
    calls: list[Call] = field(default_factory=list)
    said: str = ""


def tell(
    endpoint: Endpoint, desk: Desk, question: str, *, found: Sequence[str], names: Iterable[str] = ()
) -> Iterator[Sentence | Ended]:
    """Yield sentences as they pass and, at the end, how it went. Never raises for anything a server does.

    `question` comes masked; `found` are steps and cards, best first.
    """
    for each in found[:MOST_PASSAGES]:
        desk.lay(each)
    talk = prompt.messages(question, desk.passages, easy=desk.reader.easy, names=names)
    state, problem = _State(), ""
    try:
        for _turn in range(lookups.MOST_CALLS + 1):
            yield from _sentences(endpoint, desk, talk, state)
            if not state.calls or state.tally.came:
                break
            talk += _answered(desk, state)
    except Unavailable as why:
        problem = why.reason
    tally = state.tally
    yield Ended(tally.stands, problem, tally.came, tally.kept, tuple(desk.offers) if tally.stands else ())


def _sentences(endpoint: Endpoint, desk: Desk, talk: list[dict[str, Any]], state: _State) -> Iterator[Sentence]:
    state.calls, state.said = [], ""
    # Passages come only between two turns, by lookups.
    passages = {number: f"{each.title}\n{each.text}" for number, each in desk.passages.items()}
    offered = lookups.described() if endpoint.has_tools and desk.calls < lookups.MOST_CALLS else []
    for sentence in grounding.split(_texts(model_client.stream(endpoint, talk, offered), state)):
        if sentence.strip(" .").casefold() == NO_ANSWER:
            return
        verdict = state.tally.count(grounding.judge(sentence, passages))
        if verdict.is_supported:
            yield Sentence(verdict.sentence, tuple(desk.passages[number].step for number in verdict.cited))
        if state.tally.came >= MOST_SENTENCES:
            return


def _texts(pieces: Iterable[str | Call], state: _State) -> Iterator[str]:
    for piece in pieces:
        if isinstance(piece, Call):
            state.calls.append(piece)
        else:
            state.said += piece
            yield piece


def _answered(desk: Desk, state: _State) -> list[dict[str, Any]]:
    """Return what goes back to the model: its calls, and what came of each."""
    asked = [
        {"id": call.id, "type": "function", "function": {"name": call.name, "arguments": call.arguments}}
        for call in state.calls
    ]
    results = [{"role": "tool", "tool_call_id": call.id, "content": lookups.run(desk, call)} for call in state.calls]
    return [{"role": "assistant", "content": state.said or None, "tool_calls": asked}, *results]
