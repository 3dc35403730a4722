"""Whether a certificate holds, for programs: what everybody with its code sees, without the name."""

from __future__ import annotations

from typing import Any

from hocvuso.certificates import queries
from hocvuso.plumbing import clock


def state_of(code: str) -> dict[str, Any]:
    """Return what is known of a code; a code that never was one is unknown."""
    paper = queries.paper(code.strip(), clock.today())
    if paper is None:
        return {"code": code, "state": "unknown", "kind": "", "issued_on": None, "issuer": ""}
    state = "holds" if paper.is_valid else "revoked"
    return {"code": code, "state": state, "kind": paper.kind, "issued_on": paper.on, "issuer": paper.unit}
