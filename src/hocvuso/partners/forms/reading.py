"""A partner's list of members, whatever kind of file it is, as a table that our own import reads."""

from __future__ import annotations

import csv
import io

from hocvuso.core.mapping import incoming
from hocvuso.core.mapping.content import Form
from hocvuso.core.roster.fields import Cell
from hocvuso.roster import sources
from hocvuso.roster.unreadable import Unreadable

LONGEST_CELL = 4000  # characters; decided: a cell that is longer is no cell of a list


def table(form: Form, data: bytes, name: str) -> list[list[Cell]]:
    """Return the rows of a file under our headings. Raises Unreadable or incoming.NoHeadings."""
    source = sources.of_file(data, name)
    sheet = source.chosen()
    if source.book is not None:
        if not sheet:
            raise Unreadable("which_sheet", sheets=", ".join(each.name for each in source.sheets))
        return incoming.table(form, source.rows(sheet))
    try:
        return incoming.table(form, source.rows(sheet))
    except incoming.NoHeadings:
        # With a title above, a file looks like text from a chat; the mapping says what parts its cells.
        return incoming.table(form, enumerate(_parted(sources.decoded(data), form.separator), 1))


def _parted(text: str, separator: str) -> list[list[Cell]]:
    try:
        found = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as problem:
        raise Unreadable("damaged") from problem
    return [[cell[:LONGEST_CELL] for cell in row] for row in found]
