"""Run a command with DATABASE_URL of a PostgreSQL server of its own, which is gone afterwards.

PostgreSQL refuses to run as root, so it runs as its own user there. Nothing leans on a server that happens to run.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path


def main() -> int:
    """Start the server, run `sys.argv[1:]`, stop the server; return the command's exit code."""
    bin_folder = max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda each: int(each.parent.name))
    folder = Path(tempfile.mkdtemp(prefix="hocvuso-pg-"))
    as_user: list[str] = []
    user = "postgres"
    if os.geteuid() == 0:
        account = pwd.getpwnam("postgres")
        os.chown(folder, account.pw_uid, account.pw_gid)
        as_user = ["setpriv", "--reuid=postgres", f"--regid={account.pw_gid}", "--clear-groups"]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    data = folder / "data"

    def quietly(*command: str | Path) -> None:
        done = subprocess.run([*as_user, *command], capture_output=True, text=True, cwd=folder)
        if done.returncode:
            sys.exit(f"PostgreSQL chưa chạy được:\n{done.stdout}{done.stderr}")

    quietly(bin_folder / "initdb", "-D", data, "-N", "-A", "trust", "-U", user, "--locale=C.UTF-8")
    # What it keeps is thrown away afterwards: nothing needs to survive a power cut.
    hasty = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} {hasty}"
    quietly(bin_folder / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start")
    try:
        env = {**os.environ, "DATABASE_URL": f"postgresql://{user}@127.0.0.1:{port}/postgres"}
        return subprocess.run(sys.argv[1:], env=env).returncode
    finally:
        subprocess.run(
            [*as_user, bin_folder / "pg_ctl", "-D", data, "-m", "immediate", "stop"], capture_output=True, cwd=folder
        )
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
