"""Contests: drawing that can be checked, times, places, boards that are fair to small units, lots, what looks odd."""

from __future__ import annotations

import hashlib
import hmac
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocvuso.core.contest import anomalies, boards, lots, papers, places, seeds, setup, timing
from hocvuso.core.contest.anomalies import Answered
from hocvuso.core.contest.boards import Unit
from hocvuso.core.contest.papers import ITEM, SIMULATOR, Key, Question
from hocvuso.core.contest.places import Sheet
from hocvuso.core.contest.timing import IN_TIME, LATE, TOO_LATE, Attempt

SEED = "5e" * 32
NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)
ITEMS = tuple(Question(ITEM, f"s{skill}/{number}", "v", f"s{skill}") for skill in range(4) for number in range(12))
POOL = ITEMS + tuple(Question(SIMULATOR, f"play-{number}", "v", "s0") for number in range(3))


def test_the_print_is_sha256_and_a_number_is_hmac_so_anybody_can_repeat_it():
    assert seeds.print_of(SEED) == hashlib.sha256(SEED.encode()).hexdigest()
    told = int.from_bytes(hmac.new(SEED.encode(), b"abc|1|7|2|order|3", hashlib.sha256).digest(), "big")
    assert seeds.below(SEED, 10, "abc", 1, 7, 2, "order", 3) == told % 10
    with pytest.raises(ValueError, match="bytes"):
        seeds.print_of("ab")


@given(st.integers(1, 10_000), st.integers(1, 5), st.integers(1, 20), st.integers(0, 3))
def test_a_paper_is_the_same_each_time_holds_no_question_twice_and_as_many_of_each_skill(entrant, attempt, many, plays):
    plays = min(plays, many)
    key = Key("abc", 1, entrant, attempt)
    places_ = papers.draw(SEED, key, POOL, many, plays)
    assert places_ == papers.draw(SEED, key, POOL, many, plays)
    assert len(set(places_)) == len(places_) == many
    kinds = Counter(POOL[place].kind for place in places_)
    assert kinds[SIMULATOR] == plays
    skills = Counter(POOL[place].skill for place in places_ if POOL[place].kind == ITEM)
    spread = [skills[f"s{number}"] for number in range(4)]
    assert max(spread) - min(spread) <= 1


def test_papers_of_two_people_and_of_two_attempts_differ():
    drawn = {papers.draw(SEED, Key("abc", 1, who, again), POOL, 20) for who in range(20) for again in (1, 2)}
    assert len(drawn) == 40


def test_each_question_comes_as_often_as_any_other():
    counts = Counter(place for who in range(3000) for place in papers.draw(SEED, Key("abc", 1, who, 1), POOL[:48], 12))
    expected = 3000 * 12 / 48
    square = sum((counts[place] - expected) ** 2 / expected for place in range(48))
    assert square < 84  # the 99.9th percentile of chi-square with 47 degrees is 84.0; without replacement it is less


def test_a_pool_that_is_too_small_is_refused_and_its_print_tells_changes():
    with pytest.raises(ValueError, match="small"):
        papers.draw(SEED, Key("abc", 1, 1, 1), POOL[:10], 11)
    assert papers.digest(POOL) != papers.digest(POOL[:-1])


@given(st.integers(-600, 3600), st.one_of(st.none(), st.integers(-10_000, 3_000_000)))
def test_nothing_counts_after_the_grace_and_everything_before_the_end(seconds, made):
    attempt = Attempt(NOON, NOON + timedelta(minutes=20))
    verdict = timing.judged(attempt, attempt.ends + timedelta(seconds=seconds), made)
    if seconds <= 0:
        assert verdict == IN_TIME
    elif seconds > timing.GRACE.total_seconds():
        assert verdict == TOO_LATE
    elif seconds > timing.SLACK.total_seconds():
        assert verdict == (LATE if made is not None and 0 <= made <= attempt.length_ms else TOO_LATE)


def test_a_phone_cannot_have_answered_after_its_answer_was_received():
    attempt = Attempt(NOON, NOON + timedelta(minutes=20))
    assert timing.order_ms(attempt, NOON + timedelta(seconds=5), 60_000) == 5_000
    assert timing.order_ms(attempt, NOON + timedelta(seconds=5), None) == 5_000
    assert timing.order_ms(attempt, NOON + timedelta(seconds=5), 1_000) == 1_000


