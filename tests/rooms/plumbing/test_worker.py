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

import pytest

from tests.rooms.config.test_start import ROOT

pytestmark = pytest.mark.both
WORKER = """
import os, threading, django
os.environ["DJANGO_SETTINGS_MODULE"] = "hocvuso.config.settings"
django.setup()
from hocvuso.plumbing import jobs
from hocvuso.plumbing.jobs import leading
leading.LEASE_SECONDS, leading.RENEWED_EVERY_SECONDS = 3, 0.5
jobs.serve(threading.Event(), hands=2)
"""
ASK = """
import os, sys, json, django
os.environ["DJANGO_SETTINGS_MODULE"] = "hocvuso.config.settings"
django.setup()
from hocvuso.plumbing import jobs
from tests.rooms.plumbing import some_jobs
for name in sys.argv[2:]:
    print(jobs.later(some_jobs.wait_for_sign, folder=sys.argv[1], name=name))
"""
GROWING = """
import os, django
os.environ["DJANGO_SETTINGS_MODULE"] = "hocvuso.config.settings"
django.setup()
from hocvuso.config import process
process.LOOK_EVERY_SECONDS = 0.1
process.do_jobs(most_grown=200)
"""
KEEP = """
import os, sys, django
os.environ["DJANGO_SETTINGS_MODULE"] = "hocvuso.config.settings"
django.setup()
from hocvuso.plumbing import jobs
from tests.rooms.plumbing import some_jobs
print(jobs.later(some_jobs.keep_memory, folder=sys.argv[1], mib=int(sys.argv[2])))
"""
LOOK = """
import os, sys, json, uuid, django
os.environ["DJANGO_SETTINGS_MODULE"] = "hocvuso.config.settings"
django.setup()
from hocvuso.plumbing import jobs
state = jobs.state_of(uuid.UUID(sys.argv[1]), viewer=None)
print(json.dumps({"status": state.status, "attempts": state.attempts, "done": state.done, "text": state.text}))
"""


class Site:
    """One database, and as many processes on as many data folders as a test wants."""

    def __init__(self, folder: Path, database: str) -> None:
        self.folder, self.database = folder, database
        self.processes: list[subprocess.Popen[str]] = []

    def _env(self, machine: str) -> dict[str, str]:
        (self.folder / machine).mkdir(exist_ok=True)
        env = {**os.environ, "PYTHONPATH": f"src{os.pathsep}.", "HOCVUSO_DATA": str(self.folder / machine)}
        env |= {"SECRET_KEY": "a-secret-for-tests-that-is-long-enough-0123456789"}
        return env | ({"DATABASE_URL": self.database} if self.database else {})

    def call(self, *command: str, machine: str = "one") -> str:
        """Run a Python program to its end and return what it printed."""
        done = subprocess.run(
            [sys.executable, *command], env=self._env(machine), cwd=ROOT, capture_output=True, text=True, timeout=120
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def begin(self, machine: str = "one", program: str = WORKER) -> subprocess.Popen[str]:
        """Start a process that waits for the lead and does the jobs."""
        process = subprocess.Popen([sys.executable, "-c", program], env=self._env(machine), cwd=ROOT, text=True)
        self.processes.append(process)
        return process

    def ask(self, *names: str) -> list[str]:
        """Ask for one job per name; return their ids."""
        return self.call("-c", ASK, str(self.folder), *names).split()

    def look(self, job: str) -> dict[str, object]:
        """Return how far a job is."""
        return dict(json.loads(self.call("-c", LOOK, job)))

    def lines(self, name: str) -> list[int]:
        """Return the processes that left a trace in a file."""
        path = self.folder / name
        return [int(line) for line in path.read_text().split()] if path.exists() else []


def until(is_so: Callable[[], bool], seconds: float = 60) -> None:
    """Wait for something that another process does; fail when it never does."""
    for _ in range(int(seconds / 0.05)):
        if is_so():
            return
        time.sleep(0.05)
    pytest.fail("it did not happen")


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A migrated database of its own, and its processes ended afterwards."""
    server = os.environ.get("DATABASE_URL", "")
    name = f"jobs_{os.getpid()}_{time.time_ns()}"
    if server:
        import psycopg

        with psycopg.connect(server, autocommit=True) as link:
            link.execute(f"CREATE DATABASE {name}")
        server = f"{server.rpartition('/')[0]}/{name}"
    made = Site(tmp_path, server)
    made.call("manage.py", "migrate", "--verbosity=0")
    made.call("manage.py", "createcachetable", *([] if server else ["--database=scratch"]))
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
    small = site.call("-c", KEEP, str(site.folder), "1").strip()
    until(lambda: site.lines("kept") == [process.pid])
    (site.folder / "go").touch()
    until(lambda: site.look(small)["status"] == "done")
    (site.folder / "go").unlink()
    large = site.call("-c", KEEP, str(site.folder), "300").strip()
    until(lambda: site.lines("kept") == [process.pid] * 2)
    assert process.poll() is None and site.look(large)["status"] == "running", "a job is never cut off for it"
    (site.folder / "go").touch()
    assert process.wait(timeout=60) == 0
    assert site.look(large)["status"] == "done"
