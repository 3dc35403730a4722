"""A lesson as a lecture: scenes, each with what is shown and the sentences that are said.

The easy wording, facts by their dates, the lesson's own lexicon over the general one. What comes out depends on the
content, the day and who speaks, on nothing else; its digest tells whether a lecture must be made anew.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date

from hocvuso.core import drawing
from hocvuso.core.content import Curriculum, Item, Lesson, Step
from hocvuso.core.narration.spoken import Lexicon, say, unsaid
from hocvuso.core.vntext import has_diacritics
from hocvuso.curriculum import render
from hocvuso.lectures.asking import spoken_check
from hocvuso.lectures.sources import Sources

PAUSE, LONG_PAUSE, THINKING = 0.35, 0.7, 3.0  # assumed: seconds; three to choose an answer
READING = 1 / 14  # assumed: seconds a letter of a message that the listener reads for himself
LETTERS = "ABCDEFGH"
MOST_SOURCES, LONGEST_SOURCE = 3, 30  # what fits into two lines of the last slide; all of them stand in the lesson
_SENTENCES = re.compile(r"(?:(?<=[.!?…])|(?<=[.!?…][”\"')]))\s+(?=[“\"'(]?[^\W_])")


def drawn(step: Step) -> str:
    """Return the drawing of a step as SVG text for light paper, or nothing: then the slide is made of words alone."""
    picture = step.picture
    return drawing.svg(picture.draw, picture.alt, "light") if picture is not None and picture.draw else ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: what the captions show, what the voice says, and the silence after it in seconds."""

    id: str
    text: str
    spoken: str
    pause: float = PAUSE


@dataclass(frozen=True, slots=True)
class Scene:
    """One slide. `kind`: title step sample do care key check answer end; `right` is the line to mark, from 0;
    `first` is the number of the first line.
    """

    kind: str
    heading: str
    label: str
    lines: tuple[str, ...]
    sentences: tuple[Sentence, ...]
    step: str = ""
    item: str = ""
    sender: str = ""
    right: int = -1
    first: int = 1
    picture: str = ""

    @property
    def right_line(self) -> str:
        """The line to mark, with its letter: "chưa đúng" alone beside a tick says two things at once."""
        return f"{LETTERS[self.right]}. {self.lines[self.right]}"


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: a machine, or a person who agreed in writing, up to a day where it has one (ISO).

    `is_helped`: a machine reads the sentences that the person has not recorded.
    """

    name: str
    is_machine: bool = True
    is_helped: bool = False
    until: str = ""


@dataclass(frozen=True, slots=True)
class Script:
    """A lecture before it has a voice and pictures."""

    lesson: str
    title: str
    version: str
    is_draft: bool
    checked_on: date
    sources: tuple[str, ...]
    voice_label: str
    marks: tuple[str, ...]  # what stands at the foot of every slide
    scenes: tuple[Scene, ...]
    unsaid: tuple[str, ...] = field(default=(), compare=False)

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """Every sentence in the order it is said."""
        return tuple(sentence for scene in self.scenes for sentence in scene.sentences)

    @property
    def digest(self) -> str:
        """The hash of all that is shown and said."""
        told = json.dumps(asdict(replace(self, unsaid=())), ensure_ascii=False, sort_keys=True, default=str)
        return hashlib.sha256(told.encode()).hexdigest()


def script_of(
    lesson: Lesson,
    curriculum: Curriculum,
    sources: Sources,
    *,
    today: date,
    speaker: Speaker,
) -> Script:
    """Return the script of a lesson in its easy wording."""
    steps = [
        render.step_for(step, device="", audience="worker", easy=True, today=today, facts=curriculum.facts)
        for step in lesson.steps
    ]
    named = {fact.id for step in steps for fact in step.facts}
    facts = [fact for name, fact in curriculum.facts.items() if name in named and render.may_show(fact, today)]
    lexicon = sources.lexicon.over([*((fact.show, fact.spoken) for fact in facts if fact.spoken), *lesson.say])
    told = _Telling(sources, lexicon, speaker)
    printed = (source.publisher for fact in facts for source in fact.sources)
    books = tuple(dict.fromkeys(each for each in printed if len(each) <= LONGEST_SOURCE))[:MOST_SOURCES]
    scenes = [told.title(lesson)]
    for number, (step, written) in enumerate(zip(steps, lesson.steps, strict=True), start=1):
        scenes += told.step(step, number, len(steps), drawn(written))
    scenes.append(told.key(steps))
    item = spoken_check(lesson, curriculum.items.values())
    scenes += told.check(item) if item else []
    scenes.append(told.end(lesson, books))
    labels = sources.labels
    voice = _label(sources, speaker)
    script = Script(
        lesson=lesson.id, title=lesson.title, version=lesson.version, is_draft=lesson.status == "draft",
        checked_on=lesson.checked_on, sources=books, voice_label=told.voice(),
        marks=(*((labels.draft,) if lesson.status == "draft" else ()), voice), scenes=tuple(scenes),
    )  # fmt: skip
    words = (word for sentence in script.sentences for word in unsaid(sentence.spoken))
    return replace(script, unsaid=tuple(dict.fromkeys(words)))


def split(text: str) -> Iterator[str]:
    """Return the sentences of a text of paragraphs and lists, without the marks of bold."""
    for line in text.splitlines():
        plain = line.strip().removeprefix("- ").replace("**", "")
        yield from (part for part in _SENTENCES.split(plain) if part)


class _Telling:
    """Makes scenes; numbers the sentences of each."""

    def __init__(self, sources: Sources, lexicon: Lexicon, speaker: Speaker) -> None:
        self.phrases, self.labels, self.lexicon, self.speaker = sources.phrases, sources.labels, lexicon, speaker

    def said(
        self, prefix: str, texts: Sequence[str], *, pauses: dict[int, float] | None = None
    ) -> tuple[Sentence, ...]:
        """Return texts as sentences; the last one, and those in `pauses`, are followed by a longer silence."""
        given = {len(texts) - 1: LONG_PAUSE, **(pauses or {})}
        return tuple(
            Sentence(f"{prefix}-{number + 1}", text, say(_ended(text), self.lexicon), given.get(number, PAUSE))
            for number, text in enumerate(texts)
        )

    def title(self, lesson: Lesson) -> Scene:
        """Return the opening."""
        goal = self.phrases.goal.format(goal=lesson.goal)
        texts = [*split(self.phrases.welcome.format(title=lesson.title)), *split(goal)]
        return Scene(
            "title", lesson.title, self.labels.lecture, (self.labels.goal, lesson.goal), self.said("title", texts)
        )

    def step(self, step: render.ShownStep, number: int, count: int, picture: str) -> Iterator[Scene]:
        """Return the scenes of a step: what it is about, a sample, what to do, what to beware of."""
        slug, label = step.id.partition("#")[2], self.labels.step.format(number=number, count=count)
        opening = self.phrases.step.format(number=number, title=step.title).replace("?.", "?").replace("..", ".")
        if step.sample:
            yield self._sample(step, opening, slug, label)
        pages = _pages([line.strip() for line in step.text.splitlines() if line.strip()], 40, 6 if not picture else 5)
        for page, lines in enumerate(pages):
            about = [*([] if step.sample or page else [opening]), *(part for line in lines for part in split(line))]
            said = self.said(_name(slug, "about", page), about)
            yield Scene("step", step.title, label, lines, said, step.id, picture=picture)
        first = 1
        for page, lines in enumerate(_pages(step.do, 42, 7)):
            said = self.said(_name(slug, "do", page), [*([] if page else [self.phrases.do]), *lines])
            yield Scene("do", self.labels.do, label, lines, said, step.id, first=first)
            first += len(lines)
        care = [self.phrases.care, *split(step.caution)]
        yield Scene("care", self.labels.care, label, (step.caution,), self.said(f"{slug}-care", care), step.id)

    def _sample(self, step: render.ShownStep, opening: str, slug: str, label: str) -> Scene:
        """Return the message of a step. One without marks is read by the listener: a voice would say other words."""
        sender = [self.phrases.sample_from.format(sender=step.sample_from)] if has_diacritics(step.sample_from) else []
        texts, pauses = [opening, self.phrases.sample, *sender], {}
        if has_diacritics(step.sample):
            texts += split(step.sample)
        else:
            pauses = {len(texts): max(THINKING, READING * len(step.sample))}
            texts.append(self.phrases.read_it)
        lines = tuple(line.strip() for line in step.sample.splitlines() if line.strip())
        said = self.said(f"{slug}-sample", texts, pauses=pauses)
        return Scene("sample", self.labels.sample, label, lines, said, step.id, sender=step.sample_from)

    def key(self, steps: Sequence[render.ShownStep]) -> Scene:
        """Return what is to be remembered: the first sentence of each step's short answer."""
        lines = tuple(next(split(step.answer)) for step in steps)
        return Scene("key", self.labels.key, "", lines, self.said("key", [self.phrases.key, *lines]))

    def check(self, item: Item) -> Iterator[Scene]:
        """Return the question that is asked aloud, and its answer."""
        if item.kind == "true_false":
            lines: tuple[str, ...] = (self.labels.true, self.labels.false)
            right = 0 if item.answer else 1
            answer = self.phrases.verdict_true if item.answer else self.phrases.verdict_false
            choices: list[str] = []
        else:
            lines = tuple(choice.text for choice in item.choices)
            right = next(number for number, choice in enumerate(item.choices) if choice.right)
            answer = self.phrases.answer.format(letter=LETTERS[right])
            choices = [
                self.phrases.choice.format(letter=letter, text=text)
                for letter, text in zip(LETTERS, lines, strict=False)
            ]
        asked = [self.phrases.check, *split(item.prompt), *choices, *split(self.phrases.think)]
        told = [answer, *split(item.explain)]
        pauses = {len(asked) - 1: THINKING}
        question = self.said("check", asked, pauses=pauses)
        yield Scene("check", item.prompt, self.labels.check, lines, question, item.step, item.id)
        yield Scene(
            "answer",
            item.explain,
            self.labels.answer,
            lines,
            self.said("answer", told),
            item.step,
            item.id,
            right=right,
        )

    def end(self, lesson: Lesson, books: Sequence[str]) -> Scene:
        """Return the closing: sources, day, draft mark, whose voice it is."""
        day = lesson.checked_on
        lines = [self.phrases.sources] if books else []
        lines.append(self.phrases.checked.format(day=f"{day.day}/{day.month}/{day.year}"))
        lines += [self.phrases.draft] if lesson.status == "draft" else []
        lines.append(self.voice())
        texts = [self.phrases.end, self.phrases.next, *lines]
        shown = ([self.labels.sources.format(sources=", ".join(books))] if books else []) + lines[bool(books) :]
        return Scene("end", self.labels.end, self.phrases.next, tuple(shown), self.said("end", texts))

    def voice(self) -> str:
        """Return the sentence that says whose voice it is."""
        if self.speaker.is_machine:
            return self.phrases.machine_voice
        phrase = self.phrases.mixed_voice if self.speaker.is_helped else self.phrases.human_voice
        return phrase.format(speaker=self.speaker.name)


def _pages(lines: Sequence[str], letters: int, rows: int) -> list[tuple[str, ...]]:
    """Share lines out on as few slides as they need at a size that one can read, evenly filled.

    `letters` fit into a row and `rows` on a slide.
    """
    needed = [-(-len(line) // letters) for line in lines]
    count = max(1, -(-sum(needed) // rows))
    aim, pages, used = sum(needed) / count, [[lines[0]]] if lines else [], needed[0] if lines else 0
    for line, need in zip(lines[1:], needed[1:], strict=True):
        if used + need / 2 > aim and len(pages) < count:
            pages.append([])
            used = 0
        pages[-1].append(line)
        used += need
    return [tuple(page) for page in pages]


def _label(sources: Sources, speaker: Speaker) -> str:
    if speaker.is_machine:
        return sources.labels.machine_voice
    label = sources.labels.mixed_voice if speaker.is_helped else sources.labels.human_voice
    return label.format(speaker=speaker.name)


def _name(slug: str, part: str, page: int) -> str:
    """Return the beginning of the ids of a scene's sentences."""
    return f"{slug}-{part}" + (f"-{page + 1}" if page else "")


def _ended(text: str) -> str:
    return text if text.rstrip("”\"')").endswith((".", "!", "?", "…", ":")) else f"{text}."
