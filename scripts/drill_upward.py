"""`make drill-upward`: a ward's installation with 700 units is cut off for 30 days, then catches up over the line.

Each day some lists change; the month's returns are handed in. Then everything is there, in order of each unit, nothing
twice, and on both sides the units add up to what stands above them, in returns and in every target. Beside it: 100,000
changes of lists (newcomers, corrected names, leavers) taken in within a minute, and 10,000 random histories of one
stream. Works in a folder that is thrown away; prints a table, ends with 1 when a figure is missed. The minute is one of
processor time, so that a busy machine is not taken for a slow program; the clock's is printed beside it.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
from scripts import two_sites  # noqa: E402 - found by the path above

UNITS, DAYS, A_UNIT, HISTORIES, MANY = 700, 30, 12, 10_000, 100_000


def main() -> int:
    """Run the drill, or one of its parts inside an installation."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("part", nargs="?", choices=("found", "days", "count", "many"))
    parser.add_argument("--units", type=int, default=UNITS)
    parser.add_argument("--days", type=int, default=DAYS)
    parser.add_argument("--many", type=int, default=MANY)
    parser.add_argument("--histories", type=int, default=HISTORIES)
    given = parser.parse_args()
    if given.part is not None:
        return _inside(given)
    with tempfile.TemporaryDirectory() as folder:
        return _print(_drill(given, Path(folder)))


def _drill(given: argparse.Namespace, folder: Path) -> list[tuple[str, Any, bool]]:
    above, below = two_sites.sites(folder, (two_sites.free_port(), two_sites.free_port()))
    above.data.mkdir(parents=True)
    above.run("prepare")
    two_sites.copy_prepared(above, below)
    script = str(Path(__file__))
    for site in (above, below):
        site.python(script, "found", "--units", str(given.units))
    with two_sites.serving(above):
        two_sites.pair(above, below, unit="W")
    below.python(script, "days", "--units", str(given.units), "--days", str(given.days))
    waiting = below.asked("exchange", "status")["partners"][0]["waiting"]
    with two_sites.serving(above):
        began = time.monotonic()
        sent = below.asked("exchange", "send")
        took = time.monotonic() - began
        again = below.asked("exchange", "send")["envelopes"]
        status = below.asked("exchange", "status")["partners"][0]
        above.python("-c", _DRAIN)
    there, here = (json.loads(site.python(script, "count").splitlines()[-1]) for site in (above, below))
    many = json.loads(above.python(script, "many", "--many", str(given.many)).splitlines()[-1])
    bad, histories = _histories(given.histories)
    return [
        ("phong bì chờ sau khi mất mạng", waiting, waiting > 0),
        ("phong bì gửi trong một lần", sent["envelopes"], sent["envelopes"] == waiting),
        ("thời gian gửi bù, giây", round(took, 1), True),
        ("gửi lại lần nữa", again, again == 0),
        ("dòng còn thiếu bên kia", status["rows_missing"], status["rows_missing"] == 0),
        ("người: dưới / trên", f"{here['people']} / {there['people']}", here["people"] == there["people"]),
        ("đơn vị có danh sách khác nhau", _unlike(here["lists"], there["lists"]), here["lists"] == there["lists"]),
        ("người tính hai lần", there["twice"], there["twice"] == 0),
        ("ngoài thứ tự", there["out_of_order"], there["out_of_order"] == 0),
        ("báo cáo: dưới / trên", f"{here['returns']} / {there['returns']}", here["returns"] == there["returns"]),
        ("cộng các đơn vị = cấp trên (dưới, trên)", f"{here['sums']} {there['sums']}", here["sums"] == there["sums"] and
         all(one == other for one, other in there["sums"])),
        ("chỉ tiêu: cấp trên khác tổng cấp dưới (dưới, trên)", f"{here['unequal']} {there['unequal']} trong "
         f"{here['compared']} {there['compared']}",
         here["unequal"] == there["unequal"] == 0 and min(here["compared"], there["compared"]) > 0),
        ("người trong chỉ tiêu: dưới / trên", f"{here['tallied']} / {there['tallied']}",
         here["tallied"] == there["tallied"] == here["people"]),
        ("chờ quyết định", there["held"], there["held"] == 0),
        (f"{many['changes']} thay đổi danh sách, giây máy (giây đồng hồ)", f"{many['cpu']} ({many['seconds']})",
         many["cpu"] <= 60 and many["entered"]),
        (f"{given.histories} lịch sử ngẫu nhiên, lệch", f"{bad} ({histories:.1f} giây)", bad == 0),
    ]  # fmt: skip


def _unlike(here: dict[str, str], there: dict[str, str]) -> int:
    return sum(here.get(code) != there.get(code) for code in {*here, *there})


_DRAIN = "import django; django.setup(); from hocvuso.exchange import actions; print(actions.drain(most=10**9))"


