"""Compose an answer from a step or card: nothing is generated, everything has been written and checked.

No Django here: the command line, the pages and the channels use the same answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from hocvuso.assistant.sentences import say
from hocvuso.core import off_topic
from hocvuso.core.answering import Decision, varied
from hocvuso.core.content import Curriculum, Skill, Step
from hocvuso.core.retrieval import Hit
from hocvuso.core.rungs import paragraphs_of
from hocvuso.curriculum import render

# As many lines as fit one screen of a phone (design: five).
MOST_LINES = 5
# Whoever reads easy words gets as many steps at once; the others stand one tap away.
AT_ONCE = 3
MOST_CANDIDATES = 5
# The skill whose first lesson teaches how to look at a message, until the checker itself answers.
CHECK_MESSAGE_SKILL = "kns.4.3"
TOPICS = 3
# Dated facts with the numbers that people in danger call; past their date their fallbacks are shown.
_EMERGENCY = {
    "ambulance": "emergency-ambulance", "fire": "emergency-fire", "police": "incident-call-113",
    "child": "child-line-111",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Citation:
    """Where an answer comes from. `lesson` is "" for a card that cites no step; `page`: another page of this site."""

    lesson: str
    step: str
    title: str
    checked_on: date
    page: str = ""


@dataclass(frozen=True, slots=True)
class Button:
    """Something to tap. `kind`: choose topic practise unclear person none (`target`: step, card or skill), or for
    questions about oneself open (an address of this site) and ask (a question)."""

    kind: str
    label: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something found, also when it is not shown. `step` is "" for a skill without lessons."""

    skill: str
    step: str
    title: str
    score: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What the assistant replies."""

    kind: str  # answer clarify suggest urgent check_message refuse hand_over own
    text: str  # one or two sentences
    plain: tuple[str, ...] = ()  # the authors' easy words, for whoever reads at that level
    do: tuple[str, ...] = ()
    caution: str = ""
    say_this: str = ""
    citations: tuple[Citation, ...] = ()
    buttons: tuple[Button, ...] = ()
    warnings: tuple[str, ...] = ()
    understood: str = ""  # the question as mended, "" if nothing was
    candidates: tuple[Candidate, ...] = ()
    confidence: float = 0.0  # probability that the first candidate is of the right skill
    skill: str = ""
    secrets: tuple[str, ...] = ()  # kinds of numbers that were hidden
    masked_text: str = ""
    about: str = ""  # of kind own: which question about oneself, "" where that is not clear
    note: str = ""  # where figures come from and as of when
    at_once: int = MOST_LINES  # how many lines of `do` are shown before one asks for the rest

    @property
    def full_text(self) -> str:
        """Everything there is to read, as plain text."""
        lines = [self.text, *self.plain, *(f"{number}. {line}" for number, line in enumerate(self.do, start=1))]
        return "\n".join([*lines, *(line for line in (self.say_this, self.caution) if line)])


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom an answer is composed."""

    today: date
    device: str = ""
    easy: bool = False
    audience: str = ""
    language: str = "vi"


def compose(curriculum: Curriculum, decision: Decision, hits: Sequence[Hit], reader: Reader) -> Answer:
    """Turn a decision into an answer; `hits` are all that was found, best first."""
    answer = _BY_KIND[decision.kind](curriculum, decision, reader)
    candidates = candidates_of(curriculum, hits)
    skill = answer.skill or (candidates[0].skill if candidates and decision.hits else "")
    return replace(answer, candidates=candidates, confidence=round(decision.confidence, 4), skill=skill)


def candidates_of(curriculum: Curriculum, hits: Sequence[Hit]) -> tuple[Candidate, ...]:
    """The best hits that are ours, one of each skill before the second of any."""
    ours = varied([hit for hit in hits if not hit.id.startswith(off_topic.PREFIX)])[:MOST_CANDIDATES]
    return tuple(
        Candidate(hit.skill, "" if hit.id == hit.skill else hit.id, _title(curriculum, hit.id), hit.score)
        for hit in ours
    )


def _title(curriculum: Curriculum, found: str) -> str:
    for mapping in (curriculum.steps, curriculum.cards, curriculum.skills):
        if found in mapping:
            return mapping[found].title
    return found


def _answer(curriculum: Curriculum, decision: Decision, reader: Reader) -> Answer:
    found = decision.hits[0].id
    return _card(curriculum, found, reader) if found in curriculum.cards else _step(curriculum, found, reader)


