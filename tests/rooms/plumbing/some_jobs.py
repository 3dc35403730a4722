"""Jobs that the tests ask for; a module of its own, because the queue finds a job by its path."""

from __future__ import annotations

import os
import time
from pathlib import Path

from django.db import transaction

from hocvuso.plumbing import jobs

done: list[str] = []


@jobs.task(title="Note a word")
def note_word(progress: jobs.Progress, *, word: str) -> dict[str, int]:
    """Remember one word."""
    progress.at(1, 1, word)
    done.append(word)
    return {"letters": len(word)}


@jobs.task(title="Fail", retries=2)
def fail(progress: jobs.Progress) -> None:
    """Fail each time."""
    done.append("tried")
    raise OSError("the disk is full")


@jobs.task(title="Refuse")
def refuse(progress: jobs.Progress) -> None:
    """Say what is wrong with what was asked."""
    raise jobs.Refused("Tệp không có cột họ tên.")


@jobs.task(title="Return what does not fit")
def return_a_set(progress: jobs.Progress) -> set[int]:
    """Return what JSON does not know."""
    return {1, 2}


@jobs.task(title="Count")
def count(progress: jobs.Progress) -> None:
    """Tell three steps."""
    for step in range(3):
        progress.at(step, 3)
        done.append(f"step {step}")


kept: list[bytearray] = []


@jobs.task(title="Keep memory")
def keep_memory(progress: jobs.Progress, *, folder: str, mib: int) -> None:
    """Hold some memory from now on, leave a trace, then wait until the file `go` is there."""
    kept.append(bytearray(b"x") * (mib << 20))
    with (Path(folder) / "kept").open("a") as file:
        file.write(f"{os.getpid()}\n")
    while not (Path(folder) / "go").exists():
        progress.at(0, 0)
        time.sleep(0.02)


@jobs.task(title="Wait for a sign")
def wait_for_sign(progress: jobs.Progress, *, folder: str, name: str) -> int:
    """Leave a trace of each beginning, wait until the file `go` is there, leave a trace of the end."""
    place = Path(folder)
    with (place / f"{name}.begun").open("a") as file:
        file.write(f"{os.getpid()}\n")
    with transaction.atomic():  # the lock of SQLite is ours while we wait: progress is seen all the same
        for step in range(1, 10_000):
            progress.at(step, 0, name)
            if (place / "go").exists():
                break
            time.sleep(0.02)
    with (place / f"{name}.ended").open("a") as file:
        file.write(f"{os.getpid()}\n")
    return os.getpid()
