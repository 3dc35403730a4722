"""How far a long command is, told on the error stream while a person waits."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from typing import Self, TextIO

WIDTH = 24  # characters of the bar
REFRESH = 0.2  # seconds between two pictures on a terminal
BETWEEN_LINES = 30.0  # seconds between two lines in a pipe: a log of an hour stays readable
WORD = 40  # characters of a changing word, so that the line does not break


class Bar:
    """One line that a terminal draws over again and again; a pipe gets a line now and then.

    Several threads may move it on. Used in a `with`, it leaves its line however the work ends.
    """

    def __init__(
        self,
        word: str = "",
        unit: str = "",
        *,
        total: int = 0,
        silent: bool = False,
        stream: TextIO | None = None,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """`total` 0: how much there is to do is not known. `silent`: whoever asked for JSON waits without a bar."""
        self.word, self.unit, self.total, self.done = word, unit, total, 0
        self._stream, self._now, self._silent = stream or sys.stderr, now, silent
        self._is_terminal = self._stream.isatty()
        self._begun: tuple[float, int] | None = None  # when it was first heard of, and what was there already
        self._shown_at, self._is_open = now(), False
        self._turn = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_raised: object) -> None:
        self.end()

    def show(self, done: int, total: int | None = None) -> None:
        """Say that so much is done; `total` where it is known only by now."""
        with self._turn:
            self.total = self.total if total is None else total
            self._tell(done)

    def move(self, word: str = "") -> None:
        """Move on by one; `word` names what is at work."""
        with self._turn:
            self.word = word[:WORD] or self.word
            self._tell(self.done + 1)

    def end(self) -> None:
        """Leave the line."""
        with self._turn:
            if self._is_open:
                self._stream.write("\n")
                self._stream.flush()
            self._is_open = False

    def _tell(self, done: int) -> None:
        self.done, now = done, self._now()
        self._begun = self._begun or (now, done)
        if self._silent:
            return
        waited = now - self._shown_at
        if self._is_terminal:
            if self._is_open and waited < REFRESH and not 0 < self.total <= done:
                return
            full = WIDTH * min(done, self.total) // self.total if self.total else 0
            bar = f"{'█' * full}{'░' * (WIDTH - full)} " if self.total else ""
            self._stream.write(f"\r\x1b[K  {bar}{self._account(now)}")
            self._is_open = True
        elif waited >= BETWEEN_LINES:
            self._stream.write(f"{self._account(now)}\n")
        else:
            return
        self._stream.flush()
        self._shown_at = now

    def _account(self, now: float) -> str:
        count = f"{_number(self.done)}/{_number(self.total)}" if self.total else _number(self.done)
        parts = [f"{count} {self.unit}".rstrip()]
        began, first = self._begun or (now, self.done)
        rate = (self.done - first) / (now - began) if now > began else 0.0  # what was there before took no time
        if rate > 0 and self.done < self.total:
            parts.append(f"còn {_duration((self.total - self.done) / rate)}")
        word = f"{self.word}: " if self.word else ""
        return word + ", ".join(parts)


def _number(count: int) -> str:
    return f"{count:,}".replace(",", ".")


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{max(round(seconds), 1)} giây"
    minutes = round(seconds / 60)
    return f"{minutes} phút" if minutes < 90 else f"{minutes // 60} giờ {minutes % 60} phút"
