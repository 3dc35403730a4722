"""The coverage of a table as a spreadsheet: numbers are numbers, all else is text, no formula is ever written."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from hocvuso.frameworks.coverage import Covered
from hocvuso.frameworks.models import FrameworkVersion

PLAIN = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
WIDTHS = (10, 44, 26, 44, 9, 9, 9, 12, 12, 34)


def of_coverage(
    version: FrameworkVersion, state: str, found: Sequence[Covered], names: Mapping[str, str], gaps: Mapping[str, str]
) -> bytes:
    """Return the workbook."""
    import xlsxwriter  # 2 MiB that no page needs

    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, PLAIN)
    sheet = book.add_worksheet("Phủ")
    bold, mark = book.add_format({"bold": True}), book.add_format({"bold": True, "font_color": "#A3231A"})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    for place, width in enumerate(WIDTHS):
        sheet.set_column(place, place, width)
    sheet.write_string(0, 0, version.title, bold)
    marks = [state, *([_("Invented, for trying out")] if version.is_invented else [])]
    sheet.write_string(1, 0, " · ".join(marks), mark)
    heads = (
        _("Code"), _("Skill in the table"), _("Group in the table"), _("Our skills"), _("Lessons"), _("Steps"),
        _("Questions"), _("Minutes there are"), _("Minutes declared"), _("Lacking"),
    )  # fmt: skip
    for place, word in enumerate(heads):
        sheet.write_string(3, place, word, bold)
    sheet.freeze_panes(4, 2)
    for at, each in enumerate(found, 4):
        texts = (each.row.code, each.row.title, each.row.area, "; ".join(names.get(one, one) for one in each.skills))
        for place, text in enumerate(texts):
            sheet.write_string(at, place, text, wrap)
        content = each.content
        for place, value in enumerate((content.lessons, content.steps, content.items, content.minutes), 4):
            sheet.write_number(at, place, value, wrap)
        if each.row.minutes is not None:
            sheet.write_number(at, 8, each.row.minutes, wrap)
        sheet.write_string(at, 9, "; ".join(gaps[gap] for gap in each.gaps), wrap)
    book.close()
    return file.getvalue()
