"""The province on which `make bench-unions` measures: made once, kept outside the repository, used again.

SQLite: a data folder under the machine's folder for temporary files. PostgreSQL: a server of its own whose files lie
beside it, so that the second run starts with what the first has made. Both are made again when the generator changes.
"""

from __future__ import annotations

import getpass
import json
import os
import pwd
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

DEMO_VERSION = "6"  # the same as hocvuso.config.demo.VERSION, which cannot be read without a database


@dataclass(frozen=True, slots=True)
class Scale:
    """How large a province is measured."""

    units: int
    people: int

    @property
    def folder(self) -> Path:
        """Where everything of this scale is kept."""
        user = getpass.getuser()
        return Path(tempfile.gettempdir()) / f"hocvuso-unions-{user}-v{DEMO_VERSION}-{self.units}-{self.people}"


@dataclass(frozen=True, slots=True)
class Store:
    """A database that is ready to be served: its data folder and what a process needs to reach it."""

    name: str
    data: Path
    env: dict[str, str]
    made_seconds: float
    empty_url: str = ""  # a database beside it without any unit; SQLite makes its own


def sqlite(scale: Scale, name: str = "sqlite") -> Store:
    """Return the province on SQLite, made if it is not there."""
    data = scale.folder / name
    env = {"HOCVUSO_DATA": str(data), "HOCVUSO_DEMO": "1", "DATABASE_URL": ""}
    return Store("SQLite", data, env, _made(scale, data, env))


@contextmanager
def postgresql(scale: Scale) -> Iterator[Store]:
    """Run a PostgreSQL server on the kept files and yield the province on it, made if it is not there."""
    binaries = max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda each: int(each.parent.name))
    files, data = scale.folder / "postgresql", scale.folder / "postgresql-site"
    scale.folder.mkdir(parents=True, exist_ok=True)
    files.mkdir(exist_ok=True)
    as_user: list[str] = []
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        account = pwd.getpwnam("postgres")
        os.chown(files, account.pw_uid, account.pw_gid)
        as_user = ["setpriv", "--reuid=postgres", f"--regid={account.pw_gid}", "--clear-groups"]
    if not (files / "PG_VERSION").exists():
        _run(*as_user, binaries / "initdb", "-D", files, "-A", "trust", "-U", "postgres", "--locale=C.UTF-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = (
        f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={files} -c shared_buffers=512MB "
        "-c work_mem=32MB -c max_wal_size=4GB"
    )
    _run(*as_user, binaries / "pg_ctl", "-D", files, "-w", "-l", files / "log", "-o", options, "start")
    try:
        server = f"postgresql://postgres@127.0.0.1:{port}"
        for command in ("DROP DATABASE IF EXISTS empty", "CREATE DATABASE empty"):
            _run(binaries / "psql", f"{server}/postgres", "-qc", command)
        env = {"HOCVUSO_DATA": str(data), "HOCVUSO_DEMO": "1", "DATABASE_URL": f"{server}/postgres"}
        yield Store("PostgreSQL", data, env, _made(scale, data, env), f"{server}/empty")
    finally:
        _run(*as_user, binaries / "pg_ctl", "-D", files, "-m", "fast", "-w", "stop")


def _made(scale: Scale, data: Path, env: dict[str, str]) -> float:
    """Make the province where it is missing; return the seconds it took, 0 when it was there."""
    data.mkdir(parents=True, exist_ok=True)
    done = data / "made.json"
    if done.exists():
        return 0.0
    began = time.monotonic()
    print(f"• Tạo tỉnh mẫu {scale.units} đơn vị, {scale.people} người ở {data}", file=sys.stderr)
    command = [sys.executable, "-m", "hocvuso", "demo", "make", "--units", str(scale.units), "--people",
               str(scale.people), "--json"]  # fmt: skip
    made = subprocess.run(command, env={**os.environ, **env}, stdout=subprocess.PIPE, text=True, check=True)
    done.write_text(json.dumps(json.loads(made.stdout.splitlines()[-1])))
    return time.monotonic() - began


def _run(*command: object) -> None:
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, cwd="/")
    if done.returncode:
        sys.exit(f"PostgreSQL chưa chạy được:\n{done.stdout}{done.stderr}")
