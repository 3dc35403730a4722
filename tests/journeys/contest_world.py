"""Two workers of a contest's own, and time that passes: run as a program beside the running site.

`people` enters two workers of the sewing factory's union and prints their names and cards; `later HOURS` moves every
round and paper of contests that are not the demonstration's back by some hours, as if they had passed.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import timedelta

from tests.journeys.world import people

NAMES = ("Ngô Thị Thi", "Đinh Văn Cử")


def main() -> None:
    """Do what the first argument says."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hocvuso.config.settings")
    import django

    django.setup()
    if sys.argv[1] == "people":
        print(json.dumps(people(NAMES)))
    else:
        later(timedelta(hours=int(sys.argv[2])))


def later(passed: timedelta) -> None:
    """Let time pass for the contests of this journey."""
    from hocvuso.contests.models import Entry, Round

    for row in Round.objects.exclude(of__title__contains="mẫu").exclude(seed=""):
        row.opens_at, row.closes_at = row.opens_at - passed, row.closes_at - passed
        row.save()
        for entry in Entry.objects.filter(of=row):
            entry.starts_at, entry.ends_at = entry.starts_at - passed, entry.ends_at - passed
            entry.save()
    print("{}")


if __name__ == "__main__":
    main()
