"""Starting: what is missing gets one plain sentence that says what to do, and starting twice is harmless."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from scripts import setup

ROOT = Path(__file__).resolve().parents[3]


def hocvuso(*arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "hocvuso", *arguments],
        capture_output=True, text=True, timeout=60, cwd=ROOT, env={**os.environ, "PYTHONPATH": "src", **env},
    )  # fmt: skip


@contextmanager
def listening(body: bytes) -> Iterator[int]:
    """A program that holds a port and answers everything with `body`."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()


def test_a_port_taken_by_another_program_is_named_with_the_way_out(tmp_path: Path) -> None:
    with listening(b"something else") as port:
        done = hocvuso("up", "--port", str(port), "--data", str(tmp_path))
    assert done.returncode == 1
    assert f"Cổng {port}" in done.stderr and f"PORT={port + 1}" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_starting_twice_says_where_it_already_runs(tmp_path: Path) -> None:
    with listening("Học Vụ Số".encode()) as port:
        done = hocvuso("up", "--port", str(port), "--data", str(tmp_path))
    assert done.returncode == 0
    assert f"đang chạy sẵn ở http://127.0.0.1:{port}" in done.stdout


@pytest.mark.parametrize("port", ["0", "70000", "abc"])
def test_an_impossible_port_is_refused(port: str) -> None:
    done = hocvuso("up", "--port", port)
    assert done.returncode != 0
    assert "Traceback" not in done.stderr


def test_a_data_folder_that_cannot_be_written_gets_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    done = hocvuso("up", "--prepare-only", "--data", str(tmp_path / "file" / "data"))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "Không ghi được" in done.stderr and "--data" in done.stderr


def test_a_database_that_does_not_answer_gets_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    done = hocvuso("prepare", HOCVUSO_DATA=str(tmp_path), DATABASE_URL=f"postgresql://nobody@127.0.0.1:{port}/x")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "DATABASE_URL" in done.stderr


def test_an_unknown_command_lists_the_known_ones() -> None:
    done = hocvuso("fly")
    assert done.returncode == 2
    assert "curriculum" in done.stderr


def said(capsys: pytest.CaptureFixture[str], stopped: pytest.ExceptionInfo[SystemExit]) -> str:
    """What a person reads when the set-up stops."""
    return capsys.readouterr().out + str(stopped.value.code)


@pytest.mark.parametrize(
    ("errors", "says"),
    [
        ("Max retries exceeded ... NewConnectionError(... Network is unreachable", "Không có mạng"),
        ("Temporary failure in name resolution", "Không có mạng"),
        ("ERROR: No matching distribution found for numpy==9", "Kho gói không có bản hợp"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "Chưa cài được gói"),
    ],
)
def test_what_pip_complains_of_becomes_a_sentence(errors: str, says: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        setup.explain(errors)
    assert says in said(capsys, stopped)


def test_a_missing_venv_module_names_the_package(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    with pytest.raises(SystemExit) as stopped:
        setup.check_python()
    assert "apt-get install python3-venv" in said(capsys, stopped)


def test_a_folder_that_cannot_be_written_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(setup, "ROOT", tmp_path / "not-there")
    with pytest.raises(SystemExit) as stopped:
        setup.check_folder()
    assert "Không ghi được vào thư mục" in said(capsys, stopped)