def _print(rows: list[tuple[str, Any, bool]]) -> int:
    for title, value, is_met in rows:
        print(f"{'✓' if is_met else '✗'} {title}: {value}")
    return 0 if all(is_met for _title, _value, is_met in rows) else 1


def _histories(number: int) -> tuple[int, float]:
    from tests.core.test_exchange import play

    began, bad = time.monotonic(), 0
    for seed in range(number):
        source, end = play(seed)
        is_equal = end.known == source.people and source.acknowledged == source.place == end.place
        bad += not (is_equal and len(set(end.ids)) == len(end.ids))
    return bad, time.monotonic() - began


# --- inside an installation


def _inside(given: argparse.Namespace) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hocvuso.config.settings")
    import django

    django.setup()
    parts = {"found": lambda: _found(given.units), "days": lambda: _days(given.units, given.days), "count": _count,
             "many": lambda: _many(given.many)}  # fmt: skip
    print(json.dumps(parts[given.part]()))
    return 0


def _found(units: int) -> int:
    from datetime import date

    from hocvuso.unions import actions as unions

    new = unions.NewUnit
    rows = [new("P", "Tỉnh (tập)", "province", None), new("W", "Phường (tập)", "upper", "P")]
    rows += [new(f"G{number:04}", f"CĐCS {number} (tập)", "grassroots", "W") for number in range(units)]
    unions.found_many(rows, on=date(2025, 1, 1))
    return len(rows)


def _ids() -> dict[str, Any]:
    from hocvuso.plumbing import clock
    from hocvuso.unions import queries as unions

    (top,) = unions.tops(clock.today())
    return {line.code: line.id for line in unions.unit_lines(unions.subtree_ids(top, clock.today()), clock.today())}


