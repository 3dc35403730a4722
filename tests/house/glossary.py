"""GLOSSARY.md as data."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests.house import tree

# What technicians call a thing too; everything else in the glossary is business.
ALSO_TECHNICAL = {
    "account", "alias", "anonymous", "answer", "area", "article", "asked", "audit", "block", "card", "carrier",
    "change", "channel", "choice", "choices", "claim", "class", "closed", "code", "content", "count", "current",
    "dated", "day", "declared", "device", "draft", "entry", "envelope", "event", "fact", "factor", "failed", "fault",
    "first", "form", "framework", "full", "goal", "grant", "group", "hand", "held", "help", "hint", "home", "import",
    "item", "kept", "kind", "lease", "letter", "level", "link", "local", "look", "mark", "masking", "match",
    "message", "miss", "model", "move", "name", "near", "next", "note", "notice", "operator", "outbox", "outcome",
    "over", "pack", "pair", "part", "passage", "path", "pause", "person", "place", "plan", "pool", "post", "preview",
    "print", "problem", "proposal", "purpose", "question", "reach", "recall", "received", "record", "refusal",
    "reply", "request", "response", "result", "return", "right", "role", "roll", "round", "row", "schedule", "score",
    "screen", "second", "seed", "segment", "sent", "session", "shape", "share", "sheet", "stale", "state", "step",
    "store", "stream", "structure", "take", "target", "task", "time", "token", "told", "trace", "track", "unit",
    "unknown", "update", "urgent", "variant", "view", "worker",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """One row: the words of the code, what they mean, the words on screen."""

    code: tuple[str, ...]
    meaning: str
    screen: tuple[str, ...]
    line: int


def words() -> list[Word]:
    """Return every row of every table."""
    found = []
    for number, line in enumerate((tree.ROOT / "GLOSSARY.md").read_text(encoding="utf-8").splitlines(), start=1):
        if not line.startswith("| ") or line.startswith(("| code", "| ---")):
            continue
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        assert len(cells) == 3, f"GLOSSARY.md:{number}: {len(cells)} cells"
        code, meaning, screen = cells
        found.append(Word(_listed(code), meaning, _listed(screen), number))
    return found


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in re.split(r"[,/]", cell) if word.strip())


def business() -> set[str]:
    """Return the single words, lower case, that belong to rooms and not to plumbing."""
    single = set()
    for word in words():
        for code in word.code:
            single |= {part.lower() for part in re.findall(r"[A-Z]?[a-z]+|[A-Z]+", code)}
    return {word for word in single if len(word) > 3} - ALSO_TECHNICAL
