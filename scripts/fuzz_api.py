"""Fuzz the API for partners with schemathesis: no answer may be a server error. `make fuzz-api`.

Starts a site on demonstration data in a temporary folder, makes a key for its whole tree, and lets the schemathesis of
this environment (a development dependency) make up requests from the description, so many for each operation.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = Path(sys.executable).with_name("schemathesis")
KEY = """
import django; django.setup()
from datetime import timedelta
from hocvuso.partners import keys
from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid7
from hocvuso.unions import queries
today = clock.today()
print(keys.make(keys.Wanted("fuzz", queries.tops(today), keys.KINDS, today + timedelta(days=2)), by=uuid7())[1])
"""


def main() -> int:
    """Run it; the exit code is schemathesis's."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--examples", type=int, default=200, help="requests made up for each operation")
    asked = options.parse_args()
    if not PROGRAM.exists():
        print(f"Thiếu {PROGRAM.name} trong môi trường này: chạy `make dev`.")
        return 2
    sys.path[:0] = [str(ROOT), str(ROOT / "src")]
    from tests.journeys import place

    unlimited = {"EXCHANGE_A_MINUTE": "1000000"}
    with (
        tempfile.TemporaryDirectory() as folder,
        place.running(Path(folder, "site"), Path(folder, "log"), **unlimited) as site,
    ):
        env = place.environment(site.data, site.address)
        key = subprocess.run([sys.executable, "-c", KEY], env=env, cwd=ROOT, capture_output=True, text=True, check=True)
        command = [
            str(PROGRAM), "run", str(ROOT / "docs/api/exchange.openapi.json"), "--url", site.address,
            "-H", f"Authorization: Bearer {key.stdout.strip()}", "-c", "not_a_server_error",
            "--continue-on-failure", "--max-examples", str(asked.examples),
        ]  # fmt: skip
        hooks = {"SCHEMATHESIS_HOOKS": str(ROOT / "scripts/fuzz_hooks.py")}
        code = subprocess.run(command, cwd=folder, env={**env, **hooks}).returncode
        return code or int("Traceback" in site.said())


if __name__ == "__main__":
    sys.exit(main())
