"""What anybody may check: prints before, seeds after, the pool, lots; as a file that `hocvuso contests check` reads."""

from __future__ import annotations

from typing import Any

from hocvuso.contests import lottery, settling
from hocvuso.contests.models import Contest, Round
from hocvuso.core.contest.checking import FORMAT
from hocvuso.plumbing import clock


def told(row: Contest) -> dict[str, Any]:
    """Return what is public of how a contest draws: seeds only of settled rounds and of lots that are drawn."""
    now = clock.now()
    return {
        "format": FORMAT,
        "contest": row.code,
        "rounds": [_round(each, is_open=settling.is_settled(each, now)) for each in row.rounds.all()],
        "lots": [
            {
                "title": each.title, "seed_print": each.seed_print, "tickets": each.tickets,
                "tickets_print": each.tickets_print, "winners": each.winners,
                **({"seed": each.seed, "public": each.public, "drawn": each.drawn} if each.drawn_at else {}),
            }
            for each in lottery.of_contest(row.id)
        ],
    }  # fmt: skip


def _round(row: Round, *, is_open: bool) -> dict[str, Any]:
    found = {
        "round": row.number, "seed_print": row.seed_print, "pool_print": row.pool_print, "questions": row.questions,
        "simulators": row.simulators,
    }  # fmt: skip
    return {**found, "seed": row.seed, "pool": row.pool} if is_open else found
