"""A thin client of the OpenAI-compatible protocol: streaming, a time for each phase, one retry, a breaker.

Ollama, llama.cpp, vLLM and hosted services all speak `POST /chat/completions` with server-sent events. No Django.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import httpx


# Decided (assistant.md 1.5): after three failures in a row nobody waits for a dead server for a minute.
MOST_FAILURES = 3
REST_SECONDS = 60.0
# Decided: a wait that the server asks for is honoured once, when a reader would still be there.
LONGEST_WAIT_SECONDS = 2.0
MOST_BYTES = 256 * 1024  # of one stream; an answer has some 2 KiB
_WORTH_ANOTHER_TRY = frozenset({408, 429, 500, 502, 503, 504})


class Unavailable(Exception):
    """The model gave nothing (more) of use. `reason`: resting, connect, slow, refused, broken, cut, long."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where the model is and what it can do; times in seconds."""

    base_url: str  # with /v1 and without a slash at its end
    model: str
    key: str = ""
    has_tools: bool = False
    connect: float = 3.0
    first_token: float = 8.0
    total: float = 45.0
    most_tokens: int = 180


@dataclass(frozen=True, slots=True)
class Call:
    """A tool that the model wants called; `arguments` is what it wrote, JSON or not."""

    id: str
    name: str
    arguments: str


@dataclass(slots=True)
class Breaker:
    """Lets nothing through for `REST_SECONDS` after `MOST_FAILURES` failures in a row; one of its kind a process."""

    failures: int = 0
    closed_until: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def check(self) -> None:
        """Raise `Unavailable` while it rests."""
        with self._lock:
            if time.monotonic() < self.closed_until:
                raise Unavailable("resting")

    def count(self, *, failed: bool) -> None:
        """Remember how a call went."""
        with self._lock:
            self.failures = self.failures + 1 if failed else 0
            if self.failures >= MOST_FAILURES:
                self.failures, self.closed_until = 0, time.monotonic() + REST_SECONDS


BREAKER = Breaker()
# What is the reader's, not the server's, fault says nothing about the server.
_HARMLESS = frozenset({"resting", "long"})


def stream(
    endpoint: Endpoint, messages: Sequence[Mapping[str, Any]], tools: Sequence[Mapping[str, Any]] = ()
) -> Iterator[str | Call]:
    """Yield pieces of text, and after them the tools that the model wants called.

    Raises `Unavailable`, also in the middle; closing the iterator closes the connection.
    """
    BREAKER.check()
    try:
        yield from _stream(endpoint, messages, tools)
    except Unavailable as problem:
        if problem.reason not in _HARMLESS:
            BREAKER.count(failed=True)
        raise
    BREAKER.count(failed=False)


def _stream(
    endpoint: Endpoint, messages: Sequence[Mapping[str, Any]], tools: Sequence[Mapping[str, Any]]
) -> Iterator[str | Call]:
    import httpx  # only where a site has set a model

    body: dict[str, Any] = {
        "model": endpoint.model, "messages": list(messages), "stream": True, "temperature": 0.2,
        "max_tokens": endpoint.most_tokens,
    }  # fmt: skip
    if tools:
        body["tools"] = list(tools)
    ends_at = time.monotonic() + endpoint.total
    times = httpx.Timeout(endpoint.first_token, connect=endpoint.connect, pool=1.0)
    headers = {"Authorization": f"Bearer {endpoint.key}"} if endpoint.key else {}
    with httpx.Client(timeout=times, headers=headers) as http, closing(_opened(http, endpoint, body)) as response:
        yield from _read(_events(response, ends_at))


def _opened(http: httpx.Client, endpoint: Endpoint, body: Mapping[str, Any]) -> httpx.Response:
    """Return the answering stream; what fails before a word came is tried once more."""
    import httpx

    for is_last in (False, True):
        try:
            request = http.build_request("POST", f"{endpoint.base_url}/chat/completions", json=body)
            response = http.send(request, stream=True)
        except httpx.TimeoutException as problem:
            raise Unavailable("slow" if isinstance(problem, httpx.ReadTimeout) else "connect") from problem
        except httpx.HTTPError as problem:
            if is_last:
                raise Unavailable("connect") from problem
            continue
        if response.status_code == 200:
            return response
        response.close()
        wait = _wait(response)
        if is_last or response.status_code not in _WORTH_ANOTHER_TRY or wait > LONGEST_WAIT_SECONDS:
            raise Unavailable("refused")
        time.sleep(wait)
    raise AssertionError  # the last turn returns or raises


def _wait(response: httpx.Response) -> float:
    try:
        return max(0.0, float(response.headers.get("Retry-After", "0.2")))
    except ValueError:
        return LONGEST_WAIT_SECONDS + 1  # a date: later than a reader waits


def _events(response: httpx.Response, ends_at: float) -> Iterator[Mapping[str, Any]]:
    """Yield the parsed `data:` lines until `[DONE]`."""
    import httpx

    count = 0
    try:
        for line in response.iter_lines():
            count += len(line)
            if time.monotonic() > ends_at:
                raise Unavailable("slow")
            if count > MOST_BYTES:
                raise Unavailable("long")
            if not line.startswith("data:"):
                continue
            data = line[5:].strip()
            if data == "[DONE]":
                return
            yield _parsed(data)
    except httpx.TimeoutException as problem:
        raise Unavailable("slow") from problem
    except httpx.HTTPError as problem:
        raise Unavailable("cut") from problem
    raise Unavailable("cut")


def _parsed(data: str) -> Mapping[str, Any]:
    try:
        found = json.loads(data)
    except ValueError as problem:
        raise Unavailable("broken") from problem
    if not isinstance(found, dict):
        raise Unavailable("broken")
    return found


def _read(events: Iterator[Mapping[str, Any]]) -> Iterator[str | Call]:
    calls: dict[int, dict[str, str]] = {}
    for event in events:
        for delta in _deltas(event):
            text = delta.get("content")
            if isinstance(text, str) and text:
                yield text
            _gather(calls, delta.get("tool_calls"))
    for number in sorted(calls):
        yield Call(**calls[number])


def _deltas(event: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    choices = event.get("choices")
    for choice in choices if isinstance(choices, list) else ():
        delta = choice.get("delta") if isinstance(choice, dict) else None
        if isinstance(delta, dict):
            yield delta


def _gather(calls: dict[int, dict[str, str]], parts: Any) -> None:
    """Put the pieces of calls together: the name comes first, the arguments in small parts."""
    for part in parts if isinstance(parts, list) else ():
        if not isinstance(part, dict):
            continue
        asked = part.get("function")
        place = part.get("index", 0)
        if not isinstance(asked, dict) or not isinstance(place, int):
            continue
        call = calls.setdefault(place, {"id": "", "name": "", "arguments": ""})
        call["id"] = call["id"] or str(part.get("id") or "")
        call["name"] = call["name"] or str(asked.get("name") or "")
        call["arguments"] += str(asked.get("arguments") or "")
