"""A form for one unit and month: what would be written, what stops it, and the file itself."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction

from hocvuso.core.mapping import cells, content, delimited, filling
from hocvuso.core.mapping.filling import Fault, Filled
from hocvuso.partners import own_data
from hocvuso.partners.forms import figures, template, words
from hocvuso.partners.forms.library import Known
from hocvuso.partners.forms.template import BadTemplate, Template
from hocvuso.people import departures
from hocvuso.plumbing import audit
from hocvuso.unions import access
from hocvuso.unions import queries as unions
from hocvuso.unions.queries import UnitLine

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = {content.XLSX: XLSX, content.CSV: "text/csv; charset=utf-8", content.JSON: "application/json"}
WITHOUT = frozenset({filling.NO_FACT, filling.TOO_MANY})  # faults for which no file is made


class Stopped(Exception):
    """No file is made: the form does not fit; the page names why."""


@dataclass(slots=True)
class Made:
    """A form as it would go out. `stops` are sentences for which nothing is written, `faults` values left empty."""

    known: Known
    filled: Filled
    persons: frozenset[uuid.UUID] = frozenset()
    order: tuple[uuid.UUID, ...] = ()  # whom each row is about, for rows of persons
    opened: Template | None = None
    stops: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def make(
    known: Known, unit: UnitLine, month: date, *, viewer: uuid.UUID, today: date, titles: Mapping[str, str]
) -> Made:
    """Fill a form for a unit; rows of persons hold those whom `viewer` may take out by name, and nobody else."""
    facts = figures.of_unit(unit, month, today)
    found = _rows(known, unit, month, viewer, today)
    filled = filling.fill(known.form, facts, found.rows)
    made = Made(known, filled, found.persons, found.order, faults=list(filled.faults))
    made.stops = [words.fault(each, titles) for each in made.faults if each.code in WITHOUT]
    made.faults = [each for each in made.faults if each.code not in WITHOUT]
    if known.form.form == content.XLSX:
        _fit(made)
    return made


def _rows(known: Known, unit: UnitLine, month: date, viewer: uuid.UUID, today: date) -> figures.Rows:
    source = known.form.source
    if source == content.UNITS:
        return figures.below(unit, month, today)
    if source not in content.OF_PERSONS:
        return figures.Rows(())
    allowed = unions.subtree_ids(unit.id, today)
    for right in (access.Right.NAMES, access.Right.EXPORT):
        allowed = allowed.filter(unit_id__in=access.units_where(viewer, right, today))
    return (figures.members if source == content.MEMBERS else figures.results)(allowed, today)


def _fit(made: Made) -> None:
    """Look whether the template is the one that the mapping means."""
    form = made.known.form
    try:
        made.opened = template.opened(made.known.template, form.sheet)
    except BadTemplate as problem:
        made.stops.append(words.bad_template(problem))
        return
    made.stops += [words.moved(each) for each in cells.moved(form.labels, made.opened.texts)]
    over = filling.outside(made.filled.entries, made.opened.formulas, made.opened.merged)
    if over:
        made.stops.append(words.overwritten([each.cell for each in over[:10]]))
    room = made.opened.room(form.first_row) if form.first_row else None
    if room is not None and len(made.filled.rows) > room:
        made.stops.append(words.fault(Fault(0, "", "", filling.TOO_MANY, str(room)), {}))


def file_of(made: Made) -> bytes:
    """Return the file. Raises Stopped where the form does not fit: then nothing is written at all."""
    if made.stops:
        raise Stopped
    form = made.known.form
    if form.form == content.CSV:
        return delimited.as_csv(made.filled.headings, made.filled.rows, form.separator)
    if form.form == content.JSON:
        return delimited.as_json(dict(zip(made.filled.headings, row, strict=True)) for row in made.filled.rows)
    if made.opened is None:
        raise Stopped
    return template.filled(made.opened, made.filled.entries, form.first_row)


def note_looking(made: Made, unit: UnitLine, rows: int, *, viewer: uuid.UUID, today: date) -> None:
    """Leave a trace for each person in the first rows, which somebody has just been shown."""
    if shown := set(made.order[:rows]):
        as_what = access.as_what(viewer, unit.id, unit.name, today)
        audit.record_reading(viewer, shown, own_data.LOOKED_AT, as_what)


@transaction.atomic
def take_out(made: Made, unit: UnitLine, *, viewer: uuid.UUID, today: date) -> bytes:
    """Return the file and leave its traces: who took what out, and for each person in it that his data left.

    Raises Stopped.
    """
    data, form = file_of(made), made.known.form
    facts: dict[str, Any] = {"unit": unit.code, "rows": len(made.filled.rows)}
    audit.record("export", actor=viewer, what=f"form {form.id}", facts=facts)
    if made.persons:
        audit.record_reading(
            viewer, made.persons, own_data.TAKEN_OUT, access.as_what(viewer, unit.id, unit.name, today)
        )
        departures.record(made.persons, kind=own_data.kind_of(form.source), to=form.partner)
    return data