def sheet(who, points, *, number=1, guess=3, minutes=0, of=20):
    return Sheet(who, number, points, of, guess, NOON + timedelta(minutes=minutes))


def test_more_points_then_the_nearer_guess_then_the_earlier_one():
    found = places.placed([
        sheet(1, 18), sheet(2, 20, guess=9), sheet(3, 20, guess=2, minutes=9), sheet(4, 20, guess=2, minutes=5),
        sheet(5, 18), sheet(6, 20, guess=None),
    ])  # fmt: skip
    assert [each.entrant for each in found] == [4, 3, 2, 6, 1, 5]
    assert [each.place for each in found] == [1, 2, 3, 4, 5, 5]


def test_the_better_attempt_counts_and_rounds_add_up():
    found = places.placed([sheet(1, 12), sheet(1, 15), sheet(1, 10, number=2), sheet(2, 20)])
    assert [(each.entrant, each.points, each.questions) for each in found] == [(1, 25, 40), (2, 20, 20)]


def test_a_small_unit_is_neither_first_by_luck_nor_last_by_bad_luck():
    units = [
        Unit("large", 280, 300),
        Unit("tiny", 3, 3),
        Unit("unlucky", 1, 3),
        Unit("weak", 60, 300),
        Unit("?", 5, None),
    ]
    lines = {each.id: each for each in boards.by_taking_part(units)}
    assert lines["large"].place == 1
    assert lines["unlucky"].place is not None and lines["weak"].place is not None
    assert lines["unlucky"].place < lines["weak"].place
    assert lines["tiny"].figure == 1.0 and lines["?"].place is None and not lines["?"].is_upper


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(1, 300)), min_size=1, max_size=30))
def test_shares_stay_shares_and_the_upper_half_is_half(rows):
    lines = boards.by_taking_part([Unit(f"{number:02}", took, people) for number, (took, people) in enumerate(rows)])
    for each in lines:
        assert each.figure is not None and 0 <= each.figure <= 1
        assert each.ranked is not None and 0 <= each.ranked <= 1
        assert each.low is not None and each.high is not None and each.low - 1e-9 <= each.figure <= each.high + 1e-9
    assert sum(each.is_upper for each in lines) >= len(lines) // 2


def test_improvement_of_fewer_than_five_is_hidden():
    lines = {each.id: each for each in boards.by_improvement([
        Unit("few", 4, 9, (0.5,) * 4), Unit("some", 6, 9, (0.1,) * 6), Unit("less", 6, 9, (0.0,) * 6),
    ])}  # fmt: skip
    assert lines["few"].figure is None and lines["few"].place is None
    assert (lines["some"].place, lines["less"].place) == (1, 2)


@given(st.sets(st.integers(1, 5000), min_size=3, max_size=60), st.text(max_size=12))
def test_lots_are_the_same_for_the_same_list_whoever_orders_it(tickets, public):
    drawn = lots.drawn(SEED, "abc", sorted(tickets), public, 3)
    assert drawn == lots.drawn(SEED, "abc", sorted(tickets, reverse=True), f" {public} ", 3)
    assert len(set(drawn)) == 3 and set(drawn) <= tickets


def test_fewer_tickets_than_prizes_is_refused():
    with pytest.raises(ValueError, match="fewer"):
        lots.drawn(SEED, "abc", [1, 2], "", 3)


def paper(who, mistakes, *, right=(), ms=600_000):
    lines = {name: f"wrong-{line}" for name, line in mistakes.items()} | dict.fromkeys(right, "right")
    return Answered(who, lines, frozenset(right), ms)


def test_the_same_rare_mistakes_are_named_the_common_one_is_not():
    crowd = [paper(who, {f"q{number}": seeds.below(SEED, 3, who, number) for number in range(12)}) for who in range(60)]
    assert anomalies.alike(crowd) == []
    twins = [paper(who, {f"q{number}": number % 3 for number in range(12)}) for who in (100, 101)]
    found = anomalies.alike(crowd + twins)
    assert [(each.one, each.other, each.same) for each in found] == [(100, 101, 12)]
    everybody = [paper(who, {f"q{number}": 1 for number in range(12)}) for who in range(60)]
    assert anomalies.alike(everybody) == []


