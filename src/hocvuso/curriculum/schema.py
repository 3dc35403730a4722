"""The content format as pydantic models, one per kind of file: the fields, their types and their bounds.

Rules that look beyond one field live in `checks`. Every model forbids fields that it does not name.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints


def _trimmed(value: object) -> object:
    """Drop blanks that only format a text: around it and at the ends of its lines."""
    if not isinstance(value, str):
        return value
    return "\n".join(line.rstrip() for line in value.strip().splitlines())


SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
SKILL_ID = r"(?:kns|local)\.[0-9]{1,2}\.[0-9]{1,2}"

Text = Annotated[str, StringConstraints(min_length=1), BeforeValidator(_trimmed)]
Blank = Annotated[str, BeforeValidator(_trimmed)]  # may be empty
Slug = Annotated[str, StringConstraints(pattern=rf"^{SLUG}$")]
SkillId = Annotated[str, StringConstraints(pattern=rf"^{SKILL_ID}$")]
LessonId = Annotated[str, StringConstraints(pattern=rf"^{SKILL_ID}/{SLUG}$")]
StepId = Annotated[str, StringConstraints(pattern=rf"^{SKILL_ID}/{SLUG}#{SLUG}$")]
CardId = Annotated[str, StringConstraints(pattern=rf"^answer/{SLUG}$")]
Target = Annotated[
    str,
    StringConstraints(pattern=rf"^(?:person|none|answer/{SLUG}|{SKILL_ID}(?:/{SLUG}#{SLUG})?)$"),
]
Texts = list[Text]
Status = Literal["draft", "review", "published", "retired"]
Audience = Literal["worker", "official", "public_staff", "family"]
Device = Literal["android", "iphone", "pc"]
Level = Literal["basic", "next"]
DayOrEmpty = date | Literal[""]
Meaning = Annotated[int, Field(ge=1)]
Actions = Annotated[Texts, Field(min_length=2, max_length=5)]
Keywords = Annotated[Texts, Field(min_length=5, max_length=12)]
Facts = Annotated[list[Slug], Field(min_length=1)]


class Row(BaseModel):
    """A table of a content file."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Dated(Row):
    """What every file that can be published carries."""

    status: Status
    meaning: Meaning
    owner: Text
    checked_on: date
    expires_on: date


class OutcomeRow(Row):
    """`[[outcome]]` of a skill."""

    id: Slug
    level: Level
    text: Text


class SkillFile(Dated):
    """`skill.toml`."""

    id: SkillId
    title: Text
    title_en: Text
    group: Slug
    summary: Text
    easy: Text
    audiences: Annotated[list[Audience], Field(min_length=1)]
    prerequisites: list[SkillId]
    lessons: list[LessonId]
    origin: Text
    related: list[SkillId] = []
    critical: bool = False
    origin_note: Blank = ""
    outcome: Annotated[list[OutcomeRow], Field(min_length=1)]


class ReviewRow(Row):
    """`[review]` of a lesson; empty means not done."""

    written_on: DayOrEmpty
    facts_checked_by: Blank
    read_by_worker: Blank
    tried_with_learners: Annotated[int, Field(ge=0)]


class SayRow(Row):
    """`[[say]]`: how a name or sign is read aloud."""

    written: Text
    spoken: Text


class StepRow(Row):
    """`[[step]]`."""

    id: Slug
    title: Text
    goal: Text
    answer: Text
    text: Text
    easy: Text
    do: Actions
    caution: Text
    keywords: Keywords
    facts: Facts
    listen: Text
    meaning: Meaning
    sample_kind: Literal["", "sms", "chat", "call", "post"] = ""
    sample_from: Blank = ""
    sample: Blank = ""


class VariantRow(Row):
    """`[[variant]]`: a sparse override; the fields of a step are optional here."""

    step: Slug
    device: Device | None = None
    audience: Audience | None = None
    app: Text | None = None
    app_version: Text | None = None
    checked_on_device: DayOrEmpty | None = None
    title: Text | None = None
    goal: Text | None = None
    answer: Text | None = None
    text: Text | None = None
    easy: Text | None = None
    do: Actions | None = None
    caution: Text | None = None
    listen: Text | None = None
    sample_kind: Literal["sms", "chat", "call", "post"] | None = None
    sample_from: Text | None = None
    sample: Text | None = None


class PictureRow(Row):
    """`[[picture]]` of `pictures.toml`: the step as "lesson#step", what is drawn, and in words what it teaches."""

    step: Annotated[str, StringConstraints(pattern=rf"^{SLUG}#{SLUG}$")]
    alt: Text
    draw: Text


class WordingsRow(Row):
    """`[wordings]` of a card; of a step with `step`."""

    formal: Texts
    spoken: Texts
    thanh_nghe: Texts
    southern: Texts
    no_diacritics: Texts
    text_speak: Texts


class StepWordingsRow(WordingsRow):
    """`[[wordings]]` of a lesson file."""

    step: Slug


