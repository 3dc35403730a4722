"""What phones and plain forms send: read, checked and marked, one event at a time.

Nothing here writes. A refused event names its reason by a short word; pages turn it into a sentence.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import orjson

from hocvuso.core import items as item_kinds
from hocvuso.core.content import Item
from hocvuso.core.scenario import log as play_log
from hocvuso.core.scenario import scoring, shorts
from hocvuso.curriculum import queries, updates
from hocvuso.practice import queries as practice

KINDS = ("answer", "first_task", "step_done", "watched", "hint", "known", "unsure", "update_done", "scenario",
         "short")  # fmt: skip
REPORT = "report"  # comes by the same door and is no event, see `problems.reporting`
CONTEXTS = ("", "placement", "full", "practice", "review", "check", "lesson", "room")
MOST_HINTS = 3
LONGEST_MS = 3_600_000  # an hour on one page says nothing more than an hour does
CLOCK_SLACK = timedelta(days=1)  # phones set to the wrong day still count; their time is then not used


@dataclass(frozen=True, slots=True)
class Incoming:
    """One event as it arrived; `counter` is None for plain forms, which the server numbers itself."""

    id: uuid.UUID
    kind: str
    content_id: str
    device: uuid.UUID
    counter: int | None
    client_at: datetime
    version: str = ""
    context: str = ""
    variant: str = ""
    response: Any = None
    hints: int = 0
    ms: int = 0
    plan: uuid.UUID | None = None
    person: uuid.UUID | None = None  # under whom it was made, when the phone knew


@dataclass(frozen=True, slots=True)
class Checked:
    """An event fit to be stored: the response in its stored form and its score (None is no evidence)."""

    incoming: Incoming
    response: dict[str, Any]
    score: float | None
    version: str


class Refused(ValueError):
    """The event cannot be stored; `reason` is one short word that stays stable for phones."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def check(incoming: Incoming) -> Checked:
    """Return the event marked and in stored form. Raises Refused.

    Items are marked in the version that the learner saw, also when it has been retired since.
    """
    if incoming.kind not in KINDS:
        raise Refused("unknown_kind")
    if incoming.kind in {"answer", "first_task"}:
        return _marked(incoming)
    if incoming.kind == "scenario":
        return _played(incoming)
    if incoming.kind == "short":
        return _decided(incoming)
    curriculum = queries.current()
    if incoming.kind in {"step_done", "watched"} and incoming.content_id not in curriculum.steps:
        raise Refused("unknown_step")
    if incoming.kind in {"known", "unsure"} and incoming.content_id not in curriculum.skills:
        raise Refused("unknown_skill")
    if incoming.kind == "update_done" and incoming.content_id not in updates.of(curriculum).by_id:
        raise Refused("unknown_update")
    if incoming.kind == "hint" and queries.item(incoming.content_id) is None:
        raise Refused("unknown_item")
    return Checked(incoming, {}, None, incoming.version)


def _played(incoming: Incoming) -> Checked:
    """Score a log again, in the version that was played; a log that cannot be true is refused with its line."""
    scenario = practice.scenario(incoming.content_id, incoming.version or None)
    if scenario is None:
        raise Refused("unknown_scenario")
    given = incoming.response if isinstance(incoming.response, Mapping) else {}
    seed = int(incoming.variant) if incoming.variant.isascii() and incoming.variant.isdigit() else -1
    try:
        judged = play_log.judge(scenario, seed=seed, mode=incoming.context, lines=given.get("log"))
    except play_log.Forged as problem:
        raise Refused(f"log_{problem.reason}_{problem.at}") from problem
    found = judged.score
    lost = [one.skill for one in scoring.evidence(scenario, found, incoming.context)[1:]]
    at = judged.run.place.screen
    response = {"log": given["log"], "score": asdict(found), "print": judged.print, "lost": lost, "at": at}
    told = replace(incoming, hints=min(found.hints, MOST_HINTS), ms=min(given["log"][-1][0], LONGEST_MS))
    is_evidence = bool(scoring.WEIGHTS[incoming.context])
    return Checked(told, response, found.work / 100 if is_evidence else None, scenario.version)


