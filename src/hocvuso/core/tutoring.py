"""Today's plan as a talk: explain, ask, mark, hint, next. The rules only; no channel, no clock, nothing stored.

A channel hands in one reply (words or a button) and shows one bubble with four buttons at most. What a reply does to
the learner is returned as `Did`, for the room to record like any other exercise. Replies that belong to an earlier
bubble (a second tap, an old tab) change nothing.
"""

from __future__ import annotations

from dataclasses import replace

from hocvuso.core import asking, items
from hocvuso.core.bubbles import bubble, draw_of, item_of
from hocvuso.core.items.marks import BadResponse, Response
from hocvuso.core.rungs import hints_of
from hocvuso.core.talking import ASK, BACK, CHOOSE, DONT_KNOW, HELP, MORE, SHOW, Bubble, Did, Here, Moved, Reply, Talk
from hocvuso.core.vntext import search_key

MOST_TRIES = 2  # decided: after the second try the safe way is shown, so that nobody is kept on one question
SETTLED = ("right", "dont_know", "no_evidence")  # outcomes after which nothing is tried again

# What people type instead of tapping, folded. The first button of a bubble also answers to `_ONWARD`.
_TYPED = {
    HELP: ("ket", "toi ket", "toi bi ket", "bi ket", "goi y", "giup", "giup toi", "kho qua"),
    DONT_KNOW: ("khong biet", "toi khong biet", "chiu", "k biet", "ko biet"),
    asking.YES: ("co", "co chon", "yes"),
    asking.NO: ("khong", "ko", "k", "no"),
    asking.TRUE: ("dung", "dung roi"),
    asking.FALSE: ("sai",),
}
_GOES_BACK = ("hoc tiep", "quay lai", "ve bai", "hoc lai")
# How a question begins where typed words would be an answer.
_ASKS = ("hoi ", "cho hoi ", "cho toi hoi ", "cho em hoi ", "cho minh hoi ", "em hoi ", "toi hoi ", "minh hoi ")
_ONWARD = (
    "tiep", "tiep tuc", "tiep di", "tiep theo", "next", "ok", "oke", "okie", "da", "vang", "u", "uh", "uk", "roi",
    "ok roi", "xong", "hieu", "hieu roi", "bat dau", "lai",
)  # fmt: skip
# What means a button somewhere is no question to the assistant, also where that button is not shown.
_MEANS_A_BUTTON = frozenset((*_ONWARD, *_GOES_BACK, *(word for words in _TYPED.values() for word in words)))


def move(talk: Talk, here: Here, reply: Reply) -> Moved:
    """Take in one reply. A reply to an earlier bubble changes nothing; one not understood only leaves a note."""
    if _goes_back(talk, reply):
        return Moved(replace(talk, is_aside=False, note=""))
    if reply.bubble not in ("", talk.bubble):
        return Moved(talk)
    said = understood(bubble(talk, here), reply)
    if not said:
        # "tiếp" to a question: it waits for an answer, or for "I don't know".
        onward = not reply.button and search_key(reply.text) in (*_ONWARD, *_GOES_BACK)
        return Moved(replace(talk, note="choose_first" if onward and talk.phase == "ask" else "unclear"))
    moved = _MOVES[talk.phase](replace(talk, note="", is_aside=False), here, said)
    return replace(moved, talk=replace(moved.talk, number=talk.number + 1))


def question_in(talk: Talk, here: Here, reply: Reply) -> str:
    """Return the question to the assistant that a reply holds, "" where it answers the bubble.

    A channel with a box of its own says so by the button `ASK`. Typed words are a question when they mean no button
    of any bubble and this one wants none; where it does, they must begin like one ("hỏi …").
    """
    typed, key = reply.text.strip(), search_key(reply.text)
    if reply.button:
        return typed if reply.button == ASK else ""
    if sum(letter.isalpha() for letter in key) < 2 or key in _MEANS_A_BUTTON or _goes_back(talk, reply):
        return ""
    shown = bubble(talk, here)
    if shown.wants_text:
        return typed if key.startswith(_ASKS) else ""
    return "" if understood(shown, reply) else typed


def chosen_in(reply: Reply) -> str:
    """Return which of the things that the assistant offered is meant, "" where none is."""
    return reply.button.removeprefix(CHOOSE) if reply.button.startswith(CHOOSE) else ""


