"""Workers of a class's own, and time that passes: run as a program beside the running site.

`people NAME…` enters workers of the sewing factory's union and prints their names and cards; `later MINUTES NAME`
moves the meetings of the class of that name, and who came to them, back by some minutes, as if they had passed.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from tests.journeys import place as places
from tests.journeys.place import Place

UNIT = "ST-BN-MAY"


def beside(site: Place, *words: str) -> Any:
    """Run this program beside the site and return what it printed."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.journeys.class_world", *words], cwd=places.ROOT,
        env=places.environment(site.data, site.address), capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout.splitlines()[-1])


def main() -> None:
    """Do what the first argument says."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hocvuso.config.settings")
    import django

    django.setup()
    if sys.argv[1] == "people":
        print(json.dumps(people(sys.argv[2:])))
    else:
        print(json.dumps(later(timedelta(minutes=int(sys.argv[2])), sys.argv[3])))


def people(names: Sequence[str]) -> list[dict[str, str]]:
    """Enter the workers."""
    from hocvuso.people import actions
    from hocvuso.plumbing import clock
    from hocvuso.unions import actions as unions
    from hocvuso.unions import queries

    day = clock.today() - timedelta(days=60)
    unit = queries.unit_by_code(UNIT, clock.today())
    assert unit is not None
    found = []
    for name in names:
        person = actions.enrol(full_name=name)
        unions.employ(person, unit.id, on=day)
        unions.join(person, unit.id, on=day)
        found.append({"name": name, "code": actions.deal_card(person)})
    return found


def later(passed: timedelta, name: str) -> int:
    """Let time pass for one class; return how many of its meetings are over."""
    from django.db.models import F

    from hocvuso.classes.models import Attendance, ClassSession
    from hocvuso.plumbing import clock

    meetings = ClassSession.objects.filter(of__name=name)
    meetings.update(starts_at=F("starts_at") - passed, ends_at=F("ends_at") - passed)
    Attendance.objects.filter(session__of__name=name).update(at=F("at") - passed)
    return meetings.filter(ends_at__lte=clock.now()).count()


if __name__ == "__main__":
    main()
