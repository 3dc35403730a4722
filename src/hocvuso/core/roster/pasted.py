"""Text pasted from a spreadsheet or a chat, or a delimited file, as rows of cells."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter

from hocvuso.core.roster.fields import Cell

_PHONE = re.compile(r"(?<![\w/])(?:\+?84|0)[\s.\-]?\d(?:[\s.\-]?\d){7,9}(?![\w/])|(?<![\d/.\-])[35789]\d{8}(?![\w/])")
_BIRTH = re.compile(r"(?<!\d)\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}(?!\d)|(?<!\d)(?:19[4-9]\d|20[01]\d)(?!\d)")
_LEAD = re.compile(r"^\s*(?:\(?\d{1,4}\s*[.):/\-]|[-•*+▪]|\d{1,4}\s+(?=[^\W\d]))\s*")
_STAMP = re.compile(r"^\[?\d{1,2}:\d{2}(?:\s*[AP]M)?[,\s\]]*(?:\d{1,2}/\d{1,2}/\d{2,4}\]?)?\s*", re.IGNORECASE)
_LABEL = re.compile(
    r"\b(?:sđt|sdt|đt|dt|số điện thoại|điện thoại|tel|ns|ngày sinh|sinh (?:năm|ngày)|sn|năm sinh)\s*[:.]?", re.I
)
_PARTS = re.compile(r"\s*[,;|–—]\s*|\s+-\s*|\s*-\s+|\s{3,}|\s*[()]\s*")
DELIMITERS = "\t;,|"
SNIFFED_LINES = 30  # decided: enough lines to see which character parts them evenly


def delimiter(text: str) -> str:
    """Return the character that parts the lines of a delimited text into equally many cells, or nothing."""
    lines = [line for line in text.splitlines()[: SNIFFED_LINES * 2] if line.strip()][:SNIFFED_LINES]
    best, found = 0.0, ""
    for mark in DELIMITERS:
        counts = Counter(len(row) for row in csv.reader(lines, delimiter=mark))
        width, often = max(counts.items(), key=lambda each: (each[1] * (each[0] > 1), each[0]), default=(1, 0))
        score = often / len(lines) * min(width, 4) if lines and width > 1 else 0.0
        if score > best:
            best, found = score, mark
    return found if best >= 1.0 or found == "\t" else ""


CHAT_HEADINGS: list[Cell] = ["Họ và tên", "Số điện thoại", "Ngày sinh", "Tổ"]  # as `headings` reads them


def table(text: str) -> tuple[list[list[Cell]], bool]:
    """Return (the rows of a text, whether a row of headings was put above them).

    A delimited text is parted cell by cell, a chat line by line into name, phone, birth, team.
    """
    mark = delimiter(text)
    if mark == "\t" or (mark and _looks_tabular(text, mark)):
        return [list(row) for row in csv.reader(io.StringIO(text), delimiter=mark)], False
    return [CHAT_HEADINGS, *(_chat_line(line) for line in text.splitlines())], True


def _looks_tabular(text: str, mark: str) -> bool:
    """Tell whether the parted lines are a table: commas in a chat part them unevenly."""
    widths = Counter(len(row) for row in csv.reader(text.splitlines()[:SNIFFED_LINES], delimiter=mark) if any(row))
    width, often = widths.most_common(1)[0]
    return width > 1 and often == sum(widths.values()) and not any(_LEAD.match(line) and "." in line[:5]
                                                                   for line in text.splitlines()[:3])  # fmt: skip


def _chat_line(line: str) -> list[Cell]:
    """Return [name, phone, birth, team] of one line as people write it in a chat."""
    rest = _STAMP.sub("", line)
    phone = _PHONE.search(_LEAD.sub("", rest, count=1) if _LEAD.match(rest) else rest)
    rest = _LEAD.sub("", rest, count=1)
    if phone:
        rest = rest.replace(phone[0], " , ", 1)
    birth = _BIRTH.search(rest)
    if birth:
        rest = rest.replace(birth[0], " , ", 1)
    parts = [part.strip(" .:") for part in _PARTS.split(_LABEL.sub(" , ", rest)) if part.strip(" .:,")]
    if not parts and not phone:
        return ["", "", "", ""]
    return [
        parts[0] if parts else "",
        phone[0].strip() if phone else "",
        birth[0] if birth else "",
        ", ".join(parts[1:])[:60],
    ]
