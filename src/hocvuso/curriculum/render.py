"""A step or a card as one learner sees it: the right variant, facts filled in, Markdown as safe HTML.

No Django here; pages, the assistant and offline packs use the same functions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from typing import Any

from markdown_it import MarkdownIt

from hocvuso.core.content import Card, Fact, Picture, Source, Step, Variant
from hocvuso.curriculum.checks.references import PLACEHOLDER


@dataclass(frozen=True, slots=True)
class ShownFact:
    """A fact on which what is shown rests, and how far it can be trusted today."""

    id: str
    is_shown: bool  # its own words stand in the text
    is_expired: bool
    needs_confirmation: bool  # read at second hand or remembered, or past its date
    checked_on: date
    as_of: date | None
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class ShownStep:
    """A step ready for a page; `html` holds p, ul, li and strong only, everything else is plain text."""

    id: str
    lesson: str
    skill: str
    version: str
    title: str
    goal: str
    answer: str
    text: str  # Markdown of `html`
    html: str
    do: tuple[str, ...]
    caution: str
    listen: str
    is_easy: bool
    sample_kind: str
    sample_from: str
    sample: str
    picture: Picture | None
    facts: tuple[ShownFact, ...]
    needs_confirmation: bool
    device: str  # of the variant that is shown, else ""
    app: str
    app_version: str
    checked_on_device: str  # ISO date; "" when nobody has held the phone yet


@dataclass(frozen=True, slots=True)
class ShownCard:
    """An answer card ready for a page; `html` as in `ShownStep`."""

    id: str
    kind: str
    skill: str
    version: str
    title: str
    answer: str
    text: str
    html: str
    do: tuple[str, ...]
    caution: str
    say_this: str
    listen: str
    cites: tuple[str, ...]
    hand_over: bool
    is_easy: bool
    facts: tuple[ShownFact, ...]
    needs_confirmation: bool


@cache
def _markdown() -> MarkdownIt:
    """Return the reader of our Markdown: paragraphs, lists and bold; HTML is escaped, never passed on."""
    reader = MarkdownIt("zero", {"html": False}).enable(["list", "emphasis"])
    for rule, tag in (
        ("em_open", ""),
        ("em_close", ""),
        ("ordered_list_open", "<ul>\n"),
        ("ordered_list_close", "</ul>\n"),
    ):
        reader.add_render_rule(rule, _constant(tag))
    return reader


def _constant(tag: str) -> Any:
    """Return a render rule that writes `tag`, so that only the four agreed elements come out."""
    return lambda _self, _tokens, _index, _options, _env: tag


@lru_cache(maxsize=1024)  # measured: 0.1 ms a text saved; a site has some hundred texts
def html_of(text: str) -> str:
    """Return Markdown as HTML of p, ul, li and strong; any HTML in `text` is shown as text."""
    rendered: str = _markdown().render(text)
    return rendered


def may_show(fact: Fact, today: date) -> bool:
    """Tell whether the fact's own words may be shown: it has some, from a source, and is in date."""
    return bool(fact.show) and fact.confidence != "from-memory" and fact.expires_on >= today


def fill(text: str, facts: Mapping[str, Fact], today: date) -> str:
    """Return `text` with each {fact:ID} replaced by what the fact shows, or by its fallback."""

    def words(name: str) -> str:
        fact = facts.get(name.removeprefix("fact:"))
        if fact is None:
            return ""
        return fact.show if may_show(fact, today) else fact.fallback

    return PLACEHOLDER.sub(lambda found: words(found[1]), text)


def needs_confirmation(fact: Fact, today: date) -> bool:
    """Tell whether a fact should carry the mark "to be confirmed"."""
    return fact.confidence != "verified-from-source" or fact.expires_on < today


