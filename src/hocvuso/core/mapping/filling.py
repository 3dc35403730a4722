"""What goes into each cell of a form, and what stops it: facts and rows are written by a mapping, faults are named.

A fact that does not exist on this site is a fault of its own: a form is never filled with a guess.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from hocvuso.core.mapping import cells, values
from hocvuso.core.mapping.content import Form
from hocvuso.core.mapping.values import Rule, Value, Written

Facts = Mapping[str, Value]
NO_FACT, TOO_MANY = "no_fact", "too_many_rows"


@dataclass(frozen=True, slots=True)
class Fault:
    """A value that cannot be written: its row (from 1; 0: not in a list), its cell or heading, the code, the value."""

    row: int
    where: str
    fact: str
    code: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is written into one cell."""

    cell: str
    value: Written


@dataclass(frozen=True, slots=True)
class Filled:
    """A form as it would be filled: cells of an xlsx, or headings and rows of a CSV or JSON."""

    entries: tuple[Entry, ...]
    headings: tuple[str, ...]
    rows: tuple[tuple[Written, ...], ...]
    faults: tuple[Fault, ...]


def fill(form: Form, facts: Facts, rows: Iterable[Facts] = ()) -> Filled:
    """Write facts of the whole and rows of a list by a mapping; a value with a fault stays empty, and all are named."""
    entries: list[Entry] = []
    faults: list[Fault] = []
    for spot in form.spots:
        value, fault = _written(facts, spot.fact, spot.rule)
        if fault:
            faults.append(Fault(0, spot.cell, spot.fact, fault, str(value)))
        entries.append(Entry(spot.cell, "" if fault else value))
    lines = _lines(form, facts, rows, faults)
    if form.first_row:
        for number, line in enumerate(lines, form.first_row):
            for column, value in zip(form.columns, line, strict=True):
                entries.append(Entry(f"{column.letter}{number}", value))
    return Filled(tuple(entries), tuple(each.heading for each in form.columns), tuple(lines), tuple(faults))


def _lines(form: Form, facts: Facts, rows: Iterable[Facts], faults: list[Fault]) -> list[tuple[Written, ...]]:
    lines: list[tuple[Written, ...]] = []
    for number, row in enumerate(rows if form.columns else (), 1):
        if number > form.most_rows:
            faults.append(Fault(number, "", "", TOO_MANY, str(form.most_rows)))
            break
        known = {**facts, **row, "number": number}
        line: list[Written] = []
        for column in form.columns:
            value, fault = _written(known, column.fact, column.rule)
            if fault:
                faults.append(Fault(number, column.letter or column.heading, column.fact, fault, str(value)))
            line.append("" if fault else value)
        lines.append(tuple(line))
    return lines


def _written(facts: Facts, fact: str, rule: Rule) -> tuple[Written, str]:
    if fact not in facts:
        return "", NO_FACT
    return values.write(facts[fact], rule)


def facts_of(form: Form) -> tuple[str, ...]:
    """Return the facts that a mapping asks for, each once, in its order."""
    return tuple(dict.fromkeys([each.fact for each in form.spots] + [each.fact for each in form.columns]))


def outside(entries: Sequence[Entry], formulas: Iterable[str], merged: Iterable[str]) -> tuple[Entry, ...]:
    """Return the entries that would overwrite a formula, or vanish inside merged cells ("B2:D2", only B2 shows)."""
    barred = set(formulas)
    spans = [_span(each) for each in merged]
    return tuple(each for each in entries if each.cell in barred or _is_covered(each.cell, spans))


def _span(name: str) -> tuple[int, int, int, int]:
    first, _, last = name.partition(":")
    return (*cells.place(first), *cells.place(last or first))


def _is_covered(cell: str, spans: Sequence[tuple[int, int, int, int]]) -> bool:
    row, column = cells.place(cell)
    return any(
        top <= row <= bottom and left <= column <= right and (row, column) != (top, left)
        for top, left, bottom, right in spans
    )
