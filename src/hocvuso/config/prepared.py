"""Tells whether everything was prepared already by this very program, for this content and this database.

Preparing anew finds nothing to do, but takes a second, most of it for loading Django in a process of its own. So a
start compares a few stamps first: what the program, its libraries and the content folder consist of (names, sizes,
times of change), and what the database says of itself. Anything else than equality means: prepare.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

NAME = "prepared"


def sources() -> str:
    """Return the stamp of what is prepared from: the program, its libraries, the content folder, the switches."""
    from hocvuso.config import settings

    digest = hashlib.sha256(f"{sys.version} {settings.DEMO} {settings.CONTENT}\n".encode())
    digest.update(f"{Path(sysconfig.get_path('purelib')).stat().st_mtime_ns}\n".encode())
    for folder in (settings.PACKAGE, settings.CONTENT, settings.CONTENT_LOCAL):
        for line in sorted(_listed(folder)):
            digest.update(line.encode())
    return digest.hexdigest()


def _listed(folder: Path) -> Iterator[str]:
    waiting = [str(folder)] if folder.is_dir() else []
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir():
                    if entry.name != "__pycache__":
                        waiting.append(entry.path)
                else:
                    found = entry.stat()
                    yield f"{entry.path} {found.st_size} {found.st_mtime_ns}\n"


def result() -> str:
    """Return the stamp of what preparing left behind. Raises OSError or sqlite3.Error where that is not there."""
    from hocvuso.config import settings

    with closing(_opened(settings.DATABASES["default"]["NAME"])) as database:
        facts = [
            *database.execute("PRAGMA schema_version").fetchall(),
            *database.execute("SELECT COUNT(*), MAX(id) FROM django_migrations").fetchall(),
            *database.execute("SELECT id FROM curriculum_publication WHERE is_current").fetchall(),
        ]
    with closing(_opened(settings.DATABASES["scratch"]["NAME"])) as scratch:
        facts += scratch.execute("PRAGMA schema_version").fetchall()
    indexes = sorted(path.name for path in (settings.DATA / "index").iterdir())
    collected = (settings.STATIC_ROOT / "collected").read_text()
    return hashlib.sha256(f"{facts} {indexes} {collected}".encode()).hexdigest()


def _opened(name: str) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{name}?mode=rw", uri=True)  # never made where it is missing


def note(began_with: str) -> None:
    """Keep the stamps after preparing from the sources that `began_with` names."""
    from hocvuso.config import settings

    if is_asked():
        (settings.DATA / NAME).write_text(f"{began_with} {result()}")


def forget() -> None:
    """Let the next start prepare again."""
    from hocvuso.config import settings

    (settings.DATA / NAME).unlink(missing_ok=True)


def is_asked() -> bool:
    """Tell whether stamps decide here: on SQLite, and without demo data, whose invitations age."""
    from hocvuso.config import settings

    return "scratch" in settings.DATABASES and not settings.DEMO


def is_ready() -> bool:
    """Tell whether nothing needs to be prepared; takes about 20 ms."""
    try:
        from hocvuso.config import settings

        kept = (settings.DATA / NAME).read_text()
        return is_asked() and kept == f"{sources()} {result()}"
    except (OSError, sqlite3.Error):
        return False
