"""`make drill-tenancy`: two provinces with every kind of official; each asks every address about the other.

Works on a database of its own that is thrown away. Prints a table and ends with 1 when anything got across.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hocvuso.config.settings")


def main() -> int:
    """Run the drill and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    args = parser.parse_args()
    import django
    from django.test.utils import setup_databases, setup_test_environment, teardown_databases

    import tests.early  # noqa: F401 - settings of tests before Django starts

    django.setup()
    logging.disable(logging.CRITICAL)
    setup_test_environment()
    kept = setup_databases(verbosity=0, interactive=False)
    started = time.perf_counter()
    try:
        tally = _drill()
    finally:
        teardown_databases(kept, verbosity=0)
    return _print(tally, time.perf_counter() - started, as_json=args.json)


def _drill():  # type: ignore[no-untyped-def]  # the type is known only after Django has started
    from django.conf import settings
    from django.core.management import call_command
    from django.test import override_settings

    from hocvuso.curriculum import actions as curriculum
    from hocvuso.plumbing import clock
    from tests.house import tenancy

    call_command("createcachetable", database="scratch" if "scratch" in settings.DATABASES else "default", verbosity=0)
    curriculum.publish(settings.CONTENT, now=clock.now())
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        south = tenancy.build("NAM", "Bạchđàn", 3, tenancy.kinds())
        north = tenancy.build("BAC", "Hắcthạch", 4, tenancy.kinds())
        tally = tenancy.Tally()
        for own, other in ((south, north), (north, south)):
            tenancy.walk(own, other, tally)
    return tally


def _print(tally, seconds: float, *, as_json: bool) -> int:  # type: ignore[no-untyped-def]
    from tests.house import tenancy

    asked = sum(tally.answers.values())
    leaks = [f"{leak.kind}: {leak.asked}: {leak.what}" for leak in tally.leaks]
    if as_json:
        print(json.dumps({"asked": asked, "seconds": round(seconds, 1), "leaks": leaks}, ensure_ascii=False))
        return 1 if leaks else 0
    statuses = sorted({status for _, status in tally.answers})
    print(f"{'role':26}" + "".join(f"{status:>7}" for status in statuses) + f"{'leaks':>8}")
    for kind in tenancy.kinds():
        row = "".join(f"{tally.answers[kind, status]:7}" for status in statuses)
        print(f"{kind:26}{row}{sum(leak.kind == kind for leak in tally.leaks):8}")
    print(f"{asked} requests in {seconds:.0f} s, {len(leaks)} leaks")
    print("\n".join(leaks[:40]))
    return 1 if leaks else 0


if __name__ == "__main__":
    sys.exit(main())
