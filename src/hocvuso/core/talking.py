"""What a lesson in talk is made of: where it stands, what is shown, what is replied. Shapes only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from hocvuso.core.content import Item
from hocvuso.core.rungs import Rung

MOST_BUTTONS = 4  # published: assistant.md 3.1, a messenger shows no more under one bubble
GO, NEXT, AGAIN, SHOW, MORE, HELP, DONT_KNOW = "go", "next", "again", "show", "more", "help", "dont_know"
# In the middle of a talk: the words are a question to the assistant, one of its choices is meant, the lesson goes on.
ASK, CHOOSE, BACK = "ask:", "choose:", "back:"  # a colon: no choice of an author has one


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence of the tutor's own, by name; rooms put it into words."""

    name: str
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a bubble. `role`: head, say, do, care, hint, ask, about, chosen, safe, note."""

    role: str
    words: str | Phrase


@dataclass(frozen=True, slots=True)
class Button:
    """Something to tap instead of typing."""

    id: str
    label: str | Phrase


@dataclass(frozen=True, slots=True)
class Bubble:
    """What a channel shows. The standing words (I'm stuck, I don't know, a person) need no button of their own."""

    kind: str  # hello explain ask nearly marked play done
    lines: tuple[Line, ...]
    buttons: tuple[Button, ...] = ()
    options: tuple[Button, ...] = ()  # every reply that can be typed as a number, also those on the next page
    wants_text: bool = False
    exhibit: tuple[str, str, str] = ("", "", "")  # kind, sender, text of the message in question
    tone: str = ""  # ok again
    may_help: bool = False
    may_not_know: bool = False
    at_the_end: bool = False  # every rung has been given: a person is what is left
    simulator: str = ""  # id of the one that is offered; the channel shows the way to it


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing on the agenda, in the version that is shown."""

    kind: str  # step item simulator
    id: str
    version: str
    context: str  # under which its answer is recorded


@dataclass(frozen=True, slots=True)
class Here:
    """What stands at the present place of the agenda, as this learner reads it."""

    title: str = ""
    lines: tuple[str, ...] = ()
    do: tuple[str, ...] = ()
    caution: str = ""
    item: Item | None = None
    rungs: tuple[Rung, ...] = ()
    simulator: str = ""


@dataclass(frozen=True, slots=True)
class Talk:
    """Where a talk stands. `number` names the bubble on the screen, `rungs` counts help given at this place."""

    key: str  # hex of the talk's id
    agenda: tuple[Entry, ...]
    at: int = 0
    phase: str = "hello"  # hello explain ask nearly marked play done over
    replies: tuple[str, ...] = ()
    turned: int = 0  # how often options were turned over
    rungs: int = 0
    tries: int = 0
    number: int = 0
    response: Mapping[str, object] | None = None  # the last one that was marked
    note: str = ""  # unclear empty choose_first
    is_aside: bool = False  # the last thing shown was the answer to a question in between

    @property
    def bubble(self) -> str:
        """The id of the bubble on the screen; a channel sends it back with the reply."""
        return f"{self.key[-8:]}-{self.number}"


@dataclass(frozen=True, slots=True)
class Reply:
    """One turn of the learner; `bubble` is the id of the one it answers, "" for typed words without one."""

    text: str = ""
    button: str = ""
    bubble: str = ""


@dataclass(frozen=True, slots=True)
class Did:
    """What the learner did by a reply: `answer` with a response, or `step_done`."""

    kind: str
    entry: Entry
    response: Mapping[str, object] = field(default_factory=dict)
    hints: int = 0


@dataclass(frozen=True, slots=True)
class Moved:
    """Where the talk stands after a reply, and what is to be recorded."""

    talk: Talk
    did: Did | None = None
