"""Word, in the manner of an office paper: A4, Times New Roman, blank lines for place, number and signature."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from docx import Document
from docx.enum.table import WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Cm, Pt, RGBColor

from hocvuso.reports.documents.paper import MOTTO, STATE, Paper, Part, Table, shown
from hocvuso.reports.documents.sheet import text

FONT = "Times New Roman"
SIGNED = Cm(0.85)  # of a row in which somebody signs
GREY = RGBColor(0xA0, 0xA0, 0xA0)


def write(paper: Paper, file: Path) -> None:
    """Write a paper as a Word document."""
    document = Document()
    _lay_out(document, paper)
    _head(document, paper)
    for part in paper.parts:
        _part(document, part)
    if paper.made:
        _line(document, paper.made, size=11)
    if paper.signers:
        document.paragraphs[-1].paragraph_format.keep_with_next = True  # signatures do not stand alone on a page
        _signatures(document, paper)
    document.core_properties.title = paper.title
    document.core_properties.author = paper.unit
    document.save(str(file))


def _lay_out(document: Any, paper: Paper) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(13)
    for kind in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):  # otherwise Word takes another font for marks
        style.element.rPr.rFonts.set(qn(kind), FONT)
    style.paragraph_format.space_after = Pt(4)
    if paper.watermark:
        mark = section.header.paragraphs[0]
        mark.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = mark.add_run(paper.watermark)
        run.bold, run.font.size, run.font.color.rgb = True, Pt(26), GREY
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _page_number(foot)


def _page_number(paragraph: Any) -> None:
    for kind, instruction in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = instruction
        run._r.append(element)


def _head(document: Any, paper: Paper) -> None:
    if paper.signers:
        top = document.add_table(rows=1, cols=2)
        left, right = top.rows[0].cells
        if paper.has_motto:  # the name of the state stays on one line
            top.autofit = False
            for place, (cell, width) in enumerate(((left, Cm(6.4)), (right, Cm(9.6)))):
                cell.width = top.columns[place].width = width
        _say(left.paragraphs[0], paper.above, size=12)
        _say(left.add_paragraph(), paper.unit, bold=True, size=12)
        _say(left.add_paragraph(), _("No.: ………………"), size=12)
        if paper.has_motto:
            _say(right.paragraphs[0], STATE, bold=True, size=12)
            _say(right.add_paragraph(), MOTTO, bold=True, size=13)
            right.add_paragraph()
        _say(right.paragraphs[-1], _("…………, day …… month …… year ………"), size=12)
        for each in (*left.paragraphs, *right.paragraphs):
            each.alignment = WD_ALIGN_PARAGRAPH.CENTER
        document.add_paragraph()
    else:
        _line(document, paper.unit)
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _say(title, paper.title, bold=True, size=15)
    if paper.period:
        period = document.add_paragraph()
        period.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _say(period, paper.period)
    for label, value in paper.facts:
        _line(document, f"{label}: {value}")


def _part(document: Any, part: Part) -> None:
    if part.heading:
        heading = document.add_paragraph()
        heading.paragraph_format.space_before = Pt(8)
        heading.paragraph_format.keep_with_next = True
        _say(heading, part.heading, bold=True)
    if part.table is not None:
        _table(document, part.table)
    for sentence in part.sentences:
        _line(document, sentence)


def _table(document: Any, table: Table) -> None:
    rows = [[shown(value, column.kind) for column, value in zip(table.columns, row, strict=True)] for row in table.rows]
    drawn = document.add_table(rows=1 + len(rows), cols=len(table.columns))
    drawn.style, drawn.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
    drawn.autofit = False
    whole = sum(column.width for column in table.columns)
    for place, column in enumerate(table.columns):
        drawn.columns[place].width = Cm(16 * column.width / whole)
    for at, row in enumerate([[column.title for column in table.columns], *rows]):
        for place, (column, cell) in enumerate(zip(table.columns, drawn.rows[at].cells, strict=True)):
            cell.width = Cm(16 * column.width / whole)
            _say(cell.paragraphs[0], row[place], bold=at == 0, size=11)
            cell.paragraphs[0].paragraph_format.space_after = Pt(1)
            if column.is_number:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    heading = OxmlElement("w:tblHeader")
    heading.set(qn("w:val"), "true")
    drawn.rows[0]._tr.get_or_add_trPr().append(heading)
    for each in drawn.rows[1:] if table.is_signed else ():
        each.height, each.height_rule = SIGNED, WD_ROW_HEIGHT_RULE.AT_LEAST
    for each in drawn.rows:
        whole_row = OxmlElement("w:cantSplit")
        each._tr.get_or_add_trPr().append(whole_row)
    if table.note:
        _line(document, table.note, size=11)


def _signatures(document: Any, paper: Paper) -> None:
    document.add_paragraph().paragraph_format.keep_with_next = True
    beside = int(bool(paper.recipients))
    drawn = document.add_table(rows=1, cols=beside + len(paper.signers))
    if beside:
        left = drawn.rows[0].cells[0]
        _say(left.paragraphs[0], _("Recipients:"), bold=True, size=12)
        for each in paper.recipients:
            _say(left.add_paragraph(), f"- {each}", size=11)
    for cell, signer in zip(drawn.rows[0].cells[beside:], paper.signers, strict=True):
        _say(cell.paragraphs[0], signer, bold=True)
        _say(cell.add_paragraph(), _("(signature, full name)"), size=11)
        for each in cell.paragraphs:
            each.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _line(document: Any, sentence: str, *, size: int = 13) -> None:
    _say(document.add_paragraph(), sentence, size=size)


def _say(paragraph: Any, sentence: str, *, bold: bool = False, size: int = 13) -> None:
    run = paragraph.add_run(text(sentence))
    run.bold, run.font.size = bold, Pt(size)
