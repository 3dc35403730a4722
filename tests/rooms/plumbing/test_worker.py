"""Real processes: one leads, another takes over what the killed one was doing, and none does a job beside it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.rooms.config.test_start import ROOT
from tests.rooms.racing import own_database

pytestmark = pytest.mark.both
PATIENCE_SECONDS = 300  # a busy machine is slow, not broken
WORKER = """
import os, threading, django
os.environ["DJANGO_SETTINGS_MODULE"] = "hocvuso.config.settings"
django.setup()
from hocvuso.plumbing import jobs
from hocvuso.plumbing.jobs import leading
leading.LEASE_SECONDS, leading.RENEWED_EVERY_SECONDS = 3, 0.5
jobs.serve(threading.Event(), hands=2)
"""
# Somebody at the site who asks for jobs and looks how far they are; does none itself.
DESK = """
import os, sys, json, uuid, django
os.environ["DJANGO_SETTINGS_MODULE"] = "hocvuso.config.settings"
django.setup()
from hocvuso.plumbing import jobs
from tests.rooms.plumbing import some_jobs

def wait_for_sign(folder, name):
    return str(jobs.later(some_jobs.wait_for_sign, folder=folder, name=name))

def keep_memory(folder, mib):
    return str(jobs.later(some_jobs.keep_memory, folder=folder, mib=mib))

def look(job):
    state = jobs.state_of(uuid.UUID(job), viewer=None)
    return {"status": state.status, "attempts": state.attempts, "done": state.done, "text": state.text}

for line in sys.stdin:
    what, *given = json.loads(line)
    print(json.dumps(globals()[what](*given)), flush=True)
"""
GROWING = """
import os, django
os.environ["DJANGO_SETTINGS_MODULE"] = "hocvuso.config.settings"
django.setup()
from hocvuso.config import process
process.LOOK_EVERY_SECONDS = 0.1
process.do_jobs(most_grown=200)
"""


class Site:
    """One database, and as many processes on as many data folders as a test wants."""

    def __init__(self, folder: Path, settings: dict[str, str]) -> None:
        self.folder, self.settings = folder, settings
        self.database = settings.get("DATABASE_URL", "")
        self.processes: list[subprocess.Popen[str]] = []
        self._desk: subprocess.Popen[str] | None = None

    def _env(self, machine: str) -> dict[str, str]:
        (self.folder / machine).mkdir(exist_ok=True)
        of_machine = {"HOCVUSO_DATA": str(self.folder / machine)}
        return self.settings | of_machine | {"SECRET_KEY": "a-secret-for-tests-that-is-long-enough-0123456789"}

    def desk(self, what: str, *given: object) -> Any:
        """Let the process at the desk do something and return what it answered; it is started when first asked."""
        if self._desk is None:
            self._desk = subprocess.Popen(
                [sys.executable, "-c", DESK], env=self._env("one"), cwd=ROOT, text=True, stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )  # fmt: skip
            self.processes.append(self._desk)
        assert self._desk.stdin is not None and self._desk.stdout is not None
        print(json.dumps([what, *given]), file=self._desk.stdin, flush=True)
        return json.loads(self._desk.stdout.readline())

    def begin(self, machine: str = "one", program: str = WORKER) -> subprocess.Popen[str]:
        """Start a process that waits for the lead and does the jobs."""
        process = subprocess.Popen([sys.executable, "-c", program], env=self._env(machine), cwd=ROOT, text=True)
        self.processes.append(process)
        return process

    def ask(self, *names: str) -> list[str]:
        """Ask for one job per name; return their ids."""
        return [self.desk("wait_for_sign", str(self.folder), name) for name in names]

    def look(self, job: str) -> dict[str, object]:
        """Return how far a job is."""
        return dict(self.desk("look", job))

    def lines(self, name: str) -> list[int]:
        """Return the processes that left a trace in a file."""
        path = self.folder / name
        return [int(line) for line in path.read_text().split()] if path.exists() else []


def until(is_so: Callable[[], bool]) -> None:
    """Wait for something that another process does; fail when it never does."""
    ends = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < ends, "it did not happen"
        time.sleep(0.05)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A migrated database of its own, and its processes ended afterwards."""
    with own_database(tmp_path / "one") as settings:
        made = Site(tmp_path, settings)
        yield made
        for process in made.processes:
            process.kill()
            process.wait()


def test_a_killed_process_leaves_its_job_to_the_next_which_does_it_once_more(site):
    first, second = site.begin(), site.begin()
    [job] = site.ask("list")
    until(lambda: len(site.lines("list.begun")) == 1)
    until(lambda: site.look(job)["done"] != 0)  # seen from outside, though the job sits in one transaction
    leader = site.lines("list.begun")[0]
    [other] = {first.pid, second.pid} - {leader}
    assert site.look(job)["status"] == "running"
    os.kill(leader, signal.SIGKILL)
    until(lambda: len(site.lines("list.begun")) == 2)
    (site.folder / "go").touch()
    until(lambda: site.lines("list.ended") != [])
    until(lambda: site.look(job)["status"] == "done")
    assert site.lines("list.begun") == [leader, other] and site.lines("list.ended") == [other]
    assert site.look(job) | {"done": 0} == {"status": "done", "attempts": 2, "done": 0, "text": "list"}


def test_processes_share_out_jobs_and_none_is_done_twice(site):
    (site.folder / "go").touch()
    names = [f"job{number}" for number in range(12)]
    for machine in ("one", "one", "two" if site.database else "one"):
        site.begin(machine)
    site.ask(*names)
    until(lambda: all(site.lines(f"{name}.ended") for name in names))
    assert all(len(site.lines(f"{name}.begun")) == 1 for name in names)


def test_on_postgresql_another_machine_takes_over_when_the_lease_ends(site):
    if not site.database:
        site.begin("one")  # SQLite is one machine: the second process simply waits for the lock
        assert site.begin("one").poll() is None
        return
    leader = site.begin("one")
    site.ask("list")
    until(lambda: site.lines("list.begun") == [leader.pid])
    other = site.begin("two")
    os.kill(leader.pid, signal.SIGSTOP)  # it holds its connection and its locks, but says nothing
    until(lambda: other.pid in site.lines("list.begun"))
    (site.folder / "go").touch()
    os.kill(leader.pid, signal.SIGCONT)
    until(lambda: other.pid in site.lines("list.ended"))


def test_a_process_that_has_grown_ends_by_itself_once_its_job_is_done(site):
    process = site.begin(program=GROWING)
    small = site.desk("keep_memory", str(site.folder), 1)
    until(lambda: site.lines("kept") == [process.pid])
    (site.folder / "go").touch()
    until(lambda: site.look(small)["status"] == "done")
    (site.folder / "go").unlink()
    large = site.desk("keep_memory", str(site.folder), 300)
    until(lambda: site.lines("kept") == [process.pid] * 2)
    assert process.poll() is None and site.look(large)["status"] == "running", "a job is never cut off for it"
    (site.folder / "go").touch()
    assert process.wait(timeout=PATIENCE_SECONDS) == 0
    assert site.look(large)["status"] == "done"
