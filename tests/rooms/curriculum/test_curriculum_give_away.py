"""The right line of a question must not be found by its length: measured over all questions of a curriculum."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from hocvuso.core.content import Choice, Item
from hocvuso.curriculum import lint
from hocvuso.curriculum.checks import coverage
from hocvuso.curriculum.parse import Problem

ITEMS = "skills/kns.0.1/items.toml"


def thirty_items(long_rights: int, one: str) -> str:
    """Return thirty questions like the first of `one`, in `long_rights` of them the right line the longest."""
    shared = one.partition("[[choice]]")[0].split("\n", 2)[2]
    made = ""
    for number in range(30):
        own = f"kns.0.1/q{number}"
        made += f'[[item]]\nid = "{own}"\n{shared}'
        last = "Ống kính." if number < long_rights else "Ống kính máy ảnh."
        for place, text in enumerate(("Nút bên hông.", "Nút tròn.", last)):
            right = str(place == 0).lower()
            made += (
                f'[[choice]]\nitem = "{own}"\nid = "c{place}"\ntext = "{text}"\nright = {right}\nwhy = "Bấm thử."\n\n'
            )
    return made


def test_complete_refuses_a_right_line_that_its_length_gives_away(folder: Path) -> None:
    path = folder / ITEMS
    one = path.read_text(encoding="utf-8").partition('[[item]]\nid = "kns.0.1/charge-order"')[0]

    def told(long_rights: int, complete: bool = True) -> list[Problem]:
        path.write_text(thirty_items(long_rights, one), encoding="utf-8")
        problems = lint.check_folder(folder, today=date(2026, 11, 23), complete=complete).problems
        return [problem for problem in problems if problem.code == "length-tells"]

    assert told(10) == []
    found = told(11)
    assert [(problem.file, problem.severity) for problem in found] == [(ITEMS, "error")]
    assert "30 câu" in found[0].what and "37%" in found[0].what
    assert told(30, complete=False) == []


def test_ties_of_length_count_as_a_part() -> None:
    def chance(*choices: tuple[str, bool], kind: str = "single", status: str = "draft") -> float | None:
        rows = tuple(Choice(f"c{n}", text, "", right) for n, (text, right) in enumerate(choices))
        return coverage.longest_is_right(
            Item("kns.0.1/q", kind, "kns.0.1", "", 0.0, 30, "", "", "", "", status, 1, choices=rows)
        )

    assert chance(("dài nhất", True), ("ngắn", False)) == 1.0
    assert chance(("ngắn", True), ("dài nhất", False)) == 0.0
    assert chance(("bằng", True), ("bằng", False)) == 0.5
    assert chance(("dài nhất", True), ("ngắn", False), kind="multiple") is None
    assert chance(("dài nhất", True), ("ngắn", False), status="retired") is None
    assert chance() is None


def test_complete_refuses_several_right_lines_that_their_length_gives_away(folder: Path) -> None:
    path = folder / ITEMS
    one = path.read_text(encoding="utf-8").partition('[[item]]\nid = "kns.0.1/charge-order"')[0]
    shared = one.partition("[[choice]]")[0].split("\n", 2)[2].replace('kind = "single"', 'kind = "multiple"')
    assert 'kind = "multiple"' in shared

    def told(*rights: tuple[int, tuple[int, ...]]) -> list[str]:
        """Tell of (how many questions, which of four lines, each longer than the one before, are right)."""
        made, number = "", 0
        for count, right in rights:
            for _ in range(count):
                number += 1
                made += f'[[item]]\nid = "kns.0.1/q{number}"\n{shared}'
                for place, text in enumerate(("Nút.", "Nút tròn.", "Nút bên hông.", "Nút ở mặt sau máy.")):
                    made += f'[[choice]]\nitem = "kns.0.1/q{number}"\nid = "c{place}"\ntext = "{text}"\n'
                    made += f'right = {str(place in right).lower()}\nwhy = "Bấm thử."\n\n'
        path.write_text(made, encoding="utf-8")
        problems = lint.check_folder(folder, today=date(2026, 11, 23), complete=True).problems
        return [problem.what for problem in problems if problem.code == "length-tells"]

    assert told((15, (0, 1)), (15, (2, 3))) == []
    # The longest is right in 9 of 30 where half of the lines are: .2 less often; the shortest .2 more often.
    longest, shortest = told((21, (0, 1)), (9, (2, 3)))
    assert "dài nhất đúng ít hơn" in longest and "20%" in longest
    assert "ngắn nhất đúng nhiều hơn" in shortest
    assert told((20, (0, 1))) == []  # in so few it is chance
