"""Everything that must hold, part by part, with the time that each part took.

`REQUIRE_ALL=1`: nothing may be left out. Otherwise what this machine cannot do is named at the end, together
with the line that brings it.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv/bin"
CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), ""
)
LIBRARIES = (Path("/usr/lib"), Path("/lib"), Path("/usr/lib64"))
ROBOTO = Path("/usr/share/fonts/truetype/roboto")
# For papers: WeasyPrint's libraries, a font whose Vietnamese marks are whole, a reader of what was printed.
PAPER = ("libpango-1.0-0", "libpangoft2-1.0-0", "fonts-roboto-unhinted", "poppler-utils")
# For pictures of messages: the reader of letters with Vietnamese; the font draws the tests' pictures.
PICTURES = ("tesseract-ocr", "tesseract-ocr-vie", "fonts-roboto-unhinted")
# For lectures: sound and picture, the voice that is always there, the font of the slides.
LECTURES = ("ffmpeg", "espeak-ng", "fonts-roboto-unhinted")
OFFICE = ("libreoffice-calc-nogui", "libreoffice-writer-nogui")
# For the query that counts answers, on Spark.
JAVA, ON_SPARK = "default-jre-headless", "test_the_same_text_counts_the_same_on_spark"


def run(title: str, *command: str | Path, env: dict[str, str] | None = None) -> bool:
    """Run one part, show how it went."""
    began = time.monotonic()
    print(f"\n── {title}", flush=True)
    code = subprocess.run(
        [str(each) for each in command], cwd=ROOT, env={**os.environ, **(env or {})}, stdin=subprocess.DEVNULL
    ).returncode
    print(f"── {title}: {'được' if code == 0 else 'HỎNG'}, {time.monotonic() - began:.1f} giây", flush=True)
    return code == 0


def has_postgresql() -> bool:
    """Tell whether the server programs of PostgreSQL are here (the client alone is not enough)."""
    return any(Path("/usr/lib/postgresql").glob("*/bin/initdb"))


def has_library(name: str) -> bool:
    """Tell whether a shared library lies where the loader looks."""
    return any(next(folder.glob(f"{deep}{name}"), None) for folder in LIBRARIES for deep in ("", "*/"))


def can_print() -> bool:
    """Tell whether papers can be printed here and read again."""
    return ROBOTO.exists() and has_library("libpangoft2-1.0.so.0") and bool(shutil.which("pdftotext"))


def can_read_pictures() -> bool:
    """Tell whether Vietnamese words can be read from pictures here."""
    found = shutil.which("tesseract") if ROBOTO.exists() else None
    return bool(found) and b"vie" in subprocess.run([found, "--list-langs"], capture_output=True).stdout.split()


def can_make_lectures() -> bool:
    """Tell whether lectures can be made here."""
    return ROBOTO.exists() and all(shutil.which(name) for name in ("ffmpeg", "ffprobe", "espeak-ng"))


def absent_packages(nightly: bool) -> list[str]:
    """Return the Debian packages that a part of the tests needs and this machine lacks."""
    here = {
        "chromium": bool(CHROMIUM),
        "postgresql": has_postgresql(),
        "libatomic1": has_library("libatomic.so.1"),  # the driver of the browser is built against it
        **dict.fromkeys(PAPER, can_print()),
        **dict.fromkeys(PICTURES, can_read_pictures()),
        **dict.fromkeys(LECTURES, can_make_lectures()),
        **dict.fromkeys(OFFICE, not nightly or bool(shutil.which("soffice"))),
        JAVA: not nightly or bool(shutil.which("java")),
    }
    return [name for name, is_here in here.items() if not is_here]


def bring_system_packages(nightly: bool) -> None:
    """Install absent system packages when we may."""
    wanted = absent_packages(nightly)
    if not wanted or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    print(f"• Cài gói hệ thống còn thiếu: {' '.join(wanted)}", flush=True)
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-q"], env=env, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
    subprocess.run(
        ["apt-get", "install", "-y", "-q", "--no-install-recommends", *wanted],
        env=env,
        stdout=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
    )


def checks() -> list[bool]:
    """Lint, types, walls, content."""
    return [
        run("ruff", BIN / "ruff", "check", "src", "tests", "scripts", "benchmarks"),
        run("kiểu dữ liệu (mypy --strict)", BIN / "mypy"),
        run("tường giữa các phòng (import-linter)", BIN / "lint-imports", "--no-cache"),
        run("nội dung (curriculum check)", BIN / "hocvuso", "curriculum", "check"),
    ]


# Side by side, as many as there are cores. A file stays together: what it makes once serves all its tests. The long
# ones come first (`tests/rooms/conftest.py`), not those with most tests.
PYTEST = (BIN / "python", "-m", "pytest", "-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder")


def pytest(title: str, *arguments: str, env: dict[str, str] | None = None) -> bool:
    """Run a part of the test suite."""
    return run(title, *PYTEST, *arguments, env=env)


def suite(nightly: bool, left_out: list[str]) -> list[bool]:
    """Run core, house, rooms, PostgreSQL and browser tests."""
    env = {"HYPOTHESIS_PROFILE": "nightly" if nightly else "default"}
    rooms = ["tests/rooms"] if nightly else ["tests/rooms", "-m", "not nightly"]
    without_java: list[str] = []
    if nightly and not shutil.which("java"):
        without_java = ["--deselect=tests/rooms/learning/test_calibrating_files.py::" + ON_SPARK]
        rooms += without_java
        left_out.append(f"Spark (apt-get install {JAVA})")
    if not can_print():
        rooms += ["--ignore=tests/rooms/reports/test_documents.py"]
        left_out.append(f"bản in (apt-get install {' '.join(PAPER)})")
    if not can_read_pictures():
        rooms += ["--ignore=tests/rooms/assistant/test_picture.py"]
        left_out.append(f"đọc chữ trong ảnh (apt-get install {' '.join(PICTURES)})")
    journeys = ["tests/journeys", "--dist", "worksteal"]
    if not can_make_lectures():
        rooms += ["--ignore=tests/rooms/lectures/test_making.py", "--ignore=tests/rooms/lectures/test_voices.py"]
        journeys += ["--ignore=tests/journeys/test_lecture.py"]
        left_out.append(f"bài giảng (apt-get install {' '.join(LECTURES)})")
    done = [
        pytest("lõi", "tests/core", env=env),
        pytest("luật của nhà", "tests/house", "--dist", "worksteal", env=env),
        pytest("các phòng trên SQLite", *rooms, env=env),
    ]
    if has_postgresql():
        marked = without_java if nightly else ["-m", "both and not nightly"]
        done.append(
            run(
                "các phòng trên PostgreSQL",
                BIN / "python",
                "scripts/with_postgresql.py",
                *PYTEST,
                "tests/rooms",
                *marked,
                env=env,
            )
        )
    else:
        left_out.append("PostgreSQL (apt-get install postgresql)")
    if CHROMIUM or shutil.which("chromium"):
        done.append(pytest("hành trình trong trình duyệt", *journeys, env=env))
    else:
        left_out.append("trình duyệt (apt-get install chromium)")
    return done


def main() -> None:
    """Do what is asked for and say plainly how it ended."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", choices=["check", "suite"])
    parser.add_argument("--nightly", action="store_true")
    chosen = parser.parse_args()
    began = time.monotonic()
    if chosen.only != "check":
        bring_system_packages(chosen.nightly)
    if subprocess.run([sys.executable, ROOT / "scripts/setup.py", "--dev"], stdin=subprocess.DEVNULL).returncode:
        sys.exit(1)
    left_out: list[str] = []
    done: list[bool] = []
    with tempfile.TemporaryDirectory(prefix="hocvuso-test-") as data:
        os.environ["HOCVUSO_DATA"] = data
        if chosen.only != "suite":
            done += checks()
        if chosen.only != "check":
            done += suite(chosen.nightly, left_out)
    print(f"\nTất cả: {time.monotonic() - began:.0f} giây.")
    if left_out:
        print("Chưa chạy được trên máy này: " + "; ".join(left_out))
    if not all(done):
        sys.exit("Có phần hỏng, xem các dòng ở trên.")
    if left_out and os.environ.get("REQUIRE_ALL") == "1":
        sys.exit("REQUIRE_ALL=1: không được bỏ phần nào.")
    print("Mọi phần đã chạy đều được.")


if __name__ == "__main__":
    main()