def _facts_of(
    names: Iterable[str], texts: Sequence[str], facts: Mapping[str, Fact], today: date
) -> tuple[ShownFact, ...]:
    """Return the named facts that exist; `texts` are those of the page before filling."""
    mentioned = {inner.removeprefix("fact:") for text in texts for inner in PLACEHOLDER.findall(text)}
    return tuple(
        ShownFact(
            id=fact.id,
            is_shown=fact.id in mentioned and may_show(fact, today),
            is_expired=fact.expires_on < today,
            needs_confirmation=needs_confirmation(fact, today),
            checked_on=fact.checked_on,
            as_of=fact.as_of,
            sources=fact.sources,
        )
        for fact in (facts[name] for name in names if name in facts)
    )


def _fits(variant: Variant, device: str, audience: str) -> bool:
    return variant.device in ("", device) and variant.audience in ("", audience)


def variants_for(step: Step, *, device: str, audience: str) -> tuple[Variant, ...]:
    """Return the variants that fit, least specific first: audience, then device, then both."""
    fitting = [one for one in step.variants if _fits(one, device, audience)]
    return tuple(sorted(fitting, key=lambda one: (bool(one.device), bool(one.audience))))


def _overlaid(step: Step, variants: Sequence[Variant]) -> Step:
    """Return the step with the fields of its variants; a text without an easy wording stands for both."""
    for variant in variants:
        fields: dict[str, Any] = dict(variant.fields)
        if "text" in fields:
            fields.setdefault("easy", fields["text"])
        step = replace(step, **fields)
    return step


def step_for(
    step: Step, *, device: str, audience: str, easy: bool, today: date, facts: Mapping[str, Fact]
) -> ShownStep:
    """Return `step` as someone sees it on `device` ("android" "iphone" "pc" or "") in the role `audience`.

    The most specific words win: those for the device over the reading level over those for the audience.
    `facts` are those of the curriculum; an expired one shows its fallback.
    """
    fitting = variants_for(step, device=device, audience=audience)
    seen = _overlaid(step, fitting)
    screen = next((one for one in reversed(fitting) if one.device), Variant(fields={}))
    text = seen.easy if easy else seen.text
    texts = (seen.title, seen.goal, seen.answer, text, *seen.do, seen.caution)
    shown = _facts_of(step.facts, texts, facts, today)
    body = fill(text, facts, today)
    return ShownStep(
        id=step.id,
        lesson=step.lesson,
        skill=step.skill,
        version=step.version,
        title=fill(seen.title, facts, today),
        goal=fill(seen.goal, facts, today),
        answer=fill(seen.answer, facts, today),
        text=body,
        html=html_of(body),
        do=tuple(fill(line, facts, today) for line in seen.do),
        caution=fill(seen.caution, facts, today),
        listen=seen.listen,
        is_easy=easy,
        sample_kind=seen.sample_kind,
        sample_from=seen.sample_from,
        sample=seen.sample,
        picture=step.picture,
        facts=shown,
        needs_confirmation=any(one.needs_confirmation for one in shown),
        device=screen.device,
        app=screen.app,
        app_version=screen.app_version,
        checked_on_device=screen.checked_on_device,
    )


def card_for(card: Card, *, easy: bool, today: date, facts: Mapping[str, Fact]) -> ShownCard:
    """Return `card` with its facts filled in, at one of the two reading levels."""
    text = card.easy if easy else card.text
    shown = _facts_of(card.facts, (card.answer, text, *card.do, card.caution, card.say_this), facts, today)
    body = fill(text, facts, today)
    return ShownCard(
        id=card.id,
        kind=card.kind,
        skill=card.skill,
        version=card.version,
        title=fill(card.title, facts, today),
        answer=fill(card.answer, facts, today),
        text=body,
        html=html_of(body),
        do=tuple(fill(line, facts, today) for line in card.do),
        caution=fill(card.caution, facts, today),
        say_this=fill(card.say_this, facts, today),
        listen=card.listen,
        cites=card.cites,
        hand_over=card.hand_over,
        is_easy=easy,
        facts=shown,
        needs_confirmation=any(one.needs_confirmation for one in shown),
    )