def test_two_papers_of_one_person_are_never_a_pair():
    crowd = [paper(who, {f"q{number}": seeds.below(SEED, 3, who, number) for number in range(12)}) for who in range(60)]
    own = [paper(7, {f"q{number}": number % 3 for number in range(12)}) for _again in (1, 2)]
    assert all({each.one, each.other} != {7} for each in anomalies.alike(crowd + own))


@given(st.lists(st.floats(0, 1), max_size=12), st.integers(0, 12))
def test_the_tail_is_a_chance_and_falls(chances, at_least):
    assert 0 <= anomalies.tail(chances, at_least + 1) <= anomalies.tail(chances, at_least) + 1e-12 <= 1 + 1e-9


def test_the_tail_is_the_binomial_one():
    assert anomalies.tail([0.5] * 4, 3) == pytest.approx(5 / 16)


def test_quick_and_right_is_odd_quick_and_wrong_gave_up():
    right = [f"q{number}" for number in range(18)]
    assert anomalies.is_impossibly_quick(paper(1, {"a": 1, "b": 1}, right=right, ms=30_000), 20)
    assert not anomalies.is_impossibly_quick(paper(1, {"a": 1, "b": 1}, right=right, ms=300_000), 20)
    assert not anomalies.is_impossibly_quick(paper(1, {}, right=right[:4], ms=3_000), 20)


def test_a_setup_names_the_field_that_is_wrong():
    raw = {"title": "T", "about": "", "skills": ["kns.4.3"], "questions": 10, "minutes": 15, "attempts": 2,
           "simulators": 0, "guess": "?", "rounds": 3, "days": 7, "prize": []}  # fmt: skip
    assert setup.read(raw).rounds == 3
    for name, value in (("minutes", 0), ("skills", []), ("simulators", 11), ("rounds", 13)):
        with pytest.raises(setup.BadSetup, match=name):
            setup.read({**raw, name: value})
    with pytest.raises(setup.BadSetup, match="guess"):
        setup.read({name: value for name, value in raw.items() if name != "guess"})


def test_weekly_rounds_follow_each_other():
    spans = setup.weekly(NOON, setup.read({
        "title": "T", "about": "", "skills": ["s"], "questions": 1, "minutes": 1, "attempts": 1, "simulators": 0,
        "guess": "?", "rounds": 3, "days": 7, "prize": [],
    }))  # fmt: skip
    assert setup.is_in_order(spans) and spans[2].closes == NOON + timedelta(days=21)
    assert not setup.is_in_order([spans[1], spans[0]]) and not setup.is_in_order([])


@pytest.mark.parametrize(("birth", "young"), [
    ("2010-12-01", True), ("2010-11-30", False), ("2010", False), ("2011", True), ("1990-01-01", False),
])  # fmt: skip
def test_nobody_under_sixteen(birth, young):
    assert setup.is_too_young(birth, date(2026, 11, 30)) is young


def test_own_units_are_told_together_and_never_about_fewer_than_five():
    found = boards.tallies([
        Unit("a", 12, 40, (0.1,) * 6), Unit("b", 1, 3), Unit("c", 9, 8, (0.5,) * 4), Unit("d", 2, None),
    ])  # fmt: skip
    assert found[2].changed == 0  # four people are too few
    a = boards.own(found, {"a"})
    assert a is not None and (a.took_part, a.people, a.share) == (12, 40, 0.3)
    assert a.common == pytest.approx(21 / 51) and a.change == a.common_change == pytest.approx(0.1)
    b = boards.own(found, {"b"})
    assert b is not None and b.is_hidden and (b.took_part, b.people, b.share, b.change) == (0, None, None, None)
    both = boards.own(found, {"a", "c"})
    assert both is not None and (both.took_part, both.people) == (20, 48)  # more than declared count as all
    unknown = boards.own(found, {"d"})
    assert unknown is not None and (unknown.took_part, unknown.share, unknown.is_hidden) == (2, None, False)
    assert boards.own(found, {"nobody"}) is None
