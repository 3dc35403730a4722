"""Two workers of a contest's own, and time that passes: run as a program beside the running site.

`people` enters two workers of the sewing factory's union and prints their names and cards; `later HOURS` moves every
round and paper of contests that are not the demonstration's back by some hours, as if they had passed.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import timedelta

UNIT = "ST-BN-MAY"
NAMES = ("Ngô Thị Thi", "Đinh Văn Cử")


def main() -> None:
    """Do what the first argument says."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hocvuso.config.settings")
    import django

    django.setup()
    if sys.argv[1] == "people":
        people()
    else:
        later(timedelta(hours=int(sys.argv[2])))


def people() -> None:
    """Enter the workers."""
    from hocvuso.people import actions
    from hocvuso.plumbing import clock
    from hocvuso.unions import actions as unions
    from hocvuso.unions import queries

    day = clock.today() - timedelta(days=60)
    unit = queries.unit_by_code(UNIT, clock.today())
    assert unit is not None
    found = []
    for name in NAMES:
        person = actions.enrol(full_name=name)
        unions.employ(person, unit.id, on=day)
        unions.join(person, unit.id, on=day)
        found.append({"name": name, "code": actions.deal_card(person)})
    print(json.dumps(found))


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