def _decided(incoming: Incoming) -> Checked:
    """Score a decision in a short form again: from the log of the player, or from the answer of a plain form."""
    found = practice.short(incoming.content_id, incoming.version or None)
    if found is None:
        raise Refused("unknown_scenario")
    scenario, short = found
    if incoming.context not in CONTEXTS:
        raise Refused("log_mode_0")
    seed = int(incoming.variant) if incoming.variant.isascii() and incoming.variant.isdigit() else -1
    if not shorts.is_dealt(scenario, short, seed):
        raise Refused("log_seed_0")
    given = incoming.response if isinstance(incoming.response, Mapping) else {}
    form = given.get("form", given)
    if _first(form, "dont_know"):
        return Checked(incoming, {"dont_know": True}, 0.0, scenario.version)
    chosen = _first(form, "choice")
    try:
        lines = shorts.lines_as(scenario, short, chosen, seed) if chosen else _log(form)
        judged = shorts.play(scenario, short, seed=seed, lines=lines)
    except play_log.Forged as problem:
        raise Refused(f"log_{problem.reason}_{problem.at}" if not chosen else "bad_response") from problem
    said = shorts.decided(scenario, short, judged)
    response = {"log": lines, "choice": chosen, "lost": list(said.lost), "at": judged.run.place.screen}
    told = replace(incoming, hints=min(judged.score.hints, MOST_HINTS), ms=min(incoming.ms, LONGEST_MS))
    return Checked(told, response, said.score, scenario.version)


def _log(form: object) -> object:
    """Return the log of a decision: lines, or as text in a field of a page. Raises Refused where there is none."""
    given = form.get("log") if isinstance(form, Mapping) else None
    text = given[0] if isinstance(given, list) and given else given
    if text is None:
        raise Refused("bad_response")
    if not isinstance(text, str):
        return given
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as problem:
        raise Refused("bad_response") from problem


def _marked(incoming: Incoming) -> Checked:
    item = queries.item(incoming.content_id, incoming.version or None)
    if item is None:
        raise Refused("unknown_item")
    if incoming.kind == "first_task":
        return _first_task(incoming, item)
    try:
        response = read(item, incoming.response)
    except item_kinds.BadResponse as problem:
        raise Refused("bad_response") from problem
    mark = item_kinds.mark(item, response)
    return Checked(incoming, response.to_json(), mark.score, item.version)


def read(item: Item, given: object) -> item_kinds.Response:
    """Return the response: either in its own form or as the fields of the page, `{"form": {name: [values]}}`.

    Raises BadResponse.
    """
    if isinstance(given, Mapping) and isinstance(given.get("form"), Mapping):
        fields: Mapping[str, object] = given["form"]

        def values(name: str) -> list[str]:
            found = fields.get(name, [])
            return [str(one) for one in found] if isinstance(found, list) else []

        return item_kinds.read_form(item, values)
    return item_kinds.read_json(item, given)


def _first_task(incoming: Incoming, item: Item) -> Checked:
    given = incoming.response if isinstance(incoming.response, Mapping) else {}
    form = given.get("form", given)
    verdict, unsure = _first(form, "verdict"), _first(form, "dont_know")
    if unsure:
        return Checked(incoming, {"dont_know": True}, 0.0, item.version)
    if verdict not in {"trust", "suspicious"}:
        raise Refused("bad_response")
    right = "suspicious" if any(segment.sign for segment in item.segments) else "trust"
    return Checked(incoming, {"verdict": verdict}, float(verdict == right), item.version)


def _first(form: object, name: str) -> str:
    if not isinstance(form, Mapping):
        return ""
    value = form.get(name, "")
    if isinstance(value, Sequence) and not isinstance(value, str):
        return str(value[0]) if value else ""
    return str(value) if value else ""


def tidy_time(client_at: datetime, now: datetime) -> datetime:
    """Return the phone's own time when it can be true, else the moment of receipt."""
    return client_at if client_at <= now + CLOCK_SLACK and client_at.year >= 2025 else now
