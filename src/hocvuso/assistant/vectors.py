"""Vectors of meaning for the search, from a folder or an OpenAI-compatible service; off unless the site sets one.

The vectors of all wordings are made when the index is (`desk.build`) and kept beside it; a question costs one small
request. Whatever fails, the search by words stands, and after three failures nobody waits for a minute. No Django.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from hocvuso.assistant.model_client import Breaker, Unavailable
from hocvuso.core import off_topic
from hocvuso.core.content import Curriculum
from hocvuso.core.meaning import BadVectors, Encoder, Floats, Meanings, texts_of, unit, worth
from hocvuso.core.passages import passages_of

if TYPE_CHECKING:
    import httpx

_BATCH = 64  # texts a request; services take 100 and more (assumed)
_MOST_BYTES = 1 << 18  # of one vector: 8,192 numbers of 30 letters, more than any model gives
_BUILD_SECONDS = 60.0  # a batch on a small machine; nobody is waiting


@dataclass(frozen=True, slots=True)
class Service:
    """`POST {base_url}/embeddings`; `seconds` is how long a question waits at most."""

    base_url: str  # with /v1 and without a slash at its end
    model: str
    key: str = ""
    seconds: float = 1.0
    breaker: Breaker = field(default_factory=Breaker)

    @property
    def name(self) -> str:
        """One name a model and address."""
        return f"service-{hashlib.blake2b(f'{self.base_url} {self.model}'.encode(), digest_size=6).hexdigest()}"

    def encode(self, texts: Sequence[str]) -> Floats:
        """Return the vectors of some texts. Raises Unavailable or BadVectors."""
        self.breaker.check()
        try:
            found = self._asked(texts, self.seconds if len(texts) == 1 else _BUILD_SECONDS)
        except (Unavailable, BadVectors):
            self.breaker.count(failed=True)
            raise
        self.breaker.count(failed=False)
        return found

    def _asked(self, texts: Sequence[str], seconds: float) -> Floats:
        import httpx  # only where a site has set a service

        headers = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        body = {"model": self.model, "input": list(texts)}
        until = time.monotonic() + seconds
        try:
            with (
                httpx.Client(timeout=httpx.Timeout(seconds), headers=headers) as http,
                http.stream("POST", f"{self.base_url}/embeddings", json=body) as reply,
            ):
                if reply.status_code != 200:
                    raise Unavailable("refused")
                said = _whole(reply, until, _MOST_BYTES * len(texts))
        except httpx.TimeoutException as problem:
            raise Unavailable("slow") from problem
        except httpx.HTTPError as problem:
            raise Unavailable("connect") from problem
        return _read(said, len(texts))


def _whole(reply: httpx.Response, until: float, most: int) -> bytes:
    """Return the body. The client's time-out is one for each read: a service that drips would never reach it."""
    said = bytearray()
    for piece in reply.iter_bytes():
        said += piece
        if len(said) > most:
            raise BadVectors("Dịch vụ véc-tơ trả lời quá dài.")
        if time.monotonic() > until:
            raise Unavailable("slow")
    return bytes(said)


def _read(said: bytes, count: int) -> Floats:
    try:
        rows = sorted(json.loads(said)["data"], key=lambda row: row["index"])
        with np.errstate(over="ignore"):  # what is too large becomes infinite and is refused below
            found = np.array([row["embedding"] for row in rows], np.float32)
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as problem:
        raise BadVectors("Dịch vụ véc-tơ trả lời không đúng mẫu.") from problem
    if found.ndim != 2 or len(found) != count:
        raise BadVectors("Dịch vụ véc-tơ trả về thiếu dòng.")
    if not np.isfinite(found).all():
        raise BadVectors("Dịch vụ véc-tơ trả về số không dùng được.")
    return found


@dataclass(frozen=True, slots=True)
class Meaning:
    """An encoder with the vectors of everything that can be found. `is_outside`: questions leave the site for it."""

    encoder: Encoder
    meanings: Meanings
    is_outside: bool

    def of(self, text: str) -> Floats | None:
        """Return what likeness by meaning adds to each passage's score, None where the encoder gives nothing."""
        try:
            vector = self.encoder.encode([text])[0]
            return worth(self.meanings.likeness(vector)) if vector.any() else None
        except (Unavailable, BadVectors, ValueError):
            return None


def make(encoder: Encoder, curriculum: Curriculum, folder: Path) -> bool:
    """Turn every wording into a vector and keep them beside the index; False if the encoder failed."""
    texts, _ = texts_of(passages_of(curriculum) + off_topic.passages())
    try:
        parts = [encoder.encode(texts[at : at + _BATCH]) for at in range(0, len(texts), _BATCH)]
        np.save(_file(folder, encoder), unit(np.concatenate(parts)))
    except (Unavailable, BadVectors, ValueError, OSError):
        return False
    return True


def is_made(encoder: Encoder, folder: Path) -> bool:
    """Whether the vectors of this index are kept already."""
    return _file(folder, encoder).exists()


def opened(encoder: Encoder, curriculum: Curriculum, folder: Path, *, is_outside: bool) -> Meaning | None:
    """Map the kept vectors; None where there are none, or not of this curriculum."""
    passages = passages_of(curriculum) + off_topic.passages()
    texts, owners = texts_of(passages)
    try:
        vectors = np.load(_file(folder, encoder), mmap_mode="r", allow_pickle=False).view(np.ndarray)
    except (OSError, ValueError):
        return None
    return (
        Meaning(encoder, Meanings(vectors, owners, len(passages)), is_outside) if len(vectors) == len(texts) else None
    )


def _file(folder: Path, encoder: Encoder) -> Path:
    return folder / f"meaning-{encoder.name}.npy"