def _goes_back(talk: Talk, reply: Reply) -> bool:
    """Tell whether a reply only leaves the assistant's answer: the lesson then stands where it stood."""
    key = search_key(reply.text)
    return reply.button == BACK or (talk.is_aside and not reply.button and key in (*_GOES_BACK, *_ONWARD))


def understood(shown: Bubble, reply: Reply) -> str:
    """Return what a reply means to this bubble: the id of a button, typed words, or "" when nothing fits."""
    standing = {name for name, may in ((HELP, shown.may_help), (DONT_KNOW, shown.may_not_know)) if may}
    if reply.button:
        ids = {button.id for button in (*shown.buttons, *shown.options)}
        return reply.button if reply.button in ids | standing else ""
    typed = search_key(reply.text)
    for name in standing:
        if typed in _TYPED[name]:
            return name
    if shown.wants_text:
        return "" if typed in (*_ONWARD, *_GOES_BACK) else reply.text.strip()
    choices = shown.options or shown.buttons
    if typed.isascii() and typed.isdigit() and len(typed) == 1 and 0 < int(typed) <= len(choices):
        return choices[int(typed) - 1].id
    for button in choices:
        if isinstance(button.label, str) and typed and typed == search_key(button.label):
            return button.id
        if typed in _TYPED.get(button.id, ()):
            return button.id
    return shown.buttons[0].id if shown.buttons and not shown.options and typed in _ONWARD else ""


def _enter(talk: Talk, at: int) -> Talk:
    phase = "done" if at >= len(talk.agenda) else _BEGINS[talk.agenda[at].kind]
    return replace(talk, at=at, phase=phase, replies=(), turned=0, rungs=0, tries=0, response=None)


def _hello(talk: Talk, here: Here, said: str) -> Moved:
    del here, said
    return Moved(_enter(talk, 0))


def _explain(talk: Talk, here: Here, said: str) -> Moved:
    if said == HELP:
        return Moved(replace(talk, rungs=min(talk.rungs + 1, len(here.rungs))))
    return Moved(_enter(talk, talk.at + 1), Did("step_done", talk.agenda[talk.at]))


def _ask(talk: Talk, here: Here, said: str) -> Moved:
    item = item_of(here)
    if said == HELP:
        return Moved(replace(talk, rungs=min(talk.rungs + 1, len(here.rungs))))
    if said == DONT_KNOW:
        return _marked(talk, here, items.DONT_KNOW)
    if said == MORE:
        return Moved(replace(talk, turned=talk.turned + 1))
    replies = (*talk.replies, said)
    if asking.asked(item, replies, draw_of(talk)) is not None:
        return Moved(replace(talk, replies=replies, turned=0))
    try:
        response = items.read_json(item, asking.given(item, replies, draw_of(talk)))
    except BadResponse:
        return Moved(replace(talk, replies=(), turned=0, note="empty"))
    return _marked(talk, here, response)


def _marked(talk: Talk, here: Here, response: Response) -> Moved:
    hints = hints_of(here.rungs, talk.rungs)
    did = Did("answer", talk.agenda[talk.at], response.to_json(), hints)
    mark, tries = items.mark(item_of(here), response), talk.tries + 1
    settled = mark.outcome in SETTLED or tries >= MOST_TRIES or talk.rungs >= len(here.rungs)
    after = replace(talk, phase="marked" if settled else "nearly", tries=tries, response=response.to_json())
    # A first wrong answer brings the next rung with it: the second try counts as helped.
    return Moved(after if settled else replace(after, rungs=talk.rungs + 1), did)


def _nearly(talk: Talk, here: Here, said: str) -> Moved:
    del here
    if said == SHOW:
        return Moved(replace(talk, phase="marked"))
    return Moved(replace(talk, phase="ask", replies=(), turned=0))


def _onward(talk: Talk, here: Here, said: str) -> Moved:
    del here, said
    return Moved(_enter(talk, talk.at + 1))


def _over(talk: Talk, here: Here, said: str) -> Moved:
    del here, said
    return Moved(replace(talk, phase="over"))


_BEGINS = {"step": "explain", "item": "ask", "simulator": "play"}
_MOVES = {
    "hello": _hello, "explain": _explain, "ask": _ask, "nearly": _nearly, "marked": _onward, "play": _onward,
    "done": _over,
}  # fmt: skip
