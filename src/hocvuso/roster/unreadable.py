"""Why a file is no list: raised while it is opened and read, said in words by `sentences`."""

from __future__ import annotations


class Unreadable(Exception):
    """A file that is no list; `code` names the sentence, `facts` fill it."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts
