"""Whether a certificate holds, for programs: what everybody with its code sees, without the name."""

from __future__ import annotations

from typing import Any

from hocvuso.certificates import queries
from hocvuso.core.certificate import EXPIRED, GONE, REPLACED, REVOKED, VALID
from hocvuso.plumbing import clock

_STATES = {VALID: "holds", EXPIRED: "expired", REVOKED: "revoked", REPLACED: "replaced", GONE: "erased"}


def state_of(code: str) -> dict[str, Any]:
    """Return what is known of a code; a code that never was one is unknown, one issued anew leads to the newer one."""
    paper = queries.paper(code.strip(), clock.today())
    if paper is None:
        return {"code": code, "state": "unknown", "kind": "", "issued_on": None, "valid_until": None, "issuer": "",
                "newer": ""}  # fmt: skip
    return {
        "code": code, "state": _STATES.get(paper.standing, "unknown"), "kind": paper.kind, "issued_on": paper.on,
        "valid_until": paper.until, "issuer": paper.unit, "newer": paper.newer,
    }  # fmt: skip
