"""Fitted questions told to the model: announced before they hold, never changed, and a replay gives the same state."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from hocvuso.core import packing
from hocvuso.core.item_sets import FittedItem
from hocvuso.curriculum import queries as curriculum
from hocvuso.learning import actions, fitted
from hocvuso.learning.calibrating import announcing, counting, fitting, nightly
from hocvuso.learning.catalogue import as_authors_say, current
from hocvuso.learning.models import ItemFit, ItemLedger, ItemSet
from hocvuso.people import actions as people
from tests.rooms.learning.test_calibrating import ITEM, answers, at, cells, ids

__all__ = ["at"]
pytestmark = [pytest.mark.django_db, pytest.mark.both]
MINUTE = 60_000_000


def fit(item: str = ITEM, *, difficulty: float = 1.2, count: int = 40, meaning: int | None = None) -> None:
    known = curriculum.item(item)
    assert known is not None
    ItemFit.objects.update_or_create(
        item=item,
        defaults={
            "meaning": known.meaning if meaning is None else meaning, "expert": known.difficulty,
            "difficulty": difficulty, "doubt": 0.3, "scale": 0.9, "answers": count, "at": counting.clock.now(),
        },
    )  # fmt: skip


def test_a_set_holds_ten_minutes_after_it_was_announced_and_for_what_comes_then(at: Any) -> None:
    at(0)
    fit()
    plain = current().tasks[ITEM]
    assert announcing.announce() is not None
    fitted.forget()
    assert current().tasks[ITEM] == plain
    at(0, 0.17)
    held = current().tasks[ITEM]
    assert (held.difficulty, held.discrimination, held.doubt) == (1.2, 0.9, pytest.approx(0.09))
    row = current().options.bank.rows[ITEM]
    assert current().options.bank.difficulty[row] == 1.2, "what comes next is chosen by the same"
    assert as_authors_say().tasks[ITEM] == plain


def test_a_replay_gives_the_same_state_though_answers_came_before_and_after_the_set(at: Any) -> None:
    now, token, other = at(0), people.begin(), next(each for each in ids(6) if each != ITEM)
    answers(token, now, (ITEM, True), (other, False))
    before = actions.current_mind(token.person).state
    fit()
    announcing.announce()
    fitted.forget()
    now = at(1)
    answers(token, now, (ITEM, False))
    told = packing.pack(actions.current_mind(token.person).state)
    ItemSet.objects.all().delete()
    fitted.forget()
    plain = actions.rebuild(token.person, now=now)
    assert packing.pack(plain) != told, "the set changes what the second answer says"
    ItemSet.objects.create(since=int(at(0, 1).timestamp() * 1e6), items=fitted.written({ITEM: _item(ITEM)}))
    fitted.forget()
    assert packing.pack(actions.rebuild(token.person, now=at(1))) == told
    assert before.events == 2


def _item(name: str) -> FittedItem:
    known = curriculum.item(name)
    assert known is not None
    return FittedItem(known.meaning, 1.2, 0.3, 0.9)


def test_too_few_answers_leave_the_author_his_word(at: Any) -> None:
    at(0)
    fit(count=29)
    assert announcing.announce() is None
    fit(count=30)
    assert announcing.announce() is not None


def test_another_set_comes_only_with_news_and_after_a_week(at: Any) -> None:
    at(0)
    fit()
    first = announcing.announce()
    fit(difficulty=0.2)
    at(6)
    assert announcing.announce() is None
    at(8)
    second = announcing.announce()
    assert second == (first or 0) + 1
    at(16)
    assert announcing.announce() is None, "nothing moved"
    assert [row.items[ITEM][1] for row in ItemSet.objects.order_by("number")] == [1.2, 0.2]


def test_a_raised_meaning_goes_back_to_the_author(at: Any) -> None:
    at(0)
    fit(meaning=99)
    announcing.announce()
    fitted.forget()
    at(1)
    assert current().tasks[ITEM] == as_authors_say().tasks[ITEM]
    fitting.fits()


def test_counts_stay_by_the_authors_so_that_a_set_does_not_count_for_itself(at: Any) -> None:
    now, token = at(0), people.begin()
    answers(token, now, *((each, True) for each in ids(8)))
    fit()
    ItemSet.objects.create(since=1, items=fitted.written({each: _item(each) for each in ids(8)}))
    fitted.forget()
    at(1)
    counting.count_up()
    with_set = cells()
    ItemSet.objects.all().delete()
    fitted.forget()
    counting.count_up(anew=True)
    assert cells() == with_set


def test_the_night_counts_fits_and_announces(at: Any) -> None:
    now = at(0)
    for _ in range(30):
        answers(people.begin(), now, (ITEM, False))
    at(1)
    assert nightly.calibrate() == 30
    row = ItemSet.objects.get()
    assert list(row.items) == [ITEM]
    assert row.since == int(at(1, 0).timestamp() * 1e6) + 10 * MINUTE
    fitted.forget()
    assert not fitting.fits()[ITEM].is_used
    at(1, 0.5)
    assert fitting.fits()[ITEM].is_used
    assert ItemLedger.objects.exists() and timedelta(0) < announcing.NOTICE
