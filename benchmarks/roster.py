"""A list of 100,000 people, three in a hundred wrong, on SQLite and PostgreSQL: time, peak memory, exact errors, and
the second import that changes nothing. `python -m benchmarks.roster [--rows N]`.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import xlsxwriter

from benchmarks import table

ROOT = Path(__file__).resolve().parent.parent
PYTHON = ROOT / ".venv/bin/python"
FAMILY = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý"]
MIDDLE = ["Thị", "Văn", "Đức", "Minh", "Ngọc", "Thu", "Quốc", "Hữu", "Kim", "Thanh"]
GIVEN = [
    "An",
    "Bình",
    "Châu",
    "Dũng",
    "Đạt",
    "Giang",
    "Hà",
    "Hạnh",
    "Hiếu",
    "Hoa",
    "Hùng",
    "Hương",
    "Khánh",
    "Lan",
    "Long",
    "Mai",
    "Nam",
    "Nga",
    "Phúc",
    "Quân",
    "Sơn",
    "Thảo",
    "Trang",
]
# Which fault each wrong row has, in turn: the code of it and how the row is spoilt.
SPOILT = ("date_no_such_day", "phone_short", "no_name", "gender_unread", "date_future", "phone_letters")
LIMIT_SECONDS, LIMIT_MB = 30.0, 300.0


def make(path: Path, rows: int) -> dict[str, int]:
    """Write the list and return how many rows have which fault."""
    chance = random.Random(7)
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet("Danh sách")
    sheet.write_row(
        0, 0, ["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "Điện thoại", "Tổ", "Mã NV", "Lương"]
    )
    faults: Counter[str] = Counter()
    for number in range(1, rows + 1):
        cells = _cells(number, chance)
        if number % 100 in (13, 46, 79):
            code = SPOILT[sum(faults.values()) % len(SPOILT)]
            _spoil(cells, code)
            faults[code] += 1
        sheet.write_row(number, 0, cells)
    book.close()
    return dict(faults)


def _cells(number: int, chance: random.Random) -> list[object]:
    name = f"{chance.choice(FAMILY)} {chance.choice(MIDDLE)} {chance.choice(MIDDLE)} {chance.choice(GIVEN)}"
    birth = f"{chance.randint(1, 28):02d}/{chance.randint(1, 12):02d}/{chance.randint(1965, 2005)}"
    return [number, name, birth, chance.choice(["Nam", "Nữ"]), f"0{chance.randint(10, 96):02d}{chance.randint(0, 3)}"
            f"{number:08d}", f"0100{number:06d}", f"Tổ {number % 40 + 1}", f"NV{number:06d}", 7_000_000]  # fmt: skip


def _spoil(cells: list[object], code: str) -> None:
    place, value = {
        "date_no_such_day": (2, "31/02/1990"),
        "phone_short": (5, "0912345"),
        "no_name": (1, ""),
        "gender_unread": (3, "không rõ"),
        "date_future": (2, "01/01/2090"),
        "phone_letters": (5, "không có máy"),
    }[code]
    cells[place] = value


def run_import(path: Path, env: dict[str, str]) -> tuple[dict[str, object], tuple[float, float], float]:
    """Run the command in a process of its own; return what it told, its seconds (passed, of CPU) and its peak in MB."""
    began = time.perf_counter()
    process = subprocess.Popen(
        [PYTHON, "-m", "hocvuso", "members", "import", path, "--unit", "BENCH", "--json"],
        cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    said = process.stdout.read() if process.stdout else ""
    _, _, usage = os.wait4(process.pid, 0)
    peak = usage.ru_maxrss / 1024
    return json.loads(said or "{}"), (time.perf_counter() - began, usage.ru_utime + usage.ru_stime), peak


def measure(database: str, path: Path, faults: dict[str, int]) -> list[list[object]]:
    """Import twice into a fresh database and return the rows of the table."""
    with tempfile.TemporaryDirectory(prefix="hocvuso-bench-") as data:
        env = {**os.environ, "HOCVUSO_DATA": data, "PYTHONPATH": "src"}
        script = (
            "import django; django.setup(); from django.core.management import call_command;"
            "call_command('migrate', verbosity=0);"
            "from datetime import date; from hocvuso.unions import actions;"
            "actions.found(code='BENCH', name='CĐCS đo tốc độ', kind='grassroots', on=date(2025, 7, 1))"
        )
        env["DJANGO_SETTINGS_MODULE"] = "hocvuso.config.settings"
        subprocess.run([PYTHON, "-c", script], cwd=ROOT, env=env, check=True)
        lines: list[list[object]] = []
        for turn in ("lần 1", "lần 2"):
            told, seconds, peak = run_import(path, env)
            exact = told.get("faults") == faults
            kept = {key: told.get(key) for key in ("added", "updated", "unchanged", "to_mend")}
            lines.append(
                [
                    database,
                    turn,
                    f"{seconds[0]:.1f} s",
                    f"{seconds[1]:.1f} s",
                    f"{peak:.0f} MB",
                    *kept.values(),
                    "đúng" if exact else "SAI",
                ]
            )
        return lines


def main() -> int:
    """Print the table; 1 when a limit is passed."""
    parser = argparse.ArgumentParser(description="Đo việc nhập danh sách lớn.")
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--inside", default="", help=argparse.SUPPRESS)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="hocvuso-roster-") as folder:
        path = Path(given.inside) if given.inside else Path(folder) / "danh-sach.xlsx"
        faults = make(path, given.rows)
        lines = measure("PostgreSQL" if os.environ.get("DATABASE_URL") else "SQLite", path, faults)
        size = path.stat().st_size / 1e6
    head = (
        "cơ sở dữ liệu",
        "lần nhập",
        "thời gian",
        "CPU",
        "bộ nhớ",
        "thêm",
        "đổi",
        "không đổi",
        "cần sửa",
        "lỗi từng dòng",
    )
    table.show(f"Danh sách {given.rows:,} dòng, {size:.1f} MB, 3% sai".replace(",", "."), head, lines)
    late = [line for line in lines if float(str(line[2])[:-2]) > LIMIT_SECONDS or float(str(line[4])[:-3]) > LIMIT_MB]
    wrong = [line for line in lines if line[9] != "đúng" or (line[1] == "lần 2" and (line[5] or line[6]))]
    print(f"  Hạn: {LIMIT_SECONDS:.0f} giây, {LIMIT_MB:.0f} MB: {'vượt' if late else 'đạt'}; máy này: "
          f"{os.cpu_count()} nhân, đo cả lúc khởi động ({resource.getpagesize()} B/trang).")  # fmt: skip
    return 1 if late or wrong else 0


if __name__ == "__main__":
    sys.exit(main())