class NearMissRow(Row):
    """`[[near_miss]]` of a card; of a step with `step`."""

    text: Text
    goes_to: Target


class UpdateRow(Row):
    """`[[update]]`: what changed in a step since its `meaning` was raised to `since`, told in a minute."""

    step: Slug
    since: Annotated[int, Field(ge=2)]
    on: date
    what: Text
    old: Text
    new: Text
    do: Text
    fact: Slug | None = None
    item: LessonId | None = None


class StepNearMissRow(NearMissRow):
    """`[[near_miss]]` of a lesson file."""

    step: Slug


class LessonFile(Dated):
    """`lessons/<slug>.toml`."""

    id: LessonId
    title: Text
    goal: Text
    level: Level
    order: Annotated[int, Field(ge=1)]
    minutes: Annotated[int, Field(ge=1, le=15)]
    language: Literal["vi", "en"]
    scenario: Blank = ""
    review: ReviewRow
    say: list[SayRow] = []
    step: Annotated[list[StepRow], Field(min_length=1)]
    variant: list[VariantRow] = []
    wordings: list[StepWordingsRow] = []
    near_miss: list[StepNearMissRow] = []
    update: list[UpdateRow] = []


class PicturesFile(Row):
    """`pictures.toml` of a skill."""

    picture: Annotated[list[PictureRow], Field(min_length=1)]


class ItemRow(Row):
    """`[[item]]`."""

    id: LessonId  # the same shape: kns.G.N/slug
    kind: Literal["single", "multiple", "true_false", "order", "match", "short_text", "mark_signs"]
    step: StepId
    difficulty: Annotated[float, Field(ge=-2, le=2)]
    seconds: Annotated[int, Field(ge=5, le=300)]
    prompt: Text
    hint: Text
    dont_know: Text
    explain: Text
    status: Status
    meaning: Meaning
    exhibit_kind: Literal["", "sms", "chat", "call", "post", "screen"] = ""
    exhibit_from: Blank = ""
    exhibit: Blank = ""
    answer: bool | None = None
    distractor: Blank = ""
    distractor_why: Blank = ""
    model_answer: Blank = ""
    unmatched: Blank = ""


class ChoiceRow(Row):
    """`[[choice]]`."""

    item: LessonId
    id: Slug
    text: Text
    why: Text
    right: bool | None = None
    place: Annotated[int, Field(ge=1)] | None = None


class PairRow(Row):
    """`[[pair]]`."""

    item: LessonId
    left: Text
    right: Text
    why: Text


class ReplyRow(Row):
    """`[[reply]]`."""

    item: LessonId
    right: bool
    any: Annotated[Texts, Field(min_length=1)]
    none: Texts = []
    why: Text


class SegmentRow(Row):
    """`[[segment]]`; blanks at its ends belong to the message."""

    item: LessonId
    text: Annotated[str, StringConstraints(min_length=1)]
    sign: Blank
    why: Text


class ItemsFile(Row):
    """`items.toml`."""

    item: Annotated[list[ItemRow], Field(min_length=1)]
    choice: list[ChoiceRow] = []
    pair: list[PairRow] = []
    reply: list[ReplyRow] = []
    segment: list[SegmentRow] = []


class CardFile(Dated):
    """`answers/<slug>.toml`."""

    id: CardId
    kind: Literal["answer", "urgent"]
    title: Text
    skill: SkillId
    cites: list[StepId]
    why_a_card: Text
    answer: Text
    text: Text
    easy: Text
    do: Actions
    caution: Text
    facts: Facts
    keywords: Keywords
    audiences: Annotated[list[Audience], Field(min_length=1)]
    hand_over: bool
    listen: Text
    say_this: Blank = ""
    wordings: WordingsRow
    near_miss: list[NearMissRow] = []


class FactRow(Row):
    """`[[fact]]`."""

    id: Slug
    kind: Literal["hotline", "rule", "law", "warning", "web", "app"]
    claim: Text
    confidence: Literal["verified-from-source", "secondary-source", "from-memory"]
    checked_on: date
    next_check_on: date
    expires_on: date
    owner: Text
    as_of: date | None = None
    show: Blank = ""
    fallback: Blank = ""
    spoken: Blank = ""
    note: Blank = ""


class SourceRow(Row):
    """`[[source]]`."""

    fact: Slug
    title: Text
    publisher: Text
    seen_on: date
    url: Annotated[str, StringConstraints(pattern=r"^https?://\S+$")] | None = None
    published_on: date | None = None


class FactsFile(Row):
    """`facts.toml`."""

    fact: Annotated[list[FactRow], Field(min_length=1)]
    source: list[SourceRow] = []


class GroupRow(Row):
    """`[[group]]` of `framework/groups.toml`."""

    id: Slug
    title: Text
    title_en: Text


class GroupsFile(Row):
    """`framework/groups.toml`."""

    group: Annotated[list[GroupRow], Field(min_length=1)]
