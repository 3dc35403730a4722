"""Set-up of a clone: environment from the hashed lock, the command `hocvuso`, translations.

Standard library only, because it runs before anything is installed. Running it again changes nothing and takes
a second. Each thing that may be missing gets one sentence that says what to do.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "hocvuso-setup"
OLDEST = (3, 11)


def stop(sentence: str) -> None:
    """End with one plain sentence."""
    sys.exit(f"\n✋ {sentence}\n")


def say(sentence: str) -> None:
    """Show what is being done."""
    print(f"• {sentence}", flush=True)


def check_python() -> None:
    """Find out whether this Python can make the environment."""
    if sys.version_info < OLDEST:
        stop(
            f"Cần Python 3.11 trở lên, máy này có {sys.version.split()[0]}. "
            "Trên Debian 12 hoặc Ubuntu 24.04: apt-get install python3 python3-venv"
        )
    try:
        import ensurepip
        import venv  # noqa: F401

        ensurepip.version()
    except ImportError:
        stop("Python thiếu phần venv. Hãy chạy: apt-get install python3-venv, rồi chạy lại lệnh này.")


def check_folder() -> None:
    """Find out whether anything can be written here."""
    probe = ROOT / ".write-probe"
    try:
        probe.write_text("x")
        probe.unlink()
    except OSError:
        stop(f"Không ghi được vào thư mục {ROOT}. Hãy chép dự án sang thư mục của bạn, rồi chạy lại ở đó.")
    if shutil.disk_usage(ROOT).free < 700 * 2**20:
        stop("Ổ đĩa còn dưới 700 MB. Hãy dọn bớt chỗ, rồi chạy lại lệnh này.")


def wanted(lock: Path) -> str:
    """Return what an up-to-date environment has written into its stamp."""
    content = lock.read_bytes() + sys.version.encode() + str(ROOT).encode()
    return hashlib.sha256(content).hexdigest()


def make_environment(lock: Path) -> None:
    """Install the pinned packages into `.venv`, unless that is done already."""
    python = VENV / "bin/python"
    done = STAMP.read_text().split() if STAMP.exists() else []
    # The developers' lock contains the plain one, so its environment serves for running too.
    if python.exists() and (wanted(lock) in done or wanted(ROOT / "requirements-dev.lock") in done):
        return
    if not python.exists() or subprocess.run([python, "-c", "import pip"], capture_output=True).returncode:
        say("Tạo môi trường Python trong .venv")
        shutil.rmtree(VENV, ignore_errors=True)
        made = subprocess.run([sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True)
        if made.returncode:
            stop("Không tạo được .venv. Hãy chạy: apt-get install python3-venv, rồi chạy lại lệnh này.")
    say(f"Cài các gói đã ghim trong {lock.name} (lần đầu khoảng 1 phút)")
    began = time.monotonic()
    installed = subprocess.run(
        [
            python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input",
            "--require-hashes", "--only-binary", ":all:", "-r", lock,
        ],
        capture_output=True, text=True, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    if installed.returncode:
        explain(installed.stderr)
    STAMP.write_text("\n".join({*done, wanted(lock)}))
    say(f"Đã cài xong sau {time.monotonic() - began:.0f} giây")


def explain(errors: str) -> None:
    """Turn pip's complaint into one sentence, then show its last lines."""
    tail = "\n".join(errors.strip().splitlines()[-6:])
    signs = (
        "NewConnectionError",
        "Temporary failure",
        "Network is unreachable",
        "Name or service",
        "timed out",
        "ProxyError",
        "Connection refused",
        "No route to host",
        "ConnectTimeout",
    )
    if any(sign in errors for sign in signs):
        stop(f"Không có mạng nên chưa tải được gói. Nối mạng rồi chạy lại lệnh này.\n{tail}")
    if "No matching distribution" in errors:
        stop(f"Kho gói không có bản hợp với Python {sys.version.split()[0]} trên máy này.\n{tail}")
    stop(f"Chưa cài được gói. Dòng báo của pip:\n{tail}")


def make_command() -> None:
    """Let `.venv/bin/hocvuso` and `import hocvuso` use the sources of this clone, without a build."""
    site = next((VENV / "lib").glob("python3.*/site-packages"))
    write(site / "hocvuso.pth", f"{ROOT / 'src'}\n")
    command = VENV / "bin/hocvuso"
    python = VENV / "bin/python"
    # exec through sh, because a path with blanks or over 127 characters breaks a shebang.
    write(command, f'#!/bin/sh\nexec "{python}" -m hocvuso "$@"\n')
    command.chmod(0o755)


def write(path: Path, text: str) -> None:
    """Write a file only when that changes it."""
    if not path.exists() or path.read_text() != text:
        path.write_text(text)


def compile_messages() -> None:
    """Compile each room's translations when the text is newer than the compiled file."""
    for text in sorted(ROOT.glob("src/hocvuso/*/locale/*/LC_MESSAGES/django.po")):
        made = text.with_suffix(".mo")
        if made.exists() and made.stat().st_mtime >= text.stat().st_mtime:
            continue
        done = subprocess.run(
            [VENV / "bin/pybabel", "-q", "compile", "-i", text, "-o", made], capture_output=True, text=True
        )
        if done.returncode:
            stop(f"Bản dịch {text.relative_to(ROOT)} có lỗi:\n{done.stderr}")


def main() -> None:
    """Do what is asked for."""
    parser = argparse.ArgumentParser(description="Chuẩn bị bản sao này để chạy.")
    parser.add_argument("--dev", action="store_true", help="thêm công cụ để chạy bộ kiểm thử")
    chosen = parser.parse_args()
    os.umask(0o022)
    check_python()
    check_folder()
    make_environment(ROOT / ("requirements-dev.lock" if chosen.dev else "requirements.lock"))
    make_command()
    compile_messages()


if __name__ == "__main__":
    main()
