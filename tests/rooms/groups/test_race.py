"""Two volunteers take one request at the same moment, forms come twice at once: one counts, on both databases."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import uuid
from pathlib import Path

import pytest

from tests.rooms.groups.race import ROUNDS

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def own_database(tmp_path):
    """Give the environment of a database that nobody else uses; on PostgreSQL it is dropped afterwards."""
    kept = {**os.environ, "HOCVUSO_DATA": str(tmp_path), "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        yield kept
        return
    import psycopg

    name = f"race_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield {**kept, "DATABASE_URL": url.rpartition("/")[0] + f"/{name}"}
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.both
def test_whoever_comes_at_the_same_moment_there_is_one(own_database):
    done = subprocess.run(
        [sys.executable, "-m", "tests.rooms.groups.race"], cwd=ROOT, env=own_database, capture_output=True, text=True,
        timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    told = json.loads(done.stdout.splitlines()[-1])
    assert told.pop("signatures") == 2 and told.pop("joined") == 2
    assert told.pop("asked 1") == ROUNDS, told
    assert told.pop("Refused:taken taken") == ROUNDS, told
    assert told.pop("the one who has it sees him") == ROUNDS
    assert told == {"works": 4, "outcomes": 4, "reports": 4, "blocks": 4}
