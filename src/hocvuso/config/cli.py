"""`hocvuso up` and `hocvuso prepare`: prepare everything, then serve."""

from __future__ import annotations

import argparse
import errno
import os
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

from hocvuso.config import prepared

HOST = "127.0.0.1"


def run_up(argv: list[str]) -> int:
    """Prepare the database, load the curriculum, serve until Ctrl+C. Running it twice is harmless."""
    parser = argparse.ArgumentParser(prog="hocvuso up", description="Chuẩn bị cơ sở dữ liệu, nạp bài học, mở trang.")
    parser.add_argument("--port", type=int, default=8000, help="cổng mạng (mặc định 8000)")
    parser.add_argument("--host", default=HOST, help="địa chỉ nhận khách (mặc định chỉ máy này)")
    parser.add_argument("--data", type=Path, help="thư mục giữ dữ liệu (mặc định var/ trong bản sao)")
    parser.add_argument("--demo", action="store_true", help="thêm dữ liệu mẫu có đánh dấu")
    parser.add_argument("--small", action="store_true", help="một tiến trình, cho máy ít bộ nhớ")
    parser.add_argument("--prepare-only", action="store_true", help="chuẩn bị xong thì dừng, không mở trang")
    chosen = parser.parse_args(argv)
    if not 0 < chosen.port < 65536:
        return _stop(f"Cổng phải từ 1 đến 65535, bạn ghi {chosen.port}.")
    if chosen.data:
        os.environ["HOCVUSO_DATA"] = str(chosen.data.resolve())
    if chosen.demo:
        os.environ["HOCVUSO_DEMO"] = "1"
    os.environ.setdefault("SITE_URL", f"http://{HOST}:{chosen.port}")
    if not chosen.prepare_only:
        taken = _taken(chosen.host, chosen.port)
        if taken == "ours":
            print(f"Học Vụ Số đang chạy sẵn ở http://{HOST}:{chosen.port}")
            return 0
        if taken:
            return _stop(
                f"Cổng {chosen.port} đang có chương trình khác dùng. Chọn cổng khác: make run PORT={chosen.port + 1}"
            )
    if chosen.prepare_only or not prepared.is_ready():
        # In a process of its own, so that what preparing needs is not kept in memory while serving.
        done = subprocess.run([sys.executable, "-m", "hocvuso", "prepare"])
        if done.returncode or chosen.prepare_only:
            return done.returncode
    return _serve(chosen.host, chosen.port, small=chosen.small)


def run_prepare(argv: list[str]) -> int:
    """Prepare data folder, database, curriculum, search index, static files and demo data; show each step."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hocvuso.config.settings")
    from hocvuso.config import prepare

    return prepare.everything()


def _taken(host: str, port: int) -> str:
    """Return "" when the port is free, "ours" when Học Vụ Số answers there, "other" otherwise.

    The server itself would start on a taken port without complaint, hence this test.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            if problem.errno not in {errno.EADDRINUSE, errno.EACCES}:
                raise
        else:
            return ""
    try:
        with urllib.request.urlopen(f"http://{HOST}:{port}/manifest.webmanifest", timeout=2) as answer:
            return "ours" if "Học Vụ Số" in answer.read(4000).decode("utf-8", "replace") else "other"
    except (OSError, urllib.error.URLError, ValueError):
        return "other"


def _serve(host: str, port: int, *, small: bool) -> int:
    from granian import Granian
    from granian.constants import Interfaces

    from hocvuso.config import process

    process.load()
    process.keep_jobs()
    print(f"\n  Mở trang: http://{HOST}:{port}\n  Dừng: Ctrl+C\n", flush=True)
    if os.environ.get("HOCVUSO_DEMO") == "1":
        print(f"  Thẻ và tài khoản mẫu: http://{HOST}:{port}/cb/demo\n", flush=True)
    Granian(
        "hocvuso.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1 if small else 2,
        blocking_threads=8,
        backlog=2048,
        # Open connections a process keeps (granian lets none in beyond): 500 phones of one hall hold theirs open.
        backpressure=2048,
        respawn_failed_workers=True,
        log_enabled=True,
        log_level="error",  # type: ignore[arg-type]
    ).serve()
    return 0


def _stop(sentence: str) -> int:
    print(f"✋ {sentence}", file=sys.stderr)
    return 1
