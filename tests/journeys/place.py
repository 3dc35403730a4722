"""The place where journeys happen: one real server process on demo data, as `hocvuso up --demo` starts it."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 300  # a start takes about five on a quiet machine; a busy one is slow, not broken


@dataclass(frozen=True, slots=True)
class Place:
    """A running site: where it answers, what it keeps, what it says."""

    address: str
    data: Path
    log: Path

    @property
    def demo(self) -> dict[str, Any]:
        """The invented officials and cards, as the site keeps them."""
        kept: dict[str, Any] = json.loads((self.data / "demo.json").read_text(encoding="utf-8"))
        return kept

    def official(self, username: str) -> dict[str, Any]:
        """Return what an invented official needs to come in."""
        found: dict[str, Any] = next(each for each in self.demo["officials"] if each["username"] == username)
        return found

    def said(self) -> str:
        """Return everything that the server has written so far."""
        return self.log.read_text(encoding="utf-8", errors="replace") if self.log.exists() else ""


def environment(data: Path, address: str) -> dict[str, str]:
    """Return the environment of the server: nothing of ours but the data folder and the address."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("HOCVUSO", "DJANGO"))}
    return ours | {
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        "PYTHONUNBUFFERED": "1",
        "HOCVUSO_DATA": str(data),
        "HOCVUSO_DEMO": "1",
        "SITE_URL": address,
        "WEBHOOK_PRIVATE_NETS": "127.0.0.1",  # partners of journeys listen on this very machine
        "DJANGO_SETTINGS_MODULE": "hocvuso.config.settings",
    }


@contextmanager
def running(data: Path, log: Path, **settings: str) -> Iterator[Place]:
    """Start the site on an empty data folder, wait until it answers, stop the whole process group afterwards."""
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    env = environment(data, address) | settings
    with log.open("w", encoding="utf-8") as written:
        shutil.copytree(_yesterday(), data, dirs_exist_ok=True)
        process = subprocess.Popen(
            [sys.executable, "-m", "hocvuso", "up", "--demo", "--port", str(port), "--data", str(data)],
            cwd=ROOT, env=env, stdin=subprocess.DEVNULL, stdout=written, stderr=subprocess.STDOUT,
            start_new_session=True,
        )  # fmt: skip
    place = Place(address, data, log)
    try:
        _wait_for(place, process)
        yield place
    finally:
        _stop(process)


def _yesterday() -> Path:
    """Return the folder of the site of yesterday, prepared today; made once a run and copied for each server."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    folder = Path(os.environ["HOCVUSO_DATA"])  # of this process of the tests, in that of the run
    run = folder.parent if worker else folder
    made = run / f"yesterday-{os.environ.get('PYTEST_XDIST_TESTRUNUID', os.getpid())}"
    with (run / "yesterday.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            half = Path(tempfile.mkdtemp(dir=run))
            for program in (["tests.journeys.yesterday"], ["hocvuso", "prepare"]):
                done = subprocess.run(
                    [sys.executable, "-m", *program], cwd=ROOT, env=environment(half, "http://127.0.0.1"),
                    stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
                )  # fmt: skip
                assert done.returncode == 0, f"Chưa chuẩn bị được trang.\n{done.stdout}{done.stderr}"
            half.rename(made)
    return made


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(place: Place, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{place.address}/ping", timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            pass
        try:
            process.wait(timeout=0.1)
        except subprocess.TimeoutExpired:
            continue
        break
    raise AssertionError(f"Máy chủ không mở được.\n{place.said()}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    for sign in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, sign)
            process.wait(timeout=10)
        except ProcessLookupError:
            return
        except subprocess.TimeoutExpired:
            continue
