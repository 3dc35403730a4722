"""How well each step is found by wordings that were left out."""

from __future__ import annotations

from hocvuso.core.heldout import HeldOut
from hocvuso.core.retrieval import Features, Hit
from hocvuso.core.standing import Lost, standings, totals

NO_FEATURES = Features(*[0.0] * 14)


def asked(belongs_to: str, *found: str, register: str = "spoken") -> HeldOut:
    hits = tuple(Hit(name, "k", "l", 1.0, NO_FEATURES, "") for name in found)
    return HeldOut(belongs_to, "k", register, f"{belongs_to}?", hits)


def test_the_worst_step_comes_first_and_near_misses_do_not_count() -> None:
    rows = standings(
        [
            asked("a", "a"), asked("a", "b", "a"), asked("b", "b"), asked("b", "b"), asked("c", "a", "b", "d", "c"),
            asked("d"), asked("c", "c", register="near_miss"),
        ]
    )  # fmt: skip
    assert [(row.id, row.wordings, row.r1, row.r3) for row in rows] == [
        ("c", 1, 0.0, 0.0), ("d", 1, 0.0, 0.0), ("a", 2, 0.5, 1.0), ("b", 2, 1.0, 1.0),
    ]  # fmt: skip
    assert rows[0].lost == (Lost("c?", "a"),)
    assert rows[1].lost == (Lost("d?", ""),)
    assert totals(rows) == {"steps": 4, "wordings": 6, "r1": 0.5, "r3": 0.6667}
    assert totals([]) == {"steps": 0, "wordings": 0, "r1": 0.0, "r3": 0.0}
    assert rows[2].as_object()["r1"] == 0.5
