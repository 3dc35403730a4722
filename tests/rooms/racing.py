"""People at the same moment, on a database of their own: a program races and prints what came of it.

Threads see only what is committed, so a race cannot run inside the transaction of a test, and a test that commits would
take the content away from those after it. A test starts the program with `raced`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests import template

ROOT = Path(__file__).resolve().parents[2]


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Run acts in threads that begin together; return what each returned, or the name of what it raised."""
    from django.db import connections

    gate, found = threading.Barrier(len(acts)), [None] * len(acts)

    def run(number: int, act: Callable[[], Any]) -> None:
        gate.wait()
        try:
            found[number] = act()
        except Exception as error:
            found[number] = f"{type(error).__name__}:{error}"  # type: ignore[call-overload]
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def prepare() -> None:
    """Let a program that races use the models."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hocvuso.config.settings")
    django.setup()


@contextmanager
def own_database(folder: Path) -> Iterator[dict[str, str]]:
    """Give the environment of a migrated database that nobody else uses; on PostgreSQL it is dropped afterwards."""
    kept = {**os.environ, "HOCVUSO_DATA": str(folder), "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        template.copied(template.EMPTY, folder)
        yield kept
        return
    import psycopg

    name, source = f"own_{uuid.uuid4().hex[:8]}", template.on_server(template.EMPTY, url)
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name} TEMPLATE {source}")
        try:
            yield {**kept, "DATABASE_URL": url.rpartition("/")[0] + f"/{name}"}
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def raced(module: str, folder: Path) -> Any:
    """Run a program that races on a database of its own; return the JSON that it printed last."""
    with own_database(folder) as environment:
        done = subprocess.run(
            [sys.executable, "-m", module], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300,
            check=False,
        )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])