def chosen_card(curriculum: Curriculum, target: str, reader: Reader) -> Answer | None:
    """Return the answer that a step or card gives when somebody taps it, None for anything else."""
    if target in curriculum.cards:
        return _card(curriculum, target, reader)
    return _step(curriculum, target, reader) if target in curriculum.steps else None


def _step(curriculum: Curriculum, found: str, reader: Reader) -> Answer:
    step = curriculum.steps[found]
    shown = render.step_for(
        step,
        device=reader.device,
        audience=reader.audience,
        easy=reader.easy,
        today=reader.today,
        facts=curriculum.facts,
    )
    return Answer(
        kind="answer",
        text=shown.answer,
        plain=_plain(shown),
        do=shown.do[:MOST_LINES],
        at_once=_at_once(reader),
        caution=shown.caution,
        citations=_citations(curriculum, [found]),
        buttons=_after_answer(found, reader),
        warnings=_doubts(curriculum, [found], shown.facts, reader),
        skill=step.skill,
    )


def _card(curriculum: Curriculum, found: str, reader: Reader) -> Answer:
    card = curriculum.cards[found]
    shown = render.card_for(card, easy=reader.easy, today=reader.today, facts=curriculum.facts)
    cited = _citations(curriculum, card.cites) or (Citation("", found, card.title, card.checked_on),)
    is_urgent = card.kind == "urgent"  # whoever is losing money needs the fewest words and every step
    return Answer(
        kind="urgent" if is_urgent else "answer",
        text=shown.answer,
        plain=() if is_urgent else _plain(shown),
        do=shown.do[:MOST_LINES],
        at_once=MOST_LINES if is_urgent else _at_once(reader),
        caution=shown.caution,
        say_this=say("say_this", reader.language, sentence=shown.say_this) if shown.say_this else "",
        citations=cited,
        buttons=_after_answer(found, reader),
        warnings=_doubts(curriculum, card.cites, shown.facts, reader),
        skill=card.skill,
    )


def _plain(shown: render.ShownStep | render.ShownCard) -> tuple[str, ...]:
    """The easy words of a step or card; the answer itself is written for everybody and stays in front."""
    return tuple(paragraphs_of(shown.text)) if shown.is_easy else ()


def _at_once(reader: Reader) -> int:
    return AT_ONCE if reader.easy else MOST_LINES


def _citations(curriculum: Curriculum, steps: Sequence[str]) -> tuple[Citation, ...]:
    found = [curriculum.steps[step] for step in steps if step in curriculum.steps]
    return tuple(citation_of(curriculum, step) for step in found if step.lesson in curriculum.lessons)


def citation_of(curriculum: Curriculum, step: Step) -> Citation:
    """A step as the source of an answer."""
    return Citation(step.lesson, step.id, step.title, curriculum.lessons[step.lesson].checked_on)


def _after_answer(found: str, reader: Reader) -> tuple[Button, ...]:
    return (
        Button("practise", say("practise", reader.language), found),
        Button("unclear", say("unclear", reader.language), found),
        _person(reader),
    )


def _person(reader: Reader) -> Button:
    return Button("person", say("person_button", reader.language))


def _doubts(
    curriculum: Curriculum, steps: Sequence[str], facts: Sequence[render.ShownFact], reader: Reader
) -> tuple[str, ...]:
    """What a careful person would add: a shown fact at second hand, a lesson past its date."""
    doubts: list[str] = []
    if any(fact.is_shown and fact.needs_confirmation for fact in facts):
        doubts.append(say("confirm", reader.language))
    lessons = [curriculum.lessons.get(curriculum.steps[step].lesson) for step in steps if step in curriculum.steps]
    doubts += [
        say("old", reader.language, day=lesson.checked_on.strftime("%d/%m/%Y"))
        for lesson in lessons
        if lesson is not None and lesson.expires_on < reader.today
    ]
    return tuple(dict.fromkeys(doubts))


def _urgent(curriculum: Curriculum, decision: Decision, reader: Reader) -> Answer:
    """The urgent card, before anything else; without one in the content, a person."""
    card = next((card.id for card in curriculum.cards.values() if card.kind == "urgent"), None)
    if card is None:
        return _hand_over(curriculum, replace(decision, reason="person"), reader)
    return _card(curriculum, card, reader)


