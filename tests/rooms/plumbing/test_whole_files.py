"""A file is there whole or not at all: a writer that is killed, a disk that is full, several writers at once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from hocvuso.plumbing import whole_files

WRITER = """
import sys
from pathlib import Path
from hocvuso.plumbing import whole_files
with whole_files.writing(Path(sys.argv[1])) as file:
    file.write(b"half")
    file.flush()
    print("half is written", flush=True)
    sys.stdin.read()
"""
FULL = """
import resource, signal, sys
from pathlib import Path
from hocvuso.plumbing import whole_files
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # then writing past the limit is an error, as on a full disk
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    whole_files.put(Path(sys.argv[1]), b"x" * 100_000)
except OSError as problem:
    print(problem.errno)
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file that has content already."""
    path = tmp_path / "a.json"
    whole_files.put_text(path, "cũ")
    return path


def test_a_file_is_written_with_its_folder_for_everybody_to_read(tmp_path):
    path = tmp_path / "new" / "folder" / "a.bin"
    whole_files.put(path, b"\x00\r\n\xff")
    assert path.read_bytes() == b"\x00\r\n\xff" and names(path.parent) == ["a.bin"]
    assert path.stat().st_mode & 0o444 == 0o444 & ~_mask()


def names(folder: Path) -> list[str]:
    return [each.name for each in folder.iterdir()]


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_a_killed_writer_leaves_the_old_file_and_the_next_one_needs_no_cleaning(file):
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        assert file.read_text() == "cũ"
        writer.send_signal(signal.SIGKILL)
    assert file.read_text() == "cũ"
    whole_files.put_text(file, "mới")
    assert file.read_text() == "mới" and names(file.parent) == ["a.json"]


def test_a_full_disk_leaves_the_old_file_and_no_piece(file):
    told = subprocess.run([sys.executable, "-c", FULL, str(file)], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "27"  # EFBIG: the limit of the process, met by a real write
    assert file.read_text() == "cũ" and names(file.parent) == ["a.json"]


def test_work_that_breaks_off_leaves_the_old_file_and_no_piece(file):
    with pytest.raises(KeyboardInterrupt), whole_files.writing(file) as out:
        out.write(b"half")
        raise KeyboardInterrupt
    assert file.read_text() == "cũ" and names(file.parent) == ["a.json"]


def test_writers_of_one_file_take_turns_and_a_reader_always_sees_a_whole_one(file):
    whole = [f"{number}" * 50_000 for number in range(8)]
    with ThreadPoolExecutor(8) as hands:
        writing = [hands.submit(whole_files.put_text, file, text) for text in whole * 5]
        while not all(each.done() for each in writing):
            assert file.read_text() in {"cũ", *whole}
        assert [each.exception() for each in writing] == [None] * 40
    assert file.read_text() in whole and names(file.parent) == ["a.json"]


def test_a_file_made_elsewhere_is_forced_to_the_disk_before_it_takes_its_name(file, monkeypatch):
    order = []
    monkeypatch.setattr(whole_files.os, "fsync", lambda _opened: order.append(file.read_bytes()))
    made = file.with_name("made")
    file.write_bytes(b"old")
    made.write_bytes(b"new")
    whole_files.adopt(made, file)
    assert order == [b"old", b"new"], "first what it holds, then its name"
    assert not made.exists()
