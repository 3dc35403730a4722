"""The rewording of one kept answer: who gets it, within which budget, and what is kept of it."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.cache import cache
from django.urls import reverse

from hocvuso.assistant import asker, desk, refusing
from hocvuso.assistant.compose import Reader
from hocvuso.assistant.model_client import Endpoint
from hocvuso.assistant.models import Question
from hocvuso.assistant.rewording import lookups, telling
from hocvuso.assistant.rewording.telling import Sentence
from hocvuso.assistant.sentences import say
from hocvuso.learning import ways
from hocvuso.people import queries as people
from hocvuso.plumbing import clock
from hocvuso.plumbing.alone import alone
from hocvuso.unions import queries as unions

FRESH = timedelta(minutes=5)  # a rewording belongs to the page that has just been opened
A_DAY_SECONDS = 24 * 3600
OFF_COOKIE = "hvs_ai"  # "0": this phone wants no language model; who has learnt has a row (`refusing`)


def is_on() -> bool:
    """Tell whether the site has a language model."""
    return bool(settings.LLM_BASE_URL)


def has_service() -> bool:
    """Tell whether a service outside gets masked questions at all: a language model or one of vectors."""
    return is_on() or bool(settings.EMBEDDINGS_URL and not settings.EMBEDDINGS_DIR)


def is_on_for(person: uuid.UUID, day: date) -> bool:
    """Tell whether this person's questions may go to the model: neither he nor a unit of his has it off."""
    return is_on() and may_leave(person, day)


def may_leave(person: uuid.UUID, day: date) -> bool:
    """Tell whether this person's questions may go to any model outside.

    They may not where there is none, where he refused, and where a unit of his, or one above, has it off.
    """
    if not has_service() or refusing.is_refused(person):
        return False
    if not settings.LLM_OFF_UNITS:
        return True
    off = {found.id for code in settings.LLM_OFF_UNITS if (found := unions.unit_by_code(code, day))}
    own = {each.unit.id for each in unions.units_of(people.ids_of(person), day)}
    while own and not own & off:
        own = {above for above in unions.parents_on(day, own).values() if above is not None}
    return not own


def endpoint() -> Endpoint:
    """Return the model of the settings."""
    return Endpoint(
        settings.LLM_BASE_URL, settings.LLM_MODEL, settings.LLM_API_KEY, has_tools=settings.LLM_TOOLS,
        connect=settings.LLM_TIMEOUT_CONNECT, first_token=settings.LLM_TIMEOUT_FIRST_TOKEN,
        total=settings.LLM_TIMEOUT_TOTAL,
    )  # fmt: skip


def wanted(question: uuid.UUID, person: uuid.UUID, now: datetime) -> Question | None:
    """Return the person's own fresh answer that was not reworded yet, else None, also where no model may be asked."""
    if not is_on_for(person, clock.today()):
        return None
    row = Question.objects.filter(id=question, person__in=people.ids_of(person), kind="answer", model="").first()
    return row if row is not None and now - row.asked_at <= FRESH else None


def events(row: Question, person: uuid.UUID, language: str = "vi") -> Iterator[bytes]:
    """Yield the rewording as server-sent events: `sentence` as they pass, one `end`. Keeps what was shown.

    The `end` brings the buttons that the model offered, in the language of the page.

    With no free place or no budget left there is only an `end`: the card stands as it is.
    """
    with ExitStack() as place:
        if not has_place(place) or not within_budget(person, clock.today()):
            yield _event("end", stands=False, buttons=[])
            return
        yield from _told(row, person, language)


def _told(row: Question, person: uuid.UUID, language: str) -> Iterator[bytes]:
    where, worded = endpoint(), asker.wording_for(person, None, clock.today(), in_hand=row.device)
    reader = Reader(clock.today(), row.device or worded.device, worded.easy, worded.audience, language)
    at = lookups.Desk(desk.library(), reader)
    found = dict.fromkeys(filter(None, [row.step, *(step for step, _score in row.candidates)]))
    name = people.names([person]).get(person)
    names = [name.full] if name else []  # a given name alone is too often a word (An, Hoa)
    shown: list[Sentence] = []
    try:
        for each in telling.tell(where, at, row.text, found=list(found), names=names):
            if isinstance(each, Sentence):
                shown.append(each)
                yield _event("sentence", text=each.text, links=[_link(at, step) for step in each.steps])
            else:
                yield _event("end", stands=each.stands, buttons=[_button(at, one, row.step) for one in each.offers])
    finally:
        # Also when the reader pressed stop: what he has seen is kept with what it came from.
        said = " ".join(each.text for each in shown)
        steps = list(dict.fromkeys(step for each in shown for step in each.steps))
        Question.objects.filter(id=row.id).update(model=where.model[:80], rewording=said, sources=steps)


def has_place(place: ExitStack) -> bool:
    """Take one of the site's places at the model; on a CPU there is one."""
    return any(place.enter_context(alone(f"model-{number}")) for number in range(settings.LLM_MAX_CONCURRENCY))


def within_budget(person: uuid.UUID, day: date) -> bool:
    """Count one more call of a person and his units, and tell whether that is still allowed today."""
    units = {each.unit.id for each in unions.units_of([person], day)}
    limits = {f"llm:{day}:{person}": settings.LLM_DAILY_PERSON}
    limits |= {f"llm:{day}:{unit}": settings.LLM_DAILY_UNIT for unit in units}
    return all(_count(key) <= most for key, most in limits.items())


def _count(key: str) -> int:
    cache.add(key, 0, A_DAY_SECONDS)
    return cache.incr(key)


def _link(at: lookups.Desk, found: str) -> dict[str, str]:
    steps = at.library.curriculum.steps
    return {"title": steps[found].title, "url": ways.step_url(found)} if found in steps else {}


def _button(at: lookups.Desk, offer: lookups.Offer, step: str) -> dict[str, str]:
    """Return the words of an offered button and the page that it opens; nothing happens before somebody presses it."""
    if offer.kind == "person":
        about = f"?{urlencode({'buoc': step})}" if step in at.library.curriculum.steps else ""
        return {"label": say("person_button", at.reader.language), "url": f"{reverse('assistant:person')}{about}"}
    if offer.kind == "classes":
        return {"label": say("classes_button", at.reader.language), "url": reverse("classes:home")}
    item = next(item for item in at.library.curriculum.items.values() if item.step == offer.step)
    title = at.library.curriculum.steps[offer.step].title
    return {"label": f"{say('practise', at.reader.language)}: {title}", "url": ways.item_url(item.id)}


def _event(name: str, **said: Any) -> bytes:
    return f"event: {name}\ndata: {json.dumps(said, ensure_ascii=False)}\n\n".encode()
