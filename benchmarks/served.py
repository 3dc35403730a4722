"""A real server for measuring: started on a data folder of its own, its CPU and memory read from /proc."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


class Site:
    """One running site; use as a context manager. With `data` it serves a folder that stays, else one of its own."""

    def __init__(self, *options: str, data: Path | None = None, env: dict[str, str] | None = None) -> None:
        self.data, self.stays = data or Path(tempfile.mkdtemp(prefix="hocvuso-bench-")), data is not None
        self.env = env or {}
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        self.options = options
        self.ready_seconds = 0.0

    def __enter__(self) -> Site:
        env = {**os.environ, **self.env, "HOCVUSO_DATA": str(self.data), "SITE_URL": f"http://127.0.0.1:{self.port}"}
        command = [sys.executable, "-m", "hocvuso", "up", "--port", str(self.port), "--data", str(self.data)]
        # Once to prepare, so that the second start is one on a prepared database.
        subprocess.run([*command, *self.options, "--prepare-only"], env=env, check=True, stdout=subprocess.DEVNULL)
        began = time.perf_counter()
        self.process = subprocess.Popen(
            [*command, *self.options], env=env, start_new_session=True, stdout=subprocess.DEVNULL
        )
        while True:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/ping", timeout=1):
                    break
            except OSError:
                if time.perf_counter() - began > 60:
                    raise
                time.sleep(0.02)
        self.ready_seconds = time.perf_counter() - began
        return self

    def __exit__(self, *_: object) -> None:
        os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait(timeout=20)
        if not self.stays:
            shutil.rmtree(self.data, ignore_errors=True)

    def _tree(self) -> list[int]:
        found = [self.process.pid]
        for pid in found:
            for task in Path(f"/proc/{pid}/task").glob("*/children"):
                found += [int(child) for child in task.read_text().split()]
        return found

    def cpu_seconds(self) -> float:
        """Return user and system time of the server's process tree."""
        total = 0
        for pid in self._tree():
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            total += int(fields[11]) + int(fields[12])
        return total / TICKS

    def memory_mib(self) -> float:
        """Return the summed proportional set size of the process tree."""
        total = 0
        for pid in self._tree():
            for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1])
        return total / 1024
