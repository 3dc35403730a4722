"""`make bench-reminders`: 10,000 reminders planned, and none outside the rules; beside a plain baseline of this run.

Baseline: the same people looked at minute by minute from now on until one is open, with no other rule. The goal is
10 s for 10,000 (issue 7); what counts is CPU time, so that a busy machine is seen only in the wall clock.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from benchmarks.table import show
from hocvuso.core import quiet_hours, reminding
from hocvuso.core.quiet_hours import DAY, SHIFTS, UNKNOWN, Shift
from hocvuso.core.reminding import Reachable, Reason, Reminder, Silence, Told

GOAL, GOAL_SECONDS = 10_000, 10.0
NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
UNTIL = NOW + timedelta(days=2)
ZONES = [ZoneInfo(name) for name in ("Asia/Ho_Chi_Minh", "Europe/Berlin", "Australia/Lord_Howe")]


def somebody(chance: random.Random) -> Reachable:
    """Return an invented person: most have one of the usual shifts, one in five hours of his own."""
    shift = chance.choice([*SHIFTS.values(), UNKNOWN])
    if chance.random() < 0.2:
        begins, sleeps = chance.randrange(DAY), chance.randrange(DAY)
        shift = Shift((begins, (begins + 540) % DAY), (sleeps, (sleeps + 420) % DAY))
    told = tuple(
        Told(NOW - timedelta(hours=chance.randrange(21, 400)), chance.choice(["learn_again", "weekly_drill"]), "old")
        for _ in range(chance.randrange(3))
    )
    reasons = tuple(
        Reason(kind, "now", weight)
        for weight, kind in enumerate(("learn_again", "review_due", "weekly_drill"))
        if chance.random() < 0.7
    )
    return Reachable(chance.random() < 0.95, shift, chance.choice(ZONES), told, reasons)


def outside(person: Reachable, found: Reminder) -> bool:
    """Tell whether a reminder breaks a rule, looked at without the planner's own steps."""
    local = found.at.astimezone(person.zone)
    lately = sum(found.at - each.at < timedelta(days=7) for each in person.told)
    is_quiet = quiet_hours.is_quiet(person.hours, local.hour * 60 + local.minute)
    return not person.agreed or is_quiet or lately >= reminding.MOST or found.reason not in person.reasons


def by_the_minute(person: Reachable) -> datetime | None:
    """Return the first open minute, found by looking at one after the other."""
    for minutes in range(2 * DAY):
        local = (NOW + timedelta(minutes=minutes)).astimezone(person.zone)
        if not quiet_hours.is_quiet(person.hours, local.hour * 60 + local.minute):
            return NOW + timedelta(minutes=minutes)
    return None


def main() -> None:
    """Plan until there are 10,000 reminders, then time the baseline on a tenth of the people."""
    chance = random.Random(20261129)
    people = [somebody(chance) for _ in range(3 * GOAL)]
    cpu, wall = time.process_time(), time.perf_counter()
    made: list[tuple[Reachable, Reminder]] = []
    silent: Counter[Silence] = Counter()
    asked = 0
    for person in people:
        asked += 1
        found = reminding.plan(person, NOW, UNTIL)
        if isinstance(found, Silence):
            silent[found] += 1
        else:
            made.append((person, found))
        if len(made) == GOAL:
            break
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    began = time.process_time()
    for person in people[: asked // 10]:
        by_the_minute(person)
    plain = (time.process_time() - began) * 10
    broken = sum(outside(*each) for each in made)
    rows: list[list[object]] = [
        ["lập lịch", len(made), asked, f"{cpu:.2f}", f"{wall:.2f}", f"≤ {GOAL_SECONDS:.0f}", broken],
        ["dò từng phút (mốc)", "-", asked, f"{plain:.2f}", "-", "-", "-"],
    ]
    head = ["cách", "lời nhắc", "người xem", "CPU s", "đồng hồ s", "đích s", "ngoài luật"]
    show(f"{GOAL} lời nhắc", head, rows)
    show("Vì sao không nhắc", ["lý do", "người"], [[each.value, count] for each, count in silent.most_common()])


if __name__ == "__main__":
    main()
