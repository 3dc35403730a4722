"""What is to be founded in either tree, as the core knows it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Protocol

from hocvuso.core import vntext
from hocvuso.core.orders import Newcomer
from hocvuso.core.structure import Refused


class New(Protocol):
    """A unit or a territory to be founded; `parent` is an id, the code of another new one, or None: at the top."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def parent(self) -> uuid.UUID | str | None: ...


def newcomer(new: New, ids: Mapping[str, uuid.UUID], *, unknown: str) -> Newcomer:
    """Return it with the ids of its batch; raises Refused(`unknown`) when it names a parent that is not among them."""
    parent = new.parent
    if isinstance(parent, str):
        if parent not in ids:
            raise Refused(unknown, parent)
        parent = ids[parent]
    return Newcomer(ids[new.code].hex, vntext.clean(new.name), new.kind, parent.hex if parent else None)
