"""What authors write, as the core sees it: skills, lessons, steps, items, cards, facts.

The room `curriculum` reads these from files and checks them; nothing here reads or writes anything.
Field meanings are those of the content format described in `docs/manuals/authoring.md`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

REGISTERS = ("formal", "spoken", "thanh_nghe", "southern", "no_diacritics", "text_speak")
DEVICES = ("android", "iphone", "pc")
AUDIENCES = ("worker", "official", "public_staff", "family")
ITEM_KINDS = ("single", "multiple", "true_false", "order", "match", "short_text", "mark_signs")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact was read."""

    title: str
    publisher: str
    seen_on: date
    url: str = ""
    published_on: date | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """One dated fact; other files show it by reference, so that it changes in one place."""

    id: str
    kind: str  # hotline rule law warning web app
    claim: str
    confidence: str  # verified-from-source secondary-source from-memory
    checked_on: date
    next_check_on: date
    expires_on: date
    owner: str
    as_of: date | None = None
    show: str = ""
    fallback: str = ""
    spoken: str = ""
    note: str = ""
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Wordings:
    """Questions that people ask, by register; six to fifteen syllables each."""

    formal: tuple[str, ...] = ()
    spoken: tuple[str, ...] = ()
    thanh_nghe: tuple[str, ...] = ()
    southern: tuple[str, ...] = ()
    no_diacritics: tuple[str, ...] = ()
    text_speak: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """Every wording, register after register in the order of `REGISTERS`."""
        return self.formal + self.spoken + self.thanh_nghe + self.southern + self.no_diacritics + self.text_speak


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A question that looks alike and belongs elsewhere."""

    text: str
    goes_to: str  # step, card or skill id, "person" or "none"


@dataclass(frozen=True, slots=True)
class Variant:
    """A sparse override of a step for one device or one audience (exactly one is set)."""

    fields: Mapping[str, str | tuple[str, ...]]
    device: str = ""
    audience: str = ""
    app: str = ""
    app_version: str = ""
    checked_on_device: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing in the language of `core.drawing`, and in words what it teaches."""

    alt: str
    draw: str = ""


@dataclass(frozen=True, slots=True)
class Update:
    """What changed in a step when its meaning was raised to `since`; who learnt it before is told in a minute."""

    since: int
    on: date  # since when it is so in the world
    what: str
    old: str
    new: str
    do: str
    fact: str = ""
    item: str = ""  # a question about it


@dataclass(frozen=True, slots=True)
class Step:
    """The smallest thing taught; the assistant answers with steps."""

    id: str  # kns.4.3/three-questions#who-sent-it
    lesson: str
    skill: str
    title: str
    goal: str
    answer: str
    text: str
    easy: str
    do: tuple[str, ...]
    caution: str
    keywords: tuple[str, ...]
    facts: tuple[str, ...]
    listen: str
    meaning: int
    sample_kind: str = ""
    sample_from: str = ""
    sample: str = ""
    wordings: Wordings = field(default_factory=Wordings)
    near_misses: tuple[NearMiss, ...] = ()
    variants: tuple[Variant, ...] = ()
    picture: Picture | None = None
    updates: tuple[Update, ...] = ()
    version: str = ""


@dataclass(frozen=True, slots=True)
class Lesson:
    """Three to five minutes made of steps."""

    id: str  # kns.4.3/three-questions
    skill: str
    title: str
    goal: str
    level: str  # basic next
    order: int
    minutes: int
    language: str
    status: str  # draft review published retired
    meaning: int
    owner: str
    checked_on: date
    expires_on: date
    steps: tuple[Step, ...]
    scenario: str = ""
    say: tuple[tuple[str, str], ...] = ()  # written, spoken
    facts_checked_by: str = ""
    read_by_worker: str = ""
    tried_with_learners: int = 0
    version: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One line to choose; `place` only in order items (equal places may stand either way)."""

    id: str
    text: str
    why: str
    right: bool = False
    place: int = 0


@dataclass(frozen=True, slots=True)
class Pair:
    """Two halves that belong together."""

    left: str
    right: str
    why: str


@dataclass(frozen=True, slots=True)
class Reply:
    """A family of typed answers: one phrase of `any` occurs and none of `none`, both folded."""

    right: bool
    any: tuple[str, ...]
    none: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a message; `sign` is empty when the piece is harmless."""

    text: str
    sign: str
    why: str


@dataclass(frozen=True, slots=True)
class Item:
    """One question. `difficulty` on the ability scale −2…+2, `seconds` of a slow reader."""

    id: str  # kns.4.3/bank-sms-first-move
    kind: str
    skill: str
    step: str
    difficulty: float
    seconds: int
    prompt: str
    hint: str
    dont_know: str
    explain: str
    status: str
    meaning: int
    exhibit_kind: str = ""
    exhibit_from: str = ""
    exhibit: str = ""
    choices: tuple[Choice, ...] = ()
    answer: bool = False  # true_false only
    pairs: tuple[Pair, ...] = ()
    distractor: str = ""
    distractor_why: str = ""
    replies: tuple[Reply, ...] = ()
    model_answer: str = ""
    unmatched: str = ""
    segments: tuple[Segment, ...] = ()
    version: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the learner can do, seen from outside."""

    id: str
    level: str
    text: str


@dataclass(frozen=True, slots=True)
class Skill:
    """The smallest thing that is taught and measured."""

    id: str  # kns.4.3
    title: str
    title_en: str
    group: str
    summary: str
    easy: str
    audiences: tuple[str, ...]
    prerequisites: tuple[str, ...]
    lessons: tuple[str, ...]
    origin: str
    status: str
    meaning: int
    owner: str
    checked_on: date
    expires_on: date
    related: tuple[str, ...] = ()
    critical: bool = False
    origin_note: str = ""
    outcomes: tuple[Outcome, ...] = ()
    version: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A vetted answer for what no step answers; `urgent` ones are shown before anything else."""

    id: str  # answer/refund-service
    kind: str  # answer urgent
    title: str
    skill: str
    cites: tuple[str, ...]
    answer: str
    text: str
    easy: str
    do: tuple[str, ...]
    caution: str
    facts: tuple[str, ...]
    keywords: tuple[str, ...]
    audiences: tuple[str, ...]
    hand_over: bool
    listen: str
    status: str
    meaning: int
    owner: str
    checked_on: date
    expires_on: date
    why_a_card: str = ""
    say_this: str = ""
    wordings: Wordings = field(default_factory=Wordings)
    near_misses: tuple[NearMiss, ...] = ()
    version: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A group of skills (one row of the map)."""

    id: str
    title: str
    title_en: str


@dataclass(frozen=True, slots=True, eq=False)  # told apart by identity, so that it can be a cache key
class Curriculum:
    """The whole published set; every mapping is by id, in teaching order."""

    groups: Mapping[str, Group]
    skills: Mapping[str, Skill]
    lessons: Mapping[str, Lesson]
    steps: Mapping[str, Step]
    items: Mapping[str, Item]
    cards: Mapping[str, Card]
    facts: Mapping[str, Fact]
    version: str = ""  # hash of all versions
