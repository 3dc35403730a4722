"""How long 500 certificates in one PDF take, beside one certificate at a time without pieces.

`python -m benchmarks.certificates [NUMBER]` draws invented certificates into a temporary folder. Goal: 500 in 60 s of
wall time on two cores, with progress; the row "one by one" is the baseline: a document for each, joined at the end.
"""

from __future__ import annotations

import argparse
import logging
import os
import tempfile
import time
from datetime import date
from pathlib import Path

from benchmarks import table

NAMES = ("Nguyễn Thị Ngọc Ánh", "Đặng Hữu Nghĩa", "Trương Nguyễn Phước Quỳnh Phượng", "Lý Thị Mỹ")
SKILLS = ("Kiến thức cơ bản về chuyển đổi số", "Nhận diện và phòng tránh lừa đảo trực tuyến")


def main() -> None:
    """Draw and print what it took."""
    parser = argparse.ArgumentParser()
    parser.add_argument("number", nargs="?", type=int, default=500)
    number = parser.parse_args().number
    with tempfile.TemporaryDirectory(prefix="hocvuso-certificates-") as data:
        os.environ["HOCVUSO_DATA"] = data
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hocvuso.config.settings")
        import django

        django.setup()
        logging.getLogger("weasyprint").setLevel(logging.ERROR)  # what it says of rules for screens
        from hocvuso.certificates import bundles

        folder = Path(data)
        rows = [
            row("in pieces (what we do)", number, folder, bundles.PIECE),
            row("one by one (baseline)", max(number // 10, 1), folder, 1),
            row("all at once", number, folder, number),
        ]
    head = ("how", "papers", "wall s", "CPU s", "s each", "KB")
    table.show(f"{number} certificates in one PDF (goal: 60 s)", head, rows)


def row(how: str, number: int, folder: Path, piece: int) -> tuple[object, ...]:
    """Draw so many in pieces of a size and join them; return what it took."""
    from hocvuso.certificates import bundles, papers
    from hocvuso.certificates.shown import Paper

    made = [
        Paper(
            f"k{at:09d}", "CĐCS Công ty May Bến Nứa", "chứng nhận", (NAMES[at % len(NAMES)],), "đã đạt",
            "Kỹ năng số thiết yếu", date(2026, 11, 29), SKILLS, until=date(2028, 11, 29), signed="Lê Thị Mai",
            decision="45/QĐ-CĐCS",
        )
        for at in range(number)
    ]  # fmt: skip
    wall, cpu = time.perf_counter(), time.process_time()
    files = []
    for at in range(0, number, piece):
        file = folder / f"{piece}-{at}.pdf"
        file.write_bytes(papers.drawn(made[at : at + piece]))
        files.append(file)
    out = folder / f"{piece}.pdf"
    pages = bundles.join(files, out)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return how, pages, f"{wall:.1f}", f"{cpu:.1f}", f"{wall / number:.3f}", out.stat().st_size // 1024


if __name__ == "__main__":
    main()
