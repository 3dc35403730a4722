"""What the model may look up: reading only, in the published lessons. What changes something is a button to press.

No Django: the library and the reader are given.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from hocvuso.assistant import messages
from hocvuso.assistant.compose import CHECK_MESSAGE_SKILL, Reader, candidates_of
from hocvuso.assistant.model_client import Call
from hocvuso.assistant.pipeline import Library
from hocvuso.assistant.rewording.prompt import Passage, shown
from hocvuso.core import masking, retrieval
from hocvuso.core.machine_orders import gives_orders
from hocvuso.core.reading import MAX_CHARACTERS, read
from hocvuso.curriculum import render

MOST_CALLS = 3  # decided (assistant.md 3.1, 7)
MOST_FOUND = 3
MOST_BODY = 1200  # characters of a passage: four of them stay under 1,200 tokens


@dataclass(frozen=True, slots=True)
class Offer:
    """A button that the model wants shown. Only the reader presses it, and who answers checks him again."""

    kind: str  # practise person classes
    step: str = ""


@dataclass(slots=True)
class Desk:
    """What one rewording works with; `passages` and `offers` grow as tools are called."""

    library: Library
    reader: Reader
    passages: dict[int, Passage] = field(default_factory=dict)
    offers: list[Offer] = field(default_factory=list)
    calls: int = 0

    def lay(self, step_id: str) -> dict[int, Passage]:
        """Put a step or card on the desk; return it with its number, nothing for what is not published."""
        for number, each in self.passages.items():
            if each.step == step_id:
                return {number: each}
        passage = passage_of(self.library, self.reader, step_id)
        if passage is None:
            return {}
        number = len(self.passages) + 1
        self.passages[number] = passage
        return {number: passage}


def passage_of(library: Library, reader: Reader, found: str) -> Passage | None:
    """Return a step or card as this reader would see it, None when it is not published or speaks to a model."""
    passage = _written(library, reader, found)
    # Whoever slipped orders to a machine into a lesson gets nothing of it said again.
    return None if passage is None or gives_orders(f"{passage.title}\n{passage.text}") else passage


def _written(library: Library, reader: Reader, found: str) -> Passage | None:
    now = library.curriculum
    if found not in library.index.ids:
        return None  # whoever asks cannot find it either: retired, or never published
    if found in now.steps:
        step = render.step_for(
            now.steps[found], device=reader.device, audience=reader.audience, easy=reader.easy, today=reader.today,
            facts=now.facts,
        )  # fmt: skip
        lines = (step.answer, *step.do, step.caution, step.text)
        return Passage(found, step.title, "\n".join(filter(None, lines))[:MOST_BODY])
    if found in now.cards:
        card = render.card_for(now.cards[found], easy=reader.easy, today=reader.today, facts=now.facts)
        lines = (card.answer, *card.do, card.caution, card.say_this, card.text)
        return Passage(found, card.title, "\n".join(filter(None, lines))[:MOST_BODY])
    return None


def run(desk: Desk, call: Call) -> str:
    """Do what the model asks for and return what it is told, as JSON. Never raises for anything it writes."""
    desk.calls += 1
    if desk.calls > MOST_CALLS:
        return _told(error="no more calls")
    tool = _TOOLS.get(call.name)
    if tool is None:
        return _told(error="no such tool")
    try:
        given = json.loads(call.arguments or "{}")
    except ValueError:
        return _told(error="arguments are no JSON")
    words = given.get(tool.argument, "") if isinstance(given, dict) else ""
    if tool.argument and (not isinstance(words, str) or not words.strip()):
        return _told(error=f"{tool.argument} is missing")
    return tool.do(desk, words)


def _told(**said: Any) -> str:
    return json.dumps(said, ensure_ascii=False)


def _search(desk: Desk, words: str) -> str:
    safe = masking.without_placeholders(masking.mask(words[:MAX_CHARACTERS]).text)
    question = read(safe, desk.library.index.lexicon)
    hits = (
        retrieval.search(desk.library.index, question, MOST_FOUND, desk.reader.device, "") if question.words() else []
    )
    found: dict[int, Passage] = {}
    for each in candidates_of(desk.library.curriculum, hits):
        found |= desk.lay(each.step)
    return _told(passages=shown(found))


def _get(desk: Desk, step: str) -> str:
    found = desk.lay(step)
    return _told(passages=shown(found)) if found else _told(error="no such step")


def _check(desk: Desk, message: str) -> str:
    """Lay the machine's own verdict on the desk; it may be said again, and leads to the lesson about messages."""
    skill = desk.library.curriculum.skills.get(CHECK_MESSAGE_SKILL)
    lesson = desk.library.curriculum.lessons.get(skill.lessons[0]) if skill and skill.lessons else None
    if desk.library.judge is None or lesson is None or not messages.has_words(message):
        return _told(error="nothing to check")
    checked = messages.check(desk.library.judge, message, desk.reader.language)
    number = len(desk.passages) + 1
    text = "\n".join((checked.text, *checked.reasons, *checked.do))
    desk.passages[number] = Passage(lesson.steps[0].id, lesson.steps[0].title, text)
    return _told(passages=shown({number: desk.passages[number]}))


def _practise(desk: Desk, step: str) -> str:
    """Offer to practise a step that can be found and has something to practise with."""
    now = desk.library.curriculum
    if step not in desk.library.index.ids or all(item.step != step for item in now.items.values()):
        return _told(error="nothing to practise")
    return _offered(desk, Offer("practise", step))


def _person(desk: Desk, _nothing: str) -> str:
    return _offered(desk, Offer("person"))


def _classes(desk: Desk, _nothing: str) -> str:
    """Offer the page of classes; whose they are and who sits there is for the reader, not for a model."""
    return _offered(desk, Offer("classes"))


def _offered(desk: Desk, offer: Offer) -> str:
    if offer not in desk.offers:
        desk.offers.append(offer)
    return _told(offered="a button; only the reader may press it")


@dataclass(frozen=True, slots=True)
class _Tool:
    does: str
    argument: str
    do: Callable[[Desk, str], str]


_TOOLS: Mapping[str, _Tool] = {
    "search_lessons": _Tool("Tìm đoạn bài học theo từ khoá.", "query", _search),
    "get_step": _Tool("Đọc một bước bài học theo mã.", "step", _get),
    "check_message": _Tool("Xem một tin nhắn có dấu hiệu lừa đảo không.", "message", _check),
    "start_practice": _Tool("Hiện nút luyện tập của một bước; người đọc tự bấm.", "step", _practise),
    "find_class": _Tool("Hiện nút xem các lớp học của công đoàn; người đọc tự bấm.", "", _classes),
    "ask_human": _Tool("Hiện nút gặp người giúp; người đọc tự bấm.", "", _person),
}


def described() -> list[dict[str, Any]]:
    """Return the tools as the protocol wants them."""
    return [
        {
            "type": "function",
            "function": {
                "name": name,
                "description": tool.does,
                "parameters": {
                    "type": "object",
                    "properties": {tool.argument: {"type": "string"}} if tool.argument else {},
                    "required": [tool.argument] if tool.argument else [],
                },
            },
        }
        for name, tool in _TOOLS.items()
    ]
