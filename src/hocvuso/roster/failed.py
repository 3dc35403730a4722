"""The rows that could not be entered, as a spreadsheet with the reason beside each; mended there, it can be handed in
again as it is.
"""

from __future__ import annotations

import io
from collections.abc import Iterable

from django.utils.translation import gettext as _

from hocvuso.core.roster import fields
from hocvuso.core.roster.fields import Fault, Line
from hocvuso.roster import sentences
from hocvuso.roster.lines import Staged

COLUMNS = (fields.NAME, fields.PHONE, fields.BIRTH, fields.GENDER, fields.AUDIENCE, fields.UNIT, fields.TEAM,
           fields.EMPLOYEE, fields.MEMBER)  # fmt: skip
_WIDTHS = {fields.NAME: 28, fields.PHONE: 16, fields.BIRTH: 14, fields.TEAM: 18, fields.UNIT: 24}
GENDERS = {fields.MAN: "nam", fields.WOMAN: "nữ"}
AUDIENCES = {"worker": "người lao động", "official": "cán bộ công đoàn chuyên trách", "public_staff": "công chức"}


def workbook(staged: Iterable[Staged]) -> bytes:
    """Return an xlsx file. Every cell is text, so that numbers keep their zero and nothing is ever a formula."""
    import xlsxwriter  # 2 MiB that no page needs

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False,
                                     "strings_to_urls": False})  # fmt: skip
    sheet = book.add_worksheet(_("To mend")[:31])
    bold, text = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "@"})
    wrong = book.add_format({"num_format": "@", "bg_color": "#FCE7E3"})
    titles = [_("Row in the file"), *map(_heading, COLUMNS), _("Reason"), _("Suggestion")]
    for place, title in enumerate(titles):
        sheet.write_string(0, place, title, bold)
        sheet.set_column(place, place, _WIDTHS.get(COLUMNS[place - 1], 14) if 0 < place <= len(COLUMNS) else 14, text)
    sheet.set_column(len(COLUMNS) + 1, len(COLUMNS) + 2, 60)
    sheet.freeze_panes(1, 0)
    for row, each in enumerate(staged, 1):
        faulty = {fault.field: fault for fault in each.line.faults}
        sheet.write_string(row, 0, str(each.line.number), text)
        for place, field in enumerate(COLUMNS, 1):
            value = faulty[field].value if field in faulty else _shown(each.line, field)
            sheet.write_string(row, place, value, wrong if field in faulty else text)
        sheet.write_string(row, len(COLUMNS) + 1, " ".join(map(reason, each.line.faults)))
        sheet.write_string(row, len(COLUMNS) + 2, "; ".join(filter(None, map(_suggestion, each.line.faults))))
    book.close()
    return out.getvalue()


def _heading(field: str) -> str:
    """Return a heading by which the column is recognised when the file comes back, whatever the language."""
    return {
        fields.NAME: "Họ và tên",
        fields.PHONE: "Số điện thoại",
        fields.BIRTH: "Ngày sinh",
        fields.GENDER: "Giới tính",
        fields.AUDIENCE: "Đối tượng",
        fields.UNIT: "Đơn vị",
        fields.TEAM: "Tổ",
        fields.EMPLOYEE: "Mã nhân viên",
        fields.MEMBER: "Số thẻ đoàn viên",
    }[field]


def _shown(line: Line, field: str) -> str:
    value = str(getattr(line, field))
    if field == fields.BIRTH:
        return "/".join(reversed(value.split("-")))
    return GENDERS.get(value, value) if field == fields.GENDER else AUDIENCES.get(value, value)


def reason(fault: Fault) -> str:
    """Return field and sentence of a fault."""
    return f"{sentences.field_name(fault.field)}: {sentences.why(fault)}"


def _suggestion(fault: Fault) -> str:
    return fault.suggestion if fault.code not in fields.QUESTIONS else ""
