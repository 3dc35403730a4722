"""`hocvuso curriculum changes [DIR] [--json]`: which facts read otherwise than those in force."""

from __future__ import annotations

import json
import os
from pathlib import Path

from hocvuso.core.factual_changes import FactChange
from hocvuso.curriculum.parse import read_folder

_HOW = {"added": "mới", "changed": "đã đổi", "removed": "đã bỏ"}


def run(folder: Path, *, as_object: bool) -> int:
    """Print the changes; reads the database of this site."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hocvuso.config.settings")
    import django

    django.setup()
    from hocvuso.curriculum import history

    read = read_folder(folder).curriculum
    found = history.against_published(read) if read else []
    if as_object:
        print(json.dumps({"changes": [_row(one) for one in found]}, ensure_ascii=False))
        return 0
    for one in found:
        print(f"{one.id}: {_HOW[one.how]}\n  trước: {one.old or '–'}\n  nay:   {one.new or '–'}")
        for step in one.uses.steps:
            print(f"  bước {step}" + (": chưa có [[update]]" if step in one.silent else ""))
        for card in one.uses.cards:
            print(f"  thẻ {card}")
    print(f"{len(found)} dữ kiện khác với bản đang dùng.")
    return 0


def _row(one: FactChange) -> dict[str, object]:
    return {
        "id": one.id, "how": one.how, "old": one.old, "new": one.new, "lessons": list(one.uses.lessons),
        "steps": list(one.uses.steps), "cards": list(one.uses.cards), "without_update": list(one.silent),
    }  # fmt: skip
