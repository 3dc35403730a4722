"""The bubble of each phase of a lesson in talk: its lines, and four buttons at most."""

from __future__ import annotations

from hocvuso.core import asking, items
from hocvuso.core.content import Item
from hocvuso.core.draw import Draw, draw_for
from hocvuso.core.items.marks import FeedbackLine, Mark
from hocvuso.core.talking import (
    AGAIN,
    GO,
    MORE,
    MOST_BUTTONS,
    NEXT,
    SHOW,
    Bubble,
    Button,
    Here,
    Line,
    Phrase,
    Talk,
)


def bubble(talk: Talk, here: Here) -> Bubble:
    """Return what to show now."""
    return _BUBBLES[talk.phase](talk, here)


def item_of(here: Here) -> Item:
    """Return the item in question. Raises ValueError where nothing is asked."""
    if here.item is None:
        raise ValueError("a question without its item")
    return here.item


def draw_of(talk: Talk) -> Draw:
    """Return the draw that gives the lines of this place their order."""
    return draw_for(bytes.fromhex(talk.key), talk.at)


def _hello_bubble(talk: Talk, here: Here) -> Bubble:
    steps, questions = (sum(entry.kind == kind for entry in talk.agenda) for kind in ("step", "item"))
    facts = {"title": here.title, "steps": str(steps), "questions": str(questions)}
    lines = (Line("head", Phrase("hello")), Line("say", Phrase("today", facts)), Line("say", Phrase("how")))
    return Bubble("hello", (*_noted(talk), *lines), (Button(GO, Phrase("go")),))


def _explain_bubble(talk: Talk, here: Here) -> Bubble:
    lines = [Line("head", here.title)]
    if talk.rungs:
        lines += _help(talk, here)
    else:
        lines += [Line("say", line) for line in here.lines]
        lines += [Line("do", line) for line in here.do]
        lines += [Line("care", here.caution)] if here.caution else []
    left = talk.rungs < len(here.rungs)
    return Bubble(
        "explain", (*_noted(talk), *lines), (Button(NEXT, Phrase("understood")),), may_help=left, at_the_end=not left
    )


def _ask_bubble(talk: Talk, here: Here) -> Bubble:
    item = item_of(here)
    ask = asking.asked(item, talk.replies, draw_of(talk)) or asking.Ask("text")
    lines = [*_noted(talk), *_help(talk, here), Line("head", item.prompt)]
    if ask.name not in {"choose", "text"}:
        lines.append(Line("ask", Phrase(ask.name)))
    if ask.about:
        lines.append(Line("about", ask.about))
    options = tuple(Button(one.id, one.words or Phrase(one.id)) for one in ask.options)
    left = talk.rungs < len(here.rungs)
    return Bubble(
        "ask", tuple(lines), _page(options, talk.turned), options, wants_text=ask.name == "text",
        exhibit=(item.exhibit_kind, item.exhibit_from, item.exhibit),
        may_help=left, may_not_know=True, at_the_end=not left,
    )  # fmt: skip


def _page(options: tuple[Button, ...], turned: int) -> tuple[Button, ...]:
    """Return the buttons of one bubble; where there are more options, the last one turns over."""
    if len(options) <= MOST_BUTTONS:
        return options
    starts = range(0, len(options), MOST_BUTTONS - 1)
    start = starts[turned % len(starts)]
    return (*options[start : start + MOST_BUTTONS - 1], Button(MORE, Phrase("more")))


def _nearly_bubble(talk: Talk, here: Here) -> Bubble:
    mark = _mark(talk, here)
    wrong = [line for line in mark.lines if line.chosen and not line.right]
    lines = [
        Line("head", Phrase("nearly_partly" if mark.outcome == "partly" else "nearly")),
        *(Line("say", line.why) for line in wrong[:1] if line.why),
    ]
    buttons = (Button(AGAIN, Phrase("again")), Button(SHOW, Phrase("show")))
    return Bubble("nearly", (*_noted(talk), *lines, *_help(talk, here)), buttons, tone="again")


def _marked_bubble(talk: Talk, here: Here) -> Bubble:
    item, mark = item_of(here), _mark(talk, here)
    lines = [Line("head", Phrase(mark.outcome)), Line("say", mark.message)]
    if mark.outcome != "right":
        best = items.mark(item, items.right_response(item))
        lines += [Line("safe", _told(line)) for line in best.lines if line.chosen and line.right]
    tone = "ok" if mark.outcome == "right" else "again"
    return Bubble("marked", (*_noted(talk), *lines), (Button(NEXT, Phrase("next_thing")),), tone=tone)


def _told(line: FeedbackLine) -> str:
    text = line.text if line.text.endswith((".", "!", "?", "…", "”")) else f"{line.text}."
    return f"{text} {line.why}".strip()


def _play_bubble(talk: Talk, here: Here) -> Bubble:
    lines = (
        Line("head", Phrase("try_it", {"title": here.title})),
        *(Line("say", line) for line in here.lines),
        Line("say", Phrase("come_back")),
    )
    return Bubble("play", (*_noted(talk), *lines), (Button(NEXT, Phrase("played")),), simulator=here.simulator)


def _done_bubble(talk: Talk, here: Here) -> Bubble:
    if not talk.agenda:
        return Bubble("done", (Line("head", Phrase("nothing")), Line("say", Phrase("nothing_why"))))
    lines = (Line("head", Phrase("done")), Line("say", Phrase("kept", {"done": here.title})))
    return Bubble("done", (*_noted(talk), *lines), (Button(GO, Phrase("go_on")),))


def _mark(talk: Talk, here: Here) -> Mark:
    item = item_of(here)
    return items.mark(item, items.read_json(item, talk.response))


def _noted(talk: Talk) -> tuple[Line, ...]:
    return (Line("note", Phrase(talk.note)),) if talk.note else ()


def _help(talk: Talk, here: Here) -> list[Line]:
    """Return the newest rung; of the slow lines those before it too, so that they can be read again."""
    given = here.rungs[: talk.rungs]
    return [Line("hint", rung.text) for rung in given if rung.number == given[-1].number]


_BUBBLES = {
    "hello": _hello_bubble, "explain": _explain_bubble, "ask": _ask_bubble, "nearly": _nearly_bubble,
    "marked": _marked_bubble, "play": _play_bubble, "done": _done_bubble,
}  # fmt: skip
