"""The database that tests begin with, made once and then copied: all migrations run, and the curriculum published.

Migrating takes 15 seconds and publishing five; every process of the tests, every race and every server of the journeys
used to do it for itself. Here the first who needs it does it, as a program of its own, while others wait at a lock.
The copy is kept under `.pytest_cache`, named by everything that goes into it: other code, other content or another day
is another name. On PostgreSQL it lives as long as the server of the run, beside the databases of the tests.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / ".pytest_cache/hocvuso"
GOES_IN = ("src/hocvuso/**/*", "content/**/*", "tests/template.py", "tests/published.py", "requirements-dev.lock")
MADE = {".pyc", ".mo"}
FILES = ("hocvuso.sqlite3", "scratch.sqlite3")
EMPTY, FULL = "empty", "full"  # after the migrations; with the curriculum


@cache
def name() -> str:
    """Return the name of what the files here would make today (in Vietnam)."""
    told = hashlib.sha256(f"{sys.version} {(datetime.now(UTC) + timedelta(hours=7)).date()}".encode())
    found = sorted(path for pattern in GOES_IN for path in ROOT.glob(pattern))
    for path in (path for path in found if path.suffix not in MADE and path.is_file()):
        told.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return told.hexdigest()[:16]


@contextmanager
def _alone() -> Iterator[None]:
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def copied(stage: str, folder: Path) -> None:
    """Put a copy of both SQLite files into a data folder that has none."""
    with _alone():
        if not (KEPT / name()).exists():
            for old in KEPT.glob("*/"):
                shutil.rmtree(old)
            made = Path(tempfile.mkdtemp(prefix="new-", dir=KEPT))
            _make({"HOCVUSO_DATA": str(made / FULL), "DATABASE_URL": ""})
            made.rename(KEPT / name())
        folder.mkdir(parents=True, exist_ok=True)
        for file in FILES:
            shutil.copy(KEPT / name() / stage / file, folder / file)


def on_server(stage: str, url: str) -> str:
    """Return the name of the database on this PostgreSQL server that others are made from, by TEMPLATE."""
    import psycopg

    whole = f"template_{name()}_{FULL}"
    with _alone(), psycopg.connect(url, autocommit=True) as server:
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s AND datistemplate", [whole]).fetchone():
            server.execute(f"DROP DATABASE IF EXISTS {whole} WITH (FORCE)")  # of a run that was broken off
            server.execute(f"CREATE DATABASE {whole}")
            with tempfile.TemporaryDirectory() as folder:
                _make({"HOCVUSO_DATA": folder, "DATABASE_URL": f"{url.rpartition('/')[0]}/{whole}"})
            server.execute(f"ALTER DATABASE {whole} IS_TEMPLATE true")
    return f"template_{name()}_{stage}"


def _make(settings: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.template"], cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}", **settings}, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]


def main() -> None:
    """Migrate the empty database of the settings, keep a copy of that state, publish."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hocvuso.config.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection, connections

    from tests import published

    settings.DATA.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", database="scratch" if "scratch" in settings.DATABASES else "default", verbosity=0)
    if connection.vendor == "postgresql":
        whole = connection.settings_dict["NAME"]
        connections.close_all()
        with connection._nodb_cursor() as server:  # type: ignore[attr-defined]
            server.execute(f'CREATE DATABASE "{whole.removesuffix(FULL)}{EMPTY}" TEMPLATE "{whole}"')
    else:
        _settle(settings.DATA)
        (settings.DATA.parent / EMPTY).mkdir()
        for file in FILES:
            shutil.copy(settings.DATA / file, settings.DATA.parent / EMPTY / file)
    published.fill()
    connections.close_all()
    if connection.vendor == "sqlite":
        _settle(settings.DATA)


def _settle(folder: Path) -> None:
    """Bring all into the files themselves: a database in memory has no log beside it."""
    from django.db import connections

    connections.close_all()
    for file in FILES:
        with closing(sqlite3.connect(folder / file)) as link:
            link.execute("PRAGMA journal_mode=DELETE")


if __name__ == "__main__":
    main()
