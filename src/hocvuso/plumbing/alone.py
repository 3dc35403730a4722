"""One process of the site at a time: for work that two must not do at once and that is too long for a transaction."""

from __future__ import annotations

import fcntl
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from hocvuso.plumbing.driver import is_sqlite, run

_held: set[str] = set()
_guard = threading.Lock()


@contextmanager
def alone(name: str) -> Iterator[bool]:
    """Give True when nobody else is at it, else False at once; a process that dies lets go.

    On SQLite a file lock in the data folder, because the site is one machine; on PostgreSQL an advisory lock.
    """
    if is_sqlite():
        settings.DATA.mkdir(parents=True, exist_ok=True)
        with (settings.DATA / f"{name}.alone").open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
            else:
                yield True
        return
    # A connection may take its own advisory lock twice, so within the process the name is held as well.
    with _guard:
        mine = name not in _held
        _held.add(name)
    key = zlib.crc32(name.encode())
    taken = mine and bool(run("SELECT pg_try_advisory_lock(%s)", [key])[0][0])
    try:
        yield taken
    finally:
        if taken:
            run("SELECT pg_advisory_unlock(%s)", [key])
        if mine:
            with _guard:
                _held.discard(name)
