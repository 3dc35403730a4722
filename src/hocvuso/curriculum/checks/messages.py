"""Written messages: lines of the right form, each once, with no address or number that could be somebody's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from hocvuso.core.vntext import search_key
from hocvuso.curriculum.checks.danger import real_addresses, real_numbers
from hocvuso.curriculum.reading.messages import CHANNELS, read_messages
from hocvuso.curriculum.reading.problem import Problem


def check(root: Path) -> Iterator[Problem]:
    """Yield what is wrong with the messages of a content folder; nothing where there are none."""
    written, problems = read_messages(root)
    yield from problems
    seen: dict[str, str] = {}
    for one in written:
        twin = seen.setdefault(search_key(one.text), one.template)
        wrong = {
            "message-twice": twin != one.template,
            "message-channel": one.channel not in CHANNELS,
            "real-address": bool(real_addresses(one.text)),
            "real-number": bool(real_numbers(one.text)),
        }
        for code, holds in wrong.items():
            if holds:
                expected = "Mỗi tin một lần; kênh sms, chat, post, mail; đuôi .example; số che bằng x."
                yield Problem(one.file, one.line, f"Tin “{one.text[:40]}” chưa đạt.", expected, code=code)
