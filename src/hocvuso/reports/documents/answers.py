"""A written paper as the answer of a page: streamed from a file that is gone once it is sent."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from django.http import FileResponse, HttpResponse, StreamingHttpResponse

from hocvuso.core import vntext
from hocvuso.reports.documents import pdf, plain, sheet
from hocvuso.reports.documents.paper import Paper

TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "csv": "text/csv; charset=utf-8",
    "zip": "application/zip",
}


def _write_word(paper: Paper, path: Path) -> None:
    from hocvuso.reports.documents import word  # python-docx: 4 MiB that no page needs

    word.write(paper, path)


WRITERS: dict[str, Callable[[Paper, Path], None]] = {"xlsx": sheet.write, "docx": _write_word, "pdf": pdf.write}


def file_name(*words: str, ending: str) -> str:
    """Return a file name that every system and every old mail program keeps: ASCII, no blanks."""
    letters = "-".join(vntext.search_key(word) for word in words if word)
    return "".join(each if each.isalnum() and each.isascii() else "-" for each in letters).strip("-") + f".{ending}"


def answer(paper: Paper, ending: str, name: str, *, table_first: bool = False) -> HttpResponse | FileResponse:
    """Return a paper as a download; `ending` is one of WRITERS."""
    writer = WRITERS[ending]
    with tempfile.TemporaryDirectory(prefix="hocvuso-") as folder:
        path = Path(folder) / f"paper.{ending}"
        if table_first and ending == "xlsx":
            sheet.write(paper, path, table_first=True)
        else:
            writer(paper, path)
        return sent(path.open("rb"), ending, name)  # the open file outlives its folder


def sent(file: IO[Any], ending: str, name: str) -> FileResponse:
    """Return an open file as a download."""
    return FileResponse(file, as_attachment=True, filename=name, content_type=TYPES[ending])


def csv_answer(paper: Paper, name: str) -> StreamingHttpResponse:
    """Return the first table of a paper as CSV, streamed line by line."""
    table = next(part.table for part in paper.parts if part.table is not None)
    response = StreamingHttpResponse(plain.lines(table), content_type=TYPES["csv"])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
