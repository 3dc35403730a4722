"""Who is owed a one-minute update."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from hocvuso.core.updates import READ, SOLVED, Met, Owing, id_of, owed

CHANGED = datetime(2026, 12, 1, tzinfo=UTC)
STEP, OTHER = "kns.4.3/one#a", "kns.4.3/one#b"
UPDATE = Owing(id_of(STEP, 2), STEP, 2, CHANGED)
times = st.integers(-1000, 1000).map(lambda hours: CHANGED + timedelta(hours=hours))
met = st.builds(
    Met, st.sampled_from([READ, SOLVED]), st.sampled_from([STEP, OTHER]), times, st.sampled_from([None, 1, 2, 3])
)  # fmt: skip


def at(hours: int, kind: str = READ, meaning: int | None = 1, step: str = STEP) -> Met:
    return Met(kind, step, CHANGED + timedelta(hours=hours), meaning)


def test_who_read_the_old_wording_is_owed_it_and_who_never_did_is_not() -> None:
    assert owed([UPDATE], [at(-5)], ()) == [UPDATE.id]
    assert owed([UPDATE], [], ()) == []
    assert owed([UPDATE], [at(-5, step=OTHER)], ()) == []


def test_who_answered_right_before_the_change_is_owed_it_and_after_it_not() -> None:
    assert owed([UPDATE], [at(-5, SOLVED, None)], ()) == [UPDATE.id]
    assert owed([UPDATE], [at(5, SOLVED, None)], ()) == []


def test_a_phone_that_was_away_is_judged_by_what_stood_on_it() -> None:
    assert owed([UPDATE], [at(9, meaning=1)], ()) == [UPDATE.id]
    assert owed([UPDATE], [at(-9, meaning=2)], ()) == []


def test_who_has_read_the_new_wording_is_not_told_again() -> None:
    assert owed([UPDATE], [at(-5), at(3, meaning=2)], ()) == []


def test_two_changes_of_one_step_come_one_after_the_other() -> None:
    later = Owing(id_of(STEP, 3), STEP, 3, CHANGED + timedelta(days=9))
    assert owed([UPDATE, later], [at(-5)], ()) == [UPDATE.id, later.id]
    assert owed([UPDATE, later], [at(5, meaning=2)], ()) == [later.id]
    assert owed([UPDATE, later], [at(-5)], {UPDATE.id}) == [later.id]


@given(st.lists(met), st.booleans())
def test_each_update_at_most_once_and_only_if_it_was_learnt_before(past: list[Met], has_got_it: bool) -> None:
    given_already = {UPDATE.id} if has_got_it else set()
    found = owed([UPDATE], past, given_already)
    assert len(found) <= 1
    if found:
        assert not has_got_it
        assert any(one.step == STEP and one.is_before(UPDATE) for one in past)
        assert owed([UPDATE], past, found) == []
