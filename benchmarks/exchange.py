"""What looking for changes of lists costs, hour by hour, beside reading the same lists without comparing anything.

`python -m benchmarks.exchange [PEOPLE] [UNITS]` founds an installation of invented people in a temporary folder, pairs
it with a union above that is played here, and collects: first everything is news, then nothing, then one name in a
thousand. The baseline reads who belongs where and how he is called, and nothing else. Goal: an hour's look at 100,000
people in less than ten seconds of processor time.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from typing import Any

from benchmarks import table


def main() -> None:
    """Run and print what it took."""
    parser = argparse.ArgumentParser()
    parser.add_argument("people", nargs="?", type=int, default=100_000)
    parser.add_argument("units", nargs="?", type=int, default=700)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="hocvuso-exchange-") as data:
        os.environ["HOCVUSO_DATA"] = data
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hocvuso.config.settings")
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        rows = _rows(given.people, given.units)
    head = ("what", "rows", "wall s", "CPU s")
    table.show(f"{given.people} people in {given.units} units (goal: nothing new in 10 CPU s)", head, rows)


def _rows(number: int, units: int) -> list[tuple[object, ...]]:
    from hocvuso.exchange import actions, parts
    from hocvuso.people import actions as people
    from hocvuso.people import queries as persons
    from hocvuso.plumbing import clock
    from hocvuso.unions import travelling
    from tests.rooms.exchange.partner import Partner

    top, found = _installation(number, units)
    partner = Partner("Cấp trên (đo)").paired_above(top).row

    def read() -> int:
        stays = travelling.at_units(parts.units_of(partner), clock.today())
        return len(persons.kept({each.person for some in stays.values() for each in some}))

    rows = [_timed("read the lists (baseline)", read)]
    rows.append(_timed("everything is new", lambda: actions.collect(partner)))
    rows.append(_timed("nothing is new (every hour)", lambda: actions.collect(partner)))
    people.correct_unclaimed({one: people.Correction(f"Lò Thị Sửa {at}") for at, one in enumerate(found[::1000])})
    rows.append(_timed("one name in a thousand", lambda: actions.collect(partner)))
    return rows


def _installation(number: int, units: int) -> tuple[Any, list[Any]]:
    from datetime import date

    from hocvuso.people import actions as people
    from hocvuso.unions import actions as unions
    from hocvuso.unions import listing

    new, day = unions.NewUnit, date(2025, 1, 1)
    ids = unions.found_many(
        [
            new("W", "Phường (đo)", "upper", None),
            *(new(f"G{at}", f"CĐCS {at}", "grassroots", "W") for at in range(units)),
        ],
        on=day,
    )
    found = people.enrol_all([people.Named(f"Lò Thị {at}") for at in range(number)])
    listing.enter_all(
        [listing.Entered(one, ids[f"G{at % units}"], "worker", True, True) for at, one in enumerate(found)], on=day
    )
    return ids["W"], found


def _timed(what: str, do: Callable[[], int]) -> tuple[object, ...]:
    wall, cpu = time.perf_counter(), time.process_time()
    rows = do()
    return what, rows, f"{time.perf_counter() - wall:.1f}", f"{time.process_time() - cpu:.1f}"


if __name__ == "__main__":
    main()
