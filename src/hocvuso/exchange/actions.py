"""The verbs of the room, for pages, the command and rooms above."""

from __future__ import annotations

from hocvuso.exchange.carriers.files import take as receive_file
from hocvuso.exchange.carriers.files import write as write_file
from hocvuso.exchange.entering import NotHeld, decide, drain
from hocvuso.exchange.identity import revoke, turn_over
from hocvuso.exchange.kinds.results import certificates_from
from hocvuso.exchange.pairing import answer_by_file, ask, begin_by_file, end, finish_by_file, invite
from hocvuso.exchange.parcelling import Refused
from hocvuso.exchange.sending import collect, push, wake
from hocvuso.exchange.tasks import send_due

__all__ = [
    "NotHeld", "Refused", "answer_by_file", "ask", "begin_by_file", "certificates_from", "collect", "decide", "drain",
    "end", "finish_by_file", "invite", "push", "receive_file", "revoke", "send_due", "turn_over", "wake", "write_file",
]  # fmt: skip
