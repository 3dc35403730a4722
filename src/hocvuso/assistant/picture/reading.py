"""The words of a picture, for every channel: `read(raw)`. Never raises, keeps nothing, needs no Django.

Whoever calls sees to it that only one picture is read at a time (`plumbing.alone`); a command line need not.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

MAX_BYTES = 16 << 20  # decided: a photo of 50 million pixels; larger files are not taken in
_SECONDS = 30  # decided: a phone on a slow link gives up not much later
_LEAST_LETTERS = 6  # assumed: fewer are a clock and a battery
_WORKER = Path(__file__).with_name("work.py")
_LANGUAGE = "vie"
# Every reason for which there are no words; each has its sentence in `message_words`, named picture_….
PROBLEMS = ("absent", "empty", "big", "kind", "heic", "pdf", "moving", "broken", "huge", "small", "slow", "no_text")


@dataclass(frozen=True, slots=True)
class Found:
    """The words, or why there are none (one of `PROBLEMS`)."""

    text: str = ""
    problem: str = ""


def is_here() -> bool:
    """Tell whether this machine can read Vietnamese from pictures."""
    return bool(_program())


def read(raw: bytes) -> Found:
    """Read a picture; the process that does so is gone, with everything it knew, when this returns."""
    program = _program()
    if not program:
        return Found(problem="absent")
    if len(raw) > MAX_BYTES:
        return Found(problem="big")
    told = _ask(program, raw)
    text = str(told.get("text", ""))
    if told.get("problem") or sum(map(str.isalpha, text)) >= _LEAST_LETTERS:
        return Found(text, str(told.get("problem", "")))
    return Found(problem="no_text")


def _ask(program: str, raw: bytes) -> dict[str, object]:
    # One thread: four of them take three times the processor time for the same page (measured by its makers).
    alone = {"PATH": os.defpath, "OMP_THREAD_LIMIT": "1", "LC_ALL": "C.UTF-8"}
    command = [sys.executable, "-I", str(_WORKER), program]
    worker = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=alone,
        cwd="/",
        start_new_session=True,  # so that its own children end with it
    )
    try:
        out, _ = worker.communicate(raw, timeout=_SECONDS)
        told = json.loads(out)
        return told if isinstance(told, dict) else {"problem": "broken"}
    except subprocess.TimeoutExpired:
        return {"problem": "slow"}
    except (OSError, ValueError):  # it died: a limit was reached, or a decoder fell over
        return {"problem": "broken"}
    finally:
        _end(worker)


def _end(worker: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(worker.pid, signal.SIGKILL)
    worker.communicate()


def _program() -> str:
    found = shutil.which("tesseract")
    return found if found and _knows_vietnamese(found) else ""


@lru_cache(maxsize=4)
def _knows_vietnamese(program: str) -> bool:
    try:
        done = subprocess.run([program, "--list-langs"], capture_output=True, timeout=10, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return _LANGUAGE.encode() in done.stdout.split()
