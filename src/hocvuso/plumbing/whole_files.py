"""Files that others read while they are written: there whole or not at all, also where power or space runs out.

The content goes to a piece beside the file, is forced to the disk, and takes the name in one step. A process that is
killed meanwhile leaves the old file, and the hidden piece, which the next writing of the same file takes over.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO


def put(path: Path, data: bytes) -> None:
    """Write a file whole; its folder is made where it is missing. Raises OSError and leaves what was there before."""
    with writing(path) as file:
        file.write(data)


def put_text(path: Path, text: str) -> None:
    """Write a file of text whole."""
    put(path, text.encode())


@contextlib.contextmanager
def writing(path: Path) -> Iterator[BinaryIO]:
    """Give a file to fill, for what is too large to hold; it takes its name when the block ends without an exception.

    Two that write the same file take turns.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    piece = path.with_name(f".{path.name}.part")
    with _own(piece) as file:
        try:
            yield file
            file.flush()
            os.fsync(file.fileno())
            piece.replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                piece.unlink()
            raise
    _settle(path.parent)


def adopt(made: Path, path: Path) -> None:
    """Give a finished file, made on the same disk by something that needs a path, its name in one step."""
    with made.open("rb") as file:
        os.fsync(file.fileno())
    made.replace(path)
    _settle(path.parent)


def _own(piece: Path) -> BinaryIO:
    """Open the piece, empty, for one writer; the lock goes with its file, also when the process is killed."""
    while True:
        file = piece.open("ab")
        try:
            fcntl.flock(file, fcntl.LOCK_EX)
            if _is_at(file, piece):
                file.truncate(0)
                return file
        except BaseException:
            file.close()
            raise
        file.close()  # while we waited, the writer before us gave it its name


def _is_at(file: BinaryIO, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False


def _settle(folder: Path) -> None:
    """Force the new name to the disk too."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
