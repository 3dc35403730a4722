"""One call to a channel outside: a short time limit, no redirects, and a word for each way in which it can go wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from hocvuso.channels.outside.contract import Refused, Why

CONNECT, ANSWER = 3.0, 8.0  # seconds; decided: in step with SQLite's writers, who wait ten for each other
MOST_ANSWER = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the status, and the JSON object, {} where there was none."""

    status: int
    body: Mapping[str, Any]


def call(
    method: str,
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    json: Any = None,
    form: Mapping[str, str] | None = None,
    query: Mapping[str, str] | None = None,
    raw: bytes | None = None,
    seconds: float = ANSWER,
) -> Answer:
    """Call `url` once. Raises Refused: down when nothing was sent, unsure when no answer came, busy, rate."""
    limits = httpx.Timeout(seconds, connect=CONNECT)
    try:
        with httpx.Client(timeout=limits, follow_redirects=False, trust_env=False) as client:
            found = client.request(
                method, url, headers=dict(headers or {}), json=json, data=form, params=query, content=raw
            )
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as problem:
        raise Refused(Why.DOWN, type(problem).__name__) from problem
    except (httpx.HTTPError, httpx.InvalidURL) as problem:
        raise Refused(Why.UNSURE, type(problem).__name__) from problem
    if found.status_code == httpx.codes.TOO_MANY_REQUESTS:
        raise Refused(Why.RATE, "429")
    if found.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
        raise Refused(Why.BUSY, str(found.status_code))
    return Answer(found.status_code, _read(found))


def _read(found: httpx.Response) -> Mapping[str, Any]:
    if len(found.content) > MOST_ANSWER:
        return {}
    try:
        read = found.json()
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}
