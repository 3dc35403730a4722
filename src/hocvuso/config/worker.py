"""`hocvuso worker` does the jobs in a process of its own; `hocvuso jobs` shows the operator how they went."""

from __future__ import annotations

import argparse
import json
import os
import sys
import uuid
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hocvuso.plumbing.jobs import State


def run_worker(argv: list[str]) -> int:
    """Do recurring and single jobs until stopped; waits while another process of this data folder does them."""
    parser = argparse.ArgumentParser(
        prog="hocvuso worker", description="Làm việc nền, không mở trang. Khi đó đặt HOCVUSO_JOBS=0 cho hocvuso up."
    )
    parser.add_argument("--hands", type=int, default=1, help="số việc làm cùng lúc, từ 1 đến 16 (mặc định 1)")
    chosen = parser.parse_args(argv)
    if not 1 <= chosen.hands <= 16:
        print(f"✋ Số việc làm cùng lúc phải từ 1 đến 16, bạn ghi {chosen.hands}.", file=sys.stderr)
        return 1
    _set_up()
    from hocvuso.config import process

    print("Đang làm việc nền. Dừng: Ctrl+C", flush=True)
    process.do_jobs(chosen.hands)
    return 0


def run_jobs(argv: list[str]) -> int:
    """List recurring jobs and failed single ones, or queue a failed one again."""
    parser = argparse.ArgumentParser(prog="hocvuso jobs", description="Việc định kỳ và việc một lần bị hỏng.")
    parser.add_argument("--retry", type=uuid.UUID, metavar="MÃ", help="làm lại việc hỏng có mã này")
    parser.add_argument("--json", action="store_true", help="in một đối tượng JSON")
    chosen = parser.parse_args(argv)
    _set_up()
    from hocvuso.plumbing import jobs

    if chosen.retry:
        is_queued = jobs.retry(chosen.retry)
        print("Đã xếp hàng làm lại." if is_queued else f"✋ Không có việc hỏng nào có mã {chosen.retry}.")
        return 0 if is_queued else 1
    recurring, failed = jobs.runs(), jobs.failures()
    if chosen.json:
        rows = [_as_row(each) for each in failed]
        print(json.dumps({"recurring": recurring, "failed": rows}, ensure_ascii=False, default=str))
        return 0
    for run in recurring:
        state = f"LỖI: {str(run['error']).strip().splitlines()[-1]}" if run["error"] else "được"
        print(f"{run['name']:<32} mỗi {run['every_seconds']} giây · lần cuối {run['finished_at'] or 'chưa'} · {state}")
    for each in failed:
        print(f"\n✋ {each.title} · {each.id} · {each.finished_at}\n{each.error}")
    print(f"\n{len(failed)} việc một lần bị hỏng." + (" Làm lại: hocvuso jobs --retry MÃ" if failed else ""))
    return 0


def _as_row(state: State) -> dict[str, object]:
    return {
        "id": state.id,
        "job": state.path,
        "title": str(state.title),
        "attempts": state.attempts,
        "finished_at": state.finished_at,
        "error": state.error,
    }


def _set_up() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hocvuso.config.settings")
    import django

    django.setup()
