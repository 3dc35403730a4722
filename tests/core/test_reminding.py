"""Reminders: none outside the rules, over any shift, zone, consent, past and reasons; and the right one of several."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from hocvuso.core import quiet_hours, reminding
from hocvuso.core.quiet_hours import DAY, SHIFTS, UNKNOWN, Shift
from hocvuso.core.reminding import Reachable, Reason, Reminder, Silence, Told

MINUTES = st.integers(0, DAY - 1)
SPANS = st.tuples(MINUTES, MINUTES)
HOURS = st.one_of(st.sampled_from([*SHIFTS.values(), UNKNOWN]), st.builds(Shift, work=SPANS, sleep=SPANS))
# Places whose clocks are put back and forward, and some that stand at half and quarter hours.
ZONES = st.sampled_from(
    ["Asia/Ho_Chi_Minh", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia"]
).map(ZoneInfo)
NOW = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)).map(lambda moment: moment.replace(tzinfo=UTC))
KINDS = st.sampled_from(["review_due", "learn_again", "weekly_drill", "class_soon"])
ABOUT = st.sampled_from("abc")


@st.composite
def people(draw, now: datetime) -> Reachable:
    """Draw somebody with a past of up to 20 days and reasons that may be too late."""
    ago = st.integers(0, 20 * DAY).map(lambda minutes: now - timedelta(minutes=minutes))
    told = st.builds(Told, ago, KINDS, ABOUT)
    end = st.one_of(st.none(), st.integers(-60, 3 * DAY).map(lambda minutes: now + timedelta(minutes=minutes)))
    reason = st.builds(Reason, KINDS, ABOUT, st.integers(0, 9), st.just({}), end)
    return Reachable(
        draw(st.sampled_from([True, True, True, False])), draw(HOURS), draw(ZONES),
        tuple(draw(st.lists(told, max_size=4))), tuple(draw(st.lists(reason, max_size=4))),
    )  # fmt: skip


@given(st.data(), NOW, st.integers(1, 3 * DAY))
def test_nobody_is_reminded_outside_the_rules(data, now: datetime, minutes: int):
    person, until = data.draw(people(now)), now + timedelta(minutes=minutes)
    found = reminding.plan(person, now, until)
    if isinstance(found, Silence):
        return
    assert person.agreed
    assert now <= found.at < until
    local = found.at.astimezone(person.zone)
    assert not quiet_hours.is_quiet(person.hours, local.hour * 60 + local.minute)
    lately = [each for each in person.told if found.at - each.at < timedelta(days=7)]
    assert len(lately) < 2, "with this one there are two in seven days at most"
    assert all(found.at - each.at >= timedelta(hours=20) for each in person.told)
    assert found.reason in person.reasons
    assert found.reason.until is None or found.at < found.reason.until
    for each in person.told:
        assert each.kind != found.reason.kind or (
            each.about != found.reason.about and found.at - each.at >= timedelta(days=6)
        )


@given(st.data(), NOW)
def test_a_year_of_plans_keeps_every_seven_days_at_two(data, now: datetime):
    person = data.draw(people(now))
    told: list[Told] = []
    for hour in range(0, 21 * 24, 3):
        at = now + timedelta(hours=hour)
        reasons = tuple(Reason(kind, str(hour), 1) for kind in ("review_due", "learn_again", "weekly_drill"))
        one = Reachable(True, person.hours, person.zone, tuple(told), reasons)
        found = reminding.plan(one, at, at + timedelta(hours=3))
        if isinstance(found, Reminder):
            told.append(Told(found.at, found.reason.kind, found.reason.about))
    moments = [each.at for each in told]
    assert all(later - first >= timedelta(days=7) for first, later in zip(moments, moments[2:], strict=False))
    if quiet_hours.open_minutes(person.hours) >= quiet_hours.LEAST_OPEN:
        assert len(moments) >= 4, "whoever has an hour a day open is reached twice a week"


@given(st.data(), NOW)
def test_the_first_open_minute_is_taken_and_none_before_it(data, now: datetime):
    person = data.draw(people(now))
    free = Reachable(True, person.hours, ZoneInfo("Asia/Ho_Chi_Minh"), (), (Reason("review_due", "a", 1),))
    found = reminding.plan(free, now, now + timedelta(days=2))
    minute = now.replace(second=0, microsecond=0)
    if minute < now:
        minute += timedelta(minutes=1)
    for _ in range(DAY + 1):
        local = minute.astimezone(free.zone)
        if not quiet_hours.is_quiet(free.hours, local.hour * 60 + local.minute):
            assert isinstance(found, Reminder) and found.at == minute
            return
        minute += timedelta(minutes=1)
    assert found is Silence.NEVER


EVENING = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)  # 19:00 in Vietnam
HCM = ZoneInfo("Asia/Ho_Chi_Minh")


def planned(*reasons: Reason, told: tuple[Told, ...] = (), agreed: bool = True, hours: Shift = UNKNOWN):
    return reminding.plan(Reachable(agreed, hours, HCM, told, reasons), EVENING, EVENING + timedelta(hours=1))


def test_the_heaviest_reason_is_told_and_one_that_is_too_late_gives_way():
    review, drill = Reason("review_due", "today", 5), Reason("weekly_drill", "w48", 9, until=EVENING)
    assert planned(Reason("learn_again", "x", 1), review) == Reminder(EVENING, review)
    assert planned(drill, review) == Reminder(EVENING, review)


def test_each_silence_says_why():
    review = Reason("review_due", "today", 5)
    before = [Told(EVENING - timedelta(days=days), "learn_again") for days in (2, 4)]
    assert planned(review, agreed=False) is Silence.NOT_AGREED
    assert planned() is Silence.NOTHING
    assert planned(review, told=(Told(EVENING + timedelta(minutes=5), "learn_again"),)) is Silence.WAITING
    assert planned(review, told=tuple(before)) is Silence.ENOUGH
    assert planned(review, told=(Told(EVENING - timedelta(days=3), "review_due", "y"),)) is Silence.NOTHING
    assert planned(review, hours=SHIFTS["afternoon"]) is Silence.LATER
    assert planned(review, hours=Shift((0, 0), (0, 1439))) is Silence.LATER
    assert planned(review, hours=Shift((0, 720), (720, 0))) is Silence.NEVER
