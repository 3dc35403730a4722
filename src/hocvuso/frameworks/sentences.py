"""What is said of a table: why a file is none, what is wrong at which place, why an act is not possible now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.utils.translation import gettext as _

from hocvuso.core.official import table
from hocvuso.core.official.faults import Fault, Place
from hocvuso.frameworks.actions.signing import NotNow
from hocvuso.frameworks.sources import MOST_LINES
from hocvuso.plumbing.templating import full_day, number
from hocvuso.roster.unreadable import Unreadable

_WHY: dict[str, Callable[[str], str]] = {
    "no_headings": lambda value: _(
        "No row of headings was found. One column must be called “Kỹ năng” or “Tên kỹ năng”; “Mã” helps."
    ),
    "no_rows": lambda value: _("There is no row below the headings. Choose the file with the whole table."),
    "too_many_rows": lambda value: _("The table has %(rows)s rows; %(most)s is the most. Split it into two tables.")
    % {"rows": value, "most": number(table.MOST_ROWS)},
    "column_unread": lambda value: _("This column is not read."),
    "hidden_sheet": lambda value: _("This sheet is hidden and is not read. Show it if it belongs to the table."),
    "no_codes": lambda value: _("There is no column of codes. Rows are called by their number in the file."),
    "no_title": lambda value: _("The name of the skill is missing. Fill it in, or delete the row."),
    "title_short": lambda value: _("The name of the skill is too short to be one."),
    "title_long": lambda value: _("The name has more than %(most)s characters. Move some of it to a description.")
    % {"most": table.LONGEST_TITLE},
    "title_no_words": lambda value: _("This is no name of a skill: it has no word."),
    "no_code": lambda value: _("The code is missing. Give the row its code from the decision."),
    "code_odd": lambda value: _("A code has at most %(most)s letters, digits, dots and dashes.")
    % {"most": table.LONGEST_CODE},
    "code_is_date": lambda value: _(
        "The spreadsheet turned this code into a date. Make the column text, then type the code again."
    ),
    "code_twice": lambda value: _("This code stands twice (code, then the row where it stands first)."),
    "code_zero_lost": lambda value: _(
        "This code stands twice; perhaps it was 1.10 and the spreadsheet dropped the zero. Make the column text."
    ),
    "hours_unread": lambda value: _("This is no time. Write a number, or one with giờ, tiết or phút."),
    "broken_cell": lambda value: _("The spreadsheet shows an error here. Put the value in place of the formula."),
    "too_long": lambda value: _("This text is too long for its column."),
    "toml_syntax": lambda value: _("The TOML file cannot be read from here on. Look at quotes and brackets."),
    "not_text": lambda value: _("Here a text in quotes is needed."),
}  # fmt: skip


def why(fault: Fault) -> str:
    """Return the sentence on what is wrong and what to do."""
    return _WHY[fault.code](fault.value)


def place(at: Place) -> str:
    """Return where it stands: sheet, row, column."""
    told = []
    if at.sheet:
        told.append(_("Sheet “%(sheet)s”") % {"sheet": at.sheet} if at.sheet != "TOML" else "TOML")
    if at.row:
        told.append((_("line %(row)s") if at.sheet == "TOML" else _("row %(row)s")) % {"row": at.row})
    if at.column:
        told.append(_("column %(column)s") % {"column": at.column})
    return ", ".join(told) or _("The whole file")


def unreadable(problem: Unreadable) -> str:
    """Return why a file is no table at all, and what to do next."""
    facts = problem.facts
    if problem.code == "too_big":
        return _("The file is larger than %(size)s MB. Take pictures out of it.") % {"size": facts["megabytes"]}
    if problem.code == "too_many_rows":
        return _("The file has more than %(most)s rows. Delete empty rows below, or split it.") % {
            "most": number(MOST_LINES)
        }
    if problem.code == "wrong_kind":
        kind = facts.get("kind") or "?"
        return _("This is a file of the kind %(kind)s. Choose an Excel, Word or TOML file.") % {"kind": kind}
    return {
        "no_file": _("No file was chosen. Choose one, then send it."),
        "password": _("The file has a password. Remove it, then choose the file again."),
        "damaged": _("The file cannot be opened. Open it in its program, save it anew, then choose it again."),
        "empty": _("The file is empty. Choose the one with the table."),
        "no_table": _("The document has no table. Put the skills into a table, one row each."),
    }.get(problem.code, _("This is no table. Choose an Excel, Word or TOML file."))


_NOT_NOW: dict[str, Callable[[], str]] = {
    "published": lambda: _("This table is published and stays as it is. Load a new version to change it."),
    "draft": lambda: _("This table is not published yet."),
    "no_row": lambda: _("This row is not in the table any more. Open the page again."),
    "unknown_skill": lambda: _("Choose at most %(most)s skills from the list."),
    "other_count": lambda: _("There are %(count)s sure rows now, another number than you confirmed. Look again."),
    "undecided": lambda: _("%(count)s rows are not decided yet. Decide them first."),
    "past": lambda: _("The day has passed. Choose today or later: what was shown before stays as it was."),
    "no_reason": lambda: _("Say why it is withdrawn."),
    "rule_there": lambda: _("Another rule begins that day. Choose another day, or drop that one first."),
    "no_table": lambda: _("A programme can follow only a table that is published and not withdrawn."),
    "to_come": lambda: _("That day is still to come. Write the day on which you took the test."),
    "too_early": lambda: _(
        "After the test of %(since)s you may try again from %(until)s on. A test before that day does not count, so it"
        " was not noted. You can learn and practise on any day."
    ),
    "begun": lambda: _("This rule has begun and stays. Let a later one take over."),
}


def not_now(problem: NotNow) -> str:
    """Return why an act is not possible now."""
    facts = {name: full_day(fact) if isinstance(fact, date) else fact for name, fact in problem.facts.items()}
    return _NOT_NOW[problem.code]() % facts
