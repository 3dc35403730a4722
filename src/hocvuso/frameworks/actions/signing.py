"""Who acts, and why something cannot be done now."""

from __future__ import annotations

import uuid
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class By:
    """Who acts, with the name as it is written beside the act; None: nobody of this site, as in the demonstration."""

    id: uuid.UUID | None
    name: str


class NotNow(Exception):
    """The act is not possible as things stand; `code` names the sentence."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts
