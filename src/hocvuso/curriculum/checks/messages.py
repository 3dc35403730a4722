"""Written messages: lines of the right form, each once, with no address, number or firm that could be somebody's.

Two messages that are nearly the same must be wordings of one template: otherwise the checker is tried on what it has
learnt, and its figures flatter.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from hocvuso.core.vntext import search_key
from hocvuso.curriculum.checks.danger import real_addresses, real_numbers
from hocvuso.curriculum.reading.messages import CHANNELS, Written, read_messages
from hocvuso.curriculum.reading.problem import Problem

_PIECE = 3  # words; convention for near-duplicates (Broder 1997)
_NEAR = 0.5  # decided: half of all pieces shared
_LEAST_PIECES = 4  # assumed: shorter messages share their words by chance
# Firms that a trick could claim to be: banks, carriers, wallets, shops, deliveries. Ways of chatting are no sender.
FIRMS = re.compile(
    r"\b(?:vietcombank|vcb|techcombank|tcb|bidv|vietinbank|agribank|vpbank|mbbank|sacombank|tpbank|hdbank|vib|acb|shb"
    r"|eximbank|seabank|lienvietpostbank|ocb|viettel|mobifone|vinaphone|vietnamobile|momo|zalopay|vnpay|shopeepay"
    r"|shopee|lazada|tiki|sendo|grab|ghtk|ghn|vnpost|evn|garena|fpt|vingroup|samsung|foxconn|amazon|google|microsoft)\b"
)


def check(root: Path) -> Iterator[Problem]:
    """Yield what is wrong with the messages of a content folder; nothing where there are none."""
    written, problems = read_messages(root)
    yield from problems
    seen: dict[str, str] = {}
    near = _near(written)
    for one in written:
        twin = seen.setdefault(search_key(one.text), one.template)
        wrong = {
            "message-twice": twin != one.template,
            "message-near": one in near,
            "message-firm": FIRMS.search(search_key(one.text)) is not None,
            "message-channel": one.channel not in CHANNELS,
            "real-address": bool(real_addresses(one.text)),
            "real-number": bool(real_numbers(one.text)),
        }
        for code, holds in wrong.items():
            if holds:
                expected = (
                    "Mỗi tin một lần, tin gần giống để chung một mẫu; không tên hãng thật; "
                    "kênh sms, chat, post, mail, call; đuôi .example; số che bằng x."
                )
                yield Problem(one.file, one.line, f"Tin “{one.text[:40]}” chưa đạt.", expected, code=code)


def _near(written: list[Written]) -> set[Written]:
    """Return the messages that share half of their pieces with one of another template before them."""
    by_piece: dict[str, list[int]] = defaultdict(list)
    pieces: list[frozenset[str]] = []
    found: set[Written] = set()
    for at, one in enumerate(written):
        words = search_key(one.text).split()
        own = frozenset(" ".join(words[i : i + _PIECE]) for i in range(len(words) - _PIECE + 1))
        pieces.append(own)
        if len(own) < _LEAST_PIECES:
            continue
        shared = Counter(other for piece in own for other in by_piece[piece])
        if any(
            count >= _NEAR * len(own | pieces[other]) and written[other].template != one.template
            for other, count in shared.items()
        ):
            found.add(one)
        for piece in own:
            by_piece[piece].append(at)
    return found
