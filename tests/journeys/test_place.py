"""The site itself: what it says when it starts, and when it is started once more."""

from __future__ import annotations

import subprocess
import sys

from tests.journeys.place import ROOT, Place, environment


def test_the_start_tells_each_step_and_the_address(site: Place) -> None:
    said = site.said()
    for step in ("Cơ sở dữ liệu", "Bài học", "Mục lục tìm kiếm", "Dữ liệu mẫu (bịa, có đánh dấu)"):
        assert step in said
    assert f"Mở trang: {site.address}" in said and f"{site.address}/cb/demo" in said


def test_starting_it_once_more_is_harmless(site: Place) -> None:
    port = site.address.rpartition(":")[2]
    again = subprocess.run(
        [sys.executable, "-m", "hocvuso", "up", "--demo", "--port", port, "--data", str(site.data)],
        cwd=ROOT, env=environment(site.data, site.address), capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert again.returncode == 0, again.stderr
    assert f"đang chạy sẵn ở {site.address}" in again.stdout
