"""The site itself: what it says when it starts, and when it is started once more."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.journeys.place import PATIENCE_SECONDS, ROOT, Place, environment


def test_the_start_tells_each_step_and_the_address(site: Place) -> None:
    said = site.said()
    for step in ("Cơ sở dữ liệu", "Bài học", "Mục lục tìm kiếm", "Dữ liệu mẫu (bịa, có đánh dấu)"):
        assert step in said
    assert f"Mở trang: {site.address}" in said and f"{site.address}/cb/demo" in said


def test_starting_it_once_more_is_harmless(site: Place) -> None:
    port = site.address.rpartition(":")[2]
    again = subprocess.run(
        [sys.executable, "-m", "hocvuso", "up", "--demo", "--port", port, "--data", str(site.data)],
        cwd=ROOT, env=environment(site.data, site.address), capture_output=True, text=True, timeout=PATIENCE_SECONDS,
    )  # fmt: skip
    assert again.returncode == 0, again.stderr
    assert f"đang chạy sẵn ở {site.address}" in again.stdout


def does_jobs(site: Place) -> int:
    """Return the process that holds the lock of the jobs (proc(5), locks), 0 while none does."""
    inode = f":{(site.data / 'jobs.lock').stat().st_ino}"
    held = [line.split() for line in Path("/proc/locks").read_text().splitlines() if "FLOCK" in line]
    return next((int(each[4]) for each in held if each[1] == "FLOCK" and each[5].endswith(inode)), 0)


def test_jobs_are_done_behind_the_pages_and_go_on_when_their_process_is_killed(site: Place) -> None:
    first = does_jobs(site)
    assert os.getpriority(os.PRIO_PROCESS, first) == min(os.getpriority(os.PRIO_PROCESS, 0) + 10, 19)
    os.kill(first, signal.SIGKILL)
    ends = time.monotonic() + PATIENCE_SECONDS
    while (second := does_jobs(site)) in {0, first} and time.monotonic() < ends:
        time.sleep(0.1)
    assert second not in {0, first}, "nobody does the jobs any more"
