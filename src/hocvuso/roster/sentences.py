"""What is said about a list, one sentence for each thing: why a file is no list, what is wrong with a value."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from hocvuso.core.roster import encodings, fields, headings
from hocvuso.core.roster.fields import Fault
from hocvuso.plumbing.templating import number
from hocvuso.roster.sources import MOST_ROWS
from hocvuso.roster.unreadable import Unreadable


def field_name(field: str) -> str:
    """Return what a field is called on screen."""
    return {
        fields.NAME: _("Full name"),
        fields.FAMILY: _("Family and middle name"),
        fields.GIVEN: _("Given name"),
        fields.PHONE: _("Phone"),
        fields.BIRTH: _("Date of birth"),
        fields.BIRTH_MAN: _("Date of birth"),
        fields.BIRTH_WOMAN: _("Date of birth"),
        fields.GENDER: _("Sex"),
        fields.IS_MAN: _("Sex"),
        fields.IS_WOMAN: _("Sex"),
        fields.AUDIENCE: _("Group"),
        fields.UNIT: _("Unit"),
        fields.TEAM: _("Team"),
        fields.EMPLOYEE: _("Employee code"),
        fields.MEMBER: _("Member card number"),
        fields.IS_MEMBER: _("Union member"),
    }.get(field, field)


def dropped_name(kind: str) -> str:
    """Return what a kind of data outside the register is called."""
    return {
        headings.IDENTITY: _("identity number"),
        headings.SALARY: _("pay or money"),
        headings.HEALTH: _("health"),
        headings.RELIGION: _("religion"),
        headings.PARTY: _("political membership"),
        headings.BANK: _("bank account"),
        headings.ADDRESS: _("address"),
        headings.INSURANCE: _("insurance"),
        headings.TAX: _("tax"),
        headings.ORIGIN: _("ethnic origin or nationality"),
        headings.FAMILY_TIES: _("family"),
        headings.MAIL: _("e-mail or social network"),
    }[kind]


def why(fault: Fault) -> str:
    """Return the sentence on what is wrong with a value and what to do."""
    say = _WHY.get(fault.code)
    return say(fault) if say else _("Look at this value again.")


_WHY: dict[str, Callable[[Fault], str]] = {
    "no_name": lambda fault: _("The name is missing. Type it, or leave the row out."),
    "name_is_number": lambda fault: _("A name has no digits."),
    "name_long": lambda fault: _("A name has at most 60 letters."),
    "phone_letters": lambda fault: _("A phone number has digits only."),
    "phone_zero_lost": lambda fault: _("Excel dropped the 0 at the front."),
    "phone_old": lambda fault: _("Numbers of 11 digits ended in 2018."),
    "phone_landline": lambda fault: _("This is a landline. Type a mobile number, or leave it empty."),
    "phone_short": lambda fault: _("Mobile numbers have 10 digits. Some are missing here."),
    "phone_long": lambda fault: _("Mobile numbers have 10 digits. There are more here."),
    "phone_unknown": lambda fault: _("No mobile number begins like this. Compare it with the list."),
    "date_no_such_day": lambda fault: _("That month has no such day. Correct it, or leave it empty."),
    "date_month": lambda fault: _("There is no such month. Write day/month/year."),
    "date_unread": lambda fault: _("This is no date. Write day/month/year, or only the year."),
    "date_future": lambda fault: _("This day has not come yet. Look at the year."),
    "date_too_old": lambda fault: _("More than 100 years ago. Look at the year."),
    "date_too_young": lambda fault: _("Younger than 14. Look at the year."),
    "gender_unread": lambda fault: _("Write nam or nữ, or leave it empty."),
    "audience_unread": lambda fault: _(
        "Write công nhân, công chức or cán bộ công đoàn chuyên trách (full time only), or leave it empty."
    ),
    "unit_unknown": lambda fault: _("No unit under yours is called so."),
    "phone_twice": lambda fault: _("Row %(row)s has the same number under another name. Two people, one phone?")
    % {"row": fault.suggestion},
    "repeated_differs": lambda fault: _(
        "Row %(row)s has the same name and number, but differs otherwise. The same person?"
    )
    % {"row": fault.suggestion},
    "birth_twice": lambda fault: _("Row %(row)s has the same name and day of birth. The same person?")
    % {"row": fault.suggestion},
    "phone_taken": lambda fault: _("Somebody of your unit has this number under another name. Two people, one phone?"),
}  # fmt: skip


def encoding_name(encoding: str) -> str:
    """Return what an old encoding is called by those who still meet it."""
    return {
        encodings.TCVN3: "TCVN3 (ABC)",
        encodings.VNI: "VNI",
        encodings.CP1258: "Windows-1258",
        encodings.MISREAD_UTF8: "UTF-8",
    }.get(encoding, "Unicode")


def unreadable(problem: Unreadable) -> str:
    """Return why a file is no list, and what to do next."""
    facts: dict[str, Any] = problem.facts
    if problem.code == "too_many_rows":
        counts = {"rows": number(int(facts["rows"])), "most": number(MOST_ROWS)}
        return (
            _("The file has %(rows)s rows; %(most)s at a time is the most. Delete empty rows below, or split it.")
            % counts
        )
    if problem.code == "too_big":
        return _("The file is larger than %(size)s MB. Split it, or take pictures out of it.") % {
            "size": facts["megabytes"]
        }
    if problem.code == "wrong_kind":
        kind = facts.get("kind")
        if not kind:
            return _("This is no list. Choose an Excel or CSV file.")
        return _("This is a file of the kind %(kind)s. Choose an Excel or CSV file.") % {"kind": kind}
    if problem.code in {"no_such_sheet", "only_hidden"}:
        if problem.code == "only_hidden":
            return _("Every sheet with a list is hidden: %(sheets)s. Choose one of them.") % {"sheets": facts["sheets"]}
        return _("No sheet is called “%(sheet)s”. There are: %(sheets)s.") % {
            "sheet": facts["sheet"], "sheets": facts["sheets"],
        }  # fmt: skip
    return {
        "no_file": _("No file was chosen. Choose one, then send it."),
        "password": _("The file has a password. Remove it, then choose the file again."),
        "damaged": _("The file cannot be opened. Open it in Excel, save it anew, then choose it again."),
        "empty": _("The file is empty. Choose the one with the list."),
        "no_names": _("No column of names was found. Put a heading “Họ và tên” above the names."),
        "which_sheet": _("The file has several sheets. Choose the one with the list."),
    }[problem.code]