def _days(units: int, days: int) -> int:
    """Live through days without a line: people come and go, each day is collected; both returns are handed in."""
    from datetime import date, timedelta

    from hocvuso.core.returns import month_before
    from hocvuso.exchange import actions, parts
    from hocvuso.people import actions as people
    from hocvuso.plumbing import clock
    from hocvuso.unions import listing, travelling

    ids = _ids()
    (partner,) = parts.partners("above")
    codes = [f"G{number:04}" for number in range(units)]
    start, real = clock.now() - timedelta(days=days), clock.now
    for day in range(days):
        clock.now = lambda day=day: start + timedelta(days=day)  # type: ignore[assignment]
        today = clock.today()
        some = codes if day == 0 else codes[day :: max(days // 3, 1)]
        names = [people.Named(f"Lò Thị {code} {day} {n}") for code in some for n in range(A_UNIT if day == 0 else 2)]
        found = people.enrol_all(names)
        size = len(names) // len(some)
        listing.enter_all(
            [listing.Entered(one, ids[some[at // size]], "worker", True, True) for at, one in enumerate(found)],
            on=today if day else date(2025, 1, 1),
        )
        if day:
            gone = travelling.at_unit(ids[some[0]], today)[:1]
            travelling.end_all([each.person for each in gone], ids[some[0]], last_day=today - timedelta(1))
        actions.collect(partner)
    clock.now = real
    _hand_in(ids, month_before(clock.today()))
    return actions.collect(partner)


def _hand_in(ids: dict[str, Any], month: Any) -> None:
    from hocvuso.people import actions as people
    from hocvuso.reports.models import Return
    from hocvuso.reports.returns import actions as returns
    from hocvuso.reports.returns import opening, queries
    from hocvuso.unions import access
    from hocvuso.unions import actions as unions

    chair = people.enrol(full_name="Người ký (tập)")
    people.appoint(chair, username="ky", password="mat-khau-de-tap-thoi", second_factor="")
    unions.give_role(chair, ids["W"], access.CHAIR, on=month)
    signer = returns.Signer(chair, "Người ký (tập)")
    opening.open_month(month)
    for row in Return.objects.filter(month=month, kind="own"):
        unions.give_role(chair, row.unit_id, access.CHAIR, on=month)
        returns.confirm(signer, row.id, edit=row.edit)
        returns.accept(signer, row.id, version=1)
    ward = queries.of_month(ids["W"], month)
    assert ward is not None
    returns.confirm(signer, ward.id, edit=ward.edit)


def _count() -> dict[str, Any]:
    from hocvuso.core.returns import checksum
    from hocvuso.exchange.models import ReceivedEnvelope
    from hocvuso.plumbing import clock
    from hocvuso.reports.models import Return
    from hocvuso.reports.returns import queries
    from hocvuso.unions import travelling

    ids = _ids()
    at = travelling.at_units(list(ids.values()), clock.today())
    stays = {code: at[unit] for code, unit in ids.items()}
    seen = Counter(each.person for some in stays.values() for each in some)
    orders: dict[int, list[int]] = {}
    for stream, sequence in ReceivedEnvelope.objects.order_by("received_at", "sequence").values_list(
        "stream", "sequence"
    ):
        orders.setdefault(stream, []).append(sequence)
    returned = Return.objects.filter(version__gt=0)
    sums = []
    for row in returned.filter(kind="combined"):
        own = sum(queries.lines(each)[0].value or 0 for each in returned.filter(kind="own", month=row.month))
        sums.append([own, queries.lines(row)[0].value])
    lists = {code: checksum(str(sorted(str(each.person) for each in some))) for code, some in stays.items()}
    return _targets(ids) | {
        "lists": lists, "people": sum(seen.values()), "twice": sum(count > 1 for count in seen.values()),
        "out_of_order": sum(order != list(range(1, len(order) + 1)) for order in orders.values()),
        "returns": returned.count(), "sums": sums, "held": ReceivedEnvelope.objects.filter(state="held").count(),
    }  # fmt: skip


def _targets(ids: dict[str, Any]) -> dict[str, Any]:
    """Count anew, and compare in each target what the units say together with what stands above them."""
    from hocvuso.plumbing import clock
    from hocvuso.reports.rollups import closing, counting, reading

    counting.rebuild()
    found: dict[str, dict[Any, tuple[int, int, int]]] = {}
    measures = {}
    for unit, each in closing.sums_on(clock.today()):
        found.setdefault(each.target.id, {})[unit] = (each.reached, each.people, each.unknown)
        measures[each.target.id] = each.target.measure
    leaves = [unit for code, unit in ids.items() if code.startswith("G")]
    unequal = 0
    for sums in found.values():
        together = tuple(map(sum, zip(*(sums[unit] for unit in leaves), strict=True)))
        unequal += any(sums[ids[code]] != together for code in ("W", "P") if code in ids)
    hexes = [unit.hex for unit in leaves]
    tallied = max(sum(each.people for each in reading.tallies(hexes, measure, clock.today()))
                  for measure in measures.values())  # fmt: skip
    return {"unequal": unequal, "compared": len(found), "tallied": tallied}


def _many(number: int) -> dict[str, Any]:
    """Take many changes of lists in, as parcels of a partner that is played here: who came, was corrected, left."""
    from hocvuso.exchange import actions
    from hocvuso.exchange.models import Stream
    from hocvuso.people import queries as persons
    from tests.rooms.exchange.partner import Partner, uid, worker

    ids = _ids()
    partner = Partner("Nơi đông người (tập)").paired_below(ids["W"])
    Stream.objects.filter(is_ours=False, unit__isnull=False).update(unit=None)  # the units speak through this one now
    codes = sorted(code for code in ids if code.startswith("G"))
    new = [worker(f"Vừ A {at}") for at in range(number * 3 // 5)]
    mended = [{**row, "name": f"{row['name']} Hai"} for row in new[: number // 5]]
    left = [{"person": row["person"], "left": "2026-01-01"} for row in new[-(number // 5) :]]
    cpu, began = time.process_time(), time.monotonic()
    making = 0.0
    for rows in (new, mended, left):
        at = time.process_time()
        data = _parcels(partner, codes, rows)
        making += time.process_time() - at
        for each in data:
            _receive(each)
    actions.drain(most=10**9)
    cpu, took = time.process_time() - cpu - making, time.monotonic() - began
    known = persons.kept([uid(row) for row in new])
    is_all = len(known) == len(new) and all(known[uid(row)].full_name == row["name"] for row in mended)
    return {"changes": len(new) + len(mended) + len(left), "seconds": round(took, 1), "cpu": round(cpu, 1),
            "entered": is_all and _are_gone([uid(row) for row in left])}  # fmt: skip


def _parcels(partner: Any, codes: list[str], rows: list[Any]) -> list[bytes]:
    """Return rows as parcels; everybody's unit follows from his id, so that it is the same each time."""
    by_unit: dict[str, list[Any]] = {}
    for row in rows:
        by_unit.setdefault(codes[int(row["person"].replace("-", ""), 16) % len(codes)], []).append(row)
    said = [
        partner.say(code, "roster", *some[start : start + 500])
        for code, some in sorted(by_unit.items()) for start in range(0, len(some), 500)
    ]  # fmt: skip
    return [partner.parcel(*said[start : start + 100]) for start in range(0, len(said), 100)]


def _receive(data: bytes) -> None:
    import io

    from hocvuso.core.exchange import parcels
    from hocvuso.exchange import parcelling, receiving

    for head, body in parcels.parcels(io.BytesIO(data)):
        receiving.keep(parcelling.opened(head, body), is_fresh=False)


def _are_gone(persons: list[Any]) -> bool:
    from hocvuso.plumbing import clock
    from hocvuso.unions import travelling

    there = {
        each.person for some in travelling.at_units(list(_ids().values()), clock.today()).values() for each in some
    }
    return not there & set(persons)


if __name__ == "__main__":
    sys.exit(main())