def _ask_back(curriculum: Curriculum, decision: Decision, reader: Reader) -> Answer:
    choices = tuple(Button("choose", _title(curriculum, hit.id), hit.id) for hit in decision.hits)
    return Answer(
        kind=decision.kind,
        text=say(decision.kind, reader.language),
        buttons=(*choices, Button("none", say("none_of_these", reader.language)), _person(reader)),
        citations=_citations(curriculum, [hit.id for hit in decision.hits]),
    )


def _check_message(curriculum: Curriculum, decision: Decision, reader: Reader) -> Answer:
    """Point to the lesson that teaches how to look at a message; a verdict is the checker's work."""
    skill = curriculum.skills.get(CHECK_MESSAGE_SKILL)
    lesson = curriculum.lessons.get(skill.lessons[0]) if skill and skill.lessons else None
    steps = lesson.steps[:MOST_LINES] if lesson else ()
    return Answer(
        kind="check_message",
        text=say("check_message", reader.language),
        do=tuple(step.answer for step in steps),
        caution=say("check_message_caution", reader.language),
        citations=tuple(citation_of(curriculum, step) for step in steps),
        buttons=(_person(reader),),
        skill=CHECK_MESSAGE_SKILL if lesson else "",
    )


def _refuse(_curriculum: Curriculum, decision: Decision, reader: Reader) -> Answer:
    """What nobody here helps with, and an insult: one sentence and a person."""
    kind = "refuse" if decision.kind == "refuse" else "hand_over"
    return Answer(kind=kind, text=say(decision.kind, reader.language), buttons=(_person(reader),))


def _welcome(curriculum: Curriculum, decision: Decision, reader: Reader) -> Answer:
    """A greeting: say what this is for and offer topics."""
    return Answer(kind="suggest", text=say("greeting", reader.language), buttons=_topics(curriculum, reader))


def _own(curriculum: Curriculum, decision: Decision, reader: Reader) -> Answer:
    """A question about oneself: only a site knows who asks, so here stands where one's own pages are."""
    text, topics = say("own", reader.language), _topics(curriculum, reader)
    return Answer(kind="own", text=text, buttons=topics, about=decision.reason)


def _in_danger(curriculum: Curriculum, decision: Decision, reader: Reader) -> Answer:
    """Somebody is in danger: persons and numbers first, no lesson, no topics and no doubts about sources."""
    numbers = {
        name: render.fill(f"{{fact:{fact}}}", curriculum.facts, reader.today) for name, fact in _EMERGENCY.items()
    }
    lines = (f"{decision.kind}_{number}" for number in range(1, MOST_LINES))
    return Answer(
        kind="hand_over",
        text=say(decision.kind, reader.language),
        do=tuple(say(line, reader.language, **numbers) for line in lines),
        caution=say(f"{decision.kind}_caution", reader.language),
        buttons=(_person(reader),),
    )


def _hand_over(curriculum: Curriculum, decision: Decision, reader: Reader) -> Answer:
    skill = curriculum.skills.get(decision.topic)
    key = decision.reason
    if key == "off_topic" and off_topic.is_work(decision.topic):
        key = "work"
    return Answer(
        kind="hand_over",
        text=say(key, reader.language, skill=_named(skill, reader) if skill else ""),
        buttons=(_person(reader), *_topics(curriculum, reader)),
        skill=decision.topic if skill else "",
    )


def _topics(curriculum: Curriculum, reader: Reader) -> tuple[Button, ...]:
    """The first skills that have lessons, those that matter most first."""
    taught = [skill for skill in curriculum.skills.values() if skill.lessons]
    taught.sort(key=lambda skill: not skill.critical)
    return tuple(Button("topic", _named(skill, reader), skill.id) for skill in taught[:TOPICS])


def _named(skill: Skill, reader: Reader) -> str:
    """The title of a skill in the language of the page; steps and cards are Vietnamese only."""
    return skill.title_en if reader.language == "en" else skill.title


_BY_KIND = {
    "answer": _answer,
    "urgent": _urgent,
    "clarify": _ask_back,
    "suggest": _ask_back,
    "check_message": _check_message,
    "refuse": _refuse,
    "hand_over": _hand_over,
    "greeting": _welcome,
    "own": _own,
    "self_harm": _in_danger,
    "danger": _in_danger,
    "abuse": _refuse,
}
