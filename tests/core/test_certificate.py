"""Rules of certificates: what is missing, how long a paper holds, the form of a sitting, what counts from elsewhere."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocvuso.core import certificate
from hocvuso.core.certificate import Rule
from hocvuso.core.draw import draw_for

DAY = date(2026, 11, 29)
SKILLS = ("kns.1.1", "kns.4.3", "kns.10.1")
PLAIN = Rule("nen-tang", date(2026, 1, 1), SKILLS)
PROCTORED = Rule("co-giam-sat", date(2026, 1, 1), SKILLS, proctored=True, sitting_days=90)


def test_without_a_proctor_mastery_is_enough() -> None:
    assert certificate.find(PLAIN, SKILLS, {}, DAY).is_met
    assert certificate.find(PLAIN, SKILLS[:2], {}, DAY).unlearnt == ("kns.10.1",)


def test_with_a_proctor_each_skill_was_shown_in_a_room_not_long_ago() -> None:
    sat = dict.fromkeys(SKILLS, DAY - timedelta(days=90))
    assert certificate.find(PROCTORED, SKILLS, sat, DAY).is_met
    assert certificate.find(PROCTORED, SKILLS, sat, DAY + timedelta(days=1)).unseen == SKILLS
    assert certificate.find(PROCTORED, SKILLS, {}, DAY).unseen == SKILLS
    assert certificate.find(PROCTORED, (), sat, DAY).unlearnt == SKILLS


@given(st.sets(st.sampled_from(SKILLS)), st.sets(st.sampled_from((*SKILLS, "kns.2.2"))), st.booleans())
def test_more_never_takes_anything_away(few: set[str], more: set[str], proctored: bool) -> None:
    rule = PROCTORED if proctored else PLAIN
    less = certificate.find(rule, few, dict.fromkeys(few, DAY), DAY)
    both = certificate.find(rule, few | more, dict.fromkeys(few | more, DAY), DAY)
    assert set(both.unlearnt) <= set(less.unlearnt)
    assert set(both.unseen) <= set(less.unseen)


def test_the_newest_version_that_has_begun_is_in_force() -> None:
    later = Rule("nen-tang", date(2027, 1, 1), SKILLS[:1])
    assert certificate.in_force([later, PLAIN, PROCTORED], DAY) == {"nen-tang": PLAIN, "co-giam-sat": PROCTORED}
    assert certificate.in_force([later, PLAIN], date(2027, 1, 1))["nen-tang"] is later
    assert certificate.in_force([PLAIN], date(2025, 1, 1)) == {}


def test_a_paper_holds_until_the_same_day_of_the_month() -> None:
    assert certificate.holds_until(date(2026, 11, 29), 24) == date(2028, 11, 29)
    assert certificate.holds_until(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert certificate.holds_until(date(2027, 8, 31), 6) == date(2028, 2, 29)
    assert certificate.holds_until(DAY, 0) is None


@given(st.dates(date(2020, 1, 1), date(2060, 1, 1)), st.integers(1, certificate.MOST_MONTHS))
def test_a_later_paper_never_ends_earlier(on: date, months: int) -> None:
    until = certificate.holds_until(on, months)
    after = certificate.holds_until(on + timedelta(days=1), months)
    assert until is not None
    assert after is not None
    assert on < until <= after


def test_how_a_paper_stands() -> None:
    assert certificate.standing("live", DAY, DAY) == certificate.VALID
    assert certificate.standing("live", DAY, DAY + timedelta(days=1)) == certificate.EXPIRED
    assert certificate.standing("live", None, date(2999, 1, 1)) == certificate.VALID
    assert certificate.standing("revoked", DAY, DAY) == certificate.REVOKED
    assert certificate.standing("replaced", None, DAY) == certificate.REPLACED


@given(
    st.dictionaries(st.sampled_from(SKILLS), st.lists(st.integers(0, 99), unique=True, max_size=6), min_size=1),
    st.integers(1, 4), st.sets(st.integers(0, 99)), st.binary(min_size=16, max_size=16),
)  # fmt: skip
def test_a_form_asks_each_skill_in_turns_and_what_is_new_first(
    numbers: dict[str, list[int]], each: int, seen: set[int], key: bytes
) -> None:
    pools = {skill: [f"{skill}/{number}" for number in own] for skill, own in numbers.items()}
    met = {f"{skill}/{number}" for skill in SKILLS for number in seen}
    asked = certificate.form(pools, each, met, draw_for(key, 0))
    assert len(asked) == len(set(asked)) == sum(min(each, len(pool)) for pool in pools.values())
    for pool in pools.values():
        own = [task for task in asked if task in pool]
        assert sum(task not in met for task in own) == min(each, sum(task not in met for task in pool))
    assert asked == certificate.form(pools, each, met, draw_for(key, 0))


def test_the_room_closes_for_everybody() -> None:
    started = datetime(2026, 11, 29, 10, 0, tzinfo=UTC)
    assert certificate.ends_at(started, 20, started + timedelta(hours=2)) == started + timedelta(minutes=20)
    assert certificate.ends_at(started, 20, started + timedelta(minutes=5)) == started + timedelta(minutes=5)


def test_what_counts_from_elsewhere_is_what_the_federation_says() -> None:
    states = (certificate.DECLARED, certificate.VERIFIED, certificate.REFUSED, certificate.WITHDRAWN)
    assert [certificate.does_count(each, "declared") for each in states] == [True, True, False, False]
    assert [certificate.does_count(each, "verified") for each in states] == [False, True, False, False]


@pytest.mark.parametrize(
    "wrong",
    [
        {"skills": ()}, {"skills": ("kns.1.1", "kns.1.1")}, {"months": 121}, {"issuer": "anybody"}, {"each": 0},
        {"minutes": 0}, {"sitting_days": 0},
    ],
)  # fmt: skip
def test_a_rule_that_makes_no_sense_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="nen-tang"):
        Rule(**{"id": "nen-tang", "valid_from": DAY, "skills": SKILLS, **wrong})  # type: ignore[arg-type]
