"""Workers of a class's own, and time that passes: run as a program beside the running site.

`people NAME…` enters workers of the sewing factory's union and prints their names and cards; `later MINUTES NAME`
moves the meetings of the class of that name, and who came to them, back by some minutes, as if they had passed.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import timedelta
from typing import Any

from tests.journeys.place import Place
from tests.journeys.world import people, run_beside


def beside(site: Place, *words: str) -> Any:
    """Run this program beside the site and return what it printed."""
    return run_beside(site, "class_world", *words)


def main() -> None:
    """Do what the first argument says."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hocvuso.config.settings")
    import django

    django.setup()
    if sys.argv[1] == "people":
        print(json.dumps(people(sys.argv[2:])))
    else:
        print(json.dumps(later(timedelta(minutes=int(sys.argv[2])), sys.argv[3])))


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
