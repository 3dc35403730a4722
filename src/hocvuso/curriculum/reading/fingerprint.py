"""Tells at once whether a content folder is the one that was read last time.

Reading and checking takes seconds once every skill is written; hashing the same files takes milliseconds,
and a site must start within two seconds. The code that reads is hashed too: after an upgrade the same files
may mean something else.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from hocvuso.core import content, items

_ROOM = Path(__file__).resolve().parents[1]


def _add(digest: hashlib._Hash, root: Path, pattern: str) -> None:
    for path in sorted(root.glob(pattern)):
        body = path.read_bytes()
        digest.update(f"{path.relative_to(root).as_posix()}\0{len(body)}\0".encode())
        digest.update(body)


@cache
def _code() -> bytes:
    """Return the hash of the code that turns files into a curriculum."""
    digest = hashlib.sha256(Path(content.__file__).read_bytes())
    for root in (_ROOM, Path(items.__file__).parent):
        _add(digest, root, "**/*.py")
    return digest.digest()


def fingerprint(*folders: Path) -> str:
    """Return 64 hexadecimal digits that change with any byte of any TOML file of the folders or of our code."""
    digest = hashlib.sha256(_code())
    for folder in folders:
        _add(digest, folder, "**/*.toml")
    return digest.hexdigest()
